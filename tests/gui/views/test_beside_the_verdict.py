# SPDX-License-Identifier: Apache-2.0
"""Levels as rungs and the predicted answers, in the head of a document."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

import report_specimens as specimens
from assay.reports.report import DocumentReport, LevelReport
from assay.verdict import Verdict
from assay_gui.dialogs.clearing_houses import ClearingHousesDialog
from assay_gui.words import PSEUDO_LANGUAGE
from window import BROKEN, GOOD, SIZES, Window, clipped, close, make_window

CERTIFIED = {"P1": {"state": "evidenced"}, "P2": {"state": "needs_certification"}, "P3": {"state": "not_applicable"}}
LEVELS = {
    "SC": specimens.LEVELS["SC"],
    "L1": specimens.LEVELS["L1"],
    "L2": LevelReport(Verdict.INCOMPLETE, CERTIFIED),
    "L3": LevelReport(Verdict.CONFORMANT, {"P1": {"state": "declared"}}),
}


def _shown(window: Window, report: DocumentReport) -> None:
    head = window.page.head
    head.rungs.show_levels(report)
    head.clearing_houses.show_report(report)
    QApplication.processEvents()


def test_each_level_has_sign_word_and_numbers(window: Window):
    window.open_sample(BROKEN)
    _shown(window, specimens.document(levels=LEVELS))
    rungs = window.page.head.rungs.rungs
    assert [rung.accessibleName() for rung in rungs] == [
        "Standard Compliance. Does not conform.",
        "Label Level 1. Cannot tell yet.",
        "Label Level 2. Cannot tell yet.",
        "Label Level 3. Conforms.",
    ]
    assert [rung.state for rung in rungs] == ["fail", "wait", "idle", "passed"]
    assert rungs[0].accessibleDescription().splitlines() == [
        "1 of 3 criteria met, 1 missing, 1 misses its number",
        "Not evidenced for Standard Compliance: P1.1.3 Parties involved",
    ]
    told = [label.text() for label in rungs[2].findChildren(QLabel)]
    assert told == ["Label Level 2", "1 needs a certificate"]


def test_offerings_are_told_one_by_one(window: Window):
    window.open_sample(BROKEN)
    level = replace(LEVELS["SC"], offerings={"Storage <b>": LEVELS["L3"]})
    _shown(window, specimens.document(levels={"SC": level}))
    (rung,) = window.page.head.rungs.rungs
    assert "Storage <b>: Conforms, 1 of 1 criteria met" in rung.accessibleDescription()
    assert "Storage &lt;b&gt;" in rung.toolTip()


def test_nothing_is_shown_where_nothing_was_judged(window: Window):
    window.open_sample(BROKEN)
    _shown(window, specimens.clean_document())
    head = window.page.head
    assert head.rungs.isHidden()
    assert head.clearing_houses.isHidden()


def test_engines_that_answer_alike_share_a_line(window: Window):
    window.open_sample(BROKEN)
    _shown(window, specimens.document())
    told = [answer.accessibleName() for answer in window.page.head.clearing_houses.answers]
    assert told == [
        f"Loire production: {specimens.PREDICTIONS[0].headline} {specimens.PREDICTIONS[0].reason}",
        "Loire laboratory, Loire elsewhere: Cannot be told yet. Not checked yet: Signature.",
    ]


def test_a_real_document_says_what_the_clearing_houses_would_say(window: Window):
    window.open_sample(BROKEN)
    (answer,) = window.page.head.clearing_houses.answers
    assert answer.accessibleName() == "Loire production, Loire laboratory: Would refuse it at the step “content”."
    window.open_sample(GOOD)
    (answer,) = window.page.head.clearing_houses.answers
    assert "Would refuse it at the step “criteria”." in answer.accessibleName()
    window.open_sample("good/label-1-offering.json")
    (answer,) = window.page.head.clearing_houses.answers
    assert "It is not signed yet" in answer.accessibleName()
    assert [rung.state for rung in window.page.head.rungs.rungs] == ["passed", "passed", "idle", "idle"]


def test_the_keyboard_opens_the_reasons_and_closes_them(window: Window):
    window.open_sample(GOOD)
    button = window.page.head.clearing_houses.why_button
    button.setFocus()
    window.press(Qt.Key.Key_Space)
    dialog = window.dialog()
    assert isinstance(dialog, ClearingHousesDialog)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for text in ("Verdict by the rules", "Ready to sign", "asks for the criteria of a level", "No genuine answer"):
        assert text in told
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_text_of_engines_is_never_markup(window: Window, qtbot):
    report = specimens.hostile().documents[0]
    dialog = ClearingHousesDialog(window.program.look, report, window.main)
    qtbot.addWidget(dialog)
    labels = dialog.findChildren(QLabel)
    assert any(specimens.HOSTILE[0] in label.text() for label in labels)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_tab_reaches_rungs_and_reasons(window: Window):
    window.open_sample(BROKEN)
    _shown(window, specimens.document(levels=LEVELS))
    window.page.setFocus()
    seen = set()
    for _ in range(30):
        window.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert {*window.page.head.rungs.rungs, window.page.head.clearing_houses.why_button} <= seen


@pytest.mark.parametrize("size", SIZES)
def test_longer_texts_are_not_clipped(qtbot, tmp_path, size: tuple[int, int]):
    window = make_window(qtbot, tmp_path, PSEUDO_LANGUAGE)
    window.main.resize(*size)
    window.open_sample(BROKEN)
    _shown(window, specimens.document(levels=LEVELS))
    qtbot.wait(50)
    assert clipped(window.main) == []
    assert window.main.height() == size[1]
    close(window)
