# SPDX-License-Identifier: Apache-2.0
"""What wants attention as a calendar file (iCalendar, RFC 5545): a whole day each, with a reminder before."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from assay.attention import Attention, Kind, Urgency
from assay.texts import Texts

MEDIA_TYPE = "text/calendar"
_LONGEST = 75
"""Octets of a line, without its end (§3.1)."""
_REMIND_DAYS = {
    Kind.KEY: 14,
    Kind.DOCUMENT: 14,
    Kind.CHAIN: 14,
    Kind.RULES: 14,
    Kind.EVIDENCE: 14,
    Kind.TRUSTED_LIST: 7,
}
_REMIND_OTHERS = 1


def calendar(entries: Iterable[Attention], texts: Texts, moment: datetime) -> bytes:
    """The file: UTF-8, lines that end in CRLF and are folded at 75 octets. The same bytes for the same values.

    What is only old has no day of its own, and is left out. An event keeps its UID as long as its subject is the same,
    so a calendar that has it takes the new date over.
    """
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Assay//Attention//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *(line for entry in entries if entry.urgency is not Urgency.AGED for line in _event(entry, texts, moment)),
        "END:VCALENDAR",
    ]
    return b"".join(map(_folded, lines))


def _event(entry: Attention, texts: Texts, moment: datetime) -> Iterator[str]:
    summary = texts.say(f"attention.calendar.{entry.kind}", **entry.params)
    told = (texts.part(entry.text, member, entry.params) for member in ("why", "how"))
    days = _REMIND_DAYS.get(entry.kind, _REMIND_OTHERS)
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(entry)}"
    yield f"DTSTAMP:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.due)}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(' '.join(filter(None, told)))}"
    yield f"CATEGORIES:{_escaped('Assay')}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(summary)}"
    yield f"TRIGGER:-P{days}D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _uid(entry: Attention) -> str:
    """A name of its own (§3.8.4.7) that tells nothing about the subject."""
    told = f"{entry.kind}\x1f{entry.subject}"
    return f"{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@assay"


def _day(due: datetime) -> str:
    """The day, in UTC; years have four digits (§3.3.4), which `strftime` does not promise."""
    return due.astimezone(UTC).date().isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A value of type TEXT (§3.3.11), without control characters, which no line may hold (§3.1)."""
    for mark, escape in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(mark, escape)
    return "".join(character for character in text if character.isprintable() or character == "\u00a0")


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, none of them in the middle of a character."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > _LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
