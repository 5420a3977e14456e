# SPDX-License-Identifier: Apache-2.0
"""Numbers that criteria name, as data: where the value stands, its limits, and where the number is said."""

from collections.abc import Mapping
from typing import TypedDict

from assay.rules.carriers import (
    Carrier,
    CarrierEntry,
    Names,
    Path,
    StepEntry,
    carrier_entry,
    carrier_of,
    path_entry,
    path_of,
)
from assay.rules.fields import Table
from assay.values import frozen


@frozen
class Limit:
    """The least a value must be from a day on."""

    since: str
    """First day, YYYY-MM-DD."""
    least: float


@frozen
class Number:
    """One number of a criterion."""

    on: Carrier
    """What should carry a value, seen from the offering."""
    path: Path
    """From there to the nodes that hold the value."""
    values: tuple[str, ...]
    """Properties that hold it; of several, the best counts."""
    source: str
    """Where the number is said."""
    sure: bool
    """A value beyond the limits misses the criterion for certain, with nothing left to find out."""
    least: float | None = None
    most: float | None = None
    most_else: float | None = None
    """The most under a condition that the claims cannot say; a value up to here is left open."""
    attained: str = ""
    """Property with the day from which the value holds; a day still to come: not met yet."""
    due: str = ""
    """Day by which the value has to hold, YYYY-MM-DD: a day up to it is in time even while it is still to come."""
    later: tuple[Limit, ...] = ()
    is_percent: bool = False
    """Percent from 0 to 100: a value above 0 and up to 1 is asked back."""


class LimitEntry(TypedDict):
    """See `Limit`."""

    since: str
    least: float


class NumberEntry(TypedDict):
    """See `Number`."""

    on: CarrierEntry
    path: list[StepEntry]
    values: list[str]
    source: str
    sure: bool
    least: float | None
    most: float | None
    most_else: float | None
    attained: str
    due: str
    later: list[LimitEntry]
    is_percent: bool


def number_entry(table: Table, names: Names) -> NumberEntry:
    """A number's table as JSON. PackError for what is missing, unknown, wrong, or could not be missed."""
    entry = NumberEntry(
        on=carrier_entry(table.table("on"), names),
        path=path_entry(table, "path", names),
        values=[names.full(table, "values", name) for name in table.texts("values")],
        source=table.text("source"),
        sure=table.flag("sure"),
        least=_number(table, "least"),
        most=_number(table, "most"),
        most_else=_number(table, "most_else"),
        attained=names.full(table, "attained", table.text("attained")) if table.has("attained") else "",
        due=table.date("due", ""),
        later=[_limit(found) for found in table.tables("later")],
        is_percent=table.flag("percent") if table.has("percent") else False,
    )
    table.done()
    least, most, most_else = entry["least"], entry["most"], entry["most_else"]
    if least is None and most is None:
        table.wrong("least", "a limit: least or most")
    if (least is not None and most is not None and least > most) or (
        most_else is not None and (most is None or most_else <= most)
    ):
        table.wrong("most", "limits in order")
    return entry


def _number(table: Table, key: str) -> float | None:
    return table.number(key) if table.has(key) else None


def _limit(table: Table) -> LimitEntry:
    entry = LimitEntry(since=table.date("since"), least=table.number("least"))
    table.done()
    return entry


def number_of(entry: NumberEntry, lists: Mapping[str, frozenset[str]]) -> Number:
    """The number a prebuilt document holds."""
    return Number(
        on=carrier_of(entry["on"], lists),
        path=path_of(entry["path"]),
        values=tuple(entry["values"]),
        source=entry["source"],
        sure=entry["sure"],
        least=entry["least"],
        most=entry["most"],
        most_else=entry["most_else"],
        attained=entry["attained"],
        due=entry["due"],
        later=tuple(Limit(**limit) for limit in entry["later"]),
        is_percent=entry["is_percent"],
    )
