# SPDX-License-Identifier: Apache-2.0
"""The source with line numbers, signs where findings are, and the current finding's place marked. Read only."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from assay.finding import Location
from assay_gui.look import STATE_ROLES, Look
from assay_gui.models.entries import Entry
from assay_gui.models.source_text import SourceText
from assay_gui.theme import fixed_font
from assay_gui.views.highlighter import JsonHighlighter
from assay_gui.views.parts import label

if TYPE_CHECKING:
    from assay_gui.checking import Checked

_SIGN = 14
_SIGN_COLUMN = 22
_STATE_ORDER = ("fail", "wait", "advice")
_SOFT = {"fail": "fail_soft", "wait": "wait_soft", "advice": "accent_soft"}


class SourceView(QWidget):
    """A line that says what is shown, and the editor."""

    entry_chosen = Signal(int)
    """The place of the card in the list of cards."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._checked: Checked | None = None
        self.editor = SourceEditor(look)
        self.editor.entry_chosen.connect(self.entry_chosen)
        self._decoded = label(look.words.say("source.decoded"), "muted", wrap=True)
        self._decoded.setContentsMargins(20, 8, 20, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._decoded)
        layout.addWidget(self.editor, 1)

    @property
    def says_decoded(self) -> bool:
        """Whether it says that the text is the decoded view of a JWT."""
        return not self._decoded.isHidden()

    def show_checked(self, checked: "Checked | None") -> None:
        """Show a document's text with its cards; None: nothing."""
        self._checked = checked
        if checked is None:
            self.show_text("", (), decoded=False)
        else:
            reading = checked.examination.reading
            self.show_text(reading.text, checked.entries, decoded=reading.refers_to_decoded)

    def show_node(self, node: str) -> None:
        """Bring the text of a part into view."""
        sections = self._checked.sections if self._checked else ()
        pointer = next((section.pointer for section in sections if section.node == node), None)
        if self._checked is not None and pointer is not None:
            self.editor.bring(self._checked.locate(pointer))

    def show_entry(self, entry: Entry) -> None:
        """Bring the place of a card into view, and mark it."""
        if entry.location is not None:
            self.editor.mark(entry.location, entry.state)

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.editor.dress()

    def show_text(self, text: str, entries: Sequence[Entry], *, decoded: bool) -> None:
        """Show a text with its cards; `decoded` where it is not the file's own."""
        self._decoded.setVisible(decoded)
        self.editor.show_text(text, entries)


