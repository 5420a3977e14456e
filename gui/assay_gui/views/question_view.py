# SPDX-License-Identifier: Apache-2.0
"""One set of questions, a page at a time: the question, what takes the answer, and the way on."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay.authoring.questions.asked import asks_now, field_of, is_answered, pages_now, rows, way_of_answering
from assay.authoring.questions.questionnaire import AskKind
from assay_gui.look import Look
from assay_gui.views.ask_rows import AskRow, ConsentRow, FieldRow, OptionsRow
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, in_turn, label, show_instead

if TYPE_CHECKING:
    from assay.authoring.forms.form import Field, Way
    from assay.authoring.forms.shown import ShownWay
    from assay.authoring.questions.documents import Answer, Answers
    from assay.authoring.questions.questionnaire import Ask, Page, Questionnaire
    from assay.authoring.questions.words import QuestionWords
    from assay.rules.pack import RulePack

_WIDTH = 640


class QuestionView(QWidget):
    """The pages of one set of questions."""

    answered = Signal(str, object)
    """The id of what was asked, and the answer."""
    page_shown = Signal(object)
    """The `Page`."""
    ended = Signal()
    """There is no further page."""

    def __init__(self, look: Look, plan: "Questionnaire", pack: "RulePack", words: "QuestionWords") -> None:
        super().__init__()
        self._look = look
        self._plan = plan
        self._pack = pack
        self._words = words
        self.setAccessibleName(words.title().label)
        self._answers: Answers = {}
        self._page: Page | None = None
        self.may_answer = True
        """Whether answers can be given, or only read."""
        self.rows: list[AskRow] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll, 1)
        self.back_button, self.next_button, self.later_button = self._add_way_on(layout)

    @property
    def pages(self) -> "tuple[Page, ...]":
        """The pages that belong to the answers so far."""
        return pages_now(self._plan, self._answers)

    @property
    def place(self) -> int:
        """Which page is shown, counted from 0."""
        return self.pages.index(self._page) if self._page in self.pages else 0

    def begin(self, answers: "Answers") -> None:
        """Show the first page without an answer; the first of all where each has one."""
        self._answers = answers
        pages = self.pages
        self.show_page(next((page for page in pages if not is_answered(page, answers)), pages[0]))

    def take_answers(self, answers: "Answers") -> None:
        """The answers as they are now; what is asked on the page may change with them."""
        before = [ask.id for ask in asks_now(self._page, self._answers)] if self._page is not None else []
        count = self._count()
        self._answers = answers
        if self._page is not None and (
            [ask.id for ask in asks_now(self._page, answers)] != before or self._count() != count
        ):
            self._build(keep_focus=True)

    def show_answers(self, answers: "Answers") -> None:
        """Other answers than those that were given here; the page stays, where it is still asked."""
        self._answers = answers
        if self._page in self.pages:
            self._build(keep_focus=True)
        else:
            self.begin(answers)

    def show_page(self, page: "Page") -> None:
        """Show a page."""
        self._page = page
        self._build()
        self.page_shown.emit(page)

    def go(self, by: int) -> None:
        """So many pages on, or back."""
        pages = self.pages
        at = self.place + by
        if at >= len(pages):
            self.ended.emit()
        elif at >= 0:
            self.show_page(pages[at])

    def put_focus(self) -> None:
        """Give the keyboard to the first answer."""
        if not self.may_answer:
            self.next_button.setFocus()
        elif self.rows:
            self.rows[0].put_focus()

    def _add_way_on(self, layout: QVBoxLayout) -> tuple[QPushButton, QPushButton, QPushButton]:
        words = self._look.words
        back = button(words.say("write.back"), words.tip("write.back"))
        on = button(words.say("write.next"), words.tip("write.next"), "primary")
        later = button(words.say("write.later"), words.tip("write.later"), "link")
        back.clicked.connect(lambda: self.go(-1))
        on.clicked.connect(lambda: self.go(1))
        later.clicked.connect(lambda: self.go(1))
        foot = QWidget()
        foot.setObjectName("surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(40, 12, 40, 16)
        across = FlowLayout(8)  # in a narrow window the last one goes below
        for made in (back, on, later):
            across.addWidget(made)
        inside.addLayout(across)
        layout.addWidget(foot)
        return back, on, later

    def _build(self, *, keep_focus: bool = False) -> None:
        page = self._page
        if page is None:
            return
        asked = self.rows[self._focused()].ask.id if keep_focus and self.rows else ""
        before, here = self._scroll.widget(), self.focusWidget()
        was_here = before is not None and here is not None and before.isAncestorOf(here)
        told = self._words.page(page)
        holder = QWidget()
        holder.setObjectName("surface")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(40, 32, 40, 16)
        inside.setSpacing(16)
        inside.addWidget(label(told.label, "title", wrap=True))
        self.rows = []
        if page.each:
            self._add_rounds(inside, page)
        else:
            for ask in asks_now(page, self._answers):
                self._add(inside, ask, self._answers.get(ask.id, ""), self._answers)
        inside.addStretch(1)
        holder.setEnabled(self.may_answer)
        show_instead(self._scroll, holder)
        stops = [one for one in holder.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        stops = [one for one in stops if one.window() is self.window()]  # what a list unfolds is a window of its own
        in_turn(*stops[-1:], self.back_button, self.next_button, self.later_button)
        self.later_button.setVisible(self.may_answer)
        self.back_button.setEnabled(self.place > 0)
        is_last = self.place == len(self.pages) - 1
        self.next_button.setText(self._look.words.say("write.done" if is_last else "write.next"))
        self.next_button.setAccessibleName(self.next_button.text().replace("&", ""))
        if keep_focus and not was_here:
            return
        if keep_focus and self.may_answer:
            next((row for row in self.rows if row.ask.id == asked), self.rows[0]).put_focus()
        else:
            self.put_focus()

    def _add(self, inside: QVBoxLayout, ask: "Ask", answer: "Answer", answers: "Answers", round_: int = -1) -> None:
        row = self._row(ask, answer, answers)
        row.answered.connect(lambda told, name=ask.id: self._take(name, told, round_))
        self.rows.append(row)
        inside.addWidget(row)

    def _row(self, ask: "Ask", answer: "Answer", answers: "Answers") -> AskRow:
        text = answer if isinstance(answer, str) else ""
        if ask.kind is AskKind.CHOICE:
            return OptionsRow(self._look, ask, self._words, text)
        if ask.kind is AskKind.CONSENT:
            return ConsentRow(self._look, ask, self._words, text)
        field = field_of(self._plan, ask, answers, self._pack)
        way, choices = self._way(field)
        return FieldRow(self._look, ask, self._words, answer, (field, way, choices))

    def _way(self, field: "Field | None") -> "tuple[ShownWay, Sequence[tuple[str, str]]]":
        from assay.authoring.forms.editors import Editor, editor_of
        from assay.authoring.forms.form import Way
        from assay.authoring.forms.shown import ShownWay
        from assay.rules.form_table import forms_of_pack

        if field is None:
            return ShownWay(Way(), Editor.LINE, ""), ()
        way = way_of_answering(field)
        words = self._pack.texts(self._look.words.texts.lang)
        expected = words.value_list(way.values) if way.values is not None else words.datatype(way.datatype)
        editor = editor_of(field, way, forms_of_pack(self._pack))
        if editor is Editor.DOCUMENT:
            editor = Editor.ADDRESS  # its digest is a question of its own
        return ShownWay(way, editor, expected or ""), self._entries(way, is_country=editor is Editor.COUNTRY)

    def _entries(self, way: "Way", *, is_country: bool) -> "Sequence[tuple[str, str]]":
        from assay.claims import Literal
        from assay.place_names import country_name, sorted_by_name

        values = [term.value if isinstance(term, Literal) else term for term in way.values or ()]
        if not is_country:
            return [(value, value) for value in values]
        lang = self._look.words.texts.lang
        named = [(value, f"{name} · {value}" if (name := country_name(value, lang)) else value) for value in values]
        return sorted(named, key=lambda entry: sorted_by_name(entry[1]))

    def _add_rounds(self, inside: QVBoxLayout, page: "Page") -> None:
        say = self._look.words.say
        told = list(rows(self._answers.get(page.each))) or [{}]
        for number, row in enumerate(told):
            if len(told) > 1:
                head = QHBoxLayout()
                head.addWidget(label(say("write.round", number=number + 1), "heading"))
                head.addStretch(1)
                remove = button(say("write.remove_round", number=number + 1), "", "link")
                remove.clicked.connect(lambda _=False, at=number: self._remove_round(at))
                head.addWidget(remove)
                inside.addLayout(head)
            for ask in page.asks:
                self._add(inside, ask, row.get(ask.id, ""), {**self._answers, **row}, number)
        more = button(say("write.one_more"), self._look.words.tip("write.one_more"))
        more.clicked.connect(self._add_round)
        across = QHBoxLayout()
        across.addWidget(more)
        across.addStretch(1)
        inside.addLayout(across)

    def _take(self, name: str, told: "Answer", round_: int) -> None:
        if round_ < 0 or self._page is None:
            self.answered.emit(name, told)
            return
        found = [dict(row) for row in rows(self._answers.get(self._page.each))] or [{}]
        found[round_][name] = told  # type: ignore[assignment]  # a row holds texts and lists of texts
        self.answered.emit(self._page.each, found)

    def _add_round(self) -> None:
        if self._page is not None:
            found: list[Mapping[str, str | Sequence[str]]] = list(rows(self._answers.get(self._page.each))) or [{}]
            self.answered.emit(self._page.each, [*found, {}])

    def _remove_round(self, at: int) -> None:
        if self._page is not None:
            found = list(rows(self._answers.get(self._page.each)))
            self.answered.emit(self._page.each, [row for number, row in enumerate(found) if number != at])

    def _count(self) -> int:
        return len(rows(self._answers.get(self._page.each))) if self._page is not None and self._page.each else 0

    def _focused(self) -> int:
        here = self.focusWidget()
        return next((number for number, row in enumerate(self.rows) if here is not None and row.isAncestorOf(here)), 0)
