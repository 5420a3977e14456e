# SPDX-License-Identifier: Apache-2.0
"""Colours for JSON source: names stand out, marks step back, values stay plain. Calm on purpose."""

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from assay_gui.look import Look

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?')
_REST_OF_STRING = re.compile(r'(?:[^"\\]|\\.)*"?')
_NAME_FOLLOWS = re.compile(r"\s*:")
_IN_STRING = 1
MOST_BLOCKS = 6000
"""Longer texts are shown in one colour: colouring them would hold up the window."""


class JsonHighlighter(QSyntaxHighlighter):
    """Colours one document; a string may go on over a broken long line."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        self._name = QTextCharFormat()
        self._mark = QTextCharFormat()
        self._fixed = QTextCharFormat()
        self._take_colors()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self._take_colors()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        document = self.document()
        if document is None or document.blockCount() > MOST_BLOCKS:
            return
        start = 0
        self.setCurrentBlockState(0)
        if self.previousBlockState() == _IN_STRING and text:
            rest = _REST_OF_STRING.match(text)
            start = rest.end() if rest else 0
            if not text[:start].endswith('"'):
                self.setCurrentBlockState(_IN_STRING)
                return
        for token in _TOKEN.finditer(text, start):
            self._color(text, token)

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
