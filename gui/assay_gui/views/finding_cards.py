# SPDX-License-Identifier: Apache-2.0
"""What to correct, what was not checked, advice: chips to choose by, and a card for each thing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.entries import Entry, Group
from assay_gui.models.findings import FindingsFilter, FindingsModel
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import Badge, button, label, restyle

WIDTH = 392
PAGE = 40
"""As many cards are made at once; more on demand."""
IN_FRONT = (Group.ADVICE, Group.UNCHECKED)
"""Advice says what to do; what was not checked mostly waits for something else."""


class FindingCards(QWidget):
    """The right column of a document."""

    entry_chosen = Signal(int)
    """The place of the card in the list of all cards."""
    source_wanted = Signal(int)

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
        self._chips: dict[Group, QPushButton] = {}
        self._chip_group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._chip_row())
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
        return tuple(self._cards.values())

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
        groups = (Group.CORRECT, before, *IN_FRONT)
        self.choose_group(next((group for group in groups if self.model.count(group)), Group.CORRECT))

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

    def choose(self, place: int) -> None:
        """Choose a card by its place in the list of all cards, and bring it into view."""
        if not 0 <= place < len(self.model.entries):
            return
        group = self.model.entries[place].group
        self._current = place
        if group is not self.filter.group:
            self.choose_group(group)
        row = self.filter.mapFromSource(self.model.index(place)).row()
        if row >= self._limit:
            self._limit = row + PAGE
            self._make_cards()
        for number, card in self._cards.items():
            restyle(card, "current", "true" if number == place else "false")
        self._area.ensureWidgetVisible(self._cards[place], 0, 12)

    def step(self, by: int) -> int:
        """The place of the next card (or the one before) among those shown; -1 where there is none."""
        places = [self.filter.mapToSource(self.filter.index(row, 0)).row() for row in range(self.filter.rowCount())]
        if not places:
            return -1
        if self._current not in places:
            return places[0 if by > 0 else -1]
        return places[(places.index(self._current) + by) % len(places)]

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
        for card in self._cards.values():
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {}
        total = self.filter.rowCount()
        for row in range(min(total, self._limit)):
            self._add_card(row, self.filter.mapToSource(self.filter.index(row, 0)).row())
        hidden = max(0, total - self._limit)
        self._more.setVisible(hidden > 0)
        self._more.setText(self._look.words.say("cards.more", count=hidden))
        self._more.setAccessibleName(self._more.text())
        self._nothing.setVisible(not total)
        self._nothing.setText(self._look.words.say(f"cards.none_{self.filter.group.value}"))

    def _add_card(self, row: int, place: int) -> None:
        card = Card(self._look, self.model.entries[place])
        card.chosen.connect(lambda: self.entry_chosen.emit(place))
        card.source_wanted.connect(lambda: self.source_wanted.emit(place))
        card.step_wanted.connect(self._move_focus)
        card.came_into_focus.connect(lambda: self._area.ensureWidgetVisible(card, 0, 12))
        restyle(card, "current", "true" if place == self._current else "false")
        self._list.insertWidget(row, card)
        card.show()
        self._cards[place] = card

    def _move_focus(self, by: int) -> None:
        cards = list(self._cards.values())
        at = next((number for number, card in enumerate(cards) if card.hasFocus()), 0)
        target = cards[max(0, min(len(cards) - 1, at + by))]
        target.setFocus(Qt.FocusReason.TabFocusReason)


class Card(QFrame):
    """One thing: what, why, how; where it is; its words to take along."""

    chosen = Signal()
    source_wanted = Signal()
    step_wanted = Signal(int)
    came_into_focus = Signal()

    def __init__(self, look: Look, entry: Entry) -> None:
        super().__init__()
        self._entry = entry
        words = look.words
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = " ".join(part for part in (entry.why, entry.how) if part)
        self.setAccessibleName(f"{words.say(f'card.{entry.group.value}')}: {entry.title}")
        self.setAccessibleDescription(told)
        badge = Badge(look)
        badge.show_state(entry.state)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(label(entry.title, "strong", wrap=True), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(title)
        if entry.how:
            layout.addWidget(label(entry.how, wrap=True))
        if entry.why:
            layout.addWidget(label(entry.why, "muted", wrap=True))
        layout.addSpacing(4)
        layout.addLayout(self._buttons(look))

    @property
    def entry(self) -> Entry:
        """What it is about."""
        return self._entry

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to the place."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card, Enter and space to the place."""
        match event.key():
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.chosen.emit()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep the card in view when the keyboard comes to it."""
        super().focusInEvent(event)
        self.came_into_focus.emit()

    def _buttons(self, look: Look) -> FlowLayout:
        row = FlowLayout(8)
        words = look.words
        if self._entry.has_place:
            show = button(words.say("card.show"), words.tip("card.show"), "small")
            show.clicked.connect(self.source_wanted)
            row.addWidget(show)
        copy = button(words.say("card.copy"), words.tip("card.copy"), "small")
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        return row

    def _copy(self) -> None:
        entry = self._entry
        QGuiApplication.clipboard().setText("\n".join(part for part in (entry.title, entry.how, entry.why) if part))
