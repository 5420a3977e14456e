# SPDX-License-Identifier: Apache-2.0
"""What to correct, what was not checked, advice: chips to choose by, and a card for each thing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.causes import Cause, causes
from assay_gui.models.entries import Entry, Group
from assay_gui.models.findings import FindingsFilter, FindingsModel
from assay_gui.views.finding_card import Card
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, clearable, label, restyle

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

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("cards")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = FindingsModel(self)
        self.filter = FindingsFilter(self)
        self.filter.setSourceModel(self.model)
        self._limit = PAGE
        self._current = -1
        self._cards: dict[int, Card] = {}
        self._unfolded: set[tuple[str, ...]] = set()
        self._fixes: Mapping[int, Fix] = {}
        self._chips: dict[Group, QPushButton] = {}
        self._chip_group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._chip_row())
        layout.addWidget(self._search_field())
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setContentsMargins(4, 4, 12, 4)
        layout.addWidget(self._nothing)
        self._more = button("", kind="small")
        self._more.clicked.connect(self._show_more)
        layout.addWidget(self._scroll_area(), 1)

    @property
    def chips(self) -> dict[Group, QPushButton]:
        """The chips."""
        return self._chips

    @property
    def cards(self) -> tuple["Card", ...]:
        """The cards that are made, in order."""
        return tuple(dict.fromkeys(self._cards.values()))

    @property
    def current(self) -> int:
        """The place of the chosen card in the list of all cards; -1 where none is."""
        return self._current

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other cards: what is to correct in front, else what was in front before, else what can be acted on."""
        if [entry.words for entry in entries] == [entry.words for entry in self.model.entries] and entries:
            self.model.take_places(entries)
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

    @property
    def to_correct(self) -> tuple[Entry, ...]:
        """What is to correct, each place by itself."""
        return tuple(entry for entry in self.model.entries if entry.group is Group.CORRECT)

    def offer_fixes(self, fixes: "Mapping[int, Fix]") -> None:
        """What corrects the cards' entries, by their place in the list of all cards."""
        self._fixes = fixes
        for card in self.cards:
            card.offer_fixes(fixes)

    def show_stale(self) -> None:
        """Show nothing: what was found is from before a change, and the change is being checked."""
        self.model.show(())
        self._make_cards()
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
        if place not in self._cards:
            self.search.clear()
        at = next((number for number, cause in enumerate(self._causes()) if place in cause.places), 0)
        if at >= self._limit:
            self._limit = at + PAGE
            self._make_cards()
        chosen = self._cards.get(place)
        for card in self.cards:
            restyle(card, "current", "true" if card is chosen else "false")
        if chosen is not None:
            chosen.show_place(place)
            self._area.ensureWidgetVisible(chosen, 0, 12)

    def step(self, by: int) -> int:
        """The next place (or the one before) among those shown, cause by cause; -1 where there is none."""
        places = [place for cause in self._causes() for place in cause.places]
        if not places:
            return -1
        if self._current not in places:
            return places[0 if by > 0 else -1]
        return places[(places.index(self._current) + by) % len(places)]

    def _causes(self) -> tuple[Cause, ...]:
        rows = (self.filter.mapToSource(self.filter.index(row, 0)).row() for row in range(self.filter.rowCount()))
        return causes((place, self.model.entries[place]) for place in rows)

    def _search_field(self) -> QLineEdit:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self._look.words.say("cards.search"))
        self.search.setAccessibleName(self._look.words.say("cards.search"))
        clearable(self.search, self._look.words.say("parts.clear"))
        self.search.textChanged.connect(self.search_for)
        return self.search

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

    def _scroll_area(self) -> QScrollArea:
        self._area = QScrollArea()
        self._area.setObjectName("cards")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(self._look.words.say("cards.title"))
        inside = QWidget()
        inside.setObjectName("cardList")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 12, 12)
        self._list.setSpacing(8)
        self._list.addWidget(self._more)
        self._list.addStretch()
        self._area.setWidget(inside)
        return self._area

    def _show_more(self) -> None:
        self._limit += PAGE
        self._make_cards()

    def _make_cards(self) -> None:
        """Make the cards anew; who was among them with the keyboard stays among them."""
        here = self.focusWidget()
        held = next((row for row, card in enumerate(self.cards) if here in (card, *card.findChildren(QPushButton))), -1)
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {}
        found = self._causes()
        for row, cause in enumerate(found[: self._limit]):
            self._add_card(row, cause)
        if held >= 0:
            (self.cards[min(held, len(self.cards) - 1)] if self.cards else self._chips[self.filter.group]).setFocus()
        hidden = max(0, len(found) - self._limit)
        self._more.setVisible(hidden > 0)
        self._more.setText(self._look.words.say("cards.more", count=hidden))
        self._more.setAccessibleName(self._more.text())
        searched = bool(self.search.text())
        self.search.setVisible(searched or len(found) >= SEARCH_FROM)
        self._nothing.setVisible(not found)
        self._nothing.setText(
            self._look.words.say("cards.none_found" if searched else f"cards.none_{self.filter.group.value}")
        )

    def _add_card(self, row: int, cause: Cause) -> None:
        card = Card(self._look, cause, is_unfolded=cause.key in self._unfolded)
        card.chosen.connect(self.entry_chosen)
        card.source_wanted.connect(self.source_wanted)
        card.form_wanted.connect(self.form_wanted)
        card.fix_wanted.connect(self.fix_wanted)
        card.accept_wanted.connect(self.accept_wanted)
        card.withdraw_wanted.connect(self.withdraw_wanted)
        card.offer_fixes(self._fixes)
        card.step_wanted.connect(self._move_focus)
        card.unfolded.connect(lambda is_open: (self._unfolded.add if is_open else self._unfolded.discard)(cause.key))
        card.came_into_focus.connect(lambda: self._area.ensureWidgetVisible(card, 0, 12))
        restyle(card, "current", "true" if self._current in cause.places else "false")
        self._list.insertWidget(row, card)
        card.show()
        self._cards |= dict.fromkeys(cause.places, card)

    def _move_focus(self, by: int) -> None:
        cards = self.cards
        at = next((number for number, card in enumerate(cards) if card.hasFocus()), 0)
        target = cards[max(0, min(len(cards) - 1, at + by))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
