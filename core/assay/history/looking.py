# SPDX-License-Identifier: Apache-2.0
"""The history read: lists of entries, the reports themselves, what is known of when documents end."""

import json
import sqlite3
from collections.abc import Iterator

from assay.history.bodies import report_of
from assay.history.entry import Entry, Page, RecordedFinding, Wanted
from assay.history.store import History, HistoryError, reading
from assay.moment import format_moment
from assay.verdict import Verdict

_FROM = "FROM checked JOIN run ON run.id = checked.run JOIN result ON result.id = checked.result"
_COLUMNS = (
    "checked.run, position, name, path, document, document_sha256, pack_id, pack_version, pack_sha256, verdict, levels,"
    " violations, warnings, infos, not_checked, moment, first_made, last_made, times, valid_until, documents"
)
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM checked AS c JOIN run AS r ON r.id = c.run WHERE c.document = checked.document"
    " AND (r.last_made, r.id, c.position) > (run.last_made, run.id, checked.position))"
)
_ORDER = "ORDER BY last_made DESC, run.id DESC, position"


def entries(history: History, wanted: Wanted | None = None) -> Page:
    """The entries wanted, newest first, and how many there are in all. Raises HistoryError."""
    wanted = wanted or Wanted()
    where, values = _where(wanted)
    with reading(history) as connection:
        connection.create_function("folded", 1, str.casefold, deterministic=True)
        (total,) = connection.execute(f"SELECT count(*) {_FROM} {where}", values).fetchone()
        rows = connection.execute(
            f"SELECT {_COLUMNS} {_FROM} {where} {_ORDER} LIMIT ? OFFSET ?", (*values, wanted.most, wanted.skip)
        )
        return Page(tuple(map(entry_of, rows)), total)


def entry(history: History, run: int, position: int = 0) -> Entry:
    """One entry. HistoryError where there is none."""
    with reading(history) as connection:
        row = connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE checked.run = ? AND position = ?", (run, position)
        ).fetchone()
    if row is None:
        raise HistoryError("record_file.no_entry", id=f"{run}.{position + 1}" if position else run)
    return entry_of(row)


def report(history: History, run: int, position: int | None = None) -> bytes:
    """The JSON report of a run, to the byte as it was; with a position what it says of that document alone.

    Where documents of the run were deleted: the report on the others. Raises HistoryError.
    """
    with reading(history) as connection:
        return report_of(connection, run, position)


def findings(history: History, run: int, position: int = 0) -> tuple[RecordedFinding, ...]:
    """The findings of an entry, in the order of its report; none where there is no such entry."""
    with reading(history) as connection:
        rows = connection.execute(
            "SELECT finding.id, rule, text, severity FROM finding JOIN checked ON checked.result = finding.result"
            " WHERE run = ? AND checked.position = ? ORDER BY finding.position",
            (run, position),
        )
        return tuple(RecordedFinding(*row) for row in rows)


def before(history: History, of: Entry) -> Entry | None:
    """The entry of the same document before that one; None where it is the first. Raises HistoryError."""
    with reading(history) as connection:
        row = connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE document = ? AND (last_made, run.id) < (?, ?) {_ORDER} LIMIT 1",
            (of.document, of.last_made, of.run),
        ).fetchone()
    return entry_of(row) if row is not None else None


def documents_that_end(history: History) -> tuple[Entry, ...]:
    """The newest entry of each document whose credentials have an end, the first to end first."""
    with reading(history) as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE valid_until != '' AND {_NEWEST} ORDER BY valid_until, document"
        )
        return tuple(map(entry_of, rows))


def rows_of(connection: sqlite3.Connection, run: int) -> list[sqlite3.Row]:
    """The rows of a run's entries, in their order."""
    return connection.execute(f"SELECT {_COLUMNS} {_FROM} WHERE checked.run = ? ORDER BY position", (run,)).fetchall()


def entry_of(row: sqlite3.Row) -> Entry:
    """An entry from its row."""
    told = dict(row)
    levels = {str(name): Verdict(level) for name, level in json.loads(told["levels"]).items()}
    told |= {"verdict": Verdict(told["verdict"]), "levels": levels, "sha256": told.pop("document_sha256")}
    return Entry(**told)


def _where(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    asked = list(_asked(wanted))
    conditions = [condition for condition, _ in asked] + ([_NEWEST] if wanted.newest_only else [])
    values = tuple(value for _, given in asked for value in given)
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def _asked(wanted: Wanted) -> Iterator[tuple[str, tuple[str, ...]]]:
    if wanted.text:
        told = wanted.text.casefold()
        yield "(instr(folded(name), ?) OR instr(folded(path), ?))", (told, told)
    if wanted.verdict is not None:
        yield "verdict = ?", (wanted.verdict.value,)
    if wanted.pack:
        yield "pack_id = ?", (wanted.pack,)
    if wanted.since is not None:
        yield "last_made >= ?", (format_moment(wanted.since),)
    if wanted.until is not None:
        yield "first_made <= ?", (format_moment(wanted.until),)
    if wanted.document:
        yield "document = ?", (wanted.document,)
