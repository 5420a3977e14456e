# SPDX-License-Identifier: Apache-2.0
"""Two steps told as one: what became in the end of each value of the first document."""

from collections.abc import Sequence
from dataclasses import replace

from assay.authoring.migration.rows import Row, What


def composed(first: Sequence[Row], second: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of both steps as rows from the first document to the last.

    What the first step dropped or asked for stays so; what the second one needs that the first document does not say
    is added; what the first step merely wrote down (a class, a context) is no value of the first document.
    """
    by_old: dict[str | None, Row] = {row.old: row for row in second if row.old is not None}
    below = sorted((row for row in second if row.old is not None), key=lambda row: row.old or "")
    found = [_followed(row, by_old, below) for row in first if row.old is not None or row.what is What.DROPPED]
    return (*found, *(row for row in second if row.old is None))


def _followed(row: Row, by_old: dict[str | None, Row], below: Sequence[Row]) -> Row:
    if row.new is None or row.what is What.DROPPED:
        return replace(row, new=None, says="")
    after = _after(row.new, by_old, below)
    if row.what is What.NEEDS_INPUT:
        return replace(row, new=_holder(row.new, below) if after is None else after.new, says="")
    if after is None:
        return replace(row, what=What.DROPPED, because="no_place", new=None, says="")
    is_plain = row.what is What.CHANGED and (after.what is What.MOVED or after.because == "class")
    told = row if is_plain else after
    return replace(after, what=told.what, because=told.because, old=row.old, said=row.said)


def _after(pointer: str, by_old: dict[str | None, Row], below: Sequence[Row]) -> Row | None:
    """What became of a place: of itself, of what holds it, else of the first thing in it."""
    place = pointer
    while True:
        if place in by_old:
            return by_old[place]
        if not place:
            break
        place = place.rpartition("/")[0]
    return next((row for row in below if (row.old or "").startswith(f"{pointer}/")), None)


def _holder(pointer: str, below: Sequence[Row]) -> str | None:
    """Where in the last document the object stands that something is needed in, as far as a value of it tells."""
    for row in below:
        if (row.old or "").rpartition("/")[0] == pointer and row.new is not None and row.what is not What.NEEDS_INPUT:
            return row.new.rpartition("/")[0]
    return None
