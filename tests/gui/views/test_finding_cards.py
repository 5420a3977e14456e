# SPDX-License-Identifier: Apache-2.0
"""The cards: one a cause, its places one after another, search, why on demand; by mouse and by keyboard."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from assay.finding import Location
from assay_gui.look import Icons, Look
from assay_gui.models.entries import Entry, Group
from assay_gui.theme import Mode, Theme
from assay_gui.views.card_list import AT_ONCE
from assay_gui.views.finding_card import Card
from assay_gui.views.finding_cards import SEARCH_FROM, FindingCards
from assay_gui.words import Words

COUNTRY = Entry(Group.CORRECT, "The country is a region.", "Loire asks for the country.", "Write “DE”.", "/a", id="1")
OTHER = Entry(Group.CORRECT, "The name is missing.", "", "Add it.", "/b", id="2")


@pytest.fixture
def cards(qapp, qtbot) -> Iterator[FindingCards]:
    theme = Theme(qapp, Mode.LIGHT)
    made = FindingCards(Look(Words(), theme, Icons(theme)))
    qtbot.addWidget(made)
    made.resize(392, 600)
    made.show()
    yield made
    qapp.setStyleSheet("")


def many(count: int) -> list[Entry]:
    return [replace(COUNTRY, pointer=f"/{number}", id=str(number)) for number in range(count)]


def test_one_cause_in_many_places_is_one_card(cards: FindingCards, qtbot):
    cards.show_entries([*many(37), OTHER])
    assert [len(card.cause.places) for card in cards.cards] == [37, 1]
    assert "37" in cards.chips[Group.CORRECT].text() or "38" in cards.chips[Group.CORRECT].text()
    went = []
    cards.entry_chosen.connect(went.append)
    card = cards.cards[0]
    qtbot.mouseClick(card.next_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card, Qt.Key.Key_Right)
    qtbot.keyClick(card, Qt.Key.Key_Left)
    qtbot.mouseClick(card.previous_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.previous_button, Qt.MouseButton.LeftButton)
    assert went == [1, 2, 1, 0, 36]
    assert "37 of 37" in card.accessibleDescription()


def test_stepping_goes_through_all_places_of_a_cause_before_the_next(cards: FindingCards):
    cards.show_entries([COUNTRY, OTHER, replace(COUNTRY, pointer="/c", id="3")])
    went = []
    for _ in range(4):
        place = cards.step(1)
        cards.choose(place)
        went.append(place)
    assert went == [0, 2, 1, 0]
    assert cards.step(-1) == 1


def test_why_is_told_on_demand_and_stays_told_after_another_check(cards: FindingCards, qtbot):
    cards.show_entries([COUNTRY])
    assert not cards.cards[0].why.isVisible()
    qtbot.mouseClick(cards.cards[0].why_button, Qt.MouseButton.LeftButton)
    assert cards.cards[0].why.isVisible()
    cards.show_entries([OTHER, COUNTRY])
    assert next(card for card in cards.cards if card.entry == COUNTRY).why.isVisible()


def test_what_is_all_there_is_to_say_is_never_folded_away(cards: FindingCards):
    cards.show_entries([replace(COUNTRY, how="")])
    assert cards.cards[0].why.isVisible()
    assert not cards.cards[0].why_button.isVisible()


def test_a_long_list_can_be_searched_and_a_chosen_card_is_always_shown(cards: FindingCards, qtbot):
    others = [replace(OTHER, title=f"Thing {number} is missing.", id=f"x{number}") for number in range(SEARCH_FROM)]
    cards.show_entries([COUNTRY, *others])
    assert cards.search.isVisible()
    qtbot.keyClicks(cards.search, "THING 3")
    assert [card.entry.title for card in cards.cards] == ["Thing 3 is missing."]
    qtbot.keyClicks(cards.search, "xyz")
    assert not cards.cards
    assert cards.search.isVisible()
    cards.choose(0)
    assert [card.property("current") for card in cards.cards].count("true") == 1
    assert len(cards.cards) == SEARCH_FROM + 1


def test_the_same_cards_elsewhere_in_the_text_stay_as_they_are(cards: FindingCards):
    cards.show_entries([COUNTRY, OTHER])
    before = cards.cards
    moved = replace(COUNTRY, location=Location("/a", 7, 1, 7, 3))
    cards.show_entries([moved, OTHER])
    assert cards.cards == before
    assert cards.model.entries[0].location == Location("/a", 7, 1, 7, 3)


def test_a_card_is_copied_as_it_reads(cards: FindingCards, qtbot):
    cards.show_entries([COUNTRY])
    copy = cards.cards[0].findChildren(type(cards.cards[0].why_button))[-1]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"{COUNTRY.title}\n{COUNTRY.how}\n{COUNTRY.why}"


def test_stale_cards_are_not_shown(cards: FindingCards):
    cards.show_entries([COUNTRY, OTHER])
    cards.show_stale()
    assert not cards.cards
    cards.show_entries([COUNTRY, OTHER])
    assert len(cards.cards) == 2


def test_cards_that_say_the_same_stay_and_only_the_others_are_made(cards: FindingCards):
    third = replace(OTHER, title="Third thing", id="third")
    cards.show_entries([COUNTRY, OTHER, third])
    first, _, last = cards.cards
    cards.show_entries([COUNTRY, replace(OTHER, title="Changed"), third])
    assert cards.cards[0] is first
    assert cards.cards[2] is last
    assert [card.entry.title for card in cards.cards] == [COUNTRY.title, "Changed", "Third thing"]
    assert [cards.list._list.indexOf(card) for card in cards.cards] == [0, 1, 2]


def test_cards_put_away_while_a_change_is_checked_come_back(cards: FindingCards):
    cards.show_entries([COUNTRY, OTHER])
    before = cards.cards
    for _ in range(2):
        cards.show_stale()
        assert not any(card.isVisibleTo(cards) for card in before)
    moved = replace(COUNTRY, location=Location("/a", 9, 1, 9, 3))
    cards.show_entries([OTHER, moved])
    assert [card.entry.title for card in cards.cards] == [OTHER.title, COUNTRY.title]
    cards.show_stale()
    again = cards.cards, cards.list._away
    cards.show_entries([OTHER, moved])
    assert (cards.cards, ()) == (again[1], again[0])
    assert all(card.isVisibleTo(cards) for card in cards.cards)
    assert cards.cards[1].entry.location == moved.location


def test_a_card_with_the_keyboard_keeps_it_where_it_stays(cards: FindingCards, qtbot):
    cards.show()
    qtbot.waitExposed(cards)
    cards.show_entries([COUNTRY, OTHER])
    cards.activateWindow()
    cards.cards[0].why_button.setFocus()
    cards.show_entries([COUNTRY, replace(OTHER, title="Changed")])
    assert cards.focusWidget() is cards.cards[0].why_button
    cards.cards[1].setFocus()
    cards.show_entries([COUNTRY, replace(OTHER, title="Changed again")])
    assert cards.focusWidget() is cards.cards[1]


def test_cards_come_in_steps_between_which_the_window_lives_and_all_at_once_to_whoever_asks(cards: FindingCards, qtbot):
    other = [replace(COUNTRY, title=f"Thing {number}.", id=str(number)) for number in range(20)]
    cards.show_entries(other)
    assert len(cards.findChildren(Card)) == AT_ONCE
    qtbot.waitUntil(lambda: len(cards.findChildren(Card)) == len(other))
    assert [card.entry.title for card in cards.cards] == [entry.title for entry in other]
    cards.show_entries(other[::-1])
    cards.choose(19)
    assert cards.cards[19].property("current") == "true"
    assert not cards.cards[19].visibleRegion().isEmpty()
    cards.show_entries(other)
    assert len(cards.cards) == len(other)
