# SPDX-License-Identifier: Apache-2.0
"""How things went: what was to correct and what could not be checked, run by run or day by day, as plain values."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby

from assay.history.entry import Entry, Per, Point, Wanted
from assay.history.looking import entries
from assay.history.store import History
from assay.verdict import worst

MOST_ENTRIES = 100_000
"""Of the newest; a trend of more is none that a person could see."""


def trend(history: History, wanted: Wanted | None = None, *, per: Per = Per.RUN) -> tuple[Point, ...]:
    """The points, oldest first; of a day (UTC) each document counts with its last check. Raises HistoryError.

    A check that was only counted again stands where it was last made.
    """
    asked = replace(wanted or Wanted(), newest_only=False, skip=0, most=MOST_ENTRIES)
    made = list(reversed(entries(history, asked).entries))
    if per is Per.RUN:
        return tuple(_point(of_run[0].last_made, of_run) for of_run in _groups(made, lambda entry: str(entry.run)))
    days = _groups(made, lambda entry: entry.last_made[:10])
    return tuple(_point(of_day[0].last_made[:10], _last_of_each(of_day)) for of_day in days)


def _groups(made: Iterable[Entry], name: Callable[[Entry], str]) -> list[list[Entry]]:
    return [list(group) for _, group in groupby(made, key=name)]


def _last_of_each(made: Iterable[Entry]) -> list[Entry]:
    return list({entry.document: entry for entry in made}.values())


def _point(when: str, found: list[Entry]) -> Point:
    return Point(
        when,
        worst(entry.verdict for entry in found),
        violations=sum(entry.violations for entry in found),
        not_checked=sum(entry.not_checked for entry in found),
        documents=len(found),
    )
