# SPDX-License-Identifier: Apache-2.0
"""A part of the document as a form: what it must say first, what it may say on demand, what it says besides below."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.views.form_field import FormField
from assay_gui.views.parts import button, label, show_instead

if TYPE_CHECKING:
    from assay.authoring.edits import Edit
    from assay.authoring.forms.answers import Answers
    from assay.authoring.forms.form import Way
    from assay.authoring.forms.shown import FormWords, ShownField, ShownForm, ShownOther, ShownWay
    from assay_gui.checking import Checked


_LONGEST = 80
"""Characters of a member that no field is for; the source shows all of it."""


class FormView(QScrollArea):
    """The form of one node; each answer is a change of the document at once."""

    changed = Signal(list)
    """Edits that put an answer into the text."""
    node_chosen = Signal(str)
    source_wanted = Signal(str)
    """A JSON Pointer whose text is to be seen."""
    unwritable = Signal()
    """The contexts of the document give no way to write an answer."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words: FormWords | None = None
        self._shown: ShownForm | None = None
        self._node = ""
        self._fields: dict[str, FormField] = {}
        self._unfolded: set[str] = set()
        self._waits = False
        """An answer has moved others in the text: the next ones wait until it was read again."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(look.words.say("tab.form"))
        self._show_nothing()

    @property
    def fields(self) -> dict[str, FormField]:
        """The fields on the screen by their property."""
        return self._fields

    def show_checked(self, checked: "Checked | None") -> None:
        """Show the same part of the document as it stands now; of another document its first."""
        self._waits = False
        if checked is None:
            self._words, self._node = None, ""
            self._show_nothing()
            return
        from assay.authoring.forms.filled import FormDocument
        from assay.authoring.forms.shown import FormWords

        document = FormDocument(checked.examination)
        self._words = FormWords(document, self._look.words.texts)
        nodes = document.nodes()
        shown = self._words.shown(self._node) if self._node else None
        if shown is None:
            first = next((found for node in nodes if (found := self._words.shown(node)) is not None), None)
            self._show_form(first)
        else:
            self._show_form(shown)

    def show_node(self, node: str) -> None:
        """Show another part; nothing happens where it has no form."""
        shown = self._words.shown(node) if self._words is not None and node != self._node else None
        if shown is not None:
            self._show_form(shown)

    def show_entry(self, entry: Entry) -> None:
        """Show the part that a card is about, and go to the field."""
        if entry.node:
            self.show_node(entry.node)
        for field in self._shown.fields if self._shown is not None else ():
            places = [value.value.pointer for value in field.values]
            if entry.pointer is not None and entry.pointer in places:
                self._fields[field.field.predicate].focus_row(places.index(entry.pointer))
                self.ensureWidgetVisible(self._fields[field.field.predicate])

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self._rebuild()

    def _show_nothing(self) -> None:
        self._shown, self._fields = None, {}
        show_instead(self, _page(label(self._look.words.say("form.nothing"), "muted", wrap=True))[0])

    def _show_form(self, shown: "ShownForm | None") -> None:
        if shown is None:
            self._show_nothing()
            return
        before = self._shown
        self._node, self._shown = shown.filled.node, shown
        is_same = (
            before is not None
            and before.filled.node == shown.filled.node
            and _outline(before, self._unfolded) == _outline(shown, self._unfolded)
        )
        if not is_same:
            self._rebuild()
            return
        for field in shown.fields:
            if (made := self._fields.get(field.field.predicate)) is not None:
                made.show_field(field, is_open=shown.filled.is_editable)
        self._say_what_waited()

    def _rebuild(self) -> None:
        shown, say = self._shown, self._look.words.say
        if shown is None:
            self._show_nothing()
            return
        focus = next((name for name, made in self._fields.items() if made.isAncestorOf(self.focusWidget() or self)), "")
        at = self.verticalScrollBar().value()
        self._fields = {}
        page, inside = _page(label(shown.title, "heading", wrap=True))
        if shown.kind and shown.kind != shown.title:
            inside.addWidget(label(shown.kind, "muted", wrap=True))
        if not shown.filled.is_editable:
            inside.addWidget(label(say("form.read_only"), "muted", wrap=True))
        later: list[ShownField] = []
        for field in shown.fields:
            if _is_shown(field, self._unfolded):
                inside.addWidget(self._field(field, is_open=shown.filled.is_editable))
            else:
                later.append(field)
        if later and shown.filled.is_editable:
            self._add_later(inside, later)
        if shown.others:
            self._add_others(inside, shown.others)
        inside.addStretch(1)
        show_instead(self, page)
        self.verticalScrollBar().setValue(at)
        if focus in self._fields:
            self._fields[focus].focus_row(0)

    def _field(self, field: "ShownField", *, is_open: bool) -> FormField:
        made = FormField(self._look, field, self._choices, self._candidates)
        made.show_field(field, is_open=is_open)
        name, ways = field.field.predicate, [shown.way for shown in field.ways]
        made.value_set.connect(lambda index, way, text: self._set(name, index, ways[way], text))
        made.value_added.connect(lambda way, text: self._add(name, ways[way], text))
        made.value_removed.connect(lambda index: self._remove(name, index))
        made.part_wanted.connect(lambda cls: self._describe(name, cls))
        made.reference_wanted.connect(lambda node: self._refer(name, node))
        made.node_chosen.connect(self._choose)
        self._fields[name] = made
        return made

    def _add_later(self, inside: QVBoxLayout, fields: "list[ShownField]") -> None:
        """What may be said and is not: names only, each of which becomes a field when it is wanted."""
        say = self._look.words.say
        inside.addWidget(label(say("form.optional", count=len(fields)), "strong", wrap=True))
        for field in fields:
            made = button(say("form.add", name=field.label), field.help, "plain")
            made.clicked.connect(lambda _=False, name=field.field.predicate: self._unfold(name))
            inside.addWidget(made)

    def _add_others(self, inside: QVBoxLayout, others: "tuple[ShownOther, ...]") -> None:
        say = self._look.words.say
        inside.addWidget(label(say("form.others"), "strong", wrap=True))
        inside.addWidget(label(say("form.others_kept"), "muted", wrap=True))
        for other in others:
            made = button(say("form.other", name=other.name, text=_short(other.text)), say("form.see_source"), "plain")
            made.clicked.connect(lambda _=False, at=other.pointer: self.source_wanted.emit(at))
            inside.addWidget(made)

    def _unfold(self, name: str) -> None:
        self._unfolded.add(name)
        self._rebuild()
        made = self._fields.get(name)
        if made is not None:
            if not made.rows:
                made.more_button.setFocus()
            made.focus_row(0)
            self.ensureWidgetVisible(made)

    def _choose(self, node: str) -> None:
        self.show_node(node)
        self.node_chosen.emit(node)

    def _choices(self, way: "ShownWay") -> list[tuple[str, str]]:
        from assay.claims import Literal

        if self._words is None:
            return []
        found = self._words.choices(way.way)
        return [(entry.term.value if isinstance(entry.term, Literal) else entry.term, entry.label) for entry in found]

    def _candidates(self, way: "ShownWay") -> list[tuple[str, str]]:
        found = self._words.candidates(way.way) if self._words is not None else ()
        return [(str(entry.term), entry.label) for entry in found if entry.term != self._node]

    def _set(self, name: str, index: int, way: "Way", text: str) -> None:
        self._change(lambda work: work.set(name, index, way, text), moves=False)

    def _add(self, name: str, way: "Way", text: str) -> None:
        self._change(lambda work: work.add(name, way, text), moves=True)

    def _remove(self, name: str, index: int) -> None:
        self._change(lambda work: work.remove(name, index), moves=True)

    def _describe(self, name: str, cls: str) -> None:
        self._change(lambda work: work.describe(name, cls), moves=True)

    def _refer(self, name: str, node: str) -> None:
        self._change(lambda work: work.refer(name, node), moves=True)

    def _change(self, answer: "Callable[[Answers], Sequence[Edit]]", *, moves: bool) -> None:
        """Put an answer into the text. Where one has moved the others, the next are kept until the text was read."""
        from assay.authoring.edits import EditError
        from assay.authoring.forms.spelling import UnwritableError

        if self._waits or self._words is None or self._shown is None:
            return
        try:
            edits = list(answer(self._words.answers(self._shown.filled)))
        except (UnwritableError, EditError):
            self.unwritable.emit()
            return
        self._waits = moves
        self.changed.emit(edits)

    def _say_what_waited(self) -> None:
        """Answers that came while the text was being read: the first of them, the rest after it."""
        for made in self._fields.values():
            for index, way, text in made.unsaid():
                made.tell(index, way, text)
                if self._waits:
                    return


def _page(first: QWidget) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("surface")
    inside = QVBoxLayout(page)
    inside.setContentsMargins(20, 16, 20, 16)
    inside.setSpacing(12)
    inside.addWidget(first)
    return page, inside


def _is_shown(field: "ShownField", unfolded: set[str]) -> bool:
    return bool(field.field.is_required or field.values or field.findings or field.field.predicate in unfolded)


def _outline(shown: "ShownForm", unfolded: set[str]) -> tuple[object, ...]:
    """What decides which widgets a form has: fields on the screen, what else is said, and whether it may be changed."""
    names = tuple(field.field.predicate for field in shown.fields if _is_shown(field, unfolded))
    return names, tuple((other.name, other.text) for other in shown.others), shown.filled.is_editable, shown.title


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
