# SPDX-License-Identifier: Apache-2.0
"""A text as the source view shows it: very long lines are broken, since laying one out would stop the window."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, repeat
from operator import add

from assay.authoring.edited_text import Change, change_between
from assay.finding import Location
from assay.values import frozen

LONGEST_LINE = 1000
"""Minified JSON is one line of any length; it is shown in pieces of so many characters."""
_LINE_END = re.compile(r"\r\n|\n|\r")


@frozen
class ShownSpan:
    """A stretch of the shown text: blocks from 0, offsets in UTF-16 units as Qt counts them, the end exclusive."""

    block: int
    offset: int
    end_block: int
    end_offset: int


class SourceText:
    """Which piece of the text stands in which block; and what a change of the shown text is in the text itself.

    Of a stretch of a longer text, lines and columns are those of the longer one.
    """

    def __init__(self, text: str, first_line: int = 1, columns_before: int = 0) -> None:
        self.text = text
        self._lines_before, self._columns_before = first_line - 1, columns_before
        lines: list[str] = text.split("\n") if "\r" not in text else _LINE_END.split(text)
        ends = [1] * len(lines) if "\r" not in text else [len(end) for end in _LINE_END.findall(text)]
        begins: list[int] = [0, *accumulate(map(add, map(len, lines), ends))][: len(lines)]
        self._is_whole = max(map(len, lines)) <= LONGEST_LINE
        """Whether each line is one piece."""
        if self._is_whole:
            self._pieces, self._starts, self._first_block = lines, begins, list(range(len(lines)))
            return
        self._pieces, self._starts, self._first_block = [], [], []
        for line, begin in zip(lines, begins, strict=True):
            self._first_block.append(len(self._pieces))
            for start in range(0, max(1, len(line)), LONGEST_LINE):
                self._pieces.append(line[start : start + LONGEST_LINE])
                self._starts.append(begin + start)

    @cached_property
    def shown(self) -> str:
        """The text with long lines broken."""
        return self.text if self._is_as_shown else "\n".join(self._pieces)

    @cached_property
    def _shown_starts(self) -> list[int]:
        if self._is_as_shown:
            return self._starts
        return [0, *accumulate(map(add, map(len, self._pieces), repeat(1)))][:-1]

    @property
    def _is_as_shown(self) -> bool:
        """Whether the text itself is what is shown: no line is broken, and none ends otherwise."""
        return self._is_whole and "\r" not in self.text

    @property
    def line_end(self) -> str:
        """What ends a line in the text, by its first one."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    def change(self, shown: str) -> Change | None:
        """What happened to the text where it is now shown like that; None where nothing did.

        A broken line that was joined again is no change: it never was broken in the text.
        """
        changed = change_between(self.shown, shown)
        if changed is None:
            return None
        start, stop = self._offset(changed.start), self._offset(changed.start + len(changed.before))
        before, after = self.text[start:stop], changed.after.replace("\n", self.line_end)
        return Change(start, before, after) if before != after else None

    def _offset(self, shown: int) -> int:
        """Of a place in the shown text, the place in the text."""
        block = bisect_right(self._shown_starts, shown) - 1
        return self._starts[block] + min(shown - self._shown_starts[block], len(self._pieces[block]))

    @property
    def blocks(self) -> int:
        """How many blocks are shown."""
        return len(self._pieces)

    @property
    def first_line(self) -> int:
        """The line in which the text begins, from 1."""
        return self._lines_before + 1

    @property
    def last_line(self) -> int:
        """The last line of the text."""
        return self._lines_before + len(self._first_block)

    @property
    def layout(self) -> tuple[Sequence[int], int, int]:
        """The block in which each line begins, how many blocks there are, and the number of the first line."""
        return self._first_block, self.blocks, self.first_line

    def line_at(self, block: int) -> int:
        """The line that begins in a block, from 1; 0 where the block goes on with a line begun before."""
        line = bisect_right(self._first_block, block)
        begins = self._first_block[line - 1] == block and (block or not self._columns_before)
        return self._lines_before + line if begins else 0

    def holds(self, line: int, column: int) -> bool:
        """Whether the text has that place, both from 1."""
        within, after = self._within(line, column)
        if not (0 < within <= len(self._first_block) and after > 0):
            return False
        return within < len(self._first_block) or after <= len(self.text) - self._starts[self._first_block[-1]] + 1

    def block_of(self, line: int, column: int = 1) -> int:
        """The block that shows a line and column, both from 1."""
        return self._block(*self._within(line, column))

    def _within(self, line: int, column: int) -> tuple[int, int]:
        """Line and column as they would be if there were nothing before the text."""
        line -= self._lines_before
        return line, column - self._columns_before if line == 1 else column

    def _block(self, line: int, column: int) -> int:
        lines = len(self._first_block)
        line = max(1, min(line, lines))
        last = (self._first_block[line] if line < lines else self.blocks) - 1
        return min(self._first_block[line - 1] + max(0, column - 1) // LONGEST_LINE, last)

    def span(self, location: Location) -> ShownSpan:
        """Where a place of the report is shown."""
        block, offset = self._point(location.line, location.column)
        end_block, end_offset = self._point(location.end_line, location.end_column)
        if (end_block, end_offset) <= (block, offset):
            end_block, end_offset = block, units(self._pieces[block])
        return ShownSpan(block, offset, end_block, end_offset)

    def _point(self, line: int, column: int) -> tuple[int, int]:
        line, column = self._within(line, column)
        block = self._block(line, column)
        first = self._first_block[max(1, min(line, len(self._first_block))) - 1]
        before = self._pieces[block][: max(0, column - 1 - (block - first) * LONGEST_LINE)]
        return block, units(before)


def units(text: str) -> int:
    """How many UTF-16 units a text has, as Qt counts: two for a character outside the first plane."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
