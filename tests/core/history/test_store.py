# SPDX-License-Identifier: Apache-2.0
"""The file: whose it is, what becomes of a newer, a damaged, a foreign one, and who may use it at once."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from assay.history import schema, store
from assay.history.looking import entries, report
from assay.history.removing import keep_limit
from assay.history.store import (
    DamagedHistoryError,
    History,
    HistoryError,
    set_aside_files,
    user_history,
    writing,
)
from assay.reports.json_report import render
from histories import BROKEN, GOOD, START, kept
from histories import report as checked


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "h.sqlite3")


def test_it_lies_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_history().file.parent == tmp_path / "assay"


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_it_is_for_its_owner_alone(history: History) -> None:
    old = os.umask(0)
    try:
        with writing(history) as connection:
            connection.execute("INSERT INTO setting VALUES ('a', 'b')")
            beside = [path for path in history.file.parent.iterdir() if path != history.file]
            modes = {stat.S_IMODE(path.stat().st_mode) for path in (history.file, *beside)}
            assert beside, "a journal is kept while it is written"
    finally:
        os.umask(old)
    assert modes == {0o600}
    assert [path.name for path in history.file.parent.iterdir()] == ["h.sqlite3"]


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_rights_that_are_too_wide_are_taken_back(history: History) -> None:
    kept(history, checked(GOOD))
    history.file.chmod(0o644)
    kept(history, checked(BROKEN))
    assert stat.S_IMODE(history.file.stat().st_mode) == 0o600


def test_a_newer_file_is_left_as_it_is(history: History) -> None:
    kept(history, checked(GOOD))
    with sqlite3.connect(history.file) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()
    before, written = history.file.read_bytes(), history.file.stat().st_mtime_ns
    for use in (lambda: entries(history), lambda: kept(history, checked(GOOD)), lambda: keep_limit(history, START)):
        with pytest.raises(HistoryError, match=r"record_file\.newer"):
            use()
    assert (history.file.read_bytes(), history.file.stat().st_mtime_ns) == (before, written)
    assert set_aside_files(history) == ()


def _overwrite_start(data: bytes) -> bytes:
    return b"x" * 100 + data[100:]


def _overwrite_middle(data: bytes) -> bytes:
    return data[:4096] + b"\xff" * (len(data) - 4096)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _other(_: bytes) -> bytes:
    return b"Dear Sir or Madam, "


def _overwrite_end(data: bytes) -> bytes:
    return data[:-4096] + b"\xff" * 4096


DAMAGES = [_overwrite_end, _overwrite_start, _overwrite_middle, _cut, _other]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(history: History, damage) -> None:
    kept(history, checked(BROKEN, GOOD))
    damaged = damage(history.file.read_bytes())
    history.file.write_bytes(damaged)
    with pytest.raises(DamagedHistoryError) as told:
        keep_limit(history, START)
    (aside,) = set_aside_files(history)
    assert told.value.params["kept"] == aside.name
    assert aside.read_bytes() == damaged
    assert entries(history).entries == ()
    kept(history, checked(GOOD))
    assert report(history, 1) == render(checked(GOOD))


@pytest.mark.parametrize("damage", [_overwrite_start, _other])
def test_a_check_is_recorded_even_where_the_file_was_damaged(history: History, damage) -> None:
    kept(history, checked(BROKEN))
    history.file.write_bytes(damage(history.file.read_bytes()))
    told = kept(history, checked(GOOD))
    assert told.set_aside == set_aside_files(history)[0].name
    assert report(history, told.run) == render(checked(GOOD))


def test_a_database_of_another_program_is_set_aside_whole(history: History) -> None:
    history.file.parent.mkdir()
    with sqlite3.connect(history.file) as connection:
        connection.execute("CREATE TABLE run (id)")
    connection.close()
    before = history.file.read_bytes()
    assert kept(history, checked(GOOD)).set_aside
    assert set_aside_files(history)[0].read_bytes() == before


def test_two_damaged_files_of_one_second_have_two_names(history: History) -> None:
    for _ in range(2):
        history.file.parent.mkdir(exist_ok=True)
        history.file.write_bytes(b"no database at all, and long enough to be told" * 10)
        with pytest.raises(DamagedHistoryError):
            entries(history)
    assert len(set_aside_files(history)) == 2


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_the_journal_of_a_damaged_file_goes_with_it(history: History, ending: str) -> None:
    """Played back into a new file it would damage that one too."""
    kept(history, checked(GOOD))
    journal = Path(f"{history.file}{ending}")
    journal.write_bytes(b"of the old one")
    store._set_aside(history)
    assert not journal.exists()
    assert {path.name[-len(ending) :] for path in set_aside_files(history)} >= {ending}
    assert kept(history, checked(GOOD)).is_new


def test_a_file_that_another_process_put_right_meanwhile_stays(history: History) -> None:
    kept(history, checked(GOOD))
    store._set_aside(history, (1, 1))
    assert entries(history).total == 1


def test_steps_to_a_newer_version_are_done_once_and_keep_what_is_there(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(history, checked(BROKEN))
    step = "ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT 'x'; CREATE TABLE more (id)"
    monkeypatch.setattr(store, "MIGRATIONS", (*schema.MIGRATIONS, step))
    for _ in range(2):
        assert report(history, 1) == render(checked(BROKEN))
    with writing(history) as connection:
        assert connection.execute("SELECT note FROM run").fetchone()[0] == "x"
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 2


def test_a_step_that_fails_changes_nothing(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(history, checked(BROKEN))
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE more (id); CREATE TABLE run (id)"))
        with pytest.raises(HistoryError, match=r"record_file\.unusable"):
            entries(history)
    assert report(history, 1) == render(checked(BROKEN))
    with writing(history) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone()[0] == 0


def test_what_fails_half_way_is_not_kept(history: History) -> None:
    kept(history, checked(GOOD))

    def fail() -> None:
        with writing(history) as connection:
            connection.execute("DELETE FROM checked")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert entries(history).total == 1
