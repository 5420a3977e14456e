# SPDX-License-Identifier: Apache-2.0
"""One field of a form: its name, its values each in a row, what is wrong with them, and room for more."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.policies import LANGUAGE, Policy, policy_text
from assay_gui.views.form_asks import FormAsks
from assay_gui.views.form_offers import ask_more
from assay_gui.views.form_problem import FormProblems
from assay_gui.views.form_row import FormRow
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import label

if TYPE_CHECKING:
    from assay.authoring.edits import Edit
    from assay.authoring.forms.answers import Answers
    from assay.authoring.forms.shown import ShownField, ShownForm, ShownValue
    from assay_gui.views.form_section import FormSection


class FormField(QWidget):
    """One property with its values."""

    def __init__(self, section: "FormSection", shown: "ShownField") -> None:
        super().__init__()
        self.shown = shown
        self.is_open = True
        self.rows: list[FormRow] = []
        self._section = section
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        say = self.asks.look.words.say
        name = say("form.required", name=shown.label) if shown.field.is_required else shown.label
        self.head = label(name, "strong", wrap=True)
        self._layout.addWidget(self.head)
        if shown.help:
            self._layout.addWidget(label(shown.help, "muted", wrap=True))
        self._values = QVBoxLayout()
        self._values.setSpacing(6)
        self._layout.addLayout(self._values)
        self.problems = FormProblems(self.asks)
        self._layout.addWidget(self.problems)
        self.more_button = self._make_more()

    @property
    def asks(self) -> FormAsks:
        """The form around it."""
        return self._section.asks

    @property
    def predicate(self) -> str:
        """The property."""
        return self.shown.field.predicate

    def form(self) -> "ShownForm":
        """The form it is a field of, as it stands now."""
        return self._section.shown

    def show_field(self, shown: "ShownField", *, is_open: bool) -> None:
        """Show the field as the document has it now; what somebody is typing stays."""
        self.shown, self.is_open = shown, is_open
        said = [row for row in self.rows if row.is_said]
        fits = len(said) == len(shown.values) and all(map(FormRow.fits, said, shown.values))
        self.problems.show_findings(shown.findings)
        if fits:
            for row, value in zip(said, shown.values, strict=True):
                row.show_value(value)
        else:
            self._remake(shown)
        first = self._first_editor()
        is_wanted = shown.field.is_required or self._section.is_unfolded(self.predicate)
        if not self.rows and is_wanted and first is not None and is_open:
            self._add_row(first, None)
        has_room = shown.field.most is None or len(self.rows) < shown.field.most
        self.more_button.setVisible(is_open and has_room)
        if self.rows and self.rows[0].editor is not None:
            self.head.setBuddy(self.rows[0].editor.field)

    def focus_row(self, number: int) -> None:
        """Give the keyboard to a value; where there is none, to what adds one."""
        if number < len(self.rows):
            self.rows[number].focus()
        else:
            self.more_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> list[QWidget]:
        """What has the keyboard, in order."""
        return [*(widget for row in self.rows for widget in row.chain()), *self.problems.buttons, self.more_button]

    def edited(self, row: FormRow) -> None:
        """Somebody changed a value: the document says the same at once."""
        text = row.text()
        self.asks.catch_up()
        if row not in self.rows:
            return
        if row.is_said and not text and row.editor is not None and not row.editor.is_typed:
            self.leave(row)
        elif row.is_said:
            way, index = self.shown.ways[row.way].way, self._index(row)
            if self.asks.say(self.form, lambda work: work.set(self.predicate, index, way, text)):
                row.was_said(text)
        elif text:
            self.asks.catch_up(exactly=True)
            self._add(row, text)

    def leave(self, row: FormRow) -> None:
        """A value was emptied and left: it is none any more, its line stays."""
        self._section.unfold(self.predicate)
        if self._answer(row, lambda work, index: work.remove(self.predicate, index)):
            row.forget()

    def remove(self, row: FormRow) -> None:
        """Take a value away."""
        if row.is_said and not self._answer(row, lambda work, index: work.remove(self.predicate, index)):
            return
        at = self.rows.index(row)
        self._drop(row)
        self.focus_row(max(0, min(at, len(self.rows) - 1)))
        self.asks.catch_up()

    def move_up(self, row: FormRow) -> None:
        """Let a value change places with the one before it."""
        self.asks.catch_up(exactly=True)
        can_rise = row.value is not None and row.value.can_rise
        if can_rise and self._answer(row, lambda work, index: work.earlier(self.predicate, index)):
            at = self.rows.index(row)
            self.rows[at - 1 : at + 1] = [row, self.rows[at - 1]]
            self._values.removeWidget(row)
            self._values.insertWidget(at - 1, row)
            self.asks.catch_up()
            self.asks.building.rearranged()
            row.focus()

    def translate(self, row: FormRow, language: str) -> None:
        """The text of a row is in another language."""
        self._answer(row, lambda work, index: work.translate(self.predicate, index, language))

    def point(self, row: FormRow, node: str) -> None:
        """A row stands for something else that is described elsewhere."""
        if self._answer(row, lambda work, index: work.point(self.predicate, index, node)):
            self.asks.catch_up()

    def take_digest(self, path: Path) -> None:
        """A file is the document that is named here: its digest goes into the field that is for it."""
        name = self.shown.digest or self.predicate
        target = self.form().field(name)
        if target is not None:
            like = target.values[0].text if target.values else ""
            self.asks.desk.take_digest(path, partial(self._section.put, name), like)

    def policy_text(self, policy: Policy) -> str:
        """A common policy about what is described here; what says its language says so, where nothing is said yet."""
        beside = self.form().field(self.shown.language)
        if beside is not None and not beside.values:
            self._section.put(self.shown.language, LANGUAGE)
        return policy_text(policy, self.asks.subject_of(self.form().node))

    def put(self, text: str) -> None:
        """Let the first value be a text that was not typed."""
        self.asks.catch_up()
        way = next((number for number, way in enumerate(self.shown.ways) if way.editor is not Editor.NODE), None)
        if way is None:
            return
        row = self.rows[0] if self.rows else self._add_row(way, None)
        if row.editor is not None:
            row.editor.set_text(text)
            self.edited(row)

    def _add(self, row: FormRow, text: str) -> None:
        way = self.shown.ways[row.way].way
        if self.asks.say(self.form, lambda work: work.add(self.predicate, way, text), moves=True):
            self.rows.remove(row)
            self.rows.insert(sum(other.is_said for other in self.rows), row)  # it stands after those that are there
            row.was_said(text)

    def describe(self, cls: str) -> None:
        """A part more, with nothing said of it yet; its first field has the keyboard."""
        self.asks.catch_up(exactly=True)
        if self.asks.say(self.form, lambda work: work.describe(self.predicate, cls), moves=True):
            self.asks.catch_up()
            self._focus_last()

    def refer(self, node: str) -> None:
        """Something more that is described elsewhere."""
        self.asks.catch_up(exactly=True)
        if self.asks.say(self.form, lambda work: work.refer(self.predicate, node), moves=True):
            self.asks.catch_up()
            self._focus_last()

    def _focus_last(self) -> None:
        said = [number for number, row in enumerate(self.rows) if row.is_said]
        self.focus_row(said[-1] if said else 0)

    def begin(self, way: int) -> None:
        """An empty value to be filled."""
        self._add_row(way, None).focus()
        self.asks.building.rearranged()

    def give_otherwise(self, row: FormRow, way: int) -> None:
        """The same text in another way of giving a value."""
        text, meant = row.text(), self.shown.ways[way].way
        is_said = row.is_said
        if is_said and not self._answer(row, lambda work, index: work.set(self.predicate, index, meant, text)):
            return
        at = self.rows.index(row)
        self._drop(row)
        made = FormRow(self, way, None)
        self._place(made, at)
        if made.editor is not None:
            made.editor.set_text(text)
        if is_said:
            made.was_said(text)
            self.asks.catch_up()
        made.focus()

    def describe_instead(self, row: FormRow, cls: str) -> None:
        """A part in place of a value."""
        if not row.is_said:
            self._drop(row)
            self.describe(cls)
        elif self._answer(row, lambda work, index: work.instead(self.predicate, index, cls)):
            at = self.rows.index(row)
            self.asks.catch_up()
            self.focus_row(at)

    def _answer(self, row: FormRow, answer: "Callable[[Answers, int], Sequence[Edit]]") -> bool:
        """An answer that moves others or takes over what is there: about the document exactly as it stands."""
        self.asks.catch_up(exactly=True)
        if row not in self.rows or not row.is_said:
            return False
        index = self._index(row)
        return self.asks.say(self.form, lambda work: answer(work, index), moves=True)

    def _index(self, row: FormRow) -> int:
        """Which of the document's values a row is."""
        return [other for other in self.rows if other.is_said].index(row) if row.is_said else -1

    def _first_editor(self) -> int | None:
        """The first way that is typed or chosen, not described elsewhere."""
        return next((number for number, way in enumerate(self.shown.ways) if way.editor is not Editor.NODE), None)

    def _add_row(self, way: int, value: "ShownValue | None") -> FormRow:
        made = FormRow(self, way, value)
        self._place(made, len(self.rows))
        return made

    def _place(self, row: FormRow, at: int) -> None:
        self.rows.insert(at, row)
        self._values.insertWidget(at, row)
        row.show()  # at once: what is not shown yet cannot have the keyboard

    def _drop(self, row: FormRow) -> None:
        self.rows.remove(row)
        self._values.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.asks.building.rearranged()

    def _remake(self, shown: "ShownField") -> None:
        """Values came or went other than by these rows. Those that are still there keep theirs; one that is just begun
        stays last.
        """
        left = [row for row in self.rows if row.is_said]
        begun = [row for row in self.rows if not row.is_said and row.text()]
        here = self.focusWidget()
        held = here is not None and here.hasFocus() and self.isAncestorOf(here)
        made: list[FormRow] = []
        for value in shown.values:
            known = next((row for row in left if row.knows(value)), None)
            if known is not None:
                left.remove(known)
                known.show_value(value)
            made.append(known or FormRow(self, value.way, value))
        for row in [row for row in self.rows if row not in made and row not in begun]:
            self._drop(row)
        self.rows = []
        for at, row in enumerate([*made, *begun]):
            self._values.removeWidget(row)
            self._place(row, at)
        if held and self.rows and not any(row.isAncestorOf(here) for row in self.rows if here is not None):
            self.rows[-1].focus()
        self.asks.building.rearranged()

    def _make_more(self) -> QPushButton:
        words = self.asks.look.words
        made = LinkButton(words.say("form.add_to", name=self.shown.label), words.tip("form.add"), "link")
        made.clicked.connect(lambda: ask_more(self))
        row = QHBoxLayout()
        row.addWidget(made)
        row.addStretch(1)
        self._layout.addLayout(row)
        return made
