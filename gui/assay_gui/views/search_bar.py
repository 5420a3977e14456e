# SPDX-License-Identifier: Apache-2.0
"""A line to search a text with: what is typed is found at once, Enter goes on, Esc ends it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from assay_gui.look import Look
from assay_gui.theme import scaled
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, clearable, label, restyle

_MOST_COUNTED = 999
_WIDE = 560
_GAP = 8


class SearchBar(QFrame):
    """Searches one editor."""

    closed = Signal()

    def __init__(self, look: Look, editor: QPlainTextEdit) -> None:
        super().__init__()
        say, tip = look.words.say, look.words.tip
        self._look = look
        self._editor = editor
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("search.hint"))
        self.field.setAccessibleName(say("search.hint"))
        clearable(self.field, say("parts.clear"))
        self.told = label("", "muted")
        self.next_button = button(say("search.next"), tip("search.next"), "small")
        self.previous_button = button(say("search.previous"), tip("search.previous"), "small")
        self.close_button = button(say("search.close"), tip("search.close"), "small")
        self.field.textChanged.connect(self._search_anew)
        self.next_button.clicked.connect(self.find_next)
        self.previous_button.clicked.connect(self.find_previous)
        self.close_button.clicked.connect(self.end)
        first = QHBoxLayout()
        first.addWidget(self.field, 1)
        first.addWidget(self.told)
        self._buttons = QWidget()
        flow = FlowLayout(_GAP)
        self._buttons.setLayout(flow)
        for made in (self.previous_button, self.next_button, self.close_button):
            flow.addWidget(made)
        self._layout = layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        layout.setContentsMargins(16, 6, 12, 6)
        layout.setSpacing(8)
        layout.addLayout(first, 1)
        layout.addWidget(self._buttons)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room for it."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(_WIDE)
        hints = [made.sizeHint().width() for made in (self.previous_button, self.next_button, self.close_button)]
        self._buttons.setMinimumWidth(sum(hints) + 2 * _GAP if wide else 0)
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def begin(self) -> None:
        """Show the line, with what is chosen in the text as what is looked for."""
        chosen = self._editor.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def end(self) -> None:
        """Back to the text."""
        self.hide()
        self._editor.setFocus()
        self.closed.emit()

    def find_next(self) -> None:
        """Go to the next place, from the end round to the beginning."""
        self._find(QTextDocument.FindFlag(0))

    def find_previous(self) -> None:
        """Go to the place before, from the beginning round to the end."""
        self._find(QTextDocument.FindFlag.FindBackward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Esc ends."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.find_previous() if is_back else self.find_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def _search_anew(self) -> None:
        """From where the place found so far begins: typing on does not leap ahead."""
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        self.find_next()

    def _find(self, flags: QTextDocument.FindFlag) -> None:
        wanted = self.field.text()
        found = bool(wanted) and (self._editor.find(wanted, flags) or self._from_the_other_end(wanted, flags))
        count = self._editor.toPlainText().lower().count(wanted.lower()) if found else 0
        words = self._look.words
        shown = count if count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
        self.told.setText(
            words.say("search.found", count=shown) if found else words.say("search.none") if wanted else ""
        )
        restyle(self.field, "state", "fail" if wanted and not found else "")

    def _from_the_other_end(self, wanted: str, flags: QTextDocument.FindFlag) -> bool:
        before = self._editor.textCursor()
        is_back = bool(flags & QTextDocument.FindFlag.FindBackward)
        self._editor.moveCursor(QTextCursor.MoveOperation.End if is_back else QTextCursor.MoveOperation.Start)
        if self._editor.find(wanted, flags):
            return True
        self._editor.setTextCursor(before)
        return False
