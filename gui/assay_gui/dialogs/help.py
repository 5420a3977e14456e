# SPDX-License-Identifier: Apache-2.0
"""The help: contents with a search, and the page that is read. It stands beside the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument, QTextFrame, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.help_pages import FIRST, HelpPage, found
from assay_gui.look import Look
from assay_gui.theme import scaled
from assay_gui.views.parts import button, clearable, label, open_at
from assay_gui.views.plain_tips import PlainTips
from assay_gui.views.signed_page import LinkedText

_SIZE = (880, 640)
_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_CELL_PADDING = 4
_ABOVE_HEADING, _BELOW, _BELOW_ITEM = 12, 8, 4


class HelpDialog(QDialog):
    """All pages of the help."""

    def __init__(self, look: Look, pages: Sequence[HelpPage]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        words = look.words
        self._look = look
        self._known = {page.id: page for page in pages}
        self._trail: list[str] = []
        self._at = -1
        self.setWindowTitle(words.say("help.title"))
        self.asked = QLineEdit()
        self.asked.setPlaceholderText(words.say("help.search"))
        self.asked.setAccessibleName(words.say("help.search"))
        clearable(self.asked, words.say("parts.clear"))
        self.contents = QListWidget()
        self.contents.setItemDelegate(PlainTips(self.contents))
        self.contents.setObjectName("helpContents")
        self.contents.setAccessibleName(words.say("help.contents"))
        self.nothing = label(words.say("help.nothing"), "muted", wrap=True)
        self.text = LinkedText()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(words.say("help.title"))
        self.back_button = button(words.say("help.back"), words.tip("help.back"))
        self.forward_button = button(words.say("help.forward"), words.tip("help.forward"))
        self.close_button = button(words.say("dialog.close"), kind="primary")
        self._lay_out()
        self._connect()
        self._search("")

    @property
    def shown(self) -> str:
        """The page that is read."""
        return self._trail[self._at] if self._trail else ""

    def go(self, page_id: str) -> None:
        """Read a page; the first where there is none of that name."""
        wanted = page_id if page_id in self._known else FIRST
        if wanted != self.shown:
            self._trail = [*self._trail[: self._at + 1], wanted]
            self._at = len(self._trail) - 1
        self._show()

    def dress(self) -> None:
        """Draw the page again in the colours and the size of the moment."""
        if self._trail:
            self._show()

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail):
            self._at += by
            self._show()

    def _show(self) -> None:
        page = self._known[self.shown]
        document = self.text.document()
        document.setDefaultFont(self.font())
        document.setMarkdown(page.text, _MARKDOWN)
        document.setDocumentMargin(scaled(16))
        _space(document)
        for table in _tables(document.rootFrame()):
            form = table.format()
            form.setCellPadding(scaled(_CELL_PADDING))
            form.setBorder(0)
            table.setFormat(form)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setAccessibleDescription(page.title)
        self.back_button.setEnabled(self._at > 0)
        self.forward_button.setEnabled(self._at < len(self._trail) - 1)
        for row in range(self.contents.count()):
            if self.contents.item(row).data(Qt.ItemDataRole.UserRole) == page.id:
                self.contents.blockSignals(True)  # noqa: FBT003 - Qt's signature
                self.contents.setCurrentRow(row)
                self.contents.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _search(self, asked: str) -> None:
        hits = found(self._known.values(), asked)
        self.contents.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.contents.clear()
        for page in hits:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.id)
            item.setToolTip(page.title)
            self.contents.addItem(item)
            if page.id == self.shown:
                self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.contents.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        if asked.strip() and hits:
            self.go(hits[0].id)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.go(item.data(Qt.ItemDataRole.UserRole))

    def _follow(self, url: QUrl) -> None:
        """Links lead to other pages of the help, and nowhere else."""
        self.go(url.path().rpartition("/")[2].removesuffix(".md"))

    def _connect(self) -> None:
        self.asked.textChanged.connect(self._search)
        self.contents.currentItemChanged.connect(self._chosen)
        self.text.anchorClicked.connect(self._follow)
        self.back_button.clicked.connect(lambda: self._step(-1))
        self.forward_button.clicked.connect(lambda: self._step(1))
        self.close_button.clicked.connect(self.close)
        for keys, call in (
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
            ("Ctrl+F", self.asked.setFocus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)
        self._look.theme.changed.connect(self.dress)

    def _lay_out(self) -> None:
        open_at(self, _SIZE)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.asked)
        side.addWidget(self.contents, 1)
        side.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addLayout(side, 2)
        columns.addWidget(self.text, 5)
        layout = framed(self, 12)
        layout.addLayout(columns, 1)
        layout.addLayout(button_row((self.back_button, self.forward_button), (self.close_button,)))
        self.contents.setFocus()


def _tables(frame: QTextFrame) -> list[QTextTable]:
    return [child for child in frame.childFrames() if isinstance(child, QTextTable)]


def _space(document: QTextDocument) -> None:
    """Room above headings and below paragraphs, which Markdown leaves to us."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form = block.blockFormat()
        if cursor.currentTable() is None:
            form.setTopMargin(scaled(_ABOVE_HEADING) if form.headingLevel() > 1 else 0)
            form.setBottomMargin(scaled(_BELOW_ITEM if block.textList() is not None else _BELOW))
            cursor.setBlockFormat(form)
        block = block.next()
