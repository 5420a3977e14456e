# SPDX-License-Identifier: Apache-2.0
"""What somebody accepts of a document although the rules do not: who, why, until when; in a file beside the document.

The file is JSON that a person can read and compare. It may come from anybody, so it is read with limits, and nothing
in it ever changes a verdict.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

from assay.document import MAX_ACCEPTED_BYTES
from assay.errors import DocumentError
from assay.found import ACCEPTED, shown
from assay.moment import format_moment
from assay.values import frozen
from assay.whole_file import read_regular, remove_for_good, write_whole

VERSION = 1
MOST = 5_000
LONGEST_REASON, LONGEST_OWNER, LONGEST_SENTENCE = 2_000, 200, 4_000
_LONGEST_NAME, _LONGEST_ID = 4_000, 200
_TOP = ("version", "document", "accepted")
_MEMBERS = {
    "finding": 16,
    "rule": _LONGEST_ID,
    "text": _LONGEST_ID,
    "sentence": LONGEST_SENTENCE,
    "reason": LONGEST_REASON,
    "owner": LONGEST_OWNER,
    "due": 10,
    "since": 20,
    "by": _LONGEST_ID,
    "scope": 10,
}
"""Members of an entry in the order they are written, and how long each may be."""
_OPTIONAL = ("due", "scope")
TOGETHER = "together"
"""Scope of what is found only where the document is judged together with others as one submission."""
_FINDING = re.compile(r"[0-9a-f]{16}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")


@frozen
class Acceptance:
    """One finding that somebody accepts."""

    finding: str
    """Its fingerprint."""
    rule: str
    text: str
    """Text id of what it says: a finding that says something else is another one."""
    sentence: str
    """What it said when it was accepted, in the language of then."""
    reason: str
    owner: str
    since: str
    """The instant it was accepted, UTC."""
    by: str
    """Name and version of the program it was accepted with."""
    due: str = ""
    """The last day on which it counts, YYYY-MM-DD; empty where it has none."""
    scope: str = ""
    """`TOGETHER`, or empty: the document shows it by itself."""

    def is_overdue(self, moment: datetime) -> bool:
        """Whether its last day is over."""
        return bool(self.due) and self.due < moment.astimezone(UTC).date().isoformat()


@frozen
class Acceptances:
    """What one file says: all that is accepted of one document, in the order in which it was."""

    document: str
    entries: tuple[Acceptance, ...] = ()

    @property
    def dated(self) -> str:
        """The day of the latest entry, YYYY-MM-DD; empty where there is none."""
        return max((entry.since[:10] for entry in self.entries), default="")

    def of(self, finding: str) -> Acceptance | None:
        """The entry of a finding, by its fingerprint."""
        return next((entry for entry in self.entries if entry.finding == finding), None)

    def with_changes(self, changes: Mapping[str, Acceptance | None]) -> "Acceptances":
        """With other entries for these fingerprints; None: without. In the order of time."""
        told: dict[str, Acceptance | None] = {entry.finding: entry for entry in self.entries}
        told.update(changes)
        kept = [entry for entry in told.values() if entry is not None]
        return replace(self, entries=tuple(sorted(kept, key=lambda entry: (entry.since, entry.finding))))


class AcceptanceError(DocumentError):
    """A file of acceptances cannot be read or written, or something cannot be accepted as it is asked for."""


def path_beside(document: Path) -> Path:
    """Where what is accepted of a document is kept."""
    return document.with_name(f"{document.name}{ACCEPTED}")


def read_beside(document: Path) -> Acceptances:
    """What is accepted of a document; nothing where no file lies beside it. AcceptanceError where that is unusable."""
    path = path_beside(document)
    try:
        data = read_regular(path, MAX_ACCEPTED_BYTES + 1)
    except FileNotFoundError:
        return Acceptances(document.name)
    except (OSError, ValueError) as error:
        raise unreadable(path.name, error) from error
    return parse(data, path.name)


def unreadable(name: str, error: OSError | ValueError) -> AcceptanceError:
    """That a file of that name cannot be read."""
    return AcceptanceError("acceptances_unreadable", name=shown(name), reason=_reason(error))


def change_beside(document: Path, changes: Mapping[str, Acceptance | None]) -> Mapping[str, Acceptance | None]:
    """Accept findings, or accept them no longer (None), by fingerprint; gives what there was before, to take it back.

    The file is read anew first: the window and the command may both work on it. It goes with its last entry. Raises
    AcceptanceError where it is unusable, which is never written over, or cannot be written.
    """
    known = read_beside(document)
    made = known.with_changes(changes)
    path = path_beside(document)
    try:
        if made.entries:
            write_whole(path, encode(made))
        elif path.exists():
            remove_for_good(path)
    except (OSError, ValueError) as error:
        raise AcceptanceError("acceptances_unwritable", name=shown(path.name), reason=_reason(error)) from error
    return {finding: known.of(finding) for finding in changes}


def encode(acceptances: Acceptances) -> bytes:
    """The file's bytes: UTF-8 JSON, a member a line. AcceptanceError where it would be too much to be read again."""
    entries = [{name: told for name in _MEMBERS if (told := getattr(entry, name))} for entry in acceptances.entries]
    told = {"version": VERSION, "document": acceptances.document, "accepted": entries}
    data = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    if len(data) > MAX_ACCEPTED_BYTES or len(entries) > MOST:
        raise AcceptanceError("acceptances_full", name=shown(f"{acceptances.document}{ACCEPTED}"))
    return data


