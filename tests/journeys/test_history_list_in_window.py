# SPDX-License-Identifier: Apache-2.0
"""The list of checks in the window: kept as the history is, looked through, deleted, given out."""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay.history.looking import entries
from assay.history.store import user_history
from assay_gui import past_work
from assay_gui.dialogs.past_delete import DeletePastDialog, RetentionDialog
from assay_gui.past_work import PAGE
from assay_gui.tasks import Stop
from keys_window import dialog
from past_window import (
    MISSING,
    NOVEMBER,
    OCTOBER,
    Clock,
    cells,
    check,
    clock,
    is_recorded,
    multiply,
    open_past,
    open_window,
    sample,
    wait_for_list,
)
from window import BROKEN, GOOD, Window

__all__ = ["clock", "open_window"]
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., Window]


def test_deleting_asks_first_and_says_what_stays(open_window: Open, clock: Clock, tmp_path: Path):
    window, path = open_window(), tmp_path / "a.json"
    for data in (sample(BROKEN), sample(MISSING), sample("good/participant.json")):
        check(window, path, data)
        clock.moment = NOVEMBER if clock.moment == OCTOBER else clock.moment
    page = open_past(window)
    assert len(cells(page, 0)) == 3
    window.qtbot.mouseClick(page.details.buttons["delete"], LEFT)
    asked = dialog(window, DeletePastDialog)
    assert asked.chosen == "chosen"
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert entries(user_history()).total == 3

    window.qtbot.mouseClick(page.details.buttons["delete"], LEFT)
    window.qtbot.mouseClick(dialog(window, DeletePastDialog).act_button, LEFT)
    window.wait_until(lambda: window.main.notice.message == "1 check was deleted for good.")
    wait_for_list(window)
    assert cells(page, 2) == ["Does not conform"] * 2

    window.qtbot.mouseClick(page.head_buttons["clear"], LEFT)
    asked = dialog(window, DeletePastDialog)
    assert not asked.act_button.isEnabled()
    asked.days.selectAll()
    window.qtbot.keyClicks(asked.days, "0")
    assert (asked.chosen, asked.act_button.isEnabled()) == ("older", False)
    window.qtbot.keyClick(asked.days, Qt.Key.Key_Backspace)
    window.qtbot.keyClicks(asked.days, "20")
    window.qtbot.mouseClick(asked.act_button, LEFT)
    window.wait_for_dialog_to_close()
    wait_for_list(window)
    assert cells(page, 0) == ["2026-11-22 10:00"]

    window.qtbot.mouseClick(page.head_buttons["clear"], LEFT)
    asked = dialog(window, DeletePastDialog)
    asked.choices["all"].click()
    window.qtbot.mouseClick(asked.act_button, LEFT)
    window.wait_for_dialog_to_close()
    wait_for_list(window)
    assert page.message.startswith("No check yet")
    assert path.exists()


def test_everything_about_a_document_goes_and_the_others_stay(open_window: Open, tmp_path: Path):
    window = open_window()
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(sample(GOOD))
        window.open(tmp_path / name)
    window.wait_until(lambda: is_recorded(window))
    page = open_past(window)
    page.table.mark([cells(page, 1).index("a.json")])
    asked = window.program.history.talks.delete(with_chosen=True)
    asked.choices["document"].click()
    window.qtbot.mouseClick(asked.act_button, LEFT)
    window.wait_for_dialog_to_close()
    wait_for_list(window)
    assert cells(page, 1) == ["b.json"]


def test_how_long_checks_are_kept(open_window: Open, clock: Clock, tmp_path: Path):
    window = open_window()
    check(window, tmp_path / "a.json", sample(GOOD))
    clock.moment = NOVEMBER
    page = open_past(window)
    assert "Kept until you delete them." in page.line
    window.qtbot.mouseClick(page.head_buttons["keep"], LEFT)
    asked = dialog(window, RetentionDialog)
    asked.days.selectAll()
    window.qtbot.keyClicks(asked.days, "60")
    window.qtbot.mouseClick(asked.act_button, LEFT)
    window.wait_for_dialog_to_close()
    wait_for_list(window)
    assert "Each is kept for 60 days." in page.line
    assert len(cells(page, 0)) == 1
    window.main.close()

    clock.moment = NOVEMBER.replace(year=2027)
    again = open_window()
    again.wait_until(lambda: "reached the end of its time" in again.main.notice.message)
    assert [entry.first_made[:4] for entry in entries(user_history()).entries] in ([], ["2027"])


def test_everything_goes_into_one_file(open_window: Open, tmp_path: Path):
    window = open_window()
    check(window, tmp_path / "a.json", sample(GOOD))
    page = open_past(window)
    window.desk.save_path = tmp_path / "all.json"
    window.qtbot.mouseClick(page.head_buttons["export"], LEFT)
    window.wait_until(lambda: "all.json" in window.main.notice.message)
    assert len(json.loads(window.desk.save_path.read_text())["runs"]) == 1


