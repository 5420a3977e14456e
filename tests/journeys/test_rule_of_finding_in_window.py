# SPDX-License-Identifier: Apache-2.0
"""From a finding to the rule it comes from and back, by mouse and by keyboard."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay_gui.models.entries import Group
from checking import sample_bytes
from rules_window import click, profile, settle
from window import BROKEN, Window

__all__ = ["profile"]
CTRL = Qt.KeyboardModifier.ControlModifier
MISSING = "broken/participant-headquarters-missing.json"
pytestmark = pytest.mark.usefixtures("profile")


def chosen_rule(window: Window, title: str) -> None:
    """Wait until the rule of that title is the chosen one, and until it stays so."""
    browser = window.program.rules.page.browser
    window.wait_until(lambda: browser.chosen is not None and browser.chosen.title == title)
    settle(window)
    assert browser.chosen is not None
    assert browser.chosen.title == title


def test_a_card_leads_to_what_is_asked_and_the_rule_back_to_the_card(window: Window):
    window.open_sample(MISSING)
    card = window.page.cards.cards[0]
    click(window, card.rule_button)
    assert window.main.shown_page == "rules"
    chosen_rule(window, "Company or legal entity · Headquarters address")
    browser = window.program.rules.page.browser
    back = browser.details.findings_button
    window.wait_until(lambda: back.isVisible() and "Exactly one; expected: “Address”." in browser.details.told)
    assert back.text() == "Show the findings (1)"
    back.setFocus()
    window.press(Qt.Key.Key_Space)
    assert window.main.shown_page == "documents"
    assert window.page.cards.cards[0].hasFocus()
    assert window.page.cards.current == card.place


def test_the_keyboard_alone_leads_to_the_rule_whichever_pack_it_is_of(window: Window, tmp_path: Path):
    told = json.loads(sample_bytes("good/tagus-participant.json"))
    person = told["credentialSubject"] if "credentialSubject" in told else told["verifiableCredential"][0]
    person = person.get("credentialSubject", person)
    person.pop("gx:headquarterAddress")
    path = tmp_path / "tagus.json"
    path.write_text(json.dumps(told))
    window.open(path)
    window.press(Qt.Key.Key_F8)
    assert window.page.cards.cards[0].entry.group is Group.CORRECT
    window.press(Qt.Key.Key_R, CTRL)
    assert window.main.shown_page == "rules"
    session, browser = window.program.rules.session, window.program.rules.page.browser
    settle(window)
    window.wait_until(lambda: session.reading is not None and browser.chosen is not None)
    assert session.chosen is not None
    assert session.chosen.id == "gaia-x-tagus-22.10"
    assert browser.chosen is not None
    assert browser.chosen.path.endswith("#headquarterAddress")


def test_a_rule_stays_chosen_when_the_packs_are_looked_at_again(window: Window):
    window.open_sample(BROKEN)
    click(window, window.page.cards.cards[0].rule_button)
    chosen_rule(window, "Address · Country code")
    window.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    window.press(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    window.wait_until(lambda: window.program.rules.session.is_looking)
    chosen_rule(window, "Address · Country code")


def test_what_no_pack_asks_for_is_told_instead(window: Window, tmp_path: Path):
    path = tmp_path / "cut.json"
    path.write_text("{")
    window.open(path)
    card = window.page.cards.cards[0]
    assert not hasattr(card, "rule_button")
    window.press(Qt.Key.Key_R, CTRL)
    assert window.main.shown_page == "documents"
    assert window.main.notice.message.startswith("No rule pack asks this")


def test_a_rule_that_the_open_document_keeps_offers_no_findings(window: Window):
    window.open_sample(MISSING)
    click(window, window.page.cards.cards[0].rule_button)
    chosen_rule(window, "Company or legal entity · Headquarters address")
    browser = window.program.rules.page.browser
    window.wait_until(browser.details.findings_button.isVisible)
    browser.table.setFocus()
    window.press(Qt.Key.Key_Down)
    window.wait_until(lambda: not browser.details.findings_button.isVisible())
    assert browser.chosen is not None
    assert browser.chosen.title != "Company or legal entity · Headquarters address"
