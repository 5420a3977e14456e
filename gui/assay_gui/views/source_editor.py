# SPDX-License-Identifier: Apache-2.0
"""The source with line numbers, signs where findings are, and the current finding's place marked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from assay.authoring.edited_text import change_between
from assay.finding import Location
from assay_gui.look import STATE_ROLES, Look
from assay_gui.models.entries import Entry
from assay_gui.models.source_text import SourceText, units
from assay_gui.models.stretch import stretch
from assay_gui.theme import fixed_font
from assay_gui.views.folding import Folding
from assay_gui.views.gutter import FOLD_COLUMN, SIGN_COLUMN, Beside, Gutter
from assay_gui.views.highlighter import JsonHighlighter

_STATE_ORDER = ("fail", "wait", "advice")
_SOFT = {"fail": "fail_soft", "wait": "wait_soft", "advice": "accent_soft"}
_PARAGRAPH = "\u2029"
"""What Qt has between two lines of a text."""
_READ = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class SourceEditor(QPlainTextEdit):
    """The text."""

    entry_chosen = Signal(int)
    edited = Signal(object)
    """Somebody changed the text: an `assay.authoring.edited_text.Change` of the text that was shown."""
    part_changed = Signal()
    """Other lines of the text are shown."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self._source = SourceText("")
        self._entries: tuple[Entry, ...] = ()
        self._is_whole, self._may_change = True, False
        self._is_showing = False
        self._is_same = False
        """Whether Qt's text is known to be the source's: nothing has changed since both were compared."""
        self._signs: dict[int, tuple[str, int]] = {}
        self._marked: tuple[Location, str] | None = None
        self.allow_editing(allowed=False)
        self.document().setUndoRedoEnabled(False)  # steps are the document's, whoever made them
        self.setTabChangesFocus(True)
        self.setFont(fixed_font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(look.words.say("tab.source"))
        self._highlighter = JsonHighlighter(look, self.document())
        self.document().contentsChange.connect(self._contents_changed)
        self.folding = Folding(self)
        self._gutter = Gutter(self, look, room=self.gutter_width, beside=self._lines_in_view, pressed=self.press_gutter)
        self.updateRequest.connect(self._scroll_gutter)
        self.blockCountChanged.connect(self._make_room)
        self._make_room()

    @property
    def signs(self) -> Mapping[int, tuple[str, int]]:
        """Block to the state of its worst card and that card's place in the list."""
        return self._signs

    @property
    def part(self) -> tuple[int, int] | None:
        """The first and the last line that are shown of a text that is too long; None where all of it is."""
        return None if self._is_whole else (self._source.first_line, self._source.last_line)

    def allow_editing(self, *, allowed: bool) -> None:
        """Whether the text may be changed, where it is shown as a whole; it can be read and copied in any case."""
        self._may_change = allowed
        is_open = allowed and self._is_whole
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction if is_open else _READ)

    def show_text(self, text: str, entries: Sequence[Entry]) -> None:
        """Show a text with its cards."""
        self._entries = tuple(entries)
        self.take_text(text)
        if self._marked is not None:
            self._marked = None
            self.setExtraSelections([])
        self._place_signs()

    def take_text(self, text: str) -> None:
        """Show a text; what is the same as before stays where it is, the cursor too."""
        if text != self._text:
            self._text = text
            self._take_stretch(None)
        self._show_source()

    def _take_stretch(self, around: Location | None) -> None:
        part, before = stretch(self._text, around), self.part
        self._is_whole = part.is_whole
        self._take_source(SourceText(part.text, part.line, part.column))
        if self.part != before:
            self.allow_editing(allowed=self._may_change)
            self.part_changed.emit()

    def _place_signs(self) -> None:
        before, self._signs = self._signs, {}
        for place, entry in enumerate(self._entries):
            at = entry.location
            if at is not None and (self._is_whole or self._source.holds(at.line, at.column)):
                self._add_sign(self._source.block_of(at.line, at.column), entry.state, place)
        if self._signs != before:
            self._gutter.refresh()

    def event(self, event: QEvent) -> bool:
        """Steps back and forth are those of the document: the window's actions take them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(event.matches(key) for key in keys):
                event.ignore()
                return False
        return super().event(event)

    def mark(self, location: Location, state: str) -> None:
        """Bring a place into view and mark it in the state's tint."""
        self._marked = (location, state)
        self.bring(location)
        self._draw_mark()

    def bring(self, location: Location) -> None:
        """Bring a place into view without marking it."""
        if not (self._is_whole or self._source.holds(location.line, location.column)):
            self._take_stretch(location)
            self._show_source()
            self._place_signs()
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
        self._make_room()
        self._highlighter.dress()
        self._draw_mark()
        self._gutter.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter as high as the text."""
        super().resizeEvent(event)
        box = self.contentsRect()
        self._gutter.setGeometry(QRect(box.left(), box.top(), self.gutter_width(), box.height()))
        self._gutter.refresh()  # a narrower text is broken elsewhere

    def gutter_width(self) -> int:
        """Room for the signs and the longest line number."""
        digits = max(3, len(str(self._source.last_line)))
        return SIGN_COLUMN + self.fontMetrics().horizontalAdvance("9") * digits + FOLD_COLUMN

    def press_gutter(self, place: QPointF) -> None:
        """Fold where the fold's sign was clicked; else choose the card whose sign was."""
        for block, box in self._blocks_in_view():
            number = block.blockNumber()
            if not box.top() <= place.y() < box.bottom():
                continue
            if place.x() >= self._gutter.width() - FOLD_COLUMN and self.folding.can_fold(number):
                self.folding.toggle(number)
            elif number in self._signs:
                self.entry_chosen.emit(self._signs[number][1])
            return

    def _contents_changed(self, _at: int, removed: int, added: int) -> None:
        if not (removed or added):
            return
        self._is_same = False
        if self._is_showing:
            return
        held = self._held_text()
        change = self._source.change(held)
        if change is None:
            return
        self._text = change.applied(self._text)
        self._take_stretch(None)
        self._is_same = held == self._source.shown
        QTimer.singleShot(0, self, self._show_source)  # after Qt has done with its own change
        self.edited.emit(change)

    def _show_source(self) -> None:
        """Let Qt's text be the source's, changing nothing but what differs."""
        if self._is_same:
            return
        shown = self._source.shown
        held = self._held_text()
        change = change_between(held, shown)
        if change is None:
            self._is_same = True
            return
        self._is_showing = True
        try:
            if change.start == 0 and change.before == held:
                self.setPlainText(shown)
                return
            cursor = QTextCursor(self.document())
            start = units(held[: change.start])
            cursor.setPosition(start)
            cursor.setPosition(start + units(change.before), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(change.after)
        finally:
            self._is_showing = False

    def _take_source(self, source: SourceText) -> None:
        """The text is another one; its lines may be numbered otherwise, though each stands where it stood."""
        before, self._source = self._source, source
        self._is_same = False
        if source.layout != before.layout:
            self._make_room()
            self._gutter.refresh()

    def _held_text(self) -> str:
        """What Qt has; its plain text would have spaces for spaces that do not break."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def _lines_in_view(self) -> list[Beside]:
        """What is to be seen beside each line in view."""
        line_at, folding, signs = self._source.line_at, self.folding, self._signs
        found = []
        for block, box in self._blocks_in_view():
            number = block.blockNumber()
            mark = ("▸" if folding.is_folded(number) else "▾") if folding.can_fold(number) else ""
            found.append(Beside(box, line_at(number), mark, signs[number][0] if number in signs else ""))
        return found

    def _blocks_in_view(self) -> list[tuple[QTextBlock, QRectF]]:
        found = []
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        bottom, width = self.viewport().height(), self._gutter.width()
        while block.isValid() and top <= bottom:
            height = self.blockBoundingRect(block).height()
            if block.isVisible():
                found.append((block, QRectF(0, top, width, height)))
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
        (location, state), roles = self._marked, self._look.theme.roles
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
            self._gutter.move_by(moved)
        elif box.width() >= self.viewport().width():  # less is where the cursor is, or was
            self._gutter.refresh()
