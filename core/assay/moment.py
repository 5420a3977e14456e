# SPDX-License-Identifier: Apache-2.0
"""The moment of a run: taken once, used by every check, shown in the report."""

from datetime import UTC, datetime

from assay.errors import UsageError


def now() -> datetime:
    """The present, in UTC, to the second. The only place that reads the clock for a verdict."""
    return datetime.now(UTC).replace(microsecond=0)


def parse_moment(text: str) -> datetime:
    """An ISO 8601 instant with zone, as UTC.

    Raises UsageError where the text is no instant or has no zone: "noon" without a zone is not a moment.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError("moment_invalid", given=text) from None
    if found.tzinfo is None:
        raise UsageError("moment_without_zone", given=text)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise UsageError("moment_invalid", given=text) from None


def format_moment(moment: datetime) -> str:
    """The instant as `2026-11-22T10:00:00Z`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