class SourceEditor(QPlainTextEdit):
    """The text."""

    entry_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._source = SourceText("")
        self._signs: dict[int, tuple[str, int]] = {}
        self._marked: tuple[Location, str] | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFont(fixed_font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(look.words.say("tab.source"))
        self._highlighter = JsonHighlighter(look, self.document())
        self._gutter = _Gutter(self)
        self.updateRequest.connect(self._scroll_gutter)
        self.blockCountChanged.connect(self._make_room)
        self._make_room()

    @property
    def signs(self) -> Mapping[int, tuple[str, int]]:
        """Block to the state of its worst card and that card's place in the list."""
        return self._signs

    def show_text(self, text: str, entries: Sequence[Entry]) -> None:
        """Show a text with its cards."""
        source = SourceText(text)
        if source.shown != self.toPlainText():
            self.setPlainText(source.shown)
        self._source = source
        self._signs = {}
        for place, entry in enumerate(entries):
            if entry.location is not None:
                self._add_sign(source.block_of(entry.location.line, entry.location.column), entry.state, place)
        self._marked = None
        self.setExtraSelections([])
        self._make_room()
        self._gutter.update()

    def mark(self, location: Location, state: str) -> None:
        """Bring a place into view and mark it in the state's tint."""
        self._marked = (location, state)
        self.bring(location)
        self._draw_mark()

    def bring(self, location: Location) -> None:
        """Bring a place into view without marking it."""
        start = self._cursor(location)
        start.setPosition(start.selectionStart())
        self.setTextCursor(start)
        self.centerCursor()

    def marked_text(self) -> str:
        """The text of the marked place; empty where none is marked."""
        return self._cursor(self._marked[0]).selectedText() if self._marked else ""

    def marked_line(self) -> int:
        """The line of the marked place, from 1; 0 where none is marked."""
        return self._marked[0].line if self._marked else 0

    def dress(self) -> None:
        """Draw again in the colours and the size of the moment."""
        self.setFont(fixed_font())
        self._highlighter.dress()
        self._draw_mark()
        self._gutter.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter as high as the text."""
        super().resizeEvent(event)
        box = self.contentsRect()
        self._gutter.setGeometry(QRect(box.left(), box.top(), self.gutter_width(), box.height()))

    def gutter_width(self) -> int:
        """Room for the signs and the longest line number."""
        digits = max(3, len(str(self._source.lines)))
        return _SIGN_COLUMN + self.fontMetrics().horizontalAdvance("9") * digits + 12

    def paint_gutter(self, event: QPaintEvent) -> None:
        """Line numbers and signs of the lines in view."""
        roles = self._look.theme.roles
        painter = QPainter(self._gutter)
        painter.fillRect(event.rect(), roles.color("surface"))
        painter.setFont(self.font())
        painter.setPen(roles.color("muted"))
        for block, box in self._blocks_in_view():
            line = self._source.line_at(block.blockNumber())
            if line:
                painter.drawText(box.adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignRight, str(line))
            if block.blockNumber() in self._signs:
                state = self._signs[block.blockNumber()][0]
                sign = QRectF(5, box.top() + (self.fontMetrics().height() - _SIGN) / 2, _SIGN, _SIGN)
                self._look.icons.paint_state(painter, sign, state)
        painter.end()

    def press_gutter(self, y: float) -> None:
        """Choose the card whose sign was clicked."""
        for block, box in self._blocks_in_view():
            if box.top() <= y < box.bottom() and block.blockNumber() in self._signs:
                self.entry_chosen.emit(self._signs[block.blockNumber()][1])

    def _blocks_in_view(self) -> list[tuple[QTextBlock, QRectF]]:
        found = []
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= self.viewport().height():
            height = self.blockBoundingRect(block).height()
            if block.isVisible():
                found.append((block, QRectF(0, top, self._gutter.width(), height)))
            top += height
            block = block.next()
        return found

    def _add_sign(self, block: int, state: str, place: int) -> None:
        worse = block not in self._signs or _STATE_ORDER.index(state) < _STATE_ORDER.index(self._signs[block][0])
        if worse:
            self._signs[block] = (state, place)

    def _cursor(self, location: Location) -> QTextCursor:
        span = self._source.span(location)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.document().findBlockByNumber(span.block).position() + span.offset)
        end = self.document().findBlockByNumber(span.end_block).position() + span.end_offset
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _draw_mark(self) -> None:
        if self._marked is None:
            return
        location, state = self._marked
        roles = self._look.theme.roles
        line, place = QTextEdit.ExtraSelection(), QTextEdit.ExtraSelection()
        whole, tint = QTextCharFormat(), QTextCharFormat()
        whole.setBackground(roles.color("idle_soft"))
        whole.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's signature
        tint.setBackground(roles.color(_SOFT[state]))
        tint.setFontUnderline(True)
        tint.setUnderlineColor(roles.color(STATE_ROLES[state]))
        cursor = self._cursor(location)
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        line.cursor, line.format = start, whole
        place.cursor, place.format = cursor, tint
        self.setExtraSelections([line, place])

    def _make_room(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)

    def _scroll_gutter(self, box: QRect, moved: int) -> None:
        if moved:
            self._gutter.scroll(0, moved)
        else:
            self._gutter.update(0, box.y(), self._gutter.width(), box.height())


class _Gutter(QWidget):
    """The margin; the editor paints it."""

    def __init__(self, editor: SourceEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """As wide as the longest number needs."""
        return QSize(self._editor.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the editor paint."""
        self._editor.paint_gutter(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a sign chooses its card."""
        self._editor.press_gutter(event.position().y())
