# SPDX-License-Identifier: Apache-2.0
"""Whether values that are carried meet the numbers that criteria name; what the claims cannot settle is left open."""

import math
import re
from collections.abc import Iterator
from enum import StrEnum

from assay.checks.carriers import Carriers
from assay.claims import Literal, Term
from assay.rules.criterion_numbers import Number
from assay.values import frozen

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII)
_WHOLE = 100
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Fit(StrEnum):
    """How one value stands to a number's limits."""

    MEETS = "meets"
    ABOVE = "above"
    BELOW = "below"
    LATER = "later"
    """It would meet them, from a day on that is still to come."""
    DEPENDS = "depends"
    """It meets them under a condition that the claims cannot say."""
    UNKNOWN = "unknown"
    """No number, or no day where one is needed."""

    @property
    def meets(self) -> bool | None:
        """True, false, or None for left open."""
        return True if self is Fit.MEETS else None if self in {Fit.DEPENDS, Fit.UNKNOWN} else False


@frozen
class Measurement:
    """One value as it stands in the claims."""

    holder: str
    property: str
    literal: Literal
    fit: Fit
    limit: float | None = None
    """The limit that it misses."""
    is_share: bool = False
    """Above 0 and up to 1 where percent belong: it may be meant a hundred times as large."""
    cannot_be: bool = False
    """Below 0 or above 100 percent: a better value beside it does not make it right."""


@frozen
class Measured:
    """What the claims say to one number."""

    number: Number
    meets: bool | None
    """False if any holder misses it; None where any is open, or nothing carries a value."""
    sure: bool
    """A miss is certain."""
    told: tuple[Measurement, ...] = ()
    """The values of holders that do not meet it, and shares."""
    lacking: tuple[str, ...] = ()
    """Nodes that should carry a value, and do not."""
    carrying: int = 0
    """How many nodes carry one."""


def measured(node: str, number: Number, carriers: Carriers, today: str) -> Measured:
    """What the claims say to a number, seen from the judged node; `today` as YYYY-MM-DD."""
    fits: list[bool | None] = []
    told: list[Measurement] = []
    lacking: list[str] = []
    places = carriers.found(node, number.on)
    for place in places:
        holders = [found for found in carriers.values(place, number.path) if isinstance(found, str)]
        by_holder = [tuple(_measurements(holder, number, carriers, today)) for holder in holders]
        if not any(by_holder):
            lacking.append(str(place))
        for found in by_holder:
            best = _best(found)
            fits.append(best)
            told += [entry for entry in found if best is not True or entry.is_share]
    meets = False if False in fits else None if None in fits or not fits else True
    is_certain = any(entry.fit.meets is False and not entry.is_share for entry in told)
    return Measured(number, meets, number.sure and is_certain, tuple(told), tuple(lacking), len(places) - len(lacking))


def _best(found: tuple[Measurement, ...]) -> bool | None:
    """Of several values of one holder the best counts, unless another cannot be or cannot be read.

    None at all is open (a certificate may stand instead).
    """
    fits = {entry.fit.meets for entry in found}
    if any(entry.cannot_be for entry in found):
        return False
    return None if None in fits or not fits else True in fits


def _measurements(holder: str, number: Number, carriers: Carriers, today: str) -> Iterator[Measurement]:
    for name in number.values:
        for literal in carriers.objects(holder, name):
            if isinstance(literal, Literal):
                value = _value(literal)
                fit, limit = _fit(value, number, today)
                if fit is Fit.MEETS and number.attained:
                    fit = _attained(carriers.objects(holder, number.attained), number, today)
                is_share = number.is_percent and value is not None and 0 < value <= 1
                cannot_be = number.is_percent and value is not None and not 0 <= value <= _WHOLE
                yield Measurement(holder, name, literal, fit, limit, is_share, cannot_be)


def _fit(value: float | None, number: Number, today: str) -> tuple[Fit, float | None]:
    least = max((limit.least for limit in number.later if limit.since <= today), default=number.least)
    if value is None:
        return Fit.UNKNOWN, None
    if least is not None and value < least:
        return Fit.BELOW, least
    if number.most is None or value <= number.most:
        return Fit.MEETS, None
    if number.most_else is not None and value <= number.most_else:
        return Fit.DEPENDS, number.most
    return Fit.ABOVE, number.most_else or number.most


def _attained(days: tuple[Term, ...], number: Number, today: str) -> Fit:
    """Whether the value holds already, or in time."""
    found = [_DAY.match(day.value) for day in days if isinstance(day, Literal)]
    known = [match.group() for match in found if match]
    if not known or len(known) != len(days):
        return Fit.UNKNOWN
    return Fit.MEETS if max(known) <= max(today, number.due) else Fit.LATER


def _value(literal: Literal) -> float | None:
    """The number a literal says; None for a text, an infinity or no number at all."""
    told = literal.value.strip()
    value = float(told) if _NUMBER.match(told) else math.nan
    return value if math.isfinite(value) else None
