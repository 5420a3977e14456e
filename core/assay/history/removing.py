# SPDX-License-Identifier: Apache-2.0
"""Records deleted for good, one by one or by age (GDPR art. 5(1)(e), 17): overwritten, and the file closed up.

What a file system, a backup or a worn flash cell keeps of the file's earlier states is beyond a program's reach.
"""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from assay.history.entry import Entry
from assay.history.store import History, HistoryError, inspected, reading, set_aside_files, tidied, writing
from assay.moment import format_moment

_KEEP = "keep_days"
MOST_DAYS = 36_500


def delete_run(history: History, run: int) -> int:
    """Deletes a run with all its documents; how many entries that were. Raises HistoryError, as all here."""
    return _deleted(history, "DELETE FROM checked WHERE run = ?", str(run))


def delete_entry(history: History, entry: Entry) -> int:
    """Deletes one document of one run."""
    return _deleted(history, "DELETE FROM checked WHERE run = ? AND position = ?", str(entry.run), str(entry.position))


def delete_document(history: History, document: str) -> int:
    """Deletes everything about a document, as `Entry.document` names it: no run says anything of it any more."""
    return _deleted(history, "DELETE FROM checked WHERE document = ?", document)


def delete_older(history: History, than: datetime) -> int:
    """Deletes what was checked with that result for the last time before then; damaged files of before then as well."""
    _delete_set_aside(history, than)
    older = "DELETE FROM checked WHERE run IN (SELECT id FROM run WHERE last_made < ?)"
    return _deleted(history, older, format_moment(than))


def delete_all(history: History) -> int:
    """Deletes everything, damaged files that were set aside included."""
    _delete_set_aside(history, None)
    return _deleted(history, "DELETE FROM checked")


def kept_days(history: History) -> int | None:
    """How many days records are kept; None where they are kept until somebody deletes them."""
    with reading(history) as connection:
        row = connection.execute("SELECT value FROM setting WHERE name = ?", (_KEEP,)).fetchone()
    return int(row["value"]) if row is not None and row["value"].isdigit() else None


def keep_for(history: History, days: int | None) -> None:
    """Sets how long records are kept. Nothing is deleted before `keep_limit` is next asked to."""
    with writing(history) as connection:
        connection.execute("DELETE FROM setting WHERE name = ?", (_KEEP,))
        if days is not None:
            bounded = str(min(max(days, 1), MOST_DAYS))
            connection.execute("INSERT INTO setting VALUES (?, ?)", (_KEEP, bounded))


def keep_limit(history: History, now: datetime) -> int:
    """Deletes what is older than records are to be kept, at the start of a program; how many entries that were.

    The file is looked through then as well: DamagedHistoryError where it had to be set aside.
    """
    inspected(history)
    days = kept_days(history)
    if days is None:
        return 0
    limit = now - timedelta(days=days)
    with reading(history) as connection:
        oldest = connection.execute("SELECT min(last_made) FROM run").fetchone()[0]
    is_due = oldest is not None and oldest < format_moment(limit)
    return delete_older(history, limit) if is_due or _old_files(history, limit) else 0


def _deleted(history: History, statement: str, *values: str) -> int:
    if not history.file.exists():
        return 0
    with writing(history) as connection:
        count = connection.execute(statement, values).rowcount
        if count:
            _drop_orphans(connection)
    if count:
        with suppress(HistoryError):  # it is overwritten already; another process reads, or the disk is full
            tidied(history)
    return count


def _old_files(history: History, than: datetime | None) -> list[str]:
    return [
        str(path)
        for path in set_aside_files(history)
        if than is None or datetime.fromtimestamp(path.stat().st_mtime, UTC) < than
    ]


def _delete_set_aside(history: History, than: datetime | None) -> None:
    old = set(_old_files(history, than))
    try:
        for path in set_aside_files(history):
            if str(path) in old:
                path.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise HistoryError("record_file.unusable", name=path.name, reason=reason) from error


def _drop_orphans(connection: sqlite3.Connection) -> None:
    """Counts what is left of runs; deletes those without documents, and results that no run has."""
    connection.execute("UPDATE run SET documents = (SELECT count(*) FROM checked WHERE run = run.id)")
    connection.execute("DELETE FROM run WHERE documents = 0")
    connection.execute("DELETE FROM result WHERE id NOT IN (SELECT result FROM checked)")
