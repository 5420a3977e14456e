# SPDX-License-Identifier: Apache-2.0
"""One field of a form: its name, its values each in an editor, what is wrong with them, and room for more."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from assay.authoring.forms.shown import Editor
from assay_gui.look import Look
from assay_gui.views.parts import Badge, button, label
from assay_gui.views.value_editors import ValueEditor, editor_for

if TYPE_CHECKING:
    from assay.authoring.forms.shown import ShownField, ShownValue, ShownWay


Offered: TypeAlias = "Callable[[ShownWay], list[tuple[str, str]]]"
"""Of a way its values and what they are called."""


@dataclass(slots=True)
class _Row:
    """One value on the screen."""

    widget: QWidget
    way: int
    editor: ValueEditor | None
    """None for a node: it has a form of its own."""
    told: str
    """What the document says, as far as this row knows."""
    node: str = ""
    problems: QWidget | None = None


class FormField(QWidget):
    """One property with its values."""

    value_set = Signal(int, int, str)
    """Which value, in which way, what."""
    value_added = Signal(int, str)
    value_removed = Signal(int)
    part_wanted = Signal(str)
    """A part of the class is to be described."""
    reference_wanted = Signal(str)
    """Something that is described already is meant: its id."""
    node_chosen = Signal(str)

    def __init__(self, look: Look, shown: "ShownField", choices: Offered, candidates: Offered) -> None:
        super().__init__()
        self._look = look
        self._shown = shown
        self._choices = choices
        self._candidates = candidates
        self._rows: list[_Row] = []
        self._is_open = True
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._add_head()
        self._values = QVBoxLayout()
        self._values.setSpacing(4)
        self._layout.addLayout(self._values)
        self._problems = QVBoxLayout()
        self._layout.addLayout(self._problems)
        self.more_button = self._add_more()
        self.show_field(shown, is_open=True)

    @property
    def predicate(self) -> str:
        """The property."""
        return self._shown.field.predicate

    @property
    def rows(self) -> int:
        """How many values are on the screen, those not yet in the document included."""
        return len(self._rows)

    def show_field(self, shown: "ShownField", *, is_open: bool) -> None:
        """Show the field as the document has it now; what somebody is typing stays."""
        self._shown, self._is_open = shown, is_open
        fits = len(self._rows) in (len(shown.values), len(shown.values) + 1) and all(
            row.way == value.way and row.node == _node_of(shown, value)
            for row, value in zip(self._rows, shown.values, strict=False)
        )
        if not fits:
            self._clear()
        for number, value in enumerate(shown.values):
            if number < len(self._rows):
                self._refresh(number, value)
            else:
                self._add_row(value.way, value)
        if not self._rows and shown.field.is_required and self._first_editor() is not None:
            self._add_row(self._first_editor() or 0, None)
        self._show_problems()
        self.setEnabled(is_open)
        self.more_button.setVisible(shown.field.takes_several or not self._rows)

    def focus_row(self, number: int) -> None:
        """Give the keyboard to a value."""
        if number < len(self._rows) and (editor := self._rows[number].editor) is not None:
            editor.widget.setFocus()

    def unsaid(self) -> list[tuple[int, int, str]]:
        """Values that somebody changed and the document does not have yet: which, way, text."""
        return [
            (number, row.way, row.editor.text())
            for number, row in enumerate(self._rows)
            if row.editor is not None and row.editor.text() != row.told
        ]

    def tell(self, number: int, way: int, text: str) -> None:
        """Say once more what a value is now: it could not be put into the text when it was typed."""
        if number < len(self._shown.values):
            self.value_set.emit(number, way, text)
        elif text:
            self.value_added.emit(way, text)

    def _add_head(self) -> None:
        words, shown = self._look.words, self._shown
        name = shown.label if not shown.field.is_required else words.say("form.required", name=shown.label)
        head = label(name, "strong", wrap=True)
        self._layout.addWidget(head)
        if shown.help:
            self._layout.addWidget(label(shown.help, "muted", wrap=True))

    def _add_more(self) -> QPushButton:
        words = self._look.words
        made = button(words.say("form.add", name=self._shown.label), words.tip("form.add"), "link")
        made.clicked.connect(self._ask_more)
        row = QHBoxLayout()
        row.addWidget(made)
        row.addStretch(1)
        self._layout.addLayout(row)
        return made

    def _first_editor(self) -> int | None:
        """The first way that is typed or chosen, not described elsewhere."""
        return next((number for number, way in enumerate(self._shown.ways) if way.editor is not Editor.NODE), None)

    def _ask_more(self) -> None:
        """One more value: at once where there is one way only, else by a menu of all ways."""
        menu = QMenu(self)
        for number, way in enumerate(self._shown.ways):
            self._offer(menu, number, way)
        actions = [action for action in menu.actions() if not action.isSeparator()]
        if len(actions) == 1:
            actions[0].trigger()
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _offer(self, menu: QMenu, number: int, way: "ShownWay") -> None:
        words = self._look.words
        if way.editor is not Editor.NODE:
            menu.addAction(words.say("form.add_value", what=way.label), partial(self._begin, number))
            return
        for cls, name in way.classes:
            menu.addAction(words.say("form.describe", what=name), partial(self.part_wanted.emit, cls))
        for node, name in self._candidates(way) if way.way.takes_reference else ():
            menu.addAction(words.say("form.refer", what=name), partial(self.reference_wanted.emit, node))

    def _begin(self, way: int) -> None:
        """An empty value to be filled."""
        self._add_row(way, None)
        self.focus_row(len(self._rows) - 1)

    def _add_row(self, way: int, value: "ShownValue | None") -> None:
        number, words = len(self._rows), self._look.words
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        node = _node_of(self._shown, value) if value is not None else ""
        editor: ValueEditor | None = None
        if node and value is not None:
            link = button(words.say("form.open_part", name=value.text), words.tip("form.open_part"), "plain")
            link.clicked.connect(lambda: self.node_chosen.emit(node))
            across.addWidget(link, 1)
        else:
            shown = self._shown.ways[way]
            editor = editor_for(shown, self._look, lambda: self._edited(number), self._choices(shown))
            editor.widget.setAccessibleName(self._shown.label)
            editor.widget.setAccessibleDescription(shown.label)
            across.addWidget(editor.widget, 1)
        if value is not None or self._shown.field.takes_several:
            remove = button(words.say("form.remove"), words.say("form.remove_name", name=self._shown.label), "link")
            remove.setAccessibleName(words.say("form.remove_name", name=self._shown.label))
            remove.clicked.connect(lambda: self._remove(number))
            across.addWidget(remove)
        self._values.addWidget(holder)
        self._rows.append(_Row(holder, way, editor, "", node))
        if value is not None:
            self._refresh(number, value)

    def _refresh(self, number: int, value: "ShownValue") -> None:
        row = self._rows[number]
        if row.editor is not None:
            has_typed = row.editor.text() != row.told
            row.told = value.text
            if not has_typed:
                row.editor.set_text(value.text)
            row.editor.widget.setEnabled(value.value.is_editable)

    def _edited(self, number: int) -> None:
        row = self._rows[number]
        text = row.editor.text() if row.editor is not None else ""
        if number < len(self._shown.values):
            if text:
                self.value_set.emit(number, row.way, text)
            else:
                self.value_removed.emit(number)
        elif text:
            self.value_added.emit(row.way, text)

    def _remove(self, number: int) -> None:
        if number < len(self._shown.values):
            self.value_removed.emit(number)
        else:
            self._clear()
            self.show_field(self._shown, is_open=self._is_open)

    def _show_problems(self) -> None:
        while (item := self._problems.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        told = dict.fromkeys(
            (*self._shown.findings, *(text for value in self._shown.values for text in value.findings))
        )
        for text in told:
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            badge = Badge(self._look)
            badge.show_state("fail")
            across.addWidget(badge)
            across.addWidget(label(text, "muted", wrap=True), 1)
            self._problems.addWidget(line)

    def _clear(self) -> None:
        for row in self._rows:
            self._values.removeWidget(row.widget)
            row.widget.hide()
            row.widget.deleteLater()
        self._rows = []


def _node_of(shown: "ShownField", value: "ShownValue") -> str:
    """The node that a value stands for; empty for what is written or chosen."""
    term = value.value.term
    return term if isinstance(term, str) and shown.ways[value.way].editor is not Editor.CHOICE else ""
