# SPDX-License-Identifier: Apache-2.0
"""The rail at the left: the pages, the open documents, and which rules are used."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QListView,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from assay_gui.look import ICON_SIZE, Look
from assay_gui.open_document import OpenDocument
from assay_gui.theme import scaled
from assay_gui.views.parts import button, label, plain_tip
from assay_gui.views.plain_tips import PlainTips
from assay_gui.views.recent import STATE_OF_VERDICT

WIDTH, NARROW = 184, 56
ROOMY = 880
"""In a window that is less wide, the rail shows its signs alone; names are in the tips, and read out."""
PAGES = ("home", "documents", "write", "keys", "rules", "history")
_KEY, _STATE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_ROW_HEIGHT = 32
_AROUND = 16


class Rail(QWidget):
    """Where to go."""

    page_chosen = Signal(str)
    document_chosen = Signal(int)
    document_passed = Signal(int)
    """The arrows came to a document in the list, and may go on from there."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._buttons = QButtonGroup(self)
        self._pages: dict[str, QPushButton] = {}
        self._is_narrow = False
        self.documents = _Documents()
        self._rows = QStandardItemModel(self)
        self._shown: tuple[tuple[int, str, str, str], ...] = ()
        self._is_filling = False
        self.foot = label(look.words.say("rail.offline"), wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 16)
        layout.setSpacing(4)
        self._brand = label(look.words.say("rail.brand"), "brand")
        self._brand.setContentsMargins(11, 0, 0, 12)
        layout.addWidget(self._brand)
        for page in PAGES:
            layout.addWidget(self._page_button(page))
        self._set_up_documents()
        layout.addWidget(self.documents, 1)
        layout.addStretch()
        self.foot.setContentsMargins(11, 8, 4, 0)
        layout.addWidget(self.foot)

    def show_page(self, page: str) -> None:
        """Mark the page that is shown."""
        self._pages[page].setChecked(True)

    def page_button(self, page: str) -> QPushButton:
        """The button of a page."""
        return self._pages[page]

    def show_documents(self, documents: tuple[OpenDocument, ...], current: int) -> None:
        """Show these documents as open, one of them as the one that is read."""
        wanted = tuple((one.key, one.name, one.document.name, one.verdict) for one in documents)
        self._is_filling = True
        if wanted != self._shown:
            self._shown = wanted
            self._rows.clear()
            for document in documents:
                self._rows.appendRow(self._row(document))
            self.documents.setVisible(bool(documents))
        at = next((number for number, document in enumerate(documents) if document.key == current), -1)
        if at < 0:
            self.documents.clearSelection()  # the row stays the one that keys go on from
        elif self.documents.currentIndex().row() != at or not self.documents.selectedIndexes():
            self.documents.setCurrentIndex(self._rows.index(at, 0))
        self._is_filling = False

    def show_rules(self, name: str, current_as_of: str) -> None:
        """Say which rules are used."""
        words = self._look.words
        self.foot.setText(
            "\n".join((words.say("rail.offline"), words.say("rail.used_rules", name=name, date=current_as_of)))
        )

    def dress(self) -> None:
        """Draw the icons in the colours of the moment; as wide as the names of the pages need it."""
        for page, made in self._pages.items():
            made.setIcon(self._look.icons.icon(page, "rail_text"))
        self._lay_out()

    def fit(self, width: int) -> None:
        """Leave the pages of a window of that width the room they need."""
        is_narrow = width < scaled(ROOMY)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._lay_out()

    def _lay_out(self) -> None:
        words = self._look.words
        for page, made in self._pages.items():
            name, tip = words.say(f"rail.{page}"), words.tip(f"rail.{page}")
            made.setText("" if self._is_narrow else name)
            made.setToolTip(plain_tip("\n".join(filter(None, (name, tip))) if self._is_narrow else tip))
        for text in (self._brand, self.foot):
            text.setVisible(not self._is_narrow)
        widest = max(made.sizeHint().width() for made in self._pages.values())
        self.setFixedWidth(NARROW if self._is_narrow else max(WIDTH, _AROUND + widest))

    def _page_button(self, page: str) -> QPushButton:
        made = button(self._look.words.say(f"rail.{page}"), self._look.words.tip(f"rail.{page}"))
        made.setCheckable(True)
        made.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        made.clicked.connect(lambda: self.page_chosen.emit(page))
        self._buttons.addButton(made)
        self._pages[page] = made
        return made

    def _set_up_documents(self) -> None:
        view = self.documents
        view.setObjectName("openDocuments")
        view.setModel(self._rows)
        view.setItemDelegate(_DocumentDelegate(self._look, view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self._look.words.say("rail.open_documents"))
        for chosen in (view.clicked, view.activated):
            chosen.connect(lambda index: self.document_chosen.emit(index.data(_KEY)))
        view.moved.connect(self._moved)
        view.hide()

    def _moved(self, index: QModelIndex) -> None:
        by_itself = self._is_filling or self.documents.is_entered
        if self.documents.hasFocus() and not by_itself and index.isValid():
            self.document_passed.emit(index.data(_KEY))

    def _row(self, document: OpenDocument) -> QStandardItem:
        state = STATE_OF_VERDICT.get(document.verdict, "idle")
        word = self._look.words.say(f"verdict.{state}")
        item = QStandardItem(document.name)
        item.setData(document.key, _KEY)
        item.setData(state, _STATE)
        item.setData(f"{document.name}, {word}", Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(f"{document.document.name}\n{word}")
        return item


class _Documents(QListView):
    """The open documents. To come to the list is not to choose from it (WCAG 2.1, 3.2.1)."""

    moved = Signal(QModelIndex)
    """Another row is the current one."""

    def __init__(self) -> None:
        super().__init__()
        self.is_entered = False
        """Whether the focus is just coming: Qt makes the first row the current one then."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus, and nothing else."""
        self.is_entered = True
        super().focusInEvent(event)
        self.is_entered = False

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell of it. Asked for its selection model, Qt would make all enums of selections known to Python."""
        super().currentChanged(current, previous)
        self.moved.emit(current)


class _DocumentDelegate(PlainTips):
    """Paints one open document: sign and name."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        return QSize(0, max(_ROW_HEIGHT, super().sizeHint(option, index).height()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Sign and name, the current one on a tint."""
        from PySide6.QtWidgets import QStyle  # with sixteen enums: not before the first paint

        roles = self._look.theme.roles
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.setPen(roles.color("rail_mark"))
            painter.setBrush(roles.color("rail_on"))
            painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), 6, 6)
        size = 14
        badge = QRectF(box.left() + 14, box.center().y() - size / 2, size, size)
        self._look.icons.paint_state(painter, badge, index.data(_STATE), roles=self._look.theme.rail_roles)
        text = box.adjusted(36, 0, -6, 0)
        painter.setPen(roles.color("on_rail" if selected else "rail_text"))
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideMiddle, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
