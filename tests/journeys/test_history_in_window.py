# SPDX-License-Identifier: Apache-2.0
"""Checks of the past in the window: recorded by themselves, found again, compared, deleted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from assay.history.looking import entries
from assay.history.store import set_aside_files, user_history
from assay_gui.dialogs.past_text import PastTextDialog
from keys_window import dialog
from past_window import (
    MISSING,
    NOVEMBER,
    Clock,
    cells,
    check,
    clock,
    is_recorded,
    open_past,
    open_window,
    sample,
    wait_for_list,
)
from window import BROKEN, GOOD, Window

__all__ = ["clock", "open_window"]
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., Window]
NEWER = "PRAGMA user_version = 99"


def test_compare_with_last_month(open_window: Open, clock: Clock, tmp_path: Path):
    window, path = open_window(), tmp_path / "our-company.json"
    check(window, path, sample(BROKEN))
    clock.moment = NOVEMBER
    check(window, path, sample(MISSING))

    window.press(Qt.Key.Key_6, ALT)
    assert window.main.shown_page == "history"
    wait_for_list(window)
    page = window.program.history.page
    assert cells(page, 0) == ["2026-11-22 10:00", "2026-10-22 10:00"]
    assert cells(page, 1) == ["our-company.json"] * 2
    assert cells(page, 2) == ["Does not conform"] * 2

    page.table.setFocus()
    window.press(Qt.Key.Key_Down, SHIFT)
    compare = page.details.buttons["compare"]
    assert compare.text() == "Compare the two…"
    window.qtbot.mouseClick(compare, LEFT)
    shown = dialog(window, PastTextDialog)
    assert shown.banner.headline == "New: 1. Fixed: 1."
    told = shown.page.toPlainText()
    new, fixed = told.index("New: 1"), told.index("Fixed: 1")
    assert new < told.index("Missing: Headquarters address.") < fixed < told.index("“DE-BY” is a region")
    assert "Gone" not in told

    window.qtbot.mouseClick(shown.copy_button, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“our-company.json”: 2026-10-22 10:00 and 2026-11-22 10:00.")
    assert "Missing: Headquarters address." in copied
    window.desk.save_path = tmp_path / "comparison.json"
    window.qtbot.mouseClick(shown.save_button, LEFT)
    window.wait_until(lambda: "comparison.json" in shown.told)
    assert len(json.loads(window.desk.save_path.read_text())["documents"][0]["fixed"]) == 1
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_compare_with_the_document_as_it_is_now(open_window: Open, clock: Clock, tmp_path: Path):
    """Open or not: what is not open is read from its file and checked."""
    window, path = open_window(), tmp_path / "our-company.json"
    check(window, path, sample(BROKEN))
    window.press(Qt.Key.Key_W, CONTROL)
    assert window.session.documents == ()
    path.write_bytes(sample("good/participant.json"))
    clock.moment = NOVEMBER
    open_past(window)
    window.program.history.talks.compare_menu.actions()[1].trigger()
    shown = dialog(window, PastTextDialog)
    assert shown.banner.headline == "New: 0. Fixed: 1."
    assert "First “Does not conform”, then “Agrees with the rules”." in shown.banner.accessibleName()
    shown.reject()
    path.unlink()
    window.program.history.talks.compare_with("now")
    window.wait_until(lambda: bool(window.main.notice.message))
    assert window.session.documents == ()


def test_the_first_check_has_none_before_it(open_window: Open, tmp_path: Path):
    window = open_window()
    check(window, tmp_path / "a.json", sample(GOOD))
    open_past(window)
    window.program.history.talks.compare_with("before")
    window.wait_until(lambda: bool(window.main.notice.message))
    assert window.main.notice.message.startswith("It is the first check of this document.")
    assert "assay history" not in window.main.notice.message


def test_the_report_is_read_again_and_its_document_opened(open_window: Open, tmp_path: Path):
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample(BROKEN))
    window.press(Qt.Key.Key_W, CONTROL)
    page = open_past(window)
    page.table.setFocus()
    window.press(Qt.Key.Key_Return)
    shown = dialog(window, PastTextDialog)
    assert shown.banner.headline == "Does not conform"
    assert "Write “DE”." in shown.page.toPlainText()
    window.desk.save_path = tmp_path / "kept.json"
    window.qtbot.mouseClick(shown.save_button, LEFT)
    window.wait_until(lambda: "kept.json" in shown.told)
    assert json.loads(window.desk.save_path.read_text())["verdict"] == "non_conformant"
    window.desk.save_path = tmp_path / "nowhere" / "kept.json"
    window.qtbot.mouseClick(shown.save_button, LEFT)
    window.wait_until(lambda: shown.told.startswith("The file could not be written"))
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.qtbot.mouseClick(page.details.buttons["document"], LEFT)
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    assert window.session.current is not None
    assert window.session.current.origin == path


def test_the_report_is_opened_as_a_web_page_and_saved_for_an_auditor(open_window: Open, clock: Clock, tmp_path: Path):
    """As it was recorded, by keyboard alone; what lies in the folder of pages is gone with the window."""
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample(BROKEN))
    clock.moment = NOVEMBER
    check(window, path, sample("good/participant.json"))
    page = open_past(window)
    page.table.setFocus()
    window.press(Qt.Key.Key_Down)
    wait_for_list(window)
    window.press(Qt.Key.Key_Return)
    shown = dialog(window, PastTextDialog)
    shown.web_button.setFocus()
    window.press(Qt.Key.Key_Space)
    window.wait_until(lambda: bool(window.desk.opened_pages))
    opened = window.desk.opened_pages[0]
    told = opened.read_text("utf-8")
    assert "Does not conform: 1 thing to correct." in told
    assert "“DE-BY” is a region" in told
    assert "2026-10-22T10:00:00Z" in told
    assert "check 1 of the history of this computer" in told
    assert "default-src" in told
    assert "<script" not in told
    assert (opened.stat().st_mode & 0o777, opened.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    for name, begin in (("kept.html", b"<!DOCTYPE html>"), ("kept.pdf", b"%PDF"), ("kept", b"{")):
        window.desk.save_path = tmp_path / name
        window.qtbot.mouseClick(shown.save_button, LEFT)
        window.wait_until(lambda name=name: shown.told == f"Saved as “{name}”.")
        assert (tmp_path / name).read_bytes().startswith(begin)

    window.desk.has_browser = False
    window.qtbot.mouseClick(shown.web_button, LEFT)
    window.wait_until(lambda: shown.told.startswith("Your browser could not be started."))
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.main.close()
    assert not opened.parent.exists()


def test_typing_is_recorded_when_it_pauses(open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assay_gui.check_recorder.PAUSE_MS", 1000)
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample("good/participant.json"))
    window.main.actions_table["source"].trigger()
    editor = window.page.source.editor
    editor.setFocus()
    for letter in "   ":
        window.qtbot.keyClicks(editor, letter)
        window.wait_until(window.is_quiet)
    assert window.program.history.recorder.is_busy
    assert entries(user_history()).total == 1
    window.wait_until(lambda: is_recorded(window))
    found = entries(user_history()).entries
    assert [entry.is_live for entry in found] == [True, False]
    page = open_past(window)
    assert cells(page, 6) == ["while editing", "on request"]


def test_what_was_not_recorded_yet_is_when_the_window_closes(open_window: Open, tmp_path: Path):
    window, path = open_window(), tmp_path / "a.json"
    path.write_bytes(sample(GOOD))
    window.session.open_paths([path])
    window.wait_until(lambda: bool(window.session.documents) and window.is_quiet())
    window.main.close()
    assert entries(user_history()).total == 1


@pytest.mark.parametrize("content", [b"no database at all" * 100, NEWER.encode()])
def test_a_history_that_cannot_be_used_is_told_once_and_disturbs_nothing(
    open_window: Open, tmp_path: Path, content: bytes
):
    import sqlite3

    open_window().main.close()
    file = user_history().file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    if content == NEWER.encode():
        connection = sqlite3.connect(file)
        connection.execute(NEWER)
        connection.execute("CREATE TABLE run (id)")
        connection.commit()
        connection.close()
    else:
        file.write_bytes(content)
    window = open_window()
    window.wait_until(lambda: bool(window.main.notice.message))
    assert ("damaged" in window.main.notice.message) != (content == NEWER.encode())
    window.main.notice.hide()
    for name in ("a.json", "b.json"):
        path = tmp_path / name
        path.write_bytes(sample(GOOD))
        window.open(path)
        window.wait_until(lambda: is_recorded(window))
    assert window.session.current is not None
    assert window.session.current.verdict == "conformant"
    assert window.main.notice.message == ""
    assert bool(set_aside_files(user_history())) != (content == NEWER.encode())
    page = open_past(window)
    if content == NEWER.encode():
        assert "newer version" in page.message
        assert not page.offers["look"].isHidden()
    else:
        assert len(cells(page, 0)) == 2
