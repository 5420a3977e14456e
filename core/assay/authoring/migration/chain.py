# SPDX-License-Identifier: Apache-2.0
"""Two steps told as one: what became in the end of each value of the first document."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from assay.authoring.migration.rows import Row, What

_LOOKED_AT = 50
"""Rows below a place that may tell where its object went."""


def composed(first: Sequence[Row], second: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of both steps as rows from the first document to the last.

    What the first step dropped or asked for stays so; what the second one needs that the first document does not say
    is added; what the first step merely wrote down (a class, a context) is no value of the first document.
    """
    between = _Between(second)
    found = [_followed(row, between) for row in first if row.old is not None or row.what is What.DROPPED]
    return (*found, *(row for row in second if row.old is None))


class _Between:
    """What became of the places of the document between."""

    def __init__(self, rows: Sequence[Row]) -> None:
        named = sorted(((row.old, row) for row in rows if row.old is not None), key=lambda entry: entry[0])
        self._by_place = dict(named)
        self._places = [place for place, _ in named]
        self._rows = [row for _, row in named]

    def after(self, pointer: str) -> Row | None:
        """What became of a place: of itself, of what holds it, else of the first thing in it."""
        place = pointer
        while place not in self._by_place and place:
            place = place.rpartition("/")[0]
        return self._by_place.get(place) or next(self._below(pointer), None)

    def holder(self, pointer: str) -> str | None:
        """Where an object went, as far as one of its members tells."""
        for row in islice(self._below(pointer), _LOOKED_AT):
            is_member = (row.old or "").rpartition("/")[0] == pointer
            if is_member and row.new is not None and row.what in (What.MOVED, What.CHANGED):
                return row.new.rpartition("/")[0]
        return None

    def _below(self, pointer: str) -> Iterator[Row]:
        start = f"{pointer}/"
        for number in range(bisect_left(self._places, start), len(self._places)):
            if not self._places[number].startswith(start):
                return
            yield self._rows[number]


def _followed(row: Row, between: _Between) -> Row:
    if row.new is None or row.what is What.DROPPED:
        return replace(row, new=None, says="")
    if row.what is What.NEEDS_INPUT:
        return replace(row, new=between.holder(row.new), says="")
    after = between.after(row.new)
    if after is None:
        return replace(row, what=What.DROPPED, because="no_place", new=None, says="")
    is_plain = row.what is What.CHANGED and (after.what is What.MOVED or after.because == "class")
    told = row if is_plain else after
    return replace(after, what=told.what, because=told.because, old=row.old, said=row.said)
