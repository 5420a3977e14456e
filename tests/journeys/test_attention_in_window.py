# SPDX-License-Identifier: Apache-2.0
"""What wants attention stands at home, is looked for anew after changes, and leads to its place."""

import json
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from assay.keys.vault import Vault, make_vault
from assay.places import user_keys, user_trust
from assay_gui.views.attention_card import FIRST, AttentionCard
from assay_gui.views.rail import PAGES
from keys_window import PASSPHRASE, add_key, names, profile, unlock, vault
from past_window import NOVEMBER, Clock, check, clock, is_recorded, open_window, sample
from window import Window

__all__ = ["clock", "open_window", "profile", "vault"]
LEFT = Qt.MouseButton.LeftButton
SHOWN = "good/participant.json"


def card_of(window: Window) -> AttentionCard:
    """The card at home, when it was looked for what it shows."""
    attention = window.program.attention.attention
    window.wait_until(lambda: attention.found is not None and attention.is_quiet)
    return window.main.home.attention


def ending(days: int) -> bytes:
    """A sample whose credential ends in so many days."""
    whole = json.loads(sample(SHOWN))
    whole["validUntil"] = (NOVEMBER + timedelta(days=days)).isoformat()
    return json.dumps(whole).encode()


def test_nothing_needs_attention_and_home_says_so(open_window, clock: Clock):
    clock.moment = NOVEMBER
    window = open_window()
    card = card_of(window)
    assert card.note == "Nothing needs your attention."
    assert card.links == []
    assert not card.calendar_button.isHidden()


def test_a_key_that_ends_is_told_without_unlocking_and_leads_to_the_keys(profile, open_window, clock: Clock):
    clock.moment = NOVEMBER
    add_key(make_vault(profile, PASSPHRASE), "Acme seal 2026", ends=NOVEMBER + timedelta(days=21))
    window = open_window()
    card = card_of(window)
    assert card.sentences == ["The certificate of the key “Acme seal 2026” ends in 21 days, on 2026-12-13."]
    assert card.links[0].accessibleName() == f"Show key: {card.sentences[0]}"
    card.links[0].setFocus()
    window.press(Qt.Key.Key_Space)
    assert window.main.shown_page == "keys"
    window.wait_until(lambda: "unlock" in _offered(window))
    assert window.program.keys.vault is None


def _offered(window: Window) -> list[str]:
    return [name for name, offer in window.program.keys_page.offers.items() if not offer.isHidden()]


def test_a_key_that_comes_is_looked_for_anew(vault: Vault, open_window, clock: Clock):
    clock.moment = NOVEMBER
    window = open_window()
    assert card_of(window).sentences == []
    add_key(vault, "second", ends=NOVEMBER + timedelta(days=2))
    unlock(window)
    assert "second" in names(window)
    window.wait_until(lambda: len(window.main.home.attention.sentences) == 1)
    assert user_keys().is_dir()


def test_documents_that_end_are_told_after_their_check_and_opened(open_window, clock: Clock, tmp_path: Path):
    clock.moment = NOVEMBER
    window, path = open_window(), tmp_path / "number.json"
    card_of(window)
    check(window, path, ending(25))
    card = window.main.home.attention
    window.wait_until(lambda: card.sentences == ["“number.json” ends in 25 days, on 2026-12-17."])
    window.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.main.shown_page == "home"
    window.qtbot.mouseClick(card.links[0], LEFT)
    window.wait_until(lambda: window.session.current is not None and is_recorded(window))
    assert window.session.current is not None
    assert window.session.current.origin == path
    check(window, path, ending(300))
    window.wait_until(lambda: card.note == "Nothing needs your attention.")


def test_a_document_in_no_file_leads_to_what_is_kept_of_it(open_window, clock: Clock):
    clock.moment = NOVEMBER
    window = open_window()
    window.session.open_text("Pasted text", ending(3))
    window.wait_until(lambda: bool(window.session.documents) and is_recorded(window))
    window.main.show_page("home")
    card = window.main.home.attention
    window.wait_until(lambda: len(card.links) == 1)
    window.qtbot.mouseClick(card.links[0], LEFT)
    assert window.main.shown_page == "history"
    assert window.program.history.page.filters.text.text() == "Pasted text"
    window.wait_until(lambda: window.program.history.page.table.checks.rowCount() == 1)


def test_more_than_a_few_are_shown_on_demand(open_window, clock: Clock, tmp_path: Path):
    clock.moment = NOVEMBER
    window = open_window()
    card_of(window)
    for number in range(FIRST + 2):
        path = tmp_path / f"{number}.json"
        path.write_bytes(ending(number + 1))
        window.session.open_paths([path])
    card = window.main.home.attention
    window.wait_until(lambda: card.all_button.text() == f"All {FIRST + 2}")
    assert len(card.sentences) == FIRST
    window.main.show_page("home")
    window.qtbot.mouseClick(card.all_button, LEFT)
    assert len(card.sentences) == FIRST + 2
    assert card.all_button.isHidden()


def test_rules_that_are_old_lead_to_their_page_where_there_is_one(open_window, clock: Clock):
    clock.moment = NOVEMBER + timedelta(days=200)
    card = card_of(open_window())
    assert [sentence.partition("”")[0] for sentence in card.sentences] == [
        "The rules “Loire 25.11",
        "The rules “Tagus 22.10",
    ]
    assert len(card.links) == (2 if "rules" in PAGES else 0)


def test_what_grows_old_while_the_window_is_open_is_told_in_time(open_window, clock: Clock, monkeypatch):
    monkeypatch.setattr("assay_gui.attending.AT_LEAST_EVERY", timedelta(milliseconds=300))
    clock.moment = NOVEMBER
    window = open_window()
    assert card_of(window).sentences == []
    clock.moment = NOVEMBER + timedelta(days=200)
    window.wait_until(lambda: len(window.main.home.attention.sentences) == 2)


def test_what_cannot_be_read_is_said_and_the_rest_is_told(profile, open_window, clock: Clock):
    clock.moment = NOVEMBER
    add_key(make_vault(profile, PASSPHRASE), "seal", ends=NOVEMBER + timedelta(days=1))
    (profile / "damaged.key").write_bytes(b"{")
    user_trust().mkdir(parents=True)
    (user_trust() / "chain.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    card = card_of(open_window())
    assert len(card.sentences) == 1
    assert card.note
    assert "Nothing needs" not in card.note


def test_all_ends_go_into_a_calendar(profile, open_window, clock: Clock, tmp_path: Path):
    clock.moment = NOVEMBER
    add_key(make_vault(profile, PASSPHRASE), "seal", ends=NOVEMBER + timedelta(days=200))
    window = open_window()
    card = card_of(window)
    assert card.sentences == []
    window.desk.save_path = tmp_path / "ends.ics"
    window.qtbot.mouseClick(card.calendar_button, LEFT)
    window.wait_until(lambda: "ends.ics" in window.main.notice.message)
    assert b"DTSTART;VALUE=DATE:20270610" in window.desk.save_path.read_bytes()
    window.desk.save_path = tmp_path / "nowhere" / "ends.ics"
    window.qtbot.mouseClick(card.calendar_button, LEFT)
    window.wait_until(lambda: window.main.notice.message.startswith("The file could not be written"))
