# SPDX-License-Identifier: Apache-2.0
"""What a change takes away and what it puts there, line by line: by sign, by colour, and in words to be heard."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from assay_gui.look import Look
from assay_gui.theme import fixed_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.authoring.fixes import DiffLine

MOST_LINES = 2000
_SIGNS = {"added": "+", "removed": "-", "same": " ", "hunk": ""}
_TINTS = {"added": "passed_soft", "removed": "fail_soft"}
_LEAST_LINES, _MOST_SHOWN = 6, 16


class DifferenceView(QPlainTextEdit):
    """A difference, to be read."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: Sequence[DiffLine] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(fixed_font())
        self.setObjectName("copied")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(look.words.say("correct.difference"))

    def show_lines(self, lines: "Sequence[DiffLine]") -> None:
        """Show another difference."""
        self._lines = lines[:MOST_LINES]
        self._write()
        shown = max(_LEAST_LINES, min(len(self._lines), _MOST_SHOWN))
        self.setMinimumHeight(shown * self.fontMetrics().lineSpacing() + 12)
        words = self._look.words
        told = [
            words.say(f"correct.line_{line.kind.value}", line=line.text.strip())
            for line in self._lines
            if line.kind.value in _TINTS
        ]
        self.setAccessibleDescription(" ".join(told))

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        roles = self._look.theme.roles
        for number, line in enumerate(self._lines):
            if number:
                cursor.insertBlock()
            kind, shape, colour = line.kind.value, QTextBlockFormat(), QTextCharFormat()
            if kind in _TINTS:
                shape.setBackground(roles.color(_TINTS[kind]))
            colour.setForeground(roles.color("text" if kind in _TINTS else "muted"))
            cursor.setBlockFormat(shape)
            place = line.after or line.before
            told = "⋯" if kind == "hunk" else f"{place:>4} {_SIGNS[kind]} {line.text}"
            cursor.insertText(told, colour)
        self.moveCursor(QTextCursor.MoveOperation.Start)
