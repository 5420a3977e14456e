# SPDX-License-Identifier: Apache-2.0
"""The record of what keys were used for: each entry holds the digest of the one before, and a mark that only the vault
can make.

A changed, removed or inserted entry shows; so does an end that was cut off, by a second file that counts. An end that
is missing is told in the record itself before it goes on: else the next entry would hide it. What cannot show is a copy
of both files put back: whoever needs that exports the record from time to time.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from assay.keys.key_record import canonical
from assay.keys.signer import KeyStoreError
from assay.values import frozen
from assay.whole_file import read_regular, write_whole

LOG, HEAD = "log.jsonl", "log.head.json"
MAX_BYTES = 200_000_000
_FIRST = "0" * 64


class Action(StrEnum):
    """What was done."""

    VAULT = "vault"
    MAKE = "make"
    IMPORT = "import"
    CERTIFICATE = "certificate"
    REQUEST = "request"
    SIGN = "sign"
    DISCARD = "discard"
    """What was signed was thrown away before anybody had it: its file could not be written, or was not wanted."""
    EXPORT = "export"
    BACKUP = "backup"
    TRIED = "tried"
    """A backup was opened again, as it lies on the disk, and every key in it was tried."""
    RESTORE = "restore"
    RETIRE = "retire"
    REMOVE = "remove"
    FAULT = "fault"
    """The end of the record was found missing before the next entry."""


@frozen
class Entry:
    """One thing that was done."""

    number: int
    """From 1."""
    at: str
    """When (ISO 8601, UTC)."""
    action: str
    key: str
    """Thumbprint of the key; empty where it is about the vault."""
    details: Mapping[str, str]
    """What else there is to know: name of the key, digest of what was signed, verdict, reason."""


@frozen
class LogReading:
    """The record, and what is wrong with it."""

    entries: tuple[Entry, ...]
    fault: str = ""
    """Text `key_log.<fault>`: what was done to it; empty where it is whole."""
    number: int = 0
    """The entry where it shows."""
    is_proven: bool = False
    """The marks were checked, too: the vault was open."""

    @property
    def set_back(self) -> tuple[int, ...]:
        """Entries dated before the one in front of them, as where the clock was wrong (text `key_log.clock`)."""
        pairs = zip(self.entries, self.entries[1:], strict=False)
        return tuple(later.number for earlier, later in pairs if later.at < earlier.at)


def append(folder: Path, secret: bytes, action: Action, at: str, *, key: str = "", **details: str) -> None:
    """Adds an entry. To be called under the lock of the vault. Raises OSError where it cannot be written."""
    data = _whole_lines(folder / LOG)
    lines = data.splitlines()
    count, last = len(lines), lines[-1] if lines else b""
    added = []
    head = _read_head(folder / HEAD, secret)
    fault = "" if action is Action.VAULT and not lines else _fault_at_end(head, lines)
    if lines and head and not fault and head["count"] != count:
        write_whole(folder / HEAD, canonical(_head(secret, count, last)), private=True)  # never two behind
    if fault:
        last = _line(secret, last, (count + 1, at, Action.FAULT, ""), {"fault": fault, "number": str(count)})
        added.append(last)
    last = _line(secret, last, (count + len(added) + 1, at, action, key), details)
    added.append(last)
    _add(folder / LOG, len(data), b"".join(line + b"\n" for line in added))
    write_whole(folder / HEAD, canonical(_head(secret, count + len(added), last)), private=True)


def begin_anew(folder: Path) -> None:
    """Sets the record of a vault that is no more aside: nobody could prove what comes after it."""
    path = folder / LOG
    (folder / HEAD).unlink(missing_ok=True)
    if path.is_file():
        path.replace(folder / f"log.{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}.jsonl")


def _fault_at_end(head: Mapping[str, object] | None, lines: list[bytes]) -> str:
    if not lines:
        return "missing"
    return "no_head" if head is None else _cut(head, lines)


def _line(secret: bytes, last: bytes, of: tuple[int, str, Action, str], details: Mapping[str, str]) -> bytes:
    number, at, action, key = of
    told = {
        "number": number,
        "at": at,
        "action": action.value,
        "key": key,
        "details": details,
        "previous": hashlib.sha256(last).hexdigest() if last else _FIRST,
    }
    return canonical({"entry": told, "mark": _mark(secret, canonical(told))})


def _whole_lines(path: Path) -> bytes:
    """What was written whole: a process that was stopped may have left part of a line, which nothing counts on."""
    if not path.is_file():
        return b""
    if path.stat().st_size > MAX_BYTES:
        raise KeyStoreError("vault.log_too_long")
    data = path.read_bytes()
    return data[: data.rfind(b"\n") + 1]


def _add(path: Path, at: int, line: bytes) -> None:
    with os.fdopen(os.open(path, _OPEN, 0o600), "r+b") as file:
        file.truncate(at)
        file.seek(at)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""Through no link: it would have us cut and write to a file elsewhere."""


