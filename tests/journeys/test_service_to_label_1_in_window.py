# SPDX-License-Identifier: Apache-2.0
"""A cloud service from questions to a draft that reaches Label Level 1, every answer given by hand."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from answering import answered
from assay.authoring.forms.policies import Common, Policy
from assay.verdict import Verdict
from assay_gui.views.ask_rows import AskRow, ConsentRow, FieldRow, OptionsRow
from assay_gui.views.rungs import Rung
from assay_gui.views.write_page import WritePage
from window import Window
from write_window import QRadioButtonSpot, describe_company, press, step, write_page

LEFT = Qt.MouseButton.LeftButton
SETS = {
    "site": ("A site or data centre", {"zone_at": "same"}),
    "cloud-service": ("A cloud service", {"kind": "object_storage"}),
}
GOOD = {"renewable": "100", "carbon_free": "100", "wue": "0.3"}
"""Numbers that the criteria of Label Level 1 name."""
CHOSEN = {"policy_document": Policy(Common.ANYONE).answer}
"""A common policy, which is chosen and not typed."""


def told_of(name: str) -> dict[str, Any]:
    """An answer to each question that keys can type."""
    found = {ask: _typed(answer) for ask, answer in answered(name, SETS[name][1]).items()}
    return found | {ask: told for ask, told in (GOOD | CHOSEN).items() if ask in found}


def _typed(answer: Any) -> Any:
    if isinstance(answer, list):
        return [{ask: _typed(told) for ask, told in row.items()} for row in answer]
    return answer if answer.isascii() else "Acme"


def answer_row(window: Window, row: AskRow, told: str) -> None:
    if isinstance(row, OptionsRow):
        found = row.buttons[told]
        window.qtbot.mouseClick(found, LEFT, pos=QRadioButtonSpot.of(found))
        return
    row.put_focus()
    here = QApplication.focusWidget()
    assert here is not None
    if isinstance(row, ConsentRow):
        QTest.keyClick(here, Qt.Key.Key_Space)
    elif isinstance(here, QComboBox):
        assert isinstance(row, FieldRow)
        for _ in range(here.count()):
            if row.editors[0].text() == told:
                break
            QTest.keyClick(here, Qt.Key.Key_Down)
    else:
        assert isinstance(here, QLineEdit | QPlainTextEdit)
        QTest.keyClicks(here, told)
        QTest.keyClick(here, Qt.Key.Key_Tab)


def answer_page(window: Window, page: WritePage, told: Mapping[str, Any]) -> None:
    """What the page that is shown asks; what it asks in addition once something is chosen, too."""
    assert page.questions is not None
    shown = page.questions.pages[page.questions.place]
    told = told[shown.each][0] if shown.each else told
    done: set[str] = set()
    while left := [row for row in page.questions.rows if row.ask.id not in done]:
        answer_row(window, left[0], told[left[0].ask.id])
        done.add(left[0].ask.id)


def answer_set(window: Window, page: WritePage, name: str) -> None:
    title, _ = SETS[name]
    told = told_of(name)
    press(window, page, f"Begin: {title}")
    for _ in range(100):
        answer_page(window, page, told)
        step(window, page)
        if not page.set_shown:
            return
    raise AssertionError(name)


def rungs(page: WritePage) -> list[str]:
    """What is told of the levels beside a question."""
    return [one.accessibleName() for one in page.panel.findChildren(Rung) if one.isVisible()]


def test_from_questions_to_a_draft_that_reaches_label_1(window: Window) -> None:
    page = write_page(window)
    describe_company(window, page)
    for name in SETS:
        answer_set(window, page, name)
    window.wait_until(lambda: not window.program.tasks.is_running("reach"))
    press(window, page, "Go on: A cloud service")
    reached = ["Standard Compliance. Ready to sign.", "Label Level 1. Ready to sign."]
    window.wait_until(lambda: rungs(page) == reached)
    press(window, page, "Save and close")
    press(window, page, "Open as a document")
    window.wait_until(lambda: window.session.current is not None and window.session.current.checked is not None)
    current = window.session.current
    assert current is not None
    assert current.checked is not None
    report = current.checked.examination.report
    assert report.verdict is Verdict.CONFORMANT
    assert report.levels["L1"].verdict is Verdict.CONFORMANT
    assert window.page.head.banner.headline.startswith("Ready to sign")
    assert window.page.head.sign_button.isVisible()
