# SPDX-License-Identifier: Apache-2.0
"""Comparing literals as SPARQL's `<` and `<=` do; what cannot be compared is told apart from what is greater.

Two values that cannot be compared (a number and a text, a date with and one without a zone, NaN, an ill-formed
literal) always violate an ordering constraint (SHACL §4.3, §4.5).
"""

import re
from decimal import Decimal
from fractions import Fraction

from assay.claims import XSD, XSD_STRING, Literal, Term
from assay.shacl.datatypes import INTEGERS, is_well_formed
from assay.shacl.moments import Instant, date, date_time, time

Comparable = tuple[str, float | Decimal | Fraction | str | tuple[int, str]]
"""What kind of value it is, and the value: only values of one kind compare."""

_WITH_ZONE = len("-00-00:00")
_FLOATS = frozenset({XSD + "float", XSD + "double"})
_INSTANTS = {
    XSD + "dateTime": date_time,
    XSD + "dateTimeStamp": date_time,
    XSD + "date": date,
    XSD + "time": time,
}
_DURATION = re.compile(
    r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)


def comparable(term: Term) -> Comparable | None:
    """The value of a literal that has an order; None for any other term and for ill-formed literals."""
    if not isinstance(term, Literal) or term.language or not is_well_formed(term):
        return None
    datatype, text = term.datatype, term.value
    if datatype == XSD_STRING:
        return "string", text
    if datatype in INTEGERS or datatype == XSD + "decimal":
        return "number", Decimal(text)
    if datatype in _FLOATS:
        return "float", float(text.replace("INF", "inf"))
    if datatype == XSD + "boolean":
        return "boolean", text in ("true", "1")
    if datatype in _INSTANTS:
        return _instant(datatype, _INSTANTS[datatype](text))
    return _other(datatype, text)


def _instant(datatype: str, instant: Instant | None) -> Comparable | None:
    if instant is None:
        return None
    kind = XSD + "dateTime" if datatype == XSD + "dateTimeStamp" else datatype
    return f"{kind} {'with' if instant.zoned else 'without'} zone", (instant.seconds, instant.fraction)


def _other(datatype: str, text: str) -> Comparable | None:
    if datatype in (XSD + "gYear", XSD + "gYearMonth") and text[-1] != "Z" and len(text) < _WITH_ZONE:
        return datatype, text
    if datatype in (XSD + "dayTimeDuration", XSD + "yearMonthDuration"):
        return datatype, _duration(text)
    return None


def _duration(text: str) -> Fraction:
    found = _DURATION.fullmatch(text)
    sign, *parts = found.groups() if found else (None,)
    years, months, days, hours, minutes, seconds = (Fraction(part or 0) for part in parts)
    length = (years * 12 + months) if years or months else ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return -length if sign else length


def compare(left: Comparable | None, right: Comparable | None) -> int | None:
    """-1, 0 or 1; None where the two cannot be compared.

    SPARQL compares a decimal and a double as doubles, others compare what the two stand for: where rounding decides,
    nobody can rely on either answer, and there is none.
    """
    if left is None or right is None:
        return None
    first, second = left[1], right[1]
    if left[0] != right[0]:
        if {left[0], right[0]} != {"number", "float"}:
            return None
        rounded = _order(_as_float(first), _as_float(second))
        return rounded if rounded is not None and rounded == _order(first, second) else None
    return _order(first, second)


def _order(first: object, second: object) -> int | None:
    if first < second:  # type: ignore[operator]  # same kind, or both numbers
        return -1
    if first == second:
        return 0
    return 1 if first > second else None  # type: ignore[operator]  # NaN is neither


def _as_float(value: object) -> float:
    """What is no number compares with nothing."""
    return float(value) if isinstance(value, float | Decimal) else float("nan")
