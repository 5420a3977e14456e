# SPDX-License-Identifier: Apache-2.0
"""What was open is open again at the next start, however the last one ended."""

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from assay_gui import checking
from assay_gui.app import Program
from assay_gui.kept_session import read
from assay_gui.preferences import LEFT_OPEN, RESTORE, Preferences
from window import BROKEN, GOOD, MOMENT, Window, close, make_window

EARLIER = MOMENT.replace(year=2025)


@pytest.fixture
def two_files(sample_file) -> tuple[Path, Path]:
    return sample_file(GOOD), sample_file(BROKEN)


def left_by(qtbot, folder: Path, *files: Path) -> Window:
    """A window in which these files are open, the first of them shown as of an earlier moment."""
    window = make_window(qtbot, folder)
    window.open(*files)
    window.session.check_as_of(window.session.documents[0].key, EARLIER)
    window.wait_until(window.is_quiet)
    qtbot.wait(20)
    return window


def opened(window: Window, count: int) -> Window:
    window.wait_until(lambda: len(window.session.documents) == count and window.is_quiet())
    window.qtbot.wait(20)
    return window


def test_files_moment_and_place_come_back(qtbot, tmp_path: Path, two_files):
    first = left_by(qtbot, tmp_path, *two_files)
    first.session.show(first.session.documents[1].key)
    qtbot.wait(20)
    close(first)
    second = opened(make_window(qtbot, tmp_path), 2)
    assert [(one.origin, one.moment) for one in second.session.documents] == [
        (two_files[0], EARLIER),
        (two_files[1], None),
    ]
    assert second.session.documents[0].checked.moment == EARLIER
    assert second.session.current.origin == two_files[1]
    assert second.main.shown_page == "documents"
    close(second)


def test_a_program_that_is_killed_loses_nothing(qtbot, tmp_path: Path, two_files):
    """Nothing is closed or asked to be written: the file of settings has it all the same."""
    first = left_by(qtbot, tmp_path, *two_files)
    told = tmp_path / "settings.ini"
    first.wait_until(lambda: told.is_file() and all(path.name in told.read_text() for path in two_files))
    assert EARLIER.isoformat() in told.read_text()
    close(first)


def test_what_was_closed_stays_closed(qtbot, tmp_path: Path, two_files):
    first = left_by(qtbot, tmp_path, *two_files)
    first.session.close(first.session.documents[0].key)
    qtbot.wait(20)
    close(first)
    second = opened(make_window(qtbot, tmp_path), 1)
    assert second.session.documents[0].origin == two_files[1]
    close(second)


def test_files_that_are_gone_are_told_in_one_notice(qtbot, tmp_path: Path, two_files, sample_file):
    third = sample_file("good/participant.json")
    close(left_by(qtbot, tmp_path, *two_files, third))
    for path in two_files:
        path.unlink()
    second = opened(make_window(qtbot, tmp_path), 1)
    assert second.main.notice.message.startswith("2 files that were open the last time")
    assert all(path.name in second.main.notice.message for path in two_files)
    close(second)


def test_files_of_the_command_line_come_besides_and_are_shown(qtbot, tmp_path: Path, two_files, monkeypatch):
    close(left_by(qtbot, tmp_path, two_files[0]))
    begin = Program.begin
    monkeypatch.setattr(Program, "begin", lambda self, _files, left=None: begin(self, [str(two_files[1])], left))
    second = opened(make_window(qtbot, tmp_path), 2)
    assert [one.origin for one in second.session.documents] == list(two_files)
    assert second.session.current.origin == two_files[1]
    close(second)


def test_nothing_is_kept_where_that_is_not_wanted(qtbot, tmp_path: Path, two_files, sample_file):
    first = left_by(qtbot, tmp_path, *two_files)
    first.program.preferences.keep(RESTORE, value=False)
    assert first.program.preferences[LEFT_OPEN] == "[]"
    first.open(sample_file("good/participant.json"))
    qtbot.wait(20)
    close(first)
    second = make_window(qtbot, tmp_path)
    qtbot.wait(100)
    assert second.session.documents == ()
    assert second.program.preferences[LEFT_OPEN] == "[]"
    close(second)


def test_closing_while_they_are_being_opened_loses_nothing(qtbot, tmp_path: Path, two_files):
    close(left_by(qtbot, tmp_path, *two_files))
    hold = threading.Event()

    def open_files(paths):
        hold.wait(5)
        return checking.open_files(paths)

    second = make_window(qtbot, tmp_path, open_files=open_files)
    soon = threading.Timer(0.05, hold.set)  # no timer of Qt: the window waits for them while it closes
    soon.start()
    close(second)
    soon.join()
    third = opened(make_window(qtbot, tmp_path), 2)
    close(third)


def test_what_is_opened_last_is_kept_though_the_window_closes_at_once(qtbot, tmp_path: Path, two_files):
    first = make_window(qtbot, tmp_path)
    first.session.document_opened.connect(lambda _: first.main.close())
    first.session.open_paths([two_files[0]])
    first.wait_until(lambda: not first.main.isVisible())
    assert [row.path for row in read(first.program.preferences)] == [two_files[0]]
    close(first)


DAMAGED = ["", "{", "[1]", '[{"path": 1}]', json.dumps([{"path": "x", "name": "x", "moment": "noon", "current": 1}]),
    json.dumps([{"path": "x", "name": "x", "moment": "2025-01-01T00:00:00", "current": True}]), "[" * 9999]  # fmt: skip


@pytest.mark.parametrize("told", DAMAGED)
def test_a_damaged_list_is_no_list(tmp_path: Path, told: str):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue(LEFT_OPEN.key, told)
    assert read(Preferences(settings)) == ()
