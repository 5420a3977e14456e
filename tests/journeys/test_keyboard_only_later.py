# SPDX-License-Identifier: Apache-2.0
"""What people do with the window after the first day, with the keyboard alone: compare, report, switch language."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from assay_gui.app import Program
from assay_gui.dialogs.export import ExportDialog
from assay_gui.dialogs.help import HelpDialog
from assay_gui.dialogs.past_text import PastTextDialog
from assay_gui.dialogs.settings import SettingsDialog
from assay_gui.functions import core_functions
from assay_gui.running import Running
from keyboard import ALT, CTRL, SHIFT, Key, back, choose, focus, press, tab_to, type_text, wait, wait_for
from past_window import MISSING, NOVEMBER, Clock, cells, clock, is_recorded, open_window, sample
from window import BROKEN, GOOD, MOMENT, Desk, Window, close, qtbot_application, require_sound_qt

__all__ = ["clock", "open_window"]


def test_a_check_is_compared_with_last_months(open_window: Callable[..., Window], clock: Clock, tmp_path: Path):
    window, path = open_window(), tmp_path / "our-company.json"
    path.write_bytes(sample(BROKEN))
    window.desk.files = (path,)
    press(Key.Key_O, CTRL)
    wait(window, lambda: bool(window.session.documents) and is_recorded(window))
    clock.moment = NOVEMBER
    path.write_bytes(sample(MISSING))
    press(Key.Key_F5)
    page = window.program.history.page
    wait(window, lambda: is_recorded(window))

    press(Key.Key_6, ALT)
    wait(window, lambda: len(cells(page, 0)) == 2 and window.program.history.past.details is not None)
    assert cells(page, 0) == ["2026-11-22 10:00", "2026-10-22 10:00"]
    tab_to(page.table.accessibleName())
    press(Key.Key_Down, SHIFT)
    compare = tab_to("Compare the two…")
    press(Key.Key_Space)
    shown = wait_for(window, PastTextDialog)
    assert shown.banner.headline == "New: 1. Fixed: 1."
    tab_to("Copy")
    press(Key.Key_Space)
    assert "Missing: Headquarters address." in QGuiApplication.clipboard().text()
    press(Key.Key_Escape)
    assert back(window) is compare


def test_a_report_is_saved_and_help_is_read_on_the_way(open_window: Callable[..., Window], tmp_path: Path):
    window, path = open_window(), tmp_path / "offering.json"
    path.write_bytes(sample(GOOD))
    window.desk.files = (path,)
    choose(window, "File", "Open")
    wait(window, lambda: bool(window.session.documents) and window.is_quiet())
    press(Key.Key_E, CTRL)
    dialog = wait_for(window, ExportDialog)
    before = focus()
    press(Key.Key_F1)
    read = wait_for(window, HelpDialog)
    assert read.shown == "reports"
    press(Key.Key_Escape)
    wait(window, lambda: QApplication.activeWindow() is dialog)
    assert focus() is before
    while "JSON" not in focus().accessibleName():
        press(Key.Key_Down)
    tab_to(dialog.path.accessibleName())
    press(Key.Key_A, CTRL)
    type_text(str(tmp_path / "report.json"))
    press(Key.Key_Return)
    back(window)
    assert json.loads((tmp_path / "report.json").read_text())["verdict"] == "conformant"
    assert focus().accessibleName().startswith("offering.json. Ready to sign")


@pytest.fixture
def running(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A program that may be followed by another, on a fresh profile."""
    require_sound_qt()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk()

    def make(words):
        functions = replace(core_functions(words), clock=lambda: MOMENT)
        return Program(qtbot_application(), settings, words, asking=desk.asking(), functions=functions)

    made = Running(make, "en", "en")
    made.program.begin([])
    made.program.window.activateWindow()
    qtbot.waitUntil(lambda: "Loire" in made.program.window.rail.foot.text(), timeout=10_000)
    yield made
    close(Window(qtbot, made.program, desk))


def test_another_language_is_chosen_and_the_work_goes_on(running: Running, qtbot, sample_file):
    window = Window(qtbot, running.program, Desk())
    press(Key.Key_1, ALT)
    tab_to("Try with a sample")
    press(Key.Key_Space)
    press(Key.Key_Down)
    press(Key.Key_Return)
    wait(window, lambda: bool(window.session.documents) and window.is_quiet())
    name = window.session.documents[0].name

    press(Key.Key_Comma, CTRL)
    wait_for(window, SettingsDialog)
    tab_to("Language")
    press(Key.Key_Down, ALT)  # opens the list
    press(Key.Key_End)
    press(Key.Key_Return)
    before = window.main
    qtbot.waitUntil(lambda: running.program.window is not before, timeout=10_000)
    window = Window(qtbot, running.program, Desk())
    wait_for(window, SettingsDialog)
    assert focus().accessibleName() == "Langue"
    press(Key.Key_Escape)
    back(window)
    assert [document.name for document in window.session.documents] == [name]
    assert window.main.shown_page == "documents"
    assert focus().accessibleName().startswith(name)
