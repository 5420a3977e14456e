# SPDX-License-Identifier: Apache-2.0
"""The fields of one node: those in use, by what they are about; what may be said besides, on demand; all else below."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from assay_gui.views.flow import FlowLayout
from assay_gui.views.form_asks import FormAsks
from assay_gui.views.form_field import FormField
from assay_gui.views.form_offers import pick
from assay_gui.views.form_problem import FormProblems
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import button, label, settle

if TYPE_CHECKING:
    from assay.authoring.forms.shown import ShownField, ShownForm

_OFFERED = 6
"""Fields that are offered by a button each; the others are searched."""
_LONGEST = 80
"""Characters of a member that no field is for; the source shows all of it."""


class FormSection(QWidget):
    """The fields of a page, or of a part in it."""

    def __init__(self, asks: FormAsks, shown: "ShownForm", *, is_page: bool) -> None:
        super().__init__()
        self.asks = asks
        self.shown = shown
        self.fields: dict[str, FormField] = {}
        self._is_page = is_page
        self._unfolded: set[str] = set()
        self._heads: dict[str, QLabel] = {}
        self._waiting: list[str] = []
        self._order: tuple[str, ...] = ()
        self._problems = FormProblems(asks)
        self._more: QWidget | None = None
        self._more_buttons: list[QPushButton] = []
        self._more_shown: tuple[object, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12 if is_page else 8)
        self._layout.addWidget(self._problems)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(14 if is_page else 8)
        self._layout.addLayout(self._fields)

    @property
    def is_waiting(self) -> bool:
        """Whether some of its fields are still to be made."""
        return bool(self._waiting)

    def show_form(self, shown: "ShownForm") -> None:
        """Show the node as the document has it now."""
        self.shown = shown
        self._problems.show_findings(shown.findings)
        wanted = [field for field in shown.fields if field.is_in_use or self.is_unfolded(field.field.predicate)]
        names = [field.field.predicate for field in wanted]
        for name in [name for name in self.fields if name not in names]:
            self._drop(name)
        self._waiting = [name for name in names if name not in self.fields]
        for field in wanted:
            made = self.fields.get(field.field.predicate)
            if made is not None:
                made.show_field(field, is_open=shown.filled.is_editable)
        while self._waiting and self.asks.building.take_turn():
            self.build_next()
        if self._waiting:
            self.asks.building.later(self)
        self._arrange()
        self._show_more(wanted)

    def build_next(self) -> None:
        """Make the next field that is to be seen."""
        name = self._waiting.pop(0)
        field = self.shown.field(name)
        if field is not None:
            made = self.fields[name] = FormField(self, field)
            made.show_field(field, is_open=self.shown.filled.is_editable)
        self._arrange()

    def hold_layout(self, *, held: bool) -> None:
        """Lay nothing out while fields are made, and all of them at once afterwards: Qt would do it for each."""
        self._layout.setEnabled(not held)
        if not held:
            self._layout.invalidate()
            self._layout.activate()  # what asked for it meanwhile asked in vain
            settle(self)

    def build_all(self) -> None:
        """Make all of them, those of its parts too."""
        if self._waiting:
            self.hold_layout(held=True)
            while self._waiting:
                self.build_next()
            self.hold_layout(held=False)
        for section in self._inside():
            section.build_all()

    def is_unfolded(self, predicate: str) -> bool:
        """Whether a field is on the screen though nothing is said in it."""
        return predicate in self._unfolded

    def unfold(self, predicate: str) -> None:
        """Keep a field on the screen though nothing is said in it."""
        self._unfolded.add(predicate)

    def begin(self, predicate: str) -> None:
        """Bring a field to the screen, to be filled."""
        self.asks.catch_up(exactly=True)
        self.unfold(predicate)
        self.show_form(self.shown)
        self.build_all()
        field = self.fields.get(predicate)
        if field is None:
            return
        if field.rows:
            field.focus_row(0)
        else:
            field.more_button.setFocus()
            field.more_button.click()

    def put(self, predicate: str, text: str) -> None:
        """Let a field say a text that was not typed."""
        self.asks.catch_up(exactly=True)
        self.unfold(predicate)
        self.show_form(self.shown)
        self.build_all()
        if predicate in self.fields:
            self.fields[predicate].put(text)

    def focus_first(self) -> bool:
        """Give the keyboard to the first field; whether there is one."""
        self.build_all()
        first = next(iter(self._order), "")
        if first in self.fields:
            self.fields[first].focus_row(0)
        return first in self.fields

    def place_of(self, pointer: str, predicate: str = "") -> tuple[FormField, int] | None:
        """The field and row of a place: of a value, of a member, or of what is missing (`predicate`)."""
        self.build_all()
        for name, field in self.fields.items():
            for at, value in enumerate(field.shown.values):
                if value.part is not None and at < len(field.rows) and (part := field.rows[at].part) is not None:
                    inside = part.section.place_of(pointer, predicate)
                    if inside is not None:
                        return inside
                if value.value.pointer == pointer or pointer.startswith(f"{value.value.pointer}/"):
                    return field, at
            form = self.shown.filled
            entry = form.field(name)
            members = entry.members if entry is not None else ()
            if pointer in members or (pointer == form.pointer and name == predicate):
                return field, 0
        return None

    def section_of(self, node: str) -> "FormSection | None":
        """The section that shows a node; the rest of the form need not be made for a node that has no part in it."""
        if self.shown.node == node:
            return self
        if all(part.node != node for part in self.shown.parts()):
            return None
        self.build_all()
        return next((found for inside in self._inside() if (found := inside.section_of(node)) is not None), None)

    def chain(self) -> list[QWidget]:
        """What has the keyboard, in order."""
        fields = [self.fields[name] for name in self._order if name in self.fields]
        return [*self._problems.buttons, *(one for field in fields for one in field.chain()), *self._more_buttons]

    def _inside(self) -> "list[FormSection]":
        return [row.part.section for field in self.fields.values() for row in field.rows if row.part is not None]

    def _drop(self, name: str) -> None:
        old = self.fields.pop(name)
        self._fields.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._order = ()

    def _arrange(self) -> None:
        """Fields stand in their order, under what they are about. Mostly some came after those that are there."""
        made = [field for field in self.shown.fields if field.field.predicate in self.fields]
        order = tuple(field.field.predicate for field in made)
        if order == self._order:
            return
        stay = len(self._order)
        if order[:stay] != self._order:
            stay = 0
            while self._fields.takeAt(0) is not None:
                pass
            for head in self._heads.values():
                head.hide()
        self._order = order
        has_heads = self._is_page and len({field.group for field in self.shown.fields}) > 1
        for at in range(stay, len(made)):
            if has_heads and (at == 0 or made[at].group is not made[at - 1].group):
                self._fields.addWidget(self._head(made[at].group.value))
                self._heads[made[at].group.value].show()
            self._fields.addWidget(self.fields[order[at]])
            self.fields[order[at]].show()
        self.asks.building.rearranged()

    def _head(self, group: str) -> QLabel:
        if group not in self._heads:
            self._heads[group] = label(self.asks.look.words.say(f"form.group.{group}"), "group")
            self._heads[group].setIndent(0)
        return self._heads[group]

    def _show_more(self, wanted: "list[ShownField]") -> None:
        """What may be said and is not, and what is said and no field is for."""
        is_open = self.shown.filled.is_editable
        named = {field.field.predicate for field in wanted}  # fields compare all that they hold
        later = [field for field in self.shown.fields if field.field.predicate not in named] if is_open else []
        others = self.shown.others
        told = (tuple(field.field.predicate for field in later), others, is_open)
        if told == self._more_shown:
            return
        self._more_shown = told
        if self._more is not None:
            self._layout.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
        self._more, self._more_buttons = QWidget(), []
        inside = QVBoxLayout(self._more)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        self._offer(inside, later)
        self._add_others(inside)
        self._layout.addWidget(self._more)
        self._more.setVisible(bool(later or others))
        self.asks.building.rearranged()

    def _offer(self, inside: QVBoxLayout, later: "list[ShownField]") -> None:
        if not later:
            return
        words = self.asks.look.words
        if self._is_page:
            inside.addWidget(label(words.say("form.optional", count=len(later)), "strong", wrap=True))
        row = FlowLayout(4)
        shown = later if len(later) <= _OFFERED + 1 else later[: _OFFERED if self._is_page else 0]
        for field in shown:
            made = LinkButton(words.say("form.add", name=field.label), field.help, "link")
            made.clicked.connect(lambda _=False, name=field.field.predicate: self.begin(name))
            self._more_buttons.append(made)
            row.addWidget(made)
        if len(shown) < len(later):
            search = button(words.say("form.add_other", count=len(later)), words.tip("form.add_other"), "link")
            search.clicked.connect(lambda: self._search(later))
            self._more_buttons.append(search)
            row.addWidget(search)
        inside.addLayout(row)

    def _search(self, later: "list[ShownField]") -> None:
        say = self.asks.look.words.say
        offers = [(field.label, partial(self.begin, field.field.predicate)) for field in later]
        pick(self.asks.look, say("form.add_title"), offers, self, [field.help for field in later])

    def _add_others(self, inside: QVBoxLayout) -> None:
        say, others = self.asks.look.words.say, self.shown.others
        if others:
            inside.addWidget(label(say("form.others"), "strong", wrap=True))
            inside.addWidget(label(say("form.others_kept"), "muted", wrap=True))
        for other in others:
            told = say("form.other", name=other.name, text=_short(other.text))
            made = LinkButton(told, say("form.see_source"))
            made.clicked.connect(lambda _=False, at=other.pointer: self.asks.show_source(at))
            self._more_buttons.append(made)
            inside.addWidget(made)


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
