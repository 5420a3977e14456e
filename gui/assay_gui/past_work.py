# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the history. Each function runs in a pool thread and imports the core when first called."""

import errno
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.checking import report_of
from assay_gui.tasks import Stop

if TYPE_CHECKING:
    from assay.document import Document
    from assay.errors import AssayError
    from assay.history.entry import Entry, Page, Point, Wanted
    from assay.reports.compare import Comparison
    from assay.reports.told_report import ToldDocument, ToldReport
    from assay_gui.checking import Checked

PAGE = 200
"""Rows that are read at once."""
MOST_POINTS = 40
"""Of a trend that is drawn; of more a person sees less."""


TWO = 2
"""Checks that can be compared."""


class Scope(StrEnum):
    """What is to be deleted."""

    CHOSEN = "chosen"
    DOCUMENT = "document"
    OLDER = "older"
    ALL = "all"


@frozen
class ToKeep:
    """A check that is to be recorded."""

    checked: "Checked"
    path: str
    """Where its file lies; empty for what is in none."""
    is_live: bool


@frozen
class Kept:
    """What became of recording: how many were kept, and the first thing that went wrong."""

    count: int = 0
    fault: "AssayError | None" = None
    set_aside: str = ""


@frozen
class Listed:
    """A page of the list, and the rules that the history knows: id and name."""

    page: "Page"
    rules: tuple[tuple[str, str], ...]
    kept_days: int | None


@frozen
class PastDetails:
    """What is known of one check, and how things went with its document."""

    entry: "Entry"
    told: "ToldDocument"
    moment: str
    points: "tuple[Point, ...]"
    """Oldest first, the newest `MOST_POINTS` of them."""
    checks: int
    """How many checks of the document there are in all."""


@frozen
class Compared:
    """Two checks side by side, and when they were made."""

    comparison: "Comparison"
    old_made: str
    new_made: str
    """Empty for the document as it is now."""


def keep(waiting: "deque[ToKeep]", lang: str) -> Kept:
    """Records what waits, one after the other, until nothing does. What cannot be recorded is dropped, and said."""
    from assay.history.ends import valid_until
    from assay.history.entry import Origin
    from assay.history.recording import record
    from assay.history.store import HistoryError, user_history
    from assay.texts import load_texts

    texts = load_texts(lang)
    count, fault, set_aside = 0, None, ""
    while waiting:
        wanted = waiting.popleft()
        origin = Origin(wanted.path, valid_until((wanted.checked.examination.reading,)))
        report, made = report_of(wanted.checked, texts), wanted.checked.made_at
        try:
            done = record(user_history(), report, made=made, origins=[origin], is_live=wanted.is_live)
            count, set_aside = count + 1, set_aside or done.set_aside
        except HistoryError as error:
            fault = fault or error
    return Kept(count, fault, set_aside)


def begin(now: datetime) -> int:
    """Once at the start: what is older than it is to be kept goes; how many those were. HistoryError."""
    from assay.history.removing import keep_limit
    from assay.history.store import user_history

    return keep_limit(user_history(), now)


def listed(wanted: "Wanted") -> Listed:
    """A page of the list. HistoryError."""
    from assay.history.looking import entries, packs
    from assay.history.removing import kept_days
    from assay.history.store import user_history

    history = user_history()
    names = _names_of_rules()
    rules = tuple((pack, names.get(pack, pack)) for pack in packs(history))
    return Listed(entries(history, wanted), rules, kept_days(history))


def more(wanted: "Wanted") -> "Page":
    """A further page of the list. HistoryError."""
    from assay.history.looking import entries
    from assay.history.store import user_history

    return entries(user_history(), wanted)


def details(entry: "Entry") -> PastDetails:
    """All that is kept of a check. HistoryError; UsageError where its report is of another version."""
    from assay.history.entry import Wanted
    from assay.history.looking import entries
    from assay.history.store import user_history
    from assay.history.trends import trend

    history, told = user_history(), _told(entry)
    newest = Wanted(document=entry.document, most=MOST_POINTS)
    page = entries(history, newest)
    since = datetime.fromisoformat(page.entries[-1].last_made) if page.entries else None
    points = trend(history, Wanted(document=entry.document, since=since))
    return PastDetails(entry, told.documents[0], told.moment, points[-MOST_POINTS:], page.total)


