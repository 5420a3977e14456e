# SPDX-License-Identifier: Apache-2.0
"""Colours for JSON source: names stand out, marks step back, values stay plain. Calm on purpose."""

import re

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from assay_gui.look import Look

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?')
_REST_OF_STRING = re.compile(r'(?:[^"\\]|\\.)*"?')
_NAME_FOLLOWS = re.compile(r"\s*:")
_IN_STRING = 1
AT_ONCE = 60
"""As many lines are coloured before the window may do something else; the others follow."""
_MARKS_OF_A_LINE = 8
"""A line of more takes the turn of several."""


class JsonHighlighter(QSyntaxHighlighter):
    """Colours one document; a string may go on over a broken long line."""

    coloured = Signal()
    """Some lines were, which may take another room since; until then `is_colouring`."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        self._name = QTextCharFormat()
        self._mark = QTextCharFormat()
        self._fixed = QTextCharFormat()
        self._left = AT_ONCE
        self.is_colouring = False
        self._coloured, self._waiting = -1, -1
        """The line that was coloured last, and the first that still waits; -1 for none."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)
        self._take_colors()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self._take_colors()
        self._left, self.is_colouring = AT_ONCE, True
        self.rehighlight()
        self.is_colouring = False
        self.coloured.emit()

    def highlightBlock(self, text: str) -> None:
        """Colour one line, now or soon."""
        number = self.currentBlock().blockNumber()
        if self._left <= 0:
            if not 0 <= self._waiting < number:
                self._waiting = number
            return
        if self._left == AT_ONCE:
            self._soon.start()
        self._coloured = number
        self._left -= max(1, self._color_line(text) // _MARKS_OF_A_LINE)

    def _go_on(self) -> None:
        """Colour what waits; from its first line on, as a string may go on from one to the next."""
        self._left = AT_ONCE
        document, number, self._waiting = self.document(), self._waiting, -1
        if not 0 <= number < document.blockCount():
            return  # a line that is typed in was coloured at once, and none waits
        self.is_colouring = True
        while self._left > 0 and 0 <= number < document.blockCount():
            self.rehighlightBlock(document.findBlockByNumber(number))
            number = self._coloured + 1
        self.is_colouring = False
        self.coloured.emit()
        if 0 <= number < document.blockCount():
            self._waiting = number
            self._soon.start()

    def _color_line(self, text: str) -> int:
        """Colour a line; gives how many marks it has."""
        start = marks = 0
        self.setCurrentBlockState(0)
        if self.previousBlockState() == _IN_STRING and text:
            rest = _REST_OF_STRING.match(text)
            start = rest.end() if rest else 0
            if not text[:start].endswith('"'):
                self.setCurrentBlockState(_IN_STRING)
                return marks
        for token in _TOKEN.finditer(text, start):
            marks += 1
            self._color(text, token)
        return marks

    def _color(self, text: str, token: re.Match[str]) -> None:
        found, at, length = token.group(), token.start(), token.end() - token.start()
        if found.startswith('"'):
            if length == 1 or not found.endswith('"'):
                self.setCurrentBlockState(_IN_STRING)
            elif _NAME_FOLLOWS.match(text, token.end()):
                self.setFormat(at, length, self._name)
        else:
            self.setFormat(at, length, self._mark if found in "{}[],:" else self._fixed)

    def _take_colors(self) -> None:
        roles = self._look.theme.roles
        self._name.setForeground(roles.color("accent"))
        self._mark.setForeground(roles.color("muted"))
        self._fixed.setForeground(roles.color("text"))
        self._fixed.setFontWeight(QFont.Weight.DemiBold)
