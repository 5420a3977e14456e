# SPDX-License-Identifier: Apache-2.0
"""Lines and columns for places (contract: Pointers, Lines). The text is scanned when the first place is asked for."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple, Protocol

from assay.finding import Place
from assay.json_members import NO_KEY, Member, UnsoundJsonError, members, root
from assay.json_tree import JsonTree

_LINE_END = re.compile(r"\r\n|\n|\r")
_STEP = 65_536
"""Characters that are looked at in one call: other threads stand still for so long."""


class Span(NamedTuple):
    """A stretch of text: lines and columns from 1, columns in Unicode code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Locator(Protocol):
    """What finds the span of a pointer in one text."""

    def locate(self, pointer: str, of_key: bool = False) -> Span:  # noqa: FBT001, FBT002  # a pointer and its nature
        """The span the pointer means; the nearest thing around it where it means nothing."""

    def find(self, place: Place) -> Span:
        """The span of a place: of its pointer, or of the character where reading stopped."""


class Lines:
    """Offsets of a text as line and column."""

    __slots__ = ("_starts", "_total")

    def __init__(self, text: str) -> None:
        self._starts = array("q", [0])
        self._starts.extend(_after_line_ends(text))
        self._total = len(text)

    def point(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset; one past the end of the text is allowed."""
        offset = max(0, min(offset, self._total))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column; the nearest there is where the text has no such line."""
        start = self._starts[max(1, min(line, len(self._starts))) - 1]
        return min(start + max(column, 1) - 1, self._total)

    def span(self, start: int, stop: int) -> Span:
        """The span between two offsets."""
        return Span(*self.point(start), *self.point(max(start, stop)))


def _after_line_ends(text: str) -> Iterator[int]:
    """The offset behind each line end. A piece at a time: a long text must not keep other threads waiting."""
    if "\r" not in text:
        for start in range(0, len(text), _STEP):
            *lines, _ = map(len, text[start : start + _STEP].split("\n"))
            yield from map(add, accumulate(lines), count(start + 1))
        return
    start = 0
    while start < len(text):
        stop = start + _STEP
        stop += text[stop - 1 : stop + 1] == "\r\n"  # which ends one line, not two
        for found in _LINE_END.finditer(text, start, stop):
            yield found.end()
        start = stop


class Positions:
    """Spans of JSON Pointers (RFC 6901) in a JSON text.

    Where an object says a name twice, the last one is meant: it is the one JSON readers keep. Sound JSON is searched
    from place to place; a broken text is walked through as a whole.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._opened: dict[int, dict[str, Member]] = {}

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self._text)

    def find(self, place: Place) -> Span:
        """The span of a place: of its pointer, or of the character where reading stopped."""
        if place.offset >= 0:
            return self.lines.span(place.offset, place.offset + 1)
        return self.locate(place.pointer, place.of_key)

    def locate(self, pointer: str, of_key: bool = False) -> Span:  # noqa: FBT001, FBT002  # as the protocol
        """The span of a value, or with `of_key` of the whole member from its key on.

        A pointer to something that is not there gives the nearest object or array that should have held it.
        """
        found, is_there = self._found(pointer)
        if found is None:
            return self.lines.span(0, len(self._text))
        from_key = of_key and is_there and found.key != NO_KEY
        return self.lines.span(found.key if from_key else found.start, found.stop)

    def text_at(self, pointer: str) -> str | None:
        """A value as it is written; None where there is none."""
        found, is_there = self._found(pointer)
        return self._text[found.start : found.stop] if found is not None and is_there else None

    def _found(self, pointer: str) -> tuple[Member | None, bool]:
        """The value at a pointer, or the nearest that should have held it; and whether it is that value."""
        found, members = self._reader
        if found is None:
            return None, False
        for token in pointer.split("/")[1:]:
            member = members(found.start).get(token.replace("~1", "/").replace("~0", "~"))
            if member is None:
                return found, False
            found = member
        return found, pointer == "" or pointer.startswith("/")

    @cached_property
    def _reader(self) -> "tuple[Member | None, Callable[[int], Mapping[str, Member]]]":
        """The root, and what gives the members of the value that begins at an offset."""
        try:
            return root(self._text), self._members
        except UnsoundJsonError:
            tree = JsonTree(self._text)
            opened = _ByStart(tree)
            return (opened.member(0) if len(tree) else None), opened.members

    def _members(self, start: int) -> dict[str, Member]:
        found = self._opened.get(start)
        if found is None:
            found = self._opened[start] = members(self._text, start)
        return found


class _ByStart:
    """A whole tree, asked as `json_members` is: by where a value begins."""

    def __init__(self, tree: JsonTree) -> None:
        self._tree = tree
        self._nodes = {start: node for node, start in enumerate(tree.starts)}
        self._opened: dict[int, dict[str, Member]] = {}

    def member(self, node: int) -> Member:
        return Member(self._tree.keys[node], self._tree.starts[node], self._tree.stops[node])

    def members(self, start: int) -> dict[str, Member]:
        found = self._opened.get(start)
        if found is None:
            node, tree = self._nodes[start], self._tree
            children = tuple(tree.children(node)) if tree.is_container(node) else ()
            by_name = tree.is_object(node)
            found = {
                (tree.key(child) or "") if by_name else str(at): self.member(child) for at, child in enumerate(children)
            }
            self._opened[start] = found
        return found


def positions(text: str, media_type: str = "application/json") -> Locator:
    """What finds places in a text of the given media type (`Reading.text`, `Reading.media_type`)."""
    if media_type in ("text/turtle", "application/n-triples"):
        from assay.turtle_positions import TurtlePositions

        return TurtlePositions(text)
    return Positions(text)


def locate_turtle(text: str, node: str) -> Span:
    """The span where a Turtle text says something of a node: an IRI, or `_:label`."""
    from assay.turtle_positions import TurtlePositions

    return TurtlePositions(text).locate("#" + node)
