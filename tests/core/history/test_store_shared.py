# SPDX-License-Identifier: Apache-2.0
"""The file among others: several processes at once, a full disk, folders that may only be read."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assay.history import store
from assay.history.entry import Wanted
from assay.history.looking import entries, report
from assay.history.removing import keep_limit
from assay.history.store import History, HistoryError, inspected, writing
from assay.reports.json_report import render
from histories import BROKEN, GOOD, changed, kept, later, named
from histories import report as checked

NOBODY = 65534


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "h.sqlite3")


def test_another_process_that_holds_the_file_too_long_is_said(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(history, checked(GOOD))
    monkeypatch.setattr(store, "WAIT", 0.05)
    with writing(history), pytest.raises(HistoryError, match=r"record_file\.busy"):
        kept(history, checked(BROKEN))
    assert entries(history).total == 1


def test_another_process_that_holds_the_file_shortly_is_waited_for(history: History) -> None:
    kept(history, checked(GOOD))
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(history):
            held.set()
            done.wait(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(5)
    assert kept(history, checked(BROKEN)).is_new
    holder.join()


def test_many_at_once_begin_one_file_and_lose_nothing(history: History) -> None:
    found = checked(GOOD)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: kept(history, named(found, f"{number}.json")), range(24)))
    assert entries(history).total == 24


def test_a_file_that_another_process_begins_at_this_very_moment_is_no_foreign_one(tmp_path: Path) -> None:
    """Between the look at the mark and the look at the tables: what was just begun would be set aside."""
    file = tmp_path / "h.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as mine:

        def other_process(statement: str) -> None:
            if "sqlite_master" in statement:
                with (
                    suppress(sqlite3.OperationalError),
                    closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other,
                ):
                    store._migrate(other)

        mine.set_trace_callback(other_process)
        assert not store._is_foreign(mine)


def test_two_processes_at_once_lose_nothing(history: History) -> None:
    code = (
        "import sys; from pathlib import Path; from histories import *; h = History(Path(sys.argv[1]))\n"
        "for n in range(10): kept(h, named(report(GOOD), f'{sys.argv[2]}-{n}'), later(seconds=n))"
    )
    paths = os.pathsep.join(path for path in sys.path if path)  # pytest's, so that the other processes find them too
    environment = os.environ | {"PYTHONPATH": paths}
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(history.file), name], env=environment) for name in "ab"
    ]
    assert [process.wait(120) for process in started] == [0, 0]
    assert entries(history).total == 20
    inspected(history)


def test_a_full_disk_is_said_and_nothing_is_half_written(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(history, checked(GOOD))
    pages = history.file.stat().st_size // 4096
    monkeypatch.setattr(store, "_PRAGMAS", (*store._PRAGMAS, f"max_page_count = {pages}"))

    def fill() -> None:
        for number in range(50):
            kept(history, named(changed(checked(BROKEN), f"{number % 10}"), f"{number}"), later(days=number))

    with pytest.raises(HistoryError, match=r"record_file\.full"):
        fill()
    for one in entries(history).entries:
        assert report(history, one.run)
    inspected(history)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_device_that_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "h.sqlite3").symlink_to("/dev/full")
    with pytest.raises(HistoryError):
        kept(History(tmp_path / "h.sqlite3"), checked(GOOD))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    history = History(tmp_path / "file" / "h.sqlite3")
    with pytest.raises(HistoryError, match=r"record_file\.unusable"):
        kept(history, checked(GOOD))
    assert entries(History(tmp_path / "none" / "h.sqlite3")).total == 0


@pytest.fixture
def as_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Root may write everywhere: these tests are of somebody who may not."""
    if os.name != "posix":
        pytest.skip("rights of files as POSIX has them")
    if os.geteuid() != 0:
        yield
        return
    base = tmp_path_factory.getbasetemp()
    opened = [path for path in (base, *base.parents) if not path.stat().st_mode & 0o001]
    for path in opened:
        path.chmod(path.stat().st_mode | 0o011)
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)
    for path in opened:
        path.chmod(path.stat().st_mode & ~0o011)


def test_a_history_that_may_only_be_read_is_read(history: History, request: pytest.FixtureRequest) -> None:
    kept(history, checked(BROKEN))
    history.file.parent.parent.chmod(0o755)
    history.file.chmod(0o444)
    history.file.parent.chmod(0o555)
    request.getfixturevalue("as_nobody")
    assert entries(history, Wanted(text="region")).total == 1
    assert report(history, 1) == render(checked(BROKEN))
    with pytest.raises(HistoryError, match=r"record_file\.(read_only|unusable)"):
        kept(history, checked(GOOD))
    with pytest.raises(HistoryError, match=r"record_file\.(read_only|unusable)"):
        keep_limit(history, later(days=10)) or kept(history, checked(GOOD))


def test_a_damaged_history_that_cannot_be_moved_is_said(history: History, request: pytest.FixtureRequest) -> None:
    history.file.parent.mkdir()
    history.file.write_bytes(b"no database" * 100)
    history.file.parent.parent.chmod(0o755)
    history.file.chmod(0o444)
    history.file.parent.chmod(0o555)
    request.getfixturevalue("as_nobody")
    with pytest.raises(HistoryError, match=r"record_file\.damaged_stays"):
        entries(history)
    assert history.file.exists()