def test_what_takes_long_is_said_and_can_be_stopped(open_window: Open, tmp_path: Path, monkeypatch):
    window = open_window()
    check(window, tmp_path / "a.json", sample(GOOD))
    page, target = open_past(window), tmp_path / "all.json"
    made, go_on, notice = past_work.export_all, threading.Event(), window.main.notice

    def waits(path: Path, now: datetime, stop: Stop) -> Path:
        go_on.wait(20)
        return made(path, now, stop)

    monkeypatch.setattr(past_work, "export_all", waits)
    window.desk.save_path = target
    window.qtbot.mouseClick(page.head_buttons["export"], LEFT)
    window.wait_until(lambda: notice.message == "Working on the history…")
    notice.act()
    go_on.set()
    window.program.tasks._pool.waitForDone()
    assert list(tmp_path.glob("*all.json*")) == []
    assert notice.message == ""
    go_on.clear()
    window.qtbot.mouseClick(page.head_buttons["export"], LEFT)
    window.wait_until(lambda: notice.message == "Working on the history…")
    go_on.set()
    window.wait_until(lambda: notice.message == "Saved as “all.json”.")
    assert target.exists()


def test_a_long_list_is_read_as_far_as_somebody_looks(open_window: Open, tmp_path: Path):
    window = open_window()
    check(window, tmp_path / "a.json", sample(GOOD))
    multiply(PAGE + 50)
    page = open_past(window)
    assert len(cells(page, 0)) == PAGE
    assert f"{PAGE} of {PAGE + 51} checks shown" in page.line
    page.table.setFocus()
    window.press(Qt.Key.Key_End, CONTROL)
    window.wait_until(lambda: page.table.checks.rowCount() == PAGE + 51)
    assert f"{PAGE + 51} checks." in page.line
    assert len(set(cells(page, 0))) == PAGE + 51
    assert "The newest 40 of 251 checks." in page.details.trend.counted


def test_what_is_looked_for_is_found_and_all_of_it_again(open_window: Open, clock: Clock, tmp_path: Path):
    window = open_window()
    for name, data in (("our-company.json", sample(BROKEN)), ("service.json", sample(GOOD))):
        (tmp_path / name).write_bytes(data)
        window.open(tmp_path / name)
        window.wait_until(lambda: is_recorded(window))
        clock.moment = NOVEMBER
    page = open_past(window)
    filters = page.filters

    def listed() -> list[str]:
        wait_for_list(window)
        return cells(page, 1)

    window.qtbot.keyClicks(filters.text, "OUR-")
    window.wait_until(lambda: listed() == ["our-company.json"])
    window.qtbot.keyClicks(filters.text, "x")
    window.wait_until(lambda: page.message.startswith("No check fits"))
    window.qtbot.mouseClick(page.offers["everything"], LEFT)
    window.wait_until(lambda: len(listed()) == 2)
    filters.verdict.setCurrentIndex(filters.verdict.findData("conformant"))
    assert listed() == ["service.json"]
    filters.clear()
    filters.period.setCurrentIndex(1)
    assert listed() == ["service.json"]
    filters.clear()
    assert len(listed()) == 2
    assert filters.rules.itemText(1) == "Loire 25.11"
    filters.rules.setCurrentIndex(1)
    assert len(listed()) == 2
    filters.clear()
    clock.moment = NOVEMBER.replace(hour=11)
    path = tmp_path / "service.json"
    path.write_bytes(sample(MISSING))
    window.session.open_paths([path])
    window.wait_until(lambda: is_recorded(window) and entries(user_history()).total == 3)
    window.main.show_page("history")
    window.wait_until(lambda: len(listed()) == 3)
    filters.newest.click()
    window.wait_until(lambda: listed() == ["service.json", "our-company.json"])


def test_how_it_went_is_read_by_keyboard_and_in_a_table(open_window: Open, clock: Clock, tmp_path: Path):
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample(BROKEN))
    clock.moment = NOVEMBER
    check(window, path, sample("good/participant.json"))
    trend = open_past(window).details.trend
    last = "2026-11-22 10:00: Agrees with the rules. To correct: 0. Not checked: 0."
    assert trend.said == trend.chart.accessibleDescription() == last
    trend.chart.setFocus()
    window.press(Qt.Key.Key_Left)
    first = "2026-10-22 10:00: Does not conform. To correct: 1. Not checked: 0."
    assert trend.said == trend.chart.accessibleDescription() == first
    window.press(Qt.Key.Key_Left)
    assert trend.said == first
    window.press(Qt.Key.Key_End)
    assert trend.said == last
    window.qtbot.mouseClick(trend.chart, LEFT, pos=trend.chart.rect().topLeft())
    assert trend.said == first
    trend.as_table.click()
    assert not trend.table.isHidden()
    assert [trend.table.item(row, 1).text() for row in range(2)] == ["Agrees with the rules", "Does not conform"]
    assert [trend.table.item(row, 2).text() for row in range(2)] == ["0", "1"]


def test_the_list_is_kept_as_the_history_is_while_it_is_shown(open_window: Open, clock: Clock, tmp_path: Path):
    window, path = open_window(), tmp_path / "a.json"
    page = open_past(window)
    assert page.message.startswith("No check yet")
    window.desk.files = (path,)
    path.write_bytes(sample(GOOD))
    window.qtbot.mouseClick(page.offers["open"], LEFT)
    window.wait_until(lambda: bool(window.session.documents) and is_recorded(window))
    page = open_past(window)
    assert cells(page, 1) == ["a.json"]
    clock.moment = NOVEMBER
    path.write_bytes(sample(MISSING))
    window.session.read_again(window.session.documents[0].key)
    window.wait_until(lambda: len(cells(page, 1)) == 2)
    assert QApplication.activeModalWidget() is None