def _head(secret: bytes, count: int, line: bytes) -> dict[str, object]:
    told = {"count": count, "sha256": hashlib.sha256(line).hexdigest()}
    return {**told, "mark": _mark(secret, canonical(told))}


def _mark(secret: bytes, data: bytes) -> str:
    inner = hmac.digest(secret, b"assay key log", "sha256")
    return hmac.digest(inner, data, "sha256").hex()


def read_log(folder: Path, secret: bytes | None) -> LogReading:
    """The entries, as far as they can be read, and whether somebody changed them. `secret`: None where the vault is
    locked: then the digests alone are checked.
    """
    try:
        lines = _whole_lines(folder / LOG).splitlines()
        if not lines:
            return LogReading((), "missing", 0, secret is not None)
        head = _read_head(folder / HEAD, secret)
    except OSError as error:
        raise KeyStoreError("vault.unreadable", name=LOG, reason=error.strerror or "") from error
    return reading(lines, head, secret)


def reading(lines: Iterable[bytes], head: Mapping[str, object] | None, secret: bytes | None) -> LogReading:
    """The same of lines at hand; without a head (`None`) the end may be missing, and that is told."""
    entries: list[Entry] = []
    previous, read = _FIRST, []
    for number, line in enumerate(lines, 1):
        try:
            entry = _entry(line, number, previous, secret)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return LogReading(tuple(entries), "changed", number, secret is not None)
        entries.append(entry)
        previous = hashlib.sha256(line).hexdigest()
        read.append(line)
    fault, number = "no_head" if head is None else _cut(head, read), len(entries)
    if not fault:
        fault, number = _told_before(entries)
    return LogReading(tuple(entries), fault, number, secret is not None)


def _cut(head: Mapping[str, object], lines: list[bytes]) -> str:
    """An entry more than counted is one after which the process was stopped."""
    count = head["count"]
    if not isinstance(count, int) or count > len(lines) or count < len(lines) - 1 or count < 1:
        return "cut"
    return "" if hashlib.sha256(lines[count - 1]).hexdigest() == head["sha256"] else "cut"


def _told_before(entries: list[Entry]) -> tuple[str, int]:
    """What was found missing when the record went on, and after which entry; nothing, and their number, where it was
    always whole.
    """
    found = next((entry for entry in entries if entry.action == Action.FAULT), None)
    if found is None:
        return "", len(entries)
    told = found.details.get("fault")
    return ("begun_again" if told == "missing" else told if told in {"cut", "no_head"} else "changed"), found.number - 1


def _entry(line: bytes, number: int, previous: str, secret: bytes | None) -> Entry:
    told = json.loads(line)
    entry, mark = told["entry"], told["mark"]
    if line != canonical(told) or entry["number"] != number or entry["previous"] != previous:
        raise ValueError(number)
    if secret is not None and not hmac.compare_digest(mark, _mark(secret, canonical(entry))):
        raise ValueError(number)
    details = {str(name): str(value) for name, value in entry["details"].items()}
    return Entry(number, str(entry["at"]), str(entry["action"]), str(entry["key"]), details)


def _read_head(path: Path, secret: bytes | None) -> Mapping[str, object] | None:
    try:
        told = json.loads(read_regular(path, 10_000))
        kept = {"count": told["count"], "sha256": told["sha256"]}
        if secret is not None and not hmac.compare_digest(told["mark"], _mark(secret, canonical(kept))):
            return None
    except (ValueError, KeyError, TypeError, FileNotFoundError, RecursionError):
        return None
    return kept


def exported(found: LogReading) -> Iterator[dict[str, object]]:
    """The entries for a file to pass on, in their order."""
    for entry in found.entries:
        yield {
            "number": entry.number,
            "at": entry.at,
            "action": entry.action,
            "key": entry.key,
            **dict(sorted(entry.details.items())),
        }
