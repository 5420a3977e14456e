# SPDX-License-Identifier: Apache-2.0
"""A text as the source view shows it: very long lines are broken, since laying one out would stop the window."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from assay.finding import Location

LONGEST_LINE = 1000
"""Minified JSON is one line of any length; it is shown in pieces of so many characters."""
_FIRST_PLANE = 0x10000
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A stretch of the shown text: blocks from 0, offsets in UTF-16 units as Qt counts them, the end exclusive."""

    block: int
    offset: int
    end_block: int
    end_offset: int


class SourceText:
    """Which piece of the text stands in which block."""

    def __init__(self, text: str) -> None:
        self._pieces: list[str] = []
        self._first_block: list[int] = []
        for line in _LINE_END.split(text):
            self._first_block.append(len(self._pieces))
            starts = range(0, max(1, len(line)), LONGEST_LINE)
            self._pieces.extend(line[start : start + LONGEST_LINE] for start in starts)

    @property
    def shown(self) -> str:
        """The text with long lines broken."""
        return "\n".join(self._pieces)

    @property
    def blocks(self) -> int:
        """How many blocks are shown."""
        return len(self._pieces)

    @property
    def lines(self) -> int:
        """How many lines the text has."""
        return len(self._first_block)

    def line_at(self, block: int) -> int:
        """The line that begins in a block, from 1; 0 where the block goes on with a line begun before."""
        line = bisect_right(self._first_block, block)
        return line if self._first_block[line - 1] == block else 0

    def block_of(self, line: int, column: int = 1) -> int:
        """The block that shows a line and column, both from 1."""
        line = max(1, min(line, self.lines))
        last = (self._first_block[line] if line < self.lines else self.blocks) - 1
        return min(self._first_block[line - 1] + max(0, column - 1) // LONGEST_LINE, last)

    def span(self, location: Location) -> ShownSpan:
        """Where a place of the report is shown."""
        block, offset = self._point(location.line, location.column)
        end_block, end_offset = self._point(location.end_line, location.end_column)
        if (end_block, end_offset) <= (block, offset):
            end_block, end_offset = block, len(self._units(self._pieces[block]))
        return ShownSpan(block, offset, end_block, end_offset)

    def _point(self, line: int, column: int) -> tuple[int, int]:
        block = self.block_of(line, column)
        first = self._first_block[max(1, min(line, self.lines)) - 1]
        before = self._pieces[block][: max(0, column - 1 - (block - first) * LONGEST_LINE)]
        return block, len(self._units(before))

    @staticmethod
    def _units(text: str) -> str:
        """The text with characters outside the first plane counted twice, as UTF-16 does."""
        return "".join(char if ord(char) < _FIRST_PLANE else char * 2 for char in text)
