# SPDX-License-Identifier: Apache-2.0
"""When a document ends: when the first of its credentials does."""

from collections.abc import Iterable
from datetime import UTC, datetime

from assay.credential import Reading
from assay.moment import format_moment

MEMBERS = ("validUntil", "expirationDate")
"""VCDM 2.0 §4.9; VCDM 1.1 §4.6."""


def valid_until(readings: Iterable[Reading]) -> str:
    """The earliest end of the credentials read, as `format_moment` writes it; empty where none names one.

    It only reminds: an end that is no instant is a finding of the check, and none here.
    """
    contents = [credential.content for reading in readings for credential in reading.credentials]
    told = [content.get(member) for content in contents for member in MEMBERS]
    found = [instant for text in told if isinstance(text, str) and (instant := instant_of(text)) is not None]
    return format_moment(min(found)) if found else ""


def instant_of(text: str) -> datetime | None:
    """The instant a text names, in UTC where it has no zone; None where it is none."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
