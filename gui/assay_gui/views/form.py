# SPDX-License-Identifier: Apache-2.0
"""A part of the document as a form. Each answer is in the text at once, and the form says what the text says."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.views.form_asks import FormDesk
from assay_gui.views.form_building import FormBuilding
from assay_gui.views.form_field import FormField
from assay_gui.views.form_page import FormPage
from assay_gui.views.form_problem import FormProblems
from assay_gui.views.form_section import FormSection
from assay_gui.views.parts import label, restyle, show_instead

if TYPE_CHECKING:
    from assay.authoring.edits import Edit
    from assay.authoring.forms.answers import Answers
    from assay.authoring.forms.filled import FilledForm
    from assay.authoring.forms.form_words import FormWords
    from assay.authoring.forms.shown import Choice, ShownFinding, ShownForm, ShownWay
    from assay.examination import Examination
    from assay_gui.checking import Checked


class FormView(QScrollArea):
    """The form of one node."""

    node_chosen = Signal(str)
    source_wanted = Signal(str)
    """A JSON Pointer whose text is to be seen."""
    fix_wanted = Signal(int)
    """The place of a card whose correction is wanted."""
    draft_wanted = Signal()
    unwritable = Signal()
    """The contexts of the document give no way to write an answer."""

    def __init__(self, look: Look, desk: FormDesk) -> None:
        super().__init__()
        self._look = look
        self.desk = desk
        self._words: FormWords | None = None
        self._shown: ShownForm | None = None
        self._name = ""
        self._expected: str | None = None
        """The text whose places are known; None where an answer has moved them since."""
        self._read = ""
        """The text that was read: the other may say other values since, at the same places."""
        self._page: FormPage | None = None
        self._marked: FormField | None = None
        self._fixes: Mapping[str, tuple[int, str]] = {}
        self._can_draft = False
        self.building = FormBuilding(self, lambda: self._page.chain() if self._page is not None else [])
        self.setWidgetResizable(True)
        self.setObjectName("form")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(look.words.say("tab.form"))
        self._show_nothing()

    @property
    def look(self) -> Look:
        """Words, theme, icons."""
        return self._look

    @property
    def section(self) -> FormSection | None:
        """The fields on the screen; None while there are none."""
        return self._page.section if self._page is not None else None

    @property
    def shown(self) -> "ShownForm | None":
        """What is shown."""
        return self._shown

    def show_checked(self, checked: "Checked | None") -> None:
        """Show the same part of the document as it stands now; of another document its first."""
        if checked is None:
            self._words, self._name = None, ""
            self._show_nothing()
            return
        is_same, self._name = checked.document.name == self._name, checked.document.name
        now = self.desk.text_now()
        if is_same and self._shown is not None and now is not None and now != checked.examination.reading.text:
            return  # what was typed since is on the screen already, and is being checked
        self._take(checked.examination, keep=is_same)

    def show_node(self, node: str) -> None:
        """Show a part: its own form, or the one it is in; nothing happens where it has none."""
        self.catch_up(exactly=True)
        section = self.section.section_of(node) if self.section is not None else None
        if section is None:
            found = self._words.page_of(node) if self._words is not None else None
            if found is None:
                return
            self._show_form(found)
            section = self.section.section_of(node) if self.section is not None else None
        if section is self.section:
            self.verticalScrollBar().setValue(0)
        elif section is not None:
            self._bring(section)

    def show_entry(self, entry: Entry) -> None:
        """Show the part that a card is about, and mark the field."""
        self._mark(None)
        if entry.node:
            self.show_node(entry.node)
        found = self._place(entry)
        if found is not None:
            self._mark(found[0])
            self._bring(found[0])

    def focus_entry(self, entry: Entry) -> None:
        """The same, and the field has the keyboard."""
        self.show_entry(entry)
        found = self._place(entry)
        if found is not None:
            found[0].focus_row(found[1])

    def offer_fixes(self, fixes: Mapping[str, tuple[int, str]]) -> None:
        """What corrects findings: their ids to the place of the card, and the correction in words."""
        self._fixes = fixes
        for problems in self.findChildren(FormProblems):
            problems.look_for_fixes()

    def offer_draft(self, *, offered: bool) -> None:
        """Whether an unsigned copy can be made of what is shown."""
        if offered != self._can_draft:
            self._can_draft = offered
            if self._shown is not None and not self._shown.filled.is_editable:
                self._rebuild()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.catch_up(exactly=True)
        self._rebuild()

    def say(
        self, form: "Callable[[], ShownForm]", answer: "Callable[[Answers], Sequence[Edit]]", *, moves: bool = False
    ) -> bool:
        """See `FormAsks`."""
        from assay.authoring.edits import EditError
        from assay.authoring.forms.spelling import UnwritableError

        now = self.desk.text_now()
        if self._words is None or now is None or now != (self._read if moves else self._expected):
            return False
        try:
            edits = list(answer(self._words.answers(form().filled)))
        except (UnwritableError, EditError):
            self.unwritable.emit()
            return False
        self._expected = None  # a result that comes at once finds no form that takes its own text for another's
        is_done = self.desk.give(edits)
        self._expected = None if moves and is_done else self.desk.text_now()
        return is_done

    def catch_up(self, *, exactly: bool = False) -> None:
        """See `FormAsks`."""
        now = self.desk.text_now()
        if self._words is None or now is None or now == (self._read if exactly else self._expected):
            return
        examination = self.desk.examine_now()
        if examination is not None:
            self._take(examination, keep=True)

    def choices(self, way: "ShownWay", form: "FilledForm") -> Sequence[tuple[str, str]]:
        """See `FormAsks`."""
        return self._words.lists.entries(way, form) if self._words is not None else ()

    def candidates(self, way: "ShownWay") -> "Sequence[Choice]":
        """See `FormAsks`."""
        return self._words.lists.candidates(way.way) if self._words is not None else ()

    def subject_of(self, node: str) -> str:
        """See `FormAsks`."""
        return self._words.subject_of(node) if self._words is not None else ""

    def countries(self) -> frozenset[str]:
        """See `FormAsks`."""
        from assay.place_names import country_codes

        return country_codes()

    def open_form(self, node: str) -> None:
        """See `FormAsks`."""
        self.catch_up(exactly=True)
        found = self._words.shown(node) if self._words is not None else None
        if found is not None:
            self._show_form(found)
            self.verticalScrollBar().setValue(0)
            self.node_chosen.emit(node)

    def open_node(self, node: str) -> None:
        """See `FormAsks`."""
        self.show_node(node)
        self.node_chosen.emit(node)

    def show_source(self, pointer: str) -> None:
        """See `FormAsks`."""
        self.source_wanted.emit(pointer)

    def fix_of(self, finding: "ShownFinding") -> str:
        """See `FormAsks`."""
        return self._fixes.get(finding.id, (0, ""))[1]

    def fix(self, finding: "ShownFinding") -> None:
        """See `FormAsks`."""
        if finding.id in self._fixes:
            self.fix_wanted.emit(self._fixes[finding.id][0])

    def _take(self, examination: "Examination", *, keep: bool) -> None:
        from assay.authoring.forms.filled import FormDocument
        from assay.authoring.forms.form_words import FormWords

        before = self._shown if keep else None
        self._words = FormWords(FormDocument(examination), self._look.words.texts)
        self._read = self._expected = examination.reading.text
        found = self._words.shown(before.node) if before is not None else None
        if before is not None and (found is None or found.filled.pointer != before.filled.pointer):
            at = self._words.node_at(before.filled.pointer)
            found = self._words.shown(at) if at else found
        self._show_form(found or self._words.first())

    def _show_form(self, shown: "ShownForm | None") -> None:
        before, self._shown = self._shown, shown
        if shown is None:
            self._show_nothing()
            return
        is_same = before is not None and _same_page(before, shown)
        if self._page is not None and is_same:
            self.building.begin()
            self._page.show_form(shown)
        else:
            self._rebuild()

    def _rebuild(self) -> None:
        shown = self._shown
        if shown is None or self._words is None:
            self._show_nothing()
            return
        self._marked = None
        self.building.forget()
        self.building.begin()
        whole, draft = self._words.whole_of(shown.node), self.draft_wanted.emit if self._can_draft else None
        self._page = FormPage(self, shown, whole, draft)
        show_instead(self, self._page)
        self.building.rearranged()

    def _show_nothing(self) -> None:
        self._shown, self._page, self._marked = None, None, None
        self.building.forget()
        page = QWidget()
        page.setObjectName("surface")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.addWidget(label(self._look.words.say("form.nothing"), "muted", wrap=True))
        inside.addStretch(1)
        show_instead(self, page)

    def _place(self, entry: Entry) -> tuple[FormField, int] | None:
        if self.section is None or self._words is None or entry.pointer is None:
            return None
        return self.section.place_of(entry.pointer, self._words.path_of(entry.id) if entry.id else "")

    def _mark(self, field: FormField | None) -> None:
        for one, current in ((self._marked, "false"), (field, "true")):
            if one is not None:
                restyle(one, "current", current)
        self._marked = field

    def _bring(self, widget: QWidget) -> None:
        """Into view, once everything above it is made and laid out."""
        if self.section is not None:
            self.section.build_all()
        inside = self._page.layout() if self._page is not None else None
        if inside is not None:
            inside.activate()
        self.ensureWidgetVisible(widget, 0, 40)


def _same_page(one: "ShownForm", other: "ShownForm") -> bool:
    """Whether it is the form of the same place, to be changed or not as before."""
    return (one.filled.pointer, one.filled.is_editable) == (other.filled.pointer, other.filled.is_editable)
