# SPDX-License-Identifier: Apache-2.0
"""Ctrl+Z on the question pages: the letters of a field first, then the answers before them, from page to page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from assay_gui.views.ask_rows import FieldRow
from assay_gui.views.write_page import WritePage
from projects_window import kept_in
from window import Window
from write_window import choose, fill, headline, press, step, write_page

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST = 40


def shown(page: WritePage, ask: str) -> str:
    assert page.questions is not None
    row = next(row for row in page.questions.rows if row.ask.id == ask)
    assert isinstance(row, FieldRow)
    return row.editors[0].text()


def back(window: Window) -> None:
    window.press(Qt.Key.Key_Z, CTRL)


def forth(window: Window) -> None:
    window.press(Qt.Key.Key_Z, CTRL | SHIFT)


@pytest.fixture(params=["alone", "project"])
def page(request: pytest.FixtureRequest, window: Window, tmp_path: Path) -> WritePage:
    """The questions about the company, of nobody's project or of one."""
    found = write_page(window)
    if request.param == "project":
        kept_in(window, found, tmp_path / "acme")
    press(window, found, "Begin: Our company")
    return found


def test_letters_are_taken_back_and_then_the_answers_of_the_pages_before(window: Window, page: WritePage) -> None:
    fill(window, page, "Acme", "Storage")
    step(window, page)
    choose(window, page, "VAT ID")
    fill(window, page, "DE129273398")
    here = QApplication.focusWidget()
    assert here is not None
    field = next(row for row in page.questions.rows if isinstance(row, FieldRow)).editors[0].field  # type: ignore[union-attr]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.end(False)
    QTest.keyClicks(field, "7")
    assert shown(page, "vat") == "DE1292733987"
    answers = window.program.write.writing.answers
    seen = [str(answers("company"))]
    for _ in range(MOST):
        if not answers("company"):
            break
        back(window)
        assert str(answers("company")) != seen[-1], seen
        seen.append(str(answers("company")))
    assert not answers("company")
    assert headline(page) == "name"
    assert (shown(page, "name"), shown(page, "description")) == ("", "")
    assert len(seen) < 20  # not a step for each letter
    back(window)
    assert not answers("company")
    for wanted in reversed(seen[:-1]):
        forth(window)
        assert sorted(str(answers("company"))) == sorted(wanted)
    assert headline(page) == "number"
    assert shown(page, "vat") == "DE1292733987"


def test_who_goes_on_typing_after_a_step_back_goes_on_where_the_text_ends(window: Window, page: WritePage) -> None:
    fill(window, page, "Acme Cloud")
    assert page.questions is not None
    page.questions.put_focus()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.end(False)
    back(window)
    assert field is QApplication.focusWidget()
    left = field.text()
    assert "Acme Cloud".startswith(left)
    assert left != "Acme Cloud"
    QTest.keyClicks(field, "X")
    assert field.text() == f"{left}X"
    assert window.program.write.writing.answers("company")["name"] == f"{left}X"


def test_a_step_back_comes_to_the_set_of_questions_that_it_is_about(window: Window, page: WritePage) -> None:
    fill(window, page, "Acme")
    page.show_questions("site")
    fill(window, page, "Halle 4")
    for _ in range(MOST):
        if page.set_shown == "company":
            break
        back(window)
    assert page.set_shown == "company"
    assert headline(page) == "name"
    assert not window.program.write.writing.answers("site")


def test_letters_of_a_search_are_taken_back_before_an_answer_is(window: Window, page: WritePage) -> None:
    fill(window, page, "Acme")
    assert page.questions is not None
    page.questions.show_page(next(one for one in page.questions.pages if one.id == "address"))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "ger")
    back(window)
    assert field.text() == ""
    assert window.program.write.writing.answers("company") == {"name": "Acme"}
    back(window)
    assert headline(page) == "name"
    assert shown(page, "name") != "Acme"


def test_answers_that_come_from_elsewhere_do_not_turn_the_page(window: Window, page: WritePage) -> None:
    fill(window, page, "Acme")
    step(window, page)
    assert headline(page) == "number"
    writing = window.program.write.writing
    answers = {name: dict(told) for name, told in writing.all_answers.items()}
    writing.work_in({**answers, "company": {"name": "Other"}}, lambda _name, _answers: None, may_answer=True)
    assert headline(page) == "number"
    assert page.questions is not None
    assert page.questions._answers["name"] == "Other"