def report_bytes(entry: "Entry") -> bytes:
    """The JSON report of a check, as it was. HistoryError."""
    from assay.history.looking import report
    from assay.history.store import user_history

    return report(user_history(), entry.run, entry.position)


def compare_two(one: "Entry", other: "Entry") -> Compared:
    """Two checks, the earlier first. HistoryError, UsageError."""
    from assay.reports.compare import compare

    old, new = sorted((one, other), key=lambda entry: (entry.last_made, entry.run, entry.position))
    return Compared(compare(_told(old), _told(new)), old.last_made, new.last_made)


def compare_before(entry: "Entry") -> Compared:
    """A check with the one of its document before it. HistoryError where it is the first."""
    from assay.history.looking import before
    from assay.history.store import HistoryError, user_history

    found = before(user_history(), entry)
    if found is None:
        raise HistoryError("record_file.no_earlier", id=entry.id)
    return compare_two(found, entry)


def compare_now(entry: "Entry", check: "Callable[[], Checked]", lang: str) -> Compared:
    """A check with the document as it is now; `check` checks it. AssayError where it cannot."""
    from assay.reports import render
    from assay.reports.compare import compare
    from assay.reports.told_report import read_report
    from assay.texts import load_texts

    texts = load_texts(lang)
    data = render(report_of(check(), texts), "json", run=None, words=texts)
    return Compared(compare(_told(entry), read_report(data, entry.name)), entry.last_made, "")


def document_of(entry: "Entry") -> "Document":
    """The document of a check as its file has it now. AssayError where it is not there any more, or cannot be read."""
    from assay.errors import DocumentError
    from assay.opening import open_paths

    opened = open_paths([entry.path]) if entry.path else None
    if opened is not None and opened.documents:
        return opened.documents[0]
    if opened is not None and opened.errors:
        raise opened.errors[0]
    raise DocumentError("past_document_gone", name=entry.name)


def delete(scope: Scope, chosen: "Sequence[Entry]", now: datetime, days: int) -> int:
    """Deletes for good; how many checks those were. HistoryError."""
    from assay.history.removing import delete_all, delete_document, delete_entries, delete_older
    from assay.history.store import user_history

    history = user_history()
    match scope:
        case Scope.CHOSEN:
            return delete_entries(history, chosen)
        case Scope.DOCUMENT:
            return delete_document(history, chosen[0].document)
        case Scope.OLDER:
            return delete_older(history, now - timedelta(days=days))
        case Scope.ALL:
            return delete_all(history)


def keep_for(days: int | None, now: datetime) -> int:
    """Sets how long checks are kept, and keeps to it at once; how many were deleted. HistoryError."""
    from assay.history.removing import keep_for as kept_for
    from assay.history.removing import keep_limit
    from assay.history.store import user_history

    kept_for(user_history(), days)
    return keep_limit(user_history(), now)


def export_all(path: Path, now: datetime, stop: Stop) -> Path:
    """Everything the history holds into one JSON file, for its owner alone; none where it is stopped.

    HistoryError, OSError.
    """
    from assay.history.exporting import export
    from assay.history.store import user_history
    from assay.moment import format_moment
    from assay.whole_file import write_pieces

    with closing(export(user_history(), format_moment(now))) as pieces:
        write_pieces(path, _until(stop, pieces), private=True)
    return path


def _until(stop: Stop, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if stop.cancelled():
            raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR))
        yield piece


def write(path: Path, data: bytes) -> Path:
    """A file as its owner wants it. OSError."""
    from assay.whole_file import write_whole

    write_whole(path, data)
    return path


def _told(entry: "Entry") -> "ToldReport":
    from assay.reports.told_report import read_report

    return read_report(report_bytes(entry), entry.name)


def _names_of_rules() -> dict[str, str]:
    from assay.rules.installed import Installed, all_installed
    from assay.rules.library import all_bundled

    imported = {entry.id: entry.name for entry in all_installed() if isinstance(entry, Installed)}
    return {**imported, **{pack.id: pack.name for pack in all_bundled()}}
