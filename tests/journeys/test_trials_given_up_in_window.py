# SPDX-License-Identifier: Apache-2.0
"""Trying out a rule pack takes a process of its own; it is gone when somebody wants none of it any more."""

import multiprocessing
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay_gui.dialogs.import_pack import ImportPackDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from pack_specimens import write_pack
from rules_window import choose, click, dialog, import_shop, open_rules, profile, settle
from slow_trials import never_done
from window import Window

__all__ = ["profile"]
pytestmark = pytest.mark.usefixtures("profile")
AT_ONCE = 2.0


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no trial ever ends."""
    monkeypatch.setattr("assay.pack_trial.try_here", never_done)


def begin(window: Window, tmp_path: Path) -> ImportPackDialog:
    """A pack is being tried out."""
    page = open_rules(window)
    window.desk.folder = (write_pack(tmp_path / "pack"),)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.folder_button)
    click(window, asked.act_button)
    window.wait_until(lambda: len(multiprocessing.active_children()) == 1)
    window.wait_until(lambda: bool(asked.waiting))
    return asked


def nothing_is_left(window: Window) -> None:
    """No process stays, and that very soon."""
    since = time.monotonic()
    window.wait_until(lambda: not multiprocessing.active_children())
    assert time.monotonic() - since < AT_ONCE


@pytest.mark.usefixtures("endless")
def test_giving_up_an_import_stops_its_process_at_once(window: Window, tmp_path: Path):
    begin(window, tmp_path)
    window.press(Qt.Key.Key_Escape)
    nothing_is_left(window)
    window.wait_for_dialog_to_close()
    assert window.main.notice.message == ""
    settle(window)


@pytest.mark.usefixtures("endless")
def test_cancel_by_the_mouse_and_another_begins(window: Window, tmp_path: Path):
    click(window, begin(window, tmp_path).cancel_button)
    nothing_is_left(window)
    window.wait_for_dialog_to_close()
    again = tmp_path / "again"
    again.mkdir()
    begin(window, again)
    window.press(Qt.Key.Key_Escape)
    nothing_is_left(window)
    window.wait_for_dialog_to_close()


@pytest.mark.usefixtures("endless")
def test_closing_the_window_leaves_no_process(window: Window, tmp_path: Path):
    asked = begin(window, tmp_path)
    window.main.close()
    assert multiprocessing.active_children() == []
    asked.reject()


def test_giving_up_a_verification_stops_it_too(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import_shop(tmp_path)
    page = open_rules(window)
    choose(window, "shop@1")
    monkeypatch.setattr("assay.pack_trial.try_here", never_done)
    click(window, page.details.buttons["verify"])
    dialog(window, TaskDialog)
    window.wait_until(lambda: len(multiprocessing.active_children()) == 1)
    window.press(Qt.Key.Key_Escape)
    nothing_is_left(window)
    window.wait_for_dialog_to_close()
