# SPDX-License-Identifier: Apache-2.0
"""The history in the window, for tests: a clock that is set, checks of other days, histories as large as one likes."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from assay.history.store import user_history
from assay.rules.bundled import resource
from assay_gui.views.past_page import PastPage
from window import Window, close, make_window

OCTOBER = datetime(2026, 10, 22, 10, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MISSING = "broken/participant-headquarters-missing.json"


class Clock:
    """The clock of the program."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock(OCTOBER)


@pytest.fixture
def open_window(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> Iterator[Callable[..., Window]]:
    """Windows on one fresh profile, whose clock is set; all are closed in the end."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    opened: list[Window] = []

    def make(lang: str = "en") -> Window:
        opened.append(make_window(qtbot, tmp_path, lang, clock=clock))
        return opened[-1]

    yield make
    for window in opened:
        close(window)


def sample(name: str) -> bytes:
    """A bundled sample."""
    return resource("samples", *name.split("/")).read_bytes()


def check(window: Window, path: Path, data: bytes) -> None:
    """The file as it is now, opened or read again, checked and recorded."""
    path.write_bytes(data)
    window.open(path) if not window.session.documents else window.main.actions_table["again"].trigger()
    window.wait_until(lambda: is_recorded(window))


def is_recorded(window: Window) -> bool:
    """Whether every check is in the history."""
    reading = any(window.program.tasks.is_running(f"read {one.key}") for one in window.session.documents)
    return window.is_quiet() and not reading and not window.program.history.recorder.is_busy


def open_past(window: Window) -> PastPage:
    """The page, its list read and the chosen check looked up."""
    window.main.show_page("history")
    wait_for_list(window)
    return window.program.history.page


def wait_for_list(window: Window) -> None:
    """Wait until the list is read, and what is chosen is looked up."""
    past = window.program.history.past
    window.wait_until(lambda: past.is_known and not past.is_looking)
    window.wait_until(lambda: len(past.chosen) != 1 or past.details is not None or past.details_fault is not None)


def cells(page: PastPage, column: int) -> list[str]:
    """What stands in a column."""
    model = page.table.checks
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def is_dialog_open() -> bool:
    """Whether a dialog is open."""
    return QApplication.activeModalWidget() is not None


def multiply(times: int) -> None:
    """The newest check once more, so many times, a minute earlier each: a history as large as one likes."""
    connection = sqlite3.connect(user_history().file)
    newest = connection.execute("SELECT id, last_made FROM run ORDER BY id DESC LIMIT 1").fetchone()
    made = [
        (
            newest[0] + number,
            (datetime.fromisoformat(newest[1]) - timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        for number in range(1, times + 1)
    ]
    for table, columns in (
        ("run", "?, documents_key, same_key, head, sha256, size, documents, moment, ?, ?, times, is_live"),
        ("checked", "?, position, document, path, valid_until, result"),
    ):
        source = f"SELECT {columns} FROM {table} WHERE {'id' if table == 'run' else 'run'} = ?"
        rows = [(run, when, when, newest[0]) if table == "run" else (run, newest[0]) for run, when in made]
        connection.executemany(f"INSERT INTO {table} {source}", rows)
    connection.commit()
    connection.close()
