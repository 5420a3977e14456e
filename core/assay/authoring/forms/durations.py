# SPDX-License-Identifier: Apache-2.0
"""Durations in years, months, days and hours, and as documents write them (XML Schema Part 2 §3.3.6: `P1Y2M10DT2H`)."""

import re
from collections.abc import Mapping

from assay.claims import XSD

UNITS = ("years", "months", "days", "hours")
LONGEST = 6
"""Digits of one number."""
_TAKEN: Mapping[str, tuple[str, ...]] = {
    XSD + "dayTimeDuration": UNITS[2:],
    XSD + "yearMonthDuration": UNITS[:2],
}
_WRITTEN = re.compile(r"P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(\d+)H)?", re.ASCII)
_SIGNS = dict(zip(UNITS, ("Y", "M", "D", "H"), strict=True))


def units_of(datatype: str) -> tuple[str, ...]:
    """The units that a datatype takes (XML Schema 1.1 Part 2 §3.4.26 and §3.4.27)."""
    return _TAKEN.get(datatype, UNITS)


def duration_text(told: Mapping[str, str]) -> str:
    """A duration, of a number in digits for each unit; empty where no unit has one."""
    said = {unit: number for unit, number in told.items() if number}
    if not said:
        return ""
    days = "".join(f"{said[unit]}{_SIGNS[unit]}" for unit in UNITS[:3] if unit in said)
    return f"P{days}" + (f"T{said['hours']}H" if "hours" in said else "")


def duration_parts(text: str, units: tuple[str, ...] = UNITS) -> Mapping[str, str] | None:
    """The number of each unit; None for a text that cannot be written by them exactly, such as minutes."""
    if not text:
        return {}
    found = _WRITTEN.fullmatch(text)
    parts = {unit: number for unit, number in zip(UNITS, found.groups(), strict=True) if number} if found else {}
    fits = parts and all(unit in units and len(number) <= LONGEST for unit, number in parts.items())
    return parts if fits and duration_text(parts) == text else None
