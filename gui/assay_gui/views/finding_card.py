# SPDX-License-Identifier: Apache-2.0
"""One card: what is wrong and what to do, why on demand, all the places it is true of, its words to take along."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assay_gui.fix_work import explanation, sentence
from assay_gui.look import Look
from assay_gui.models.causes import Cause
from assay_gui.models.entries import Entry
from assay_gui.views.accepted_line import AcceptedLine
from assay_gui.views.flow import FlowLayout
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import Badge, breakable, button, label

if TYPE_CHECKING:
    from assay.authoring.fixes import Fix


class Card(QFrame):
    """One cause with its places."""

    chosen = Signal(int)
    """A place of it, as the list of all entries numbers them."""
    source_wanted = Signal(int)
    form_wanted = Signal(int)
    fix_wanted = Signal(tuple)
    """Places that are to be corrected."""
    accept_wanted = Signal(int, tuple)
    """The place it stands at, and all its places."""
    withdraw_wanted = Signal(tuple)
    give_wanted = Signal()
    """Somebody has a file that tells more."""
    rule_wanted = Signal(int)
    """The place whose rule somebody wants to read."""
    step_wanted = Signal(int)
    unfolded = Signal(bool)
    came_into_focus = Signal()

    def __init__(self, look: Look, cause: Cause, *, is_unfolded: bool = False) -> None:
        super().__init__()
        self._look = look
        self._cause = cause
        self._at = 0
        self._fixes: Mapping[int, Fix] = {}
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(4)
        self._add_words(is_unfolded)
        if cause.entry.accepted is not None:
            self._layout.addWidget(AcceptedLine(look, cause.entry))
        self.places_row = self._add_places()
        self._layout.addSpacing(4)
        self._layout.addLayout(self._buttons())
        self._name()

    @property
    def entry(self) -> Entry:
        """The words it shows."""
        return self._cause.entry

    @property
    def cause(self) -> Cause:
        """What it is about, with all places."""
        return self._cause

    def stands_for(self, cause: Cause) -> bool:
        """Whether it says just what is to be said of that cause, the lines of its places aside."""
        own = self._cause
        same = (own.places, own.files) == (cause.places, cause.files)
        return same and (own.entry == cause.entry or own.entry.words == cause.entry.words)

    def take(self, cause: Cause) -> None:
        """Stand for a cause that is said in the same words."""
        self._cause = cause

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab halts, in order."""
        return self, *self.findChildren(QPushButton)

    @property
    def place(self) -> int:
        """The place it stands at now."""
        return self._cause.places[self._at]

    def show_place(self, place: int) -> None:
        """Stand at another of its places."""
        if place in self._cause.places:
            self._at = self._cause.places.index(place)
            self._name()
            self._show_fixes()

    def offer_fixes(self, fixes: "Mapping[int, Fix]") -> None:
        """What corrects it, by place. Where one sentence is true of all places, all are offered at once."""
        self._fixes = {place: fixes[place] for place in self._cause.places if place in fixes}
        self._show_fixes()

    def _show_fixes(self) -> None:
        words, fix = self._look.words, self._fixes.get(self.place)
        many = [found for found in self._fixes.values() if len(found.options) == 1]
        alike = {sentence(found, words) for found in many}
        self.fix_button.setVisible(fix is not None)
        self.fix_all_button.setVisible(fix is not None and len(many) > 1 and len(alike) == 1)
        if fix is None:
            return
        text = words.say("correct.some") if len(fix.options) > 1 else sentence(fix, words)
        self.fix_button.say(words.say("correct.ask", text=text), explanation(fix, words))
        self.fix_all_button.say(words.say("correct.everywhere", count=len(many)), explanation(fix, words))
        self._layout.activate()  # the buttons came after the card was laid out

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to the place."""
        super().mousePressEvent(event)
        self.chosen.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from card to card, left and right from place to place, Enter and space to the place."""
        match event.key():
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case Qt.Key.Key_Right if len(self._cause.places) > 1:
                self._go(1)
            case Qt.Key.Key_Left if len(self._cause.places) > 1:
                self._go(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.chosen.emit(self.place)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keep the card in view when the keyboard comes to it."""
        super().focusInEvent(event)
        self.came_into_focus.emit()

    def _add_words(self, is_unfolded: bool) -> None:  # noqa: FBT001 - of the constructor, passed on
        entry, words = self._cause.entry, self._look.words
        badge = Badge(self._look)
        badge.show_state(entry.state)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(label(breakable(entry.title), "strong", wrap=True), 1)
        self._layout.addLayout(title)
        if entry.how:
            self._layout.addWidget(label(breakable(entry.how), wrap=True))
        self.why = label(breakable(entry.why), "muted", wrap=True)
        self._layout.addWidget(self.why)
        self.why_button = button(words.say("card.why"), words.tip("card.why"), "small")
        self.why_button.setCheckable(True)
        self.why_button.setChecked(is_unfolded)
        self.why_button.toggled.connect(self.why.setVisible)
        self.why_button.toggled.connect(self.unfolded)
        is_folded = bool(entry.why and entry.how)  # what is all there is to say is never folded away
        self.why.setVisible(bool(entry.why) and (is_unfolded or not is_folded))

    def _add_places(self) -> QWidget:
        row = QWidget()
        words = self._look.words
        self._told = label("", "muted")
        self.previous_button = button(words.say("card.previous_place"), words.tip("card.previous_place"), "small")
        self.next_button = button(words.say("card.next_place"), words.tip("card.next_place"), "small")
        self.previous_button.clicked.connect(lambda: self._go(-1))
        self.next_button.clicked.connect(lambda: self._go(1))
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self._told)
        inside.addWidget(self.previous_button)
        inside.addWidget(self.next_button)
        inside.addStretch()
        self._layout.addWidget(row)
        row.setVisible(len(self._cause.places) > 1 or bool(self._cause.entry.file))
        for made in (self.previous_button, self.next_button):
            made.setVisible(len(self._cause.places) > 1)
        return row

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(8)
        self.fix_button, self.fix_all_button = LinkButton("", kind="small"), LinkButton("", kind="small")
        self.fix_button.clicked.connect(lambda: self.fix_wanted.emit((self.place,)))
        self.fix_all_button.clicked.connect(lambda: self.fix_wanted.emit(tuple(self._fixes)))
        for made in (self.fix_button, self.fix_all_button):
            made.setParent(self)
            made.hide()
            row.addWidget(made)
        self.why_button.setParent(self)  # else it would be shown as a window of its own
        self.why_button.setVisible(bool(self._cause.entry.why and self._cause.entry.how))
        row.addWidget(self.why_button)
        if self._cause.entry.gives:
            self.give_button = self._small("signatures.give_file", self.give_wanted.emit)
            row.addWidget(self.give_button)
        if self._cause.entry.has_place:
            row.addWidget(self._small("card.show", lambda: self.source_wanted.emit(self.place)))
        if self._cause.entry.has_place and self._cause.entry.node:
            self.form_button = self._small("card.show_form", lambda: self.form_wanted.emit(self.place))
            row.addWidget(self.form_button)
        is_accepted = self._cause.entry.accepted is not None
        if self._cause.entry.id:
            self.accept_button = self._small("card.change" if is_accepted else "card.accept", self._accept, "quiet")
            row.addWidget(self.accept_button)
        if is_accepted:
            self.withdraw_button = self._small("card.withdraw", self._withdraw, "quiet")
            row.addWidget(self.withdraw_button)
        if self._cause.entry.rule is not None:
            self.rule_button = self._small("card.rule", lambda: self.rule_wanted.emit(self.place), "quiet")
            row.addWidget(self.rule_button)
        self.copy_button = self._small("card.copy", self._copy, "quiet")
        row.addWidget(self.copy_button)
        return row

    def _accept(self) -> None:
        self.accept_wanted.emit(self.place, self._cause.places)

    def _withdraw(self) -> None:
        self.withdraw_wanted.emit(self._cause.places)

    def _small(self, text_id: str, call: Callable[[], object], kind: str = "small") -> QPushButton:
        """A button; `quiet`: what can be done with any card, in the second rank."""
        words = self._look.words
        made = button(words.say(text_id), words.tip(text_id), kind)
        made.clicked.connect(call)
        return made

    def _go(self, by: int) -> None:
        self._at = (self._at + by) % len(self._cause.places)
        self._name()
        self._show_fixes()
        self.chosen.emit(self.place)

    def _name(self) -> None:
        entry, words, count = self._cause.entry, self._look.words, len(self._cause.places)
        where = words.say("card.place", number=self._at + 1, count=count) if count > 1 else ""
        file = self._cause.files[self._at]
        if file:
            where = f"{where} {words.say('card.in_file', file=file)}".strip()
        self._told.setText(where)
        self.setAccessibleName(words.pair(words.say(f"card.{entry.group.value}"), entry.title))
        said = (entry.how, entry.why, entry.accepted_words, where)
        self.setAccessibleDescription(" ".join(part for part in said if part))

    def _copy(self) -> None:
        entry = self._cause.entry
        said = (entry.title, entry.how, entry.why, entry.accepted_words)
        QGuiApplication.clipboard().setText("\n".join(part for part in said if part))
