# SPDX-License-Identifier: Apache-2.0
"""The file of the history: made for its owner alone, opened for one short transaction at a time, never lost silently.

A file of a newer version is left as it is. A damaged one is set aside under another name and said; the next call begins
a new one. Each call has a connection of its own, so several windows and commands can use the file at once.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from assay.errors import AssayError
from assay.history.schema import APPLICATION_ID, MIGRATIONS
from assay.moment import now
from assay.places import user_data
from assay.values import frozen

FILE = "assay-history.sqlite3"
WAIT = 5.0
"""Seconds that another process may hold the file."""
_ASIDE = "history-damaged-"
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FAULTS = {
    sqlite3.SQLITE_BUSY: "record_file.busy",
    sqlite3.SQLITE_LOCKED: "record_file.busy",
    sqlite3.SQLITE_READONLY: "record_file.read_only",
    sqlite3.SQLITE_FULL: "record_file.full",
}
_PRIMARY = 0xFF
"""The part of a result code that names its kind (SQLite: Result and Error Codes §2)."""
_PRAGMAS = ("trusted_schema = OFF", "foreign_keys = ON", "secure_delete = ON")
"""Nothing inside the file is run; what is deleted is overwritten."""


class HistoryError(AssayError):
    """The history cannot be used as asked; `text_id` says why."""


class DamagedHistoryError(HistoryError):
    """The file was damaged and lies under another name now (`kept`); the next call begins a new one."""


@frozen
class History:
    """Where the history is kept. The file may not be there yet."""

    file: Path


def user_history() -> History:
    """The user's own history."""
    return History(user_data() / FILE)


def set_aside_files(history: History) -> tuple[Path, ...]:
    """Damaged files that were set aside. They may still hold what was since deleted from the history."""
    try:
        return tuple(sorted(history.file.parent.glob(f"{_ASIDE}*")))
    except OSError:
        return ()


@contextmanager
def reading(history: History) -> Iterator[sqlite3.Connection]:
    """A connection to read by; an empty history where there is no file yet. Raises HistoryError.

    What is read is of one moment, whatever others write meanwhile.
    """
    with _faults(history):
        is_there = history.file.exists()
        with closing(
            _connected(history) if is_there else _begun(sqlite3.connect(":memory:", isolation_level=None))
        ) as c:
            c.execute("BEGIN")
            yield c


@contextmanager
def writing(history: History) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction of its own: done whole at the end of the block, or not at all. HistoryError."""
    with _faults(history):
        _make(history.file)
        with closing(_connected(history)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")  # where this is not reached, closing undoes it all


def tidied(history: History) -> None:
    """Nothing deleted stays in the file: it is written anew without gaps. HistoryError where that cannot be done."""
    if not history.file.exists():
        return
    with _faults(history), closing(_connected(history)) as connection:
        connection.execute("VACUUM")


def inspected(history: History) -> None:
    """The whole file looked through, once at the start of a program. DamagedHistoryError where it is damaged."""
    if not history.file.exists():
        return
    with _faults(history), closing(_connected(history)) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            connection.close()
            raise _set_aside(history)


def _connected(history: History) -> sqlite3.Connection:
    with ExitStack() as undoing:
        connection = undoing.enter_context(closing(sqlite3.connect(history.file, timeout=WAIT, isolation_level=None)))
        _begun(connection, history)
        undoing.pop_all()
    return connection


def _nothing() -> sqlite3.Connection:
    """A history without entries, in no file."""
    return _begun(sqlite3.connect(":memory:", isolation_level=None))


def _begun(connection: sqlite3.Connection, history: History | None = None) -> sqlite3.Connection:
    """The connection, its tables brought to this version. HistoryError for a newer one, before anything is written."""
    connection.row_factory = sqlite3.Row
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise HistoryError("record_file.newer", name=history.file.name if history else "")
    if history and _is_foreign(connection):
        connection.close()
        raise _set_aside(history)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if version < len(MIGRATIONS):
        _migrate(connection)
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_foreign(connection: sqlite3.Connection) -> bool:
    """A database of another program: it has tables, and not our mark.

    Both are read of one moment: between them another process may begin this very file.
    """
    connection.execute("BEGIN")
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    has_tables = bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    connection.execute("COMMIT")
    return mark != APPLICATION_ID and has_tables


def _migrate(connection: sqlite3.Connection) -> None:
    """All steps or none; another process may have done them while this one waited."""
    connection.execute("BEGIN IMMEDIATE")
    for script in MIGRATIONS[_version(connection) :]:
        for statement in script.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _make(file: Path) -> None:
    """The file, empty, for its owner alone; the journal beside it gets the same rights (SQLite does that)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            with suppress(PermissionError):  # somebody else's file: it stays as it is
                file.chmod(0o600)


@contextmanager
def _faults(history: History) -> Iterator[None]:
    """What SQLite and the file system raise, as errors a person can read."""
    try:
        before = _identity(history.file)
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        if code in _DAMAGED:
            raise _set_aside(history, before) from error
        if code in _FAULTS:
            raise HistoryError(_FAULTS[code], name=history.file.name) from error
        reason = getattr(error, "sqlite_errorname", type(error).__name__)
        raise HistoryError("record_file.unusable", name=str(history.file), reason=reason) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise HistoryError("record_file.unusable", name=str(history.file), reason=reason) from error


def _identity(file: Path) -> tuple[int, int]:
    try:
        state = file.stat()
    except FileNotFoundError:
        return (0, 0)
    return (state.st_dev, state.st_ino)


def _set_aside(history: History, seen: tuple[int, int] = (0, 0)) -> HistoryError:
    """Gives the damaged file another name; what to raise then. One that another process replaced meanwhile stays."""
    file = history.file
    kept = _free(file)
    try:
        if seen in {(0, 0), _identity(file)}:
            file.rename(kept)
            for ending in ("-journal", "-wal", "-shm"):  # they belong to it, and must not be played back into a new one
                with suppress(FileNotFoundError):
                    Path(f"{file}{ending}").rename(f"{kept}{ending}")
    except OSError as error:
        return HistoryError("record_file.damaged_stays", name=file.name, reason=error.strerror or "")
    return DamagedHistoryError("record_file.damaged", name=file.name, kept=kept.name)


def _free(file: Path) -> Path:
    day, number = now().strftime("%Y%m%d-%H%M%S"), 1
    found = file.with_name(f"{_ASIDE}{day}.sqlite3")
    while found.exists():
        number += 1
        found = file.with_name(f"{_ASIDE}{day}-{number}.sqlite3")
    return found
