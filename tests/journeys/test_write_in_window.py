# SPDX-License-Identifier: Apache-2.0
"""Somebody who knows her company and no ontology answers questions, and has documents that conform."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from answering import answered
from assay_gui.views.ask_rows import FieldRow
from assay_gui.views.still_open import StillOpen
from assay_gui.views.warning_row import WarningRow
from window import Window, close, make_window
from write_window import choose, describe_company, fill, headline, press, write_page


def test_a_company_is_described_and_its_documents_are_ready_to_sign(window: Window) -> None:
    page = write_page(window)
    describe_company(window, page)
    window.wait_until(lambda: len(window.program.write.writing.reach.drafts) == 2)
    press(window, page, "Open as a document")
    window.wait_until(lambda: window.session.current is not None and window.session.current.checked is not None)
    assert window.page.head.banner.headline.startswith("Ready to sign")
    assert "Sendlinger Str. 8" in window.page.readable.toPlainText()


def test_what_was_answered_is_there_again_at_the_next_start(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    first = make_window(qtbot, tmp_path)
    page = write_page(first)
    press(first, page, "Begin: Our company")
    fill(first, page, "Acme Cloud GmbH")
    close(first)
    second = make_window(qtbot, tmp_path)
    page = write_page(second)
    press(second, page, "Go on: Our company")
    assert headline(page) == "number"
    assert page.questions is not None
    press(second, page, "Back")
    fields = page.questions.findChildren(QLineEdit)
    assert next(field.text() for field in fields) == "Acme Cloud GmbH"
    close(second)


def test_how_far_the_answers_reach_is_told_at_once(window: Window) -> None:
    page = write_page(window)
    writing = window.program.write.writing
    for name, told in (
        ("company", answered("company", {"number_kind": "vat", "managed_at": "same"})),
        ("site", answered("site", {"zone_at": "same"})),
        ("cloud-service", answered("cloud-service", {"kind": "object_storage"})),
    ):
        for ask, answer in told.items():
            writing.answer(name, ask, answer)
    window.wait_until(lambda: writing.reach.report is not None and "L1" in writing.reach.report.levels)
    window.wait_until(lambda: not window.program.tasks.is_running("reach"))
    press(window, page, "Go on: A cloud service")
    met = writing.reach.report
    assert met is not None
    assert {entry["state"] for entry in met.levels["L1"].criteria.values()} <= {
        "declared", "evidenced", "not_applicable", "not_checked",
    }  # fmt: skip


def test_another_choice_asks_other_questions_and_says_nothing_of_the_first(window: Window) -> None:
    page = write_page(window)
    press(window, page, "Begin: A cloud service")
    choose(window, page, "Object storage")
    assert page.questions is not None
    assert "storage" in [entry.id for entry in page.questions.pages]
    choose(window, page, "Containers")
    assert "storage" not in [entry.id for entry in page.questions.pages]
    assert "container_image" in [entry.id for entry in page.questions.pages]


def test_several_subcontractors_are_asked_for_one_by_one(window: Window) -> None:
    page = write_page(window)
    press(window, page, "Begin: A cloud service")
    assert page.questions is not None
    page.questions.show_page(next(entry for entry in page.questions.pages if entry.id == "subcontractors"))
    fill(window, page, "Exemple SAS")
    press(window, page, "Add one more")
    rows = [row for row in page.questions.rows if isinstance(row, FieldRow)]
    assert len(rows) == 8
    rows[4].put_focus()
    QTest.keyClicks(rows[4].editors[0].field, "Voorbeeld BV")
    told = window.program.write.writing.answers("cloud-service")["subcontractors"]
    assert [row["subcontractor_name"] for row in told] == ["Exemple SAS", "Voorbeeld BV"]  # type: ignore[index,call-overload,union-attr]
    press(window, page, "Remove number 1")
    told = window.program.write.writing.answers("cloud-service")["subcontractors"]
    assert json.dumps(told) == json.dumps([{"subcontractor_name": "Voorbeeld BV"}])


def test_tab_goes_on_from_every_page_to_what_leads_on(window: Window) -> None:
    page = write_page(window)
    window.program.write.writing.answer("cloud-service", "kind", "object_storage")
    for name in ("site", "cloud-service"):
        page.show_questions(name)
        view = page.questions
        assert view is not None
        for shown in view.pages:
            view.show_page(shown)
            before = view.back_button.previousInFocusChain()
            assert before.window() is window.main, shown.id
            assert any(row.isAncestorOf(before) for row in view.rows) or shown.each, shown.id


def test_what_signing_needs_is_told_on_the_overview_until_it_is_answered(window: Window) -> None:
    page = write_page(window)
    assert not page.findChildren(StillOpen)[0].buttons
    press(window, page, "Begin: Our company")
    fill(window, page, "Acme Cloud GmbH")
    press(window, page, "Save and close")
    (told,) = [one.text for one in page.findChildren(WarningRow) if one.isVisible()]
    assert told == "Our company, needed before you can sign: Web domain."
    press(window, page, "Answer now: Our company")
    assert headline(page) == "domain"
    fill(window, page, "https://www.acme.example/")
    press(window, page, "Save and close")
    assert not [one for one in page.findChildren(WarningRow) if one.isVisible()]
    window.wait_until(lambda: bool(window.program.write.writing.reach.drafts))
    window.wait_until(lambda: "www.acme.example" in window.program.write.writing.reach.drafts[0].text)
