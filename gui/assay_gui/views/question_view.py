# SPDX-License-Identifier: Apache-2.0
"""One set of questions, a page at a time: the question, what takes the answer, and the way on."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from assay.authoring.forms.policies import LANGUAGE
from assay.authoring.questions.asked import asks_now, field_of, is_answered, pages_now, rows
from assay.authoring.questions.questionnaire import AskKind
from assay.rules.form_table import forms_of_pack
from assay_gui.look import Look
from assay_gui.views.ask_offers import TakesDigests, digest_asks, way_offered
from assay_gui.views.ask_rows import AskRow, ConsentRow, FieldRow, Offered, OptionsRow
from assay_gui.views.parts import button, in_turn, label, show_instead
from assay_gui.views.way_on import WayOn

if TYPE_CHECKING:
    from assay.authoring.forms.form import Field
    from assay.authoring.questions.documents import Answer, Answers
    from assay.authoring.questions.questionnaire import Ask, Page, Questionnaire
    from assay.authoring.questions.words import QuestionWords
    from assay.rules.pack import RulePack


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
        self.digests: TakesDigests | None = None
        """What takes digests of files; None where nothing can."""
        self._is_open = True
        """Whether the page was made to be answered."""
        self._turn = 0
        """Counts the times that other answers came."""
        self.rows: list[AskRow] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll, 1)
        foot = WayOn(look, self.go)
        self.back_button, self.next_button, self.later_button = foot.back_button, foot.next_button, foot.later_button
        layout.addWidget(foot)

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
        before, count = self._asked_here(), self._count()
        self._answers = answers
        if (self._asked_here(), self._count()) != (before, count):
            self._build(keep_focus=True)

    def forget_files(self) -> None:
        """What is still to be said of a file belongs to other answers than those that are shown from here on."""
        self._turn += 1

    def show_answers(self, answers: "Answers", *, follows: bool = False) -> None:
        """Other answers than those that were given here. The page stays where it is still asked. `follows`: unless one
        thing alone is other than it was, and is asked on another page.
        """
        self.forget_files()
        before, count, changed = self._asked_here(), self._count(), self._changed(answers)
        self._answers = answers
        page = next((one for one in self.pages if follows and changed and _asks(one, changed)), None)
        if page is not None and page is not self._page:
            self.show_page(page)
            self._focus_on(changed)
        elif self._page not in self.pages:
            self.begin(answers)
        elif (self._asked_here(), self._count()) != (before, count) or not self._show_in_rows():
            self._build(keep_focus=True)

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
        self._is_open = self.may_answer
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
            self._focus_on(asked)
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
        return FieldRow(self._look, ask, self._words, answer, self._offered(ask, field))

    def _offered(self, ask: "Ask", field: "Field | None") -> Offered:
        table, here = forms_of_pack(self._pack), self._beside(ask)
        target = next(digest_asks(ask, here, table.digests), None) if self.digests is not None else None
        way, choices = way_offered(self._look, self._pack, ask, field, is_file=target is not None)
        language = next((one for one in here if one.property == table.languages.get(ask.property)), None)
        chosen = partial(self._say_language, language) if language is not None else lambda: None
        if target is None or self.digests is None:
            return Offered(field, way, choices, policy_chosen=chosen)
        return Offered(field, way, choices, (self.digests.ask_file, partial(self._take_digest, target)), chosen)

    def _beside(self, ask: "Ask") -> "list[Ask]":
        """What is asked about the same thing on this page."""
        page = self._page
        asked = asks_now(page, self._answers) if page is not None and not page.each else ()
        return [one for one in asked if one.node == ask.node]

    def _say_language(self, ask: "Ask") -> None:
        """The language of a common policy, where nothing is said of it yet."""
        if not self._answers.get(ask.id):
            self._put(ask, LANGUAGE)

    def _put(self, ask: "Ask", text: str) -> None:
        """An answer that nobody typed."""
        self._take(ask.id, text, -1)
        for row in self.rows:
            if row.ask.id == ask.id and isinstance(row, FieldRow):
                row.put(text)

    def _take_digest(self, ask: "Ask", path: Path) -> None:
        turn, like = self._turn, self._answers.get(ask.id, "")

        def give(digest: str) -> bool:
            is_wanted = turn == self._turn and self.may_answer
            if is_wanted:
                self._put(ask, digest)
            return is_wanted

        if self.digests is not None:
            self.digests.take(path, give, like if isinstance(like, str) else "")

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

    def _focus_on(self, ask: str) -> None:
        """The keyboard goes on where it was: what stands there is not chosen to be typed over."""
        if self.may_answer and self.rows:
            row = next((row for row in self.rows if row.ask.id == ask), self.rows[0])
            row.put_focus(Qt.FocusReason.OtherFocusReason)

    def _asked_here(self) -> list[str]:
        return [ask.id for ask in asks_now(self._page, self._answers)] if self._page is not None else []

    def _changed(self, answers: "Answers") -> str:
        """The one thing that is answered in another way than so far; empty where there are several, or none."""
        names = self._answers.keys() | answers.keys()
        found = [name for name in names if self._answers.get(name) != answers.get(name)]
        return found[0] if len(found) == 1 else ""

    def _show_in_rows(self) -> bool:
        """Whether the rows could take the answers: what somebody types in stays what it is."""
        is_so = self._page is not None and not self._page.each and self._is_open == self.may_answer
        return is_so and all(row.show_answer(self._answers.get(row.ask.id, "")) for row in self.rows)

    def _count(self) -> int:
        return len(rows(self._answers.get(self._page.each))) if self._page is not None and self._page.each else 0

    def _focused(self) -> int:
        here = self.focusWidget()
        return next((number for number, row in enumerate(self.rows) if here is not None and row.isAncestorOf(here)), 0)


def _asks(page: "Page", name: str) -> bool:
    return page.each == name or (not page.each and any(ask.id == name for ask in page.asks))
