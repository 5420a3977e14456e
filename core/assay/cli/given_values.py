# SPDX-License-Identifier: Apache-2.0
"""Values of a command line: instants, days and numbers. UsageError for what is none."""

from datetime import UTC, date, datetime, time

from assay.errors import UsageError
from assay.moment import parse_moment

_MOST_DIGITS = 9


def instant(text: str) -> datetime:
    """An ISO 8601 instant with zone."""
    try:
        return parse_moment(text)
    except OverflowError:
        raise UsageError("moment_invalid", given=text) from None


def day(text: str) -> str:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError("day_invalid", given=text) from None


def day_begins(text: str) -> datetime:
    """The first second of a day, in UTC."""
    return datetime.combine(date.fromisoformat(day(text)), time(), UTC)


def day_ends(text: str) -> datetime:
    """The last second of a day, in UTC."""
    return datetime.combine(date.fromisoformat(day(text)), time(23, 59, 59), UTC)


def count(text: str) -> int:
    """A whole number from 1 on."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) > 0):
        raise UsageError("count_invalid", given=text)
    return int(text)
