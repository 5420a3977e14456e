# SPDX-License-Identifier: Apache-2.0
"""Dates written otherwise than XML Schema writes them: what they can mean, and only what they can mean."""

import re
from datetime import date

_DAY = r"(?P<day>\d{1,2})"
_MONTH = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_YEAR_FIRST = re.compile(rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}", re.ASCII)
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>\d{4})", re.ASCII)
_INSTANT = re.compile(
    rf"(?P<date>{_YEAR}-{_MONTH}-{_DAY})[T ](?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}(?:\.\d+)?))?"
    r" ?(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_HOURS, _SIXTY = 24, 60


def days_meant(told: str) -> tuple[str, ...]:
    """The days a text can mean, written as `xsd:date`: one, two where day and month can change places, or none."""
    text = told.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _days([(found["year"], found["month"], found["day"])])
    if found := _YEAR_LAST.fullmatch(text):
        year, one, two = found["year"], found["one"], found["two"]
        return _days([(year, two, one), (year, one, two)])
    return ()


def instants_meant(told: str) -> tuple[str, ...]:
    """The instant a text with a time and a zone means, written as `xsd:dateTimeStamp`; none for any other text."""
    found = _INSTANT.fullmatch(told.strip().upper())
    return (moment,) if found and found["zone"] and (moment := _instant(found, found["zone"])) else ()


def instants_in_utc(told: str, *, is_end: bool) -> tuple[str, ...]:
    """The instants a text without a zone, or without a time, means if it is meant in UTC."""
    found = _INSTANT.fullmatch(told.strip().upper())
    if found and not found["zone"]:
        moment = _instant(found, "Z")
        return (moment,) if moment else ()
    time = "T23:59:59Z" if is_end else "T00:00:00Z"
    return tuple(day + time for day in days_meant(told))


def _instant(found: re.Match[str], zone: str) -> str:
    days = days_meant(found["date"])
    second = found["second"] or "00"
    is_time = int(found["hour"]) < _HOURS and int(found["minute"]) < _SIXTY and float(second) < _SIXTY
    if not days or not is_time:
        return ""
    written = zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return f"{days[0]}T{int(found['hour']):02}:{found['minute']}:{second}{written}"


def _days(parts: list[tuple[str, str, str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for year, month, day in parts:
        try:
            found[date(int(year), int(month), int(day)).isoformat()] = None
        except ValueError:
            continue
    return tuple(found)
