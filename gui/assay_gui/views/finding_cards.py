# SPDX-License-Identifier: Apache-2.0
"""What to correct, what was not checked, advice: chips to choose by, and a card for each thing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.causes import Cause, causes
from assay_gui.models.entries import Entry, Group
from assay_gui.models.findings import FindingsFilter, FindingsModel
from assay_gui.views.card_list import CardList
from assay_gui.views.finding_card import Card
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, clearable, in_turn, label, settle

if TYPE_CHECKING:
    from assay.authoring.fixes import Fix

WIDTH = 392
PAGE = 40
"""As many cards are made at once; more on demand."""
SEARCH_FROM = 6
"""As many causes are worth a field to search them with."""
IN_FRONT = (Group.ADVICE, Group.UNCHECKED)
"""Advice says what to do; what was not checked mostly waits for something else."""


class FindingCards(QWidget):
    """The right column of a document."""

    entry_chosen = Signal(int)
    """The place of the card in the list of all cards."""
    source_wanted = Signal(int)
    form_wanted = Signal(int)
    fix_wanted = Signal(tuple)
    """Places that are to be corrected, all in the same way."""
    accept_wanted = Signal(int, tuple)
    """A place somebody wants to accept, and all places of its card."""
    withdraw_wanted = Signal(tuple)
    """Places that are to be accepted no longer."""
    give_wanted = Signal()
    rule_wanted = Signal(int)
    """The place of a card whose rule is to be shown."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("cards")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = FindingsModel()
        self.filter = FindingsFilter()
        self._limit = PAGE
        self._current = -1
        self._left = -1
        """The card that had the keyboard when all were taken away, because a change is being checked."""
        self._unfolded: set[tuple[str, ...]] = set()
        self._gathered: tuple[Sequence[Entry], Group, str, tuple[Cause, ...]] | None = None
        """The causes that were asked for last, after what they were gathered from."""
        self._fixes: Mapping[int, Fix] = {}
        self._chips: dict[Group, QPushButton] = {}
        self._chip_group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._chip_row())
        layout.addLayout(self._search_row())
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setContentsMargins(4, 4, 12, 4)
        layout.addWidget(self._nothing)
        self._more = button("", kind="small")
        self._more.clicked.connect(self._show_more)
        self.list = CardList(look, self._new_card, self._more)
        self.list.grown.connect(self._put_in_turn)
        layout.addWidget(self.list, 1)

    @property
    def chips(self) -> dict[Group, QPushButton]:
        """The chips."""
        return self._chips

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards, in order; those that are still to be made are made."""
        return self.list.cards

    @property
    def current(self) -> int:
        """The place of the chosen card in the list of all cards; -1 where none is."""
        return self._current

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other cards: what is to correct in front, else what was in front before, else what can be acted on."""
        if entries and _say_the_same(entries, self.model.entries):
            self.model.show(entries)
            return
        before = self.filter.group
        self.model.show(entries)
        self._current = -1
        for group, chip in self._chips.items():
            chip.setText(self._look.words.say(f"chip.{group.value}", count=self.model.count(group)))
            chip.setAccessibleName(chip.text())
        self._chips[Group.ACCEPTED].setVisible(self.model.count(Group.ACCEPTED) > 0)
        groups = (Group.CORRECT, before, *IN_FRONT, Group.ACCEPTED)
        self.choose_group(next((group for group in groups if self.model.count(group)), Group.CORRECT))
        if self._left >= 0 and self.window().focusWidget() in self._chips.values():
            self.list.hold(self._left)
        self._left = -1

    @property
    def at_hand(self) -> int:
        """The place of the card that has the keyboard, else of the chosen one, else of the first; -1 where none is."""
        cards, held = self.list.cards, self.list.held
        if held >= 0:
            return cards[held].place
        first = cards[0].place if cards else -1
        return self._current if self.list.card_of(self._current) is not None else first

    @property
    def to_correct(self) -> tuple[Entry, ...]:
        """What is to correct, each place by itself."""
        return tuple(entry for entry in self.model.entries if entry.group is Group.CORRECT)

    def offer_fixes(self, fixes: "Mapping[int, Fix]") -> None:
        """What corrects the cards' entries, by their place in the list of all cards."""
        self._fixes = fixes
        self.list.offer_fixes(fixes)

    def show_stale(self) -> None:
        """Show nothing: what was found is from before a change, and the change is being checked."""
        self._left = max(self._left, self.list.held)
        self.model.show(())
        if self.list.held >= 0:
            self._chips[self.filter.group].setFocus()
        self.list.put_away()
        self._tell_rest(0)
        self._nothing.setText(self._look.words.say("banner.rechecking"))

    def choose_group(self, group: Group) -> None:
        """Show the cards of one chip."""
        self._chips[group].setChecked(True)
        self.filter.choose(group)
        self._limit = PAGE
        self._make_cards()

    def search_for(self, text: str) -> None:
        """Show only cards that say this."""
        self.filter.search(text)
        self._limit = PAGE
        self._make_cards()

    def choose(self, place: int) -> None:
        """Choose a card by its place in the list of all cards, and bring it into view."""
        if not 0 <= place < len(self.model.entries):
            return
        group = self.model.entries[place].group
        self._current = place
        if group is not self.filter.group:
            self.choose_group(group)
        if not any(place in cause.places for cause in self._causes()):
            self.search.clear()
        at = next((number for number, cause in enumerate(self._causes()) if place in cause.places), 0)
        if at >= self._limit:
            self._limit = at + PAGE
            self._make_cards()
        self.list.choose(place)

    def take_keyboard(self, place: int) -> None:
        """Bring the keyboard to the card of a place."""
        card = self.list.card_of(place)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> int:
        """The next place (or the one before) among those shown, cause by cause; -1 where there is none."""
        places = [place for cause in self._causes() for place in cause.places]
        if not places:
            return -1
        if self._current not in places:
            return places[0 if by > 0 else -1]
        return places[(places.index(self._current) + by) % len(places)]

    def _causes(self) -> tuple[Cause, ...]:
        entries, group, wanted = self.model.entries, self.filter.group, self.filter.wanted
        known = self._gathered
        if known is None or known[0] is not entries or known[1:3] != (group, wanted):
            known = self._gathered = (entries, group, wanted, causes(self.filter.shown(entries)))
        return known[3]

    def _search_row(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self._look.words.say("cards.search"))
        self.search.setAccessibleName(self._look.words.say("cards.search"))
        clearable(self.search, self._look.words.say("parts.clear"))
        self.search.textChanged.connect(self.search_for)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 12, 0)
        row.addWidget(self.search)
        return row

    def _chip_row(self) -> FlowLayout:
        row = FlowLayout(4)
        row.setContentsMargins(0, 0, 12, 0)
        for group in Group:
            chip = button("", self._look.words.tip(f"chip.{group.value}"), "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, group=group: self.choose_group(group))
            self._chip_group.addButton(chip)
            self._chips[group] = chip
            row.addWidget(chip)
        self._chips[Group.ACCEPTED].setParent(self)  # else it would be shown as a window of its own
        self._chips[Group.ACCEPTED].hide()
        return row

    def _show_more(self) -> None:
        self._limit += PAGE
        self._make_cards()

    def _make_cards(self) -> None:
        """Show the cards as they are to be now; who was among them with the keyboard stays among them."""
        held, found = self.list.held, self._causes()
        self.list.show_causes(found[: self._limit], self._fixes, self._current)
        if held >= 0 and self.list.held < 0 and not self.list.hold(held):
            self._chips[self.filter.group].setFocus()
        self._tell_rest(len(found))

    def _put_in_turn(self) -> None:
        in_turn(self.search, *(stop for card in self.list.made for stop in card.stops), self._more)

    def _tell_rest(self, found: int) -> None:
        """How many cards there are beyond those that are made; that there are none."""
        hidden = max(0, found - self._limit)
        self._more.setVisible(hidden > 0)
        self._more.setText(self._look.words.say("cards.more", count=hidden))
        self._more.setAccessibleName(self._more.text())
        searched = bool(self.search.text())
        self.search.setVisible(searched or found >= SEARCH_FROM)
        self._nothing.setVisible(not found)
        self._nothing.setText(
            self._look.words.say("cards.none_found" if searched else f"cards.none_{self.filter.group.value}")
        )
        settle()

    def _new_card(self, cause: Cause) -> Card:
        card = Card(self._look, cause, is_unfolded=cause.key in self._unfolded)
        card.chosen.connect(self.entry_chosen)
        card.source_wanted.connect(self.source_wanted)
        card.form_wanted.connect(self.form_wanted)
        card.fix_wanted.connect(self.fix_wanted)
        card.accept_wanted.connect(self.accept_wanted)
        card.withdraw_wanted.connect(self.withdraw_wanted)
        card.give_wanted.connect(self.give_wanted)
        card.rule_wanted.connect(self.rule_wanted)
        card.step_wanted.connect(self.list.move_focus)
        card.unfolded.connect(lambda is_open: (self._unfolded.add if is_open else self._unfolded.discard)(cause.key))
        card.came_into_focus.connect(lambda: self.list.ensureWidgetVisible(card, 0, 12))
        return card


def _say_the_same(entries: Sequence[Entry], before: Sequence[Entry]) -> bool:
    """Whether cards say the same of the same places; the lines of a place move with every line above."""
    return len(entries) == len(before) and all(
        new == old or new.words == old.words for new, old in zip(entries, before, strict=True)
    )