def parse(data: bytes, name: str) -> Acceptances:
    """What the bytes of a file say; `name` is what to call it. AcceptanceError where anything in it is unknown."""
    name = shown(name)
    if len(data) > MAX_ACCEPTED_BYTES:
        raise AcceptanceError("acceptances_too_large", name=name)
    try:
        told = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_damaged, parse_int=_number
        )
    except _TwiceError as error:
        raise AcceptanceError("acceptances_twice", name=name, member=error.args[0]) from None
    except (ValueError, RecursionError):
        raise AcceptanceError("acceptances_damaged", name=name) from None
    return _acceptances(told, name)


class _TwiceError(ValueError):
    """A member that stands twice in one object."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for member, value in pairs:
        if member in made:
            raise _TwiceError(_named(member))
        made[member] = value
    return made


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= len(str(MOST)) else -1


def _damaged(_constant: str) -> NoReturn:
    raise ValueError


def _acceptances(told: object, name: str) -> Acceptances:
    if not isinstance(told, dict):
        raise AcceptanceError("acceptances_damaged", name=name)
    version = told.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise AcceptanceError("acceptances_newer", name=name)
    _refuse_unknown(told, _TOP, name)
    entries, document = told.get("accepted"), told.get("document")
    if version != VERSION or isinstance(version, bool) or not isinstance(entries, list) or len(entries) > MOST:
        raise AcceptanceError("acceptances_damaged", name=name)
    if not _is_text(document, _LONGEST_NAME):
        raise AcceptanceError("acceptances_damaged", name=name)
    found = tuple(_acceptance(entry, number, name) for number, entry in enumerate(entries, 1))
    if len({entry.finding for entry in found}) < len(found):
        raise AcceptanceError("acceptances_damaged", name=name)
    return Acceptances(str(document), found)


def _acceptance(told: object, number: int, name: str) -> Acceptance:
    if not isinstance(told, dict):
        raise AcceptanceError("acceptances_entry", name=name, number=number)
    _refuse_unknown(told, tuple(_MEMBERS), name)
    needed = {member: told.get(member) for member in _MEMBERS if member not in _OPTIONAL or member in told}
    if not all(_is_text(value, _MEMBERS[member]) for member, value in needed.items()):
        raise AcceptanceError("acceptances_entry", name=name, number=number)
    made = Acceptance(**{member: str(value) for member, value in needed.items()})
    is_dated = _is_moment(made.since) and (not made.due or is_day(made.due))
    if not (_FINDING.match(made.finding) and is_dated and made.scope in ("", TOGETHER)):
        raise AcceptanceError("acceptances_entry", name=name, number=number)
    return made


def _refuse_unknown(told: Mapping[str, object], known: tuple[str, ...], name: str) -> None:
    unknown = next((member for member in told if member not in known), None)
    if unknown is not None:
        raise AcceptanceError("acceptances_member", name=name, member=_named(unknown))


def _named(member: str) -> str:
    from assay.texts import quoted

    return quoted(member, 40)


def _is_text(value: object, most: int) -> bool:
    """Whether it is a text of a sensible length that can be written again: half a surrogate pair cannot."""
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        return False
    return not any("\ud800" <= one <= "\udfff" for one in value)


def is_fingerprint(text: str) -> bool:
    """Whether it has the form of a finding's id."""
    return bool(_FINDING.match(text))


def is_day(text: str) -> bool:
    """Whether it is a day as YYYY-MM-DD."""
    try:
        return bool(_DAY.match(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.match(text)) and format_moment(datetime.fromisoformat(text)) == text
    except ValueError:
        return False


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
