# SPDX-License-Identifier: Apache-2.0
"""Policies by choice and durations by numbers; what somebody wrote in another way stays as it is."""

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication

from assay.authoring.forms.policies import Common, Policy, policy_of, policy_text
from assay.claims import XSD
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.duration_line import DurationLine
from assay_gui.views.policy_line import PolicyLine
from assay_gui.views.value_editors import stops_of
from assay_gui.words import Words

SERVICE = "https://acme.example/service.json#cs"
OWN = '{ "uid": "urn:own",\n  "permission": [] }'


@pytest.fixture
def look(qapp: QApplication) -> Look:
    theme = Theme(qapp)
    return Look(Words("en"), theme, Icons(theme))


def line(qtbot: Any, look: Look, said: list[str]) -> PolicyLine:
    made = PolicyLine(look, lambda: said.append(made.text()), lambda policy: policy_text(policy, SERVICE))
    qtbot.addWidget(made.widget)
    made.widget.show()
    return made


def choose(made: PolicyLine, text: str) -> None:
    at = made.field.findText(text)
    assert at >= 0
    made.field.setCurrentIndex(at)
    made.field.activated.emit(at)


def offered(made: PolicyLine) -> list[bool]:
    model = made.field.model()
    assert isinstance(model, QStandardItemModel)
    return [model.item(at).isEnabled() for at in range(model.rowCount())]


def test_a_common_policy_is_chosen_and_read_in_plain_words(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = line(qtbot, look, said)
    assert made.text() == made.about == ""
    choose(made, "Use only, not to be passed on")
    assert policy_of(said[-1]) == Policy(Common.NOT_PASSED_ON)
    assert json.loads(said[-1])["prohibition"][0]["target"] == SERVICE
    assert "forbidden" in made.about
    assert "ODRL" in made.about
    assert made.day.widget.isHidden()
    assert made.own.isHidden()
    choose(made, "Choose…")
    assert said[-1] == ""


def test_a_policy_until_a_day_has_one_at_once_and_keeps_the_last_that_was_one(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = line(qtbot, look, said)
    choose(made, "Until a day")
    first = policy_of(said[-1])
    assert first is not None
    assert first.is_complete
    made.day.field.selectAll()
    qtbot.keyClicks(made.day.field, "2031-02-2")
    assert policy_of(made.text()) == first
    made.day.field.editingFinished.emit()
    assert made.day.text() == first.day
    made.day.field.selectAll()
    qtbot.keyClicks(made.day.field, "2031-02-28")
    assert policy_of(said[-1]) == Policy(Common.UNTIL, "2031-02-28")


def test_an_own_policy_stays_letter_by_letter_and_nothing_takes_its_place(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = line(qtbot, look, said)
    made.set_text(OWN)
    assert made.text() == OWN
    assert not any(offered(made)[:-1])
    assert "empty it first" in made.about
    before = made.field.currentIndex()
    made.field.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageUp):
        qtbot.keyClick(made.field, key)
    assert made.field.currentIndex() == before
    assert made.text() == OWN
    assert said == []
    made.own.setFocus()
    made.own.selectAll()
    qtbot.keyClick(made.own, Qt.Key.Key_Delete)
    assert said[-1] == ""
    assert all(offered(made))
    made.set_text("")
    assert not made.own.isHidden()


def test_a_common_policy_written_by_hand_keeps_its_form(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = line(qtbot, look, said)
    text = json.dumps(json.loads(policy_text(Policy(Common.CONTRACT), SERVICE)), indent=3)
    made.set_text(text)
    assert made.field.currentText() == "Only for the purpose of the contract"
    assert made.text() == text
    assert said == []


def test_own_text_is_typed_where_it_was_chosen(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = line(qtbot, look, said)
    choose(made, "Own text")
    qtbot.keyClicks(made.own, "https://acme.example/policy.json")
    assert said[-1] == "https://acme.example/policy.json"
    assert set(stops_of(made)) >= {made.field, made.day.field, made.own}
    made.allow(is_open=False)
    assert made.own.isReadOnly()
    assert not made.field.isEnabled()


def test_a_duration_is_put_in_by_numbers(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = DurationLine(look, lambda: said.append(made.text()), "a duration", XSD + "duration")
    qtbot.addWidget(made.widget)
    made.widget.show()
    assert made.text() == ""
    qtbot.keyClicks(made.numbers["years"], "1")
    qtbot.keyClicks(made.numbers["hours"], "x12")
    assert said[-1] == "P1YT12H"
    made.set_text("P30D")
    assert (made.numbers["days"].text(), made.numbers["years"].text()) == ("30", "")
    assert made.text() == "P30D"
    assert not made.is_otherwise


def test_a_duration_of_minutes_stays_as_it_is_written(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    made = DurationLine(look, lambda: said.append(made.text()), "a duration", XSD + "dayTimeDuration")
    qtbot.addWidget(made.widget)
    made.widget.show()
    assert list(made.numbers) == ["days", "hours"]
    made.set_text("PT90M")
    assert made.is_otherwise
    assert made.text() == "PT90M"
    assert made.field in stops_of(made)
    assert said == []
    made.set_text("P1D")
    assert not made.is_otherwise
