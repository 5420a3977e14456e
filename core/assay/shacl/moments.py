# SPDX-License-Identifier: Apache-2.0
"""Dates and times of XML Schema: well-formed texts, and the instants they stand for.

Years have four digits, fractions of a second at most a hundred.
"""

import re

from assay.values import frozen

_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]{1,100})?)"
_DATE_TIME = re.compile(rf"{_DATE}T{_TIME}{_ZONE}")
_ONLY_DATE = re.compile(rf"{_DATE}{_ZONE}")
_ONLY_TIME = re.compile(rf"{_TIME}{_ZONE}")
_DAY = re.compile(rf"---([0-9]{{2}}){_ZONE}")
_MONTH_DAY = re.compile(rf"--([0-9]{{2}})-([0-9]{{2}}){_ZONE}")
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_YEAR = 4
_FEBRUARY, _MONTHS, _LONGEST_MONTH = 2, 12, 31
_DAY_SECONDS, _MIDNIGHT, _LAST_HOUR, _LAST_MINUTE, _MINUTE_SECONDS, _FARTHEST_ZONE = 86400, 24, 23, 59, 60, 14


@frozen
class Instant:
    """A point on the time line; with or without a zone (the two kinds cannot be compared)."""

    seconds: int
    fraction: str
    """Decimal digits of a second without zeros at the end: as texts they sort like the fractions they are."""
    zoned: bool


def date_time(text: str) -> Instant | None:
    """The instant of an xsd:dateTime; None where the text is not one. 24:00:00 is the next day's first moment."""
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    return _instant(_days(year, month, day), _clock(hour, minute, second), zone)


def date(text: str) -> Instant | None:
    """The first instant of an xsd:date."""
    found = _ONLY_DATE.fullmatch(text)
    return None if found is None else _instant(_days(*found.groups()[:3]), (0, ""), found.group(4))


def time(text: str) -> Instant | None:
    """An xsd:time as an instant of one and the same day; 24:00:00 is 00:00:00."""
    found = _ONLY_TIME.fullmatch(text)
    if found is None:
        return None
    clock = _clock(*found.groups()[:3])
    return _instant(0, clock and (clock[0] % _DAY_SECONDS, clock[1]), found.group(4))


def is_date_time(text: str, *, with_zone: bool = False) -> bool:
    """Whether the text is a well-formed xsd:dateTime (or, with a zone, xsd:dateTimeStamp)."""
    instant = date_time(text)
    return instant is not None and (instant.zoned or not with_zone)


def is_date(text: str) -> bool:
    """Whether the text is a well-formed xsd:date."""
    return date(text) is not None


def is_time(text: str) -> bool:
    """Whether the text is a well-formed xsd:time."""
    return time(text) is not None


def is_day(text: str) -> bool:
    """Whether the text is a well-formed xsd:gDay."""
    found = _DAY.fullmatch(text)
    return found is not None and 1 <= int(found.group(1)) <= _LONGEST_MONTH and _offset(found.group(2)) is not None


def is_month_day(text: str) -> bool:
    """Whether the text is a well-formed xsd:gMonthDay (29 February included)."""
    found = _MONTH_DAY.fullmatch(text)
    if found is None or _offset(found.group(3)) is None:
        return False
    month, day = int(found.group(1)), int(found.group(2))
    return 1 <= month <= _MONTHS and 1 <= day <= _length(_LEAP_YEAR, month)


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == _FEBRUARY and leap else _MONTH_LENGTHS[month - 1]


def _days(year: str, month: str, day: str) -> int | None:
    number, months, days = int(year), int(month), int(day)
    if number == 0 or not 1 <= months <= _MONTHS or not 1 <= days <= _length(number, months):
        return None
    before = number - 1
    leap_days = before // 4 - before // 100 + before // 400
    return before * 365 + leap_days + sum(_length(number, earlier) for earlier in range(1, months)) + days


def _clock(hour: str, minute: str, second: str) -> tuple[int, str] | None:
    """Whole seconds since midnight, and the fraction's digits."""
    whole, _, digits = second.partition(".")
    hours, minutes, seconds, fraction = int(hour), int(minute), int(whole), digits.rstrip("0")
    if hours == _MIDNIGHT and minutes == 0 and seconds == 0 and not fraction:
        return _DAY_SECONDS, ""
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE or seconds >= _MINUTE_SECONDS:
        return None
    return hours * 3600 + minutes * 60 + seconds, fraction


def _offset(zone: str | None) -> int | None:
    """Seconds east of Greenwich; 0 without a zone; None for a zone that does not exist (±14:00 at most)."""
    if zone is None or zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > _FARTHEST_ZONE or minutes > _LAST_MINUTE or (hours == _FARTHEST_ZONE and minutes):
        return None
    return (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)


def _instant(days: int | None, clock: tuple[int, str] | None, zone: str | None) -> Instant | None:
    offset = _offset(zone)
    if days is None or clock is None or offset is None:
        return None
    return Instant(days * _DAY_SECONDS + clock[0] - offset, clock[1], zone is not None)
