# SPDX-License-Identifier: Apache-2.0
"""Cards one below the other: those that say the same stay where they are, new ones are made as the window has time."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.causes import Cause
from assay_gui.views.finding_card import Card
from assay_gui.views.parts import restyle

if TYPE_CHECKING:
    from assay.authoring.fixes import Fix

AT_ONCE = 3
"""As many cards are made before the window goes on; the rest one by one, as it has time."""


class CardList(QScrollArea):
    """The cards of some causes."""

    grown = Signal()
    """Cards have come or gone."""

    def __init__(self, look: Look, new_card: Callable[[Cause], Card], below: QWidget) -> None:
        """`new_card` makes the card of a cause; `below` stands under all of them."""
        super().__init__()
        self._new_card = new_card
        self._rows: dict[int, Card] = {}
        self._by_place: dict[int, Card] = {}
        self._away: tuple[Card, ...] = ()
        self._waiting: deque[tuple[int, Cause]] = deque()
        self._current = -1
        self._fixes: Mapping[int, Fix] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._make(1))
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(look.words.say("cards.title"))
        inside = QWidget()
        inside.setObjectName("cardList")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 12, 12)
        self._list.setSpacing(8)
        self._list.addWidget(below)
        self._list.addStretch()
        self.setWidget(inside)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards, in order; those that are still to be made are made."""
        self._make(len(self._waiting))
        return self.made

    @property
    def made(self) -> tuple[Card, ...]:
        """The cards that are made so far, in order."""
        return tuple(self._rows[row] for row in sorted(self._rows))

    @property
    def held(self) -> int:
        """The row of the card that has the keyboard, or will have it when the window does again; -1 where none has."""
        here = self.window().focusWidget()  # that of this widget is where the keyboard was last, even if it went on
        return next((row for row, card in self._rows.items() if here in (card, *card.findChildren(QPushButton))), -1)

    def show_causes(self, found: Sequence[Cause], fixes: "Mapping[int, Fix]", current: int) -> None:
        """Show the cards of some causes, the one chosen that has the place `current`."""
        before = [*self.made, *self._away]
        self._rows, self._by_place, self._away, self._waiting = {}, {}, (), deque()
        self._fixes, self._current = fixes, current
        kept: dict[int, Card] = {}
        for row, cause in enumerate(found):
            same = next((card for card in before if card.stands_for(cause)), None)
            if same is None:
                self._waiting.append((row, cause))
            else:
                before.remove(same)
                kept[row] = same
        for card in before:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for row, card in kept.items():
            self._place(row, card, found[row])
        self._make(AT_ONCE)
        self.grown.emit()

    def put_away(self) -> None:
        """Show none; those that say the same afterwards come back as they were."""
        self._away = (*self._away, *self.made)
        for card in self._away:
            card.hide()
        self._rows, self._by_place, self._waiting = {}, {}, deque()

    def card_of(self, place: int) -> Card | None:
        """The card that has a place; None where none of those shown has it."""
        if place not in self._by_place:
            self._make(len(self._waiting))
        return self._by_place.get(place)

    def offer_fixes(self, fixes: "Mapping[int, Fix]") -> None:
        """What corrects the cards, by place."""
        self._fixes = fixes
        for card in self.made:
            card.offer_fixes(fixes)

    def choose(self, place: int) -> None:
        """Mark the card that has a place, and bring it into view."""
        self._current = place
        chosen = self.card_of(place)
        for card in self.made:
            restyle(card, "current", "true" if card is chosen else "false")
        if chosen is not None:
            chosen.show_place(place)
            self.ensureWidgetVisible(chosen, 0, 12)

    def hold(self, row: int) -> bool:
        """Give the keyboard to the card of a row, or the last; whether there is one."""
        cards = self.cards
        if cards:
            cards[min(row, len(cards) - 1)].setFocus()
        return bool(cards)

    def move_focus(self, by: int) -> None:
        """Give the keyboard to a card so many further on."""
        cards = self.cards
        at = next((number for number, card in enumerate(cards) if card.hasFocus()), 0)
        cards[max(0, min(len(cards) - 1, at + by))].setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, count: int) -> None:
        """Make the next cards; the rest soon."""
        if not self._waiting:
            return
        self._list.setEnabled(False)  # each card would lay out all before it anew
        for _ in range(min(count, len(self._waiting))):
            row, cause = self._waiting.popleft()
            self._place(row, self._new_card(cause), cause)
        self._list.setEnabled(True)
        self._list.activate()
        if self._waiting:
            self._soon.start()
        self.grown.emit()

    def _place(self, row: int, card: Card, cause: Cause) -> None:
        card.take(cause)
        card.offer_fixes(self._fixes)
        restyle(card, "current", "true" if self._current in cause.places else "false")
        at = sum(other < row for other in self._rows)
        if self._list.indexOf(card) != at:
            self._list.insertWidget(at, card)
        card.show()
        self._rows[row] = card
        self._by_place |= dict.fromkeys(cause.places, card)
