# SPDX-License-Identifier: Apache-2.0
"""The page of past checks, its dialogs, and the card at home: names, keyboard, room for longer languages."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from assay.attention import Attention, Kind, Urgency
from assay.errors import UsageError
from assay.finding import Severity
from assay.reports.compare import compare
from assay.verdict import Verdict
from assay_gui.attending import Attending
from assay_gui.dialogs.past_delete import DeletePastDialog, RetentionDialog
from assay_gui.dialogs.past_text import PastTextDialog
from assay_gui.models.past import COLUMNS, name_of
from assay_gui.past_pages import comparison_page, report_page, standing
from assay_gui.past_work import compare_two, details
from assay_gui.theme import DARK, LIGHT, Mode
from assay_gui.words import PSEUDO_LANGUAGE
from keys_window import dialog
from past_window import MISSING, NOVEMBER, Clock, check, clock, is_recorded, open_past, open_window, sample
from window import BROKEN, GOOD, SIZES, Window, clipped, controls, nameless

__all__ = ["clock", "open_window"]


def filled(window: Window, clock: Clock, folder: Path) -> None:
    """Two checks of one document."""
    check(window, folder / "our-company.json", sample(BROKEN))
    clock.moment = NOVEMBER
    check(window, folder / "our-company.json", sample(MISSING))


def found(count: int) -> Attending:
    """So many things that want attention, and one that cannot be read."""
    params = {"name": "Acme seal 2026", "day": "2026-12-13", "count": 21}
    entries = (
        Attention(Kind.KEY, "attention.key.over", params, NOVEMBER, Urgency.OVER, str(number))
        for number in range(count)
    )
    return Attending(tuple(entries), (UsageError("no_report", name="x"),))


def dialogs(window: Window) -> list[QDialog]:
    """All dialogs of the page, filled."""
    look, past = window.program.look, window.program.history.past
    report = PastTextDialog(look, "report", report_page(details(past.entries[0]), look), window.main)
    compared = compare_two(past.entries[0], past.entries[1])
    comparison = PastTextDialog(look, "comparison", comparison_page(compared, look), window.main)
    comparison.conclude("fail", "headline", "summary", text="text")
    return [
        report,
        comparison,
        DeletePastDialog(look, 2, "our-company.json", window.main),
        RetentionDialog(look, None, window.main),
    ]


def test_every_control_has_a_name(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    page = open_past(window)
    assert nameless(page) == []
    filled(window, clock, tmp_path)
    page = open_past(window)
    assert len(controls(page)) > 12
    assert nameless(page) == []
    page.details.trend.as_table.click()
    assert nameless(page) == []
    window.main.home.attention.show_found(found(3))
    assert len(window.main.home.attention.links) == 3
    assert nameless(window.main) == []
    for made in dialogs(window):
        assert controls(made)
        assert nameless(made) == []
        made.deleteLater()


def test_tab_reaches_everything_and_f6_goes_round(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    filled(window, clock, tmp_path)
    page = open_past(window)
    wanted = {
        control
        for control in [*controls(page), page.details.trend.chart]
        if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen = set()
    for _ in range(45):
        window.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert window.main.rail.documents in seen
    assert window.main.shown_page == "history"
    assert {control.accessibleName() for control in wanted - seen} == set()
    window.main.rail.documents.setFocus()
    window.press(Qt.Key.Key_Return)
    assert window.main.shown_page == "documents"
    window.main.show_page("history")
    panes = []
    for _ in range(5):
        window.main.move_focus(1)
        panes.append(QApplication.focusWidget())
    assert len(set(panes)) == 5


@pytest.mark.parametrize("size", SIZES)
def test_a_longer_language_clips_nothing(open_window, clock: Clock, tmp_path: Path, size: tuple[int, int], qtbot):
    window = open_window(PSEUDO_LANGUAGE)
    window.main.resize(*size)
    page = open_past(window)
    qtbot.wait(30)
    assert clipped(window.main) == []
    filled(window, clock, tmp_path)
    page = open_past(window)
    for rows in ([0], [0, 1]):
        page.table.mark(rows)
        qtbot.wait(30)
        assert clipped(window.main) == []
    window.main.home.attention.show_found(found(7))
    window.main.show_page("home")
    window.wait_until(lambda: clipped(window.main) == [])  # heights follow widths, a step at a time


def test_a_longer_language_clips_nothing_in_a_dialog(open_window, clock: Clock, tmp_path: Path, qtbot):
    window = open_window(PSEUDO_LANGUAGE)
    filled(window, clock, tmp_path)
    open_past(window)
    for made in dialogs(window):
        made.show()
        qtbot.waitExposed(made)
        qtbot.wait(30)
        assert clipped(made) == []
        made.close()
        made.deleteLater()


def test_a_row_is_told_whole_to_those_who_hear_it(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    filled(window, clock, tmp_path)
    model = open_past(window).table.checks
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "When: 2026-11-22 10:00, Document: our-company.json, Verdict: Does not conform, To correct: 1, Not checked: 0, "
        "Rules: Loire 25.11, Reason: on request"
    )
    assert model.columnCount() == len(COLUMNS)


def test_names_hold_nothing_that_steers_a_text(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    check(window, tmp_path / "a.json", sample(GOOD))
    entry = open_past(window).table.checks.entries[0]
    assert name_of(replace(entry, path="/x/a\u202eb.json")) == "a<U+202E>b.json"
    assert name_of(replace(entry, path="C:\\x\\b.json")) == "b.json"


def test_what_documents_say_is_no_markup_on_the_pages(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    filled(window, clock, tmp_path)
    look, entry = window.program.look, open_past(window).table.checks.entries[0]
    known = details(entry)
    finding = replace(known.told.findings[0], message="<b>x</b><img src='file:///etc/passwd'>")
    page = report_page(replace(known, told=replace(known.told, findings=(finding,))), look)
    assert "<b>x" not in page
    assert "file:" not in page.replace("&#x27;file:///etc/passwd&#x27;", "")


def test_the_pages_are_drawn_in_the_colours_of_the_moment(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    filled(window, clock, tmp_path)
    page = open_past(window)
    look = window.program.look
    window.main.actions_table.mode(Mode.LIGHT).trigger()
    assert LIGHT.muted in report_page(details(page.table.checks.entries[0]), look)
    light = page.details.trend.chart.grab().toImage()
    window.main.actions_table.mode(Mode.DARK).trigger()
    assert DARK.muted in report_page(details(page.table.checks.entries[0]), look)
    assert page.details.trend.chart.grab().toImage() != light


def test_other_rules_and_other_levels_are_said(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    filled(window, clock, tmp_path)
    look, past = window.program.look, open_past(window).table.checks.entries
    compared = compare_two(past[0], past[1])
    assert "Judged by other rules" not in comparison_page(compared, look)
    old = compared.comparison.documents[0].old
    assert old.rules is not None
    older = replace(old, rules=replace(old.rules, version="24.11"), levels={**old.levels, "SC": Verdict.CONFORMANT})
    reports = (replace(compared.comparison.old, documents=(older,)), compared.comparison.new)
    page = comparison_page(replace(compared, comparison=compare(*reports)), look)
    assert "Judged by other rules (gaia-x-loire-25.11 24.11, then gaia-x-loire-25.11 " in page
    assert standing(replace(compared, comparison=compare(*reports)))[0] == "wait"
    assert "Standard Compliance: First “Agrees with the rules”, then “Cannot tell yet”." in page


def test_new_advice_alone_is_no_fault(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    filled(window, clock, tmp_path)
    past = open_past(window).table.checks.entries
    compared = compare_two(past[0], past[1])
    assert standing(compared) == ("fail", 1, 1)
    known = compared.comparison.documents[0]
    mild = tuple(replace(one, severity=Severity.INFO) for one in known.added)
    for added, fixed, state in ((mild, known.fixed, "idle"), ((), known.fixed, "passed"), ((), (), "idle")):
        document = replace(known, added=added, fixed=fixed)
        assert standing(replace(compared, comparison=replace(compared.comparison, documents=(document,))))[0] == state


def test_two_documents_are_both_named(open_window, clock: Clock, tmp_path: Path):
    window = open_window()
    for name, data in (("a.json", sample(BROKEN)), ("b.json", sample(MISSING))):
        (tmp_path / name).write_bytes(data)
        window.open(tmp_path / name)
        window.wait_until(lambda: is_recorded(window))
        clock.moment = NOVEMBER
    page = open_past(window)
    page.table.mark([0, 1])
    window.program.history.talks.open("compare")
    shown = dialog(window, PastTextDialog)
    assert "“a.json”: 2026-10-22 10:00. “b.json”: 2026-11-22 10:00." in shown.banner.accessibleName()
    shown.reject()
