# SPDX-License-Identifier: Apache-2.0
"""Writing self-descriptions: what can be described, and the questions about each, with what the answers reach."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.project_session import ProjectSession
from assay_gui.views.ask_offers import TakesDigests
from assay_gui.views.flow import FlowLayout
from assay_gui.views.page_frame import head_of
from assay_gui.views.page_steps import Steps
from assay_gui.views.parts import button, in_turn, label, plain_tip, write
from assay_gui.views.project_card import ProjectCard, ProjectLine
from assay_gui.views.question_view import QuestionView
from assay_gui.views.reach_panel import ReachPanel
from assay_gui.views.still_open import StillOpen
from assay_gui.write_session import WriteSession

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answers
    from assay.authoring.questions.questionnaire import Page
    from assay.authoring.questions.words import QuestionWords, Told


class WritePage(QWidget):
    """The choice of what to describe, and the questions."""

    open_wanted = Signal()
    """The drafts are to be opened as documents."""
    table_wanted = Signal()
    """Rows of a table, or a description of an interface, are to become credentials."""
    set_closed = Signal()
    """Somebody is done with the questions of a set, for now."""

    def __init__(self, look: Look, session: WriteSession, projects: ProjectSession) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._projects = projects
        self.project = ProjectCard(look, projects)
        self._set = ""
        self.questions: QuestionView | None = None
        self._seen: dict[str, Answers] = {}
        """The answers as they were last shown."""
        self.digests: TakesDigests | None = None
        """What takes digests of files for answers."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("rail.write"))
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._begins: list[QWidget] = []
        self._overview = QWidget()
        self._stack.addWidget(self._overview)
        self.panel = ReachPanel(look)
        self._title, self._step, self.steps = label("", "title"), label("", "muted"), Steps(look)
        self.close_button = button(look.words.say("write.close"), look.words.tip("write.close"))
        self.close_button.clicked.connect(self._close_set)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._stack.addWidget(self._questions_page())
        session.answered.connect(self._answers_changed)
        session.replaced.connect(self._answers_replaced)
        session.reached.connect(self.panel.show_reach)
        self.show_overview()

    @property
    def panes(self) -> Sequence[QWidget]:
        """The places F6 goes round."""
        if self.questions is None or self._stack.currentIndex() == 0:
            return tuple(self._begins[:1])
        return (self.questions, self.panel)

    @property
    def set_shown(self) -> str:
        """Which set of questions is shown; empty where the choice of them is."""
        return self._set if self._stack.currentIndex() else ""

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.steps.update()
        self.panel.show_reach(self._session.reach)

    def show_overview(self) -> None:
        """What can be described, and how far each is."""
        from assay.authoring.questions.reading import BUNDLED

        self._set = ""
        old = self._overview
        self._overview = self._made_overview(BUNDLED)
        self._stack.insertWidget(0, self._overview)
        self._stack.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._stack.setCurrentIndex(0)

    def show_questions(self, name: str, page: "Page | None" = None) -> None:
        """The questions of a set, from the first that has no answer; or a page of them."""
        from assay.authoring.questions.reading import bundled_questionnaire
        from assay.authoring.questions.words import QuestionWords
        from assay.rules.bundled import load_bundled

        plan = bundled_questionnaire(name)
        pack = load_bundled(plan.pack)
        words = QuestionWords(plan, pack, self._look.words.texts)
        made = QuestionView(self._look, plan, pack, words)
        made.answered.connect(lambda ask, answer: self._session.answer(name, ask, answer))
        made.page_shown.connect(lambda page: self._page_shown(page, words))
        made.ended.connect(self._close_set)
        made.digests = self.digests
        self._let_answer(made)
        old, self.questions, self._set = self.questions, made, name
        self._title.setText(words.title().label)
        self._columns.insertWidget(0, made)
        if old is not None:
            old.forget_files()
            old.hide()
            old.deleteLater()
        self._columns.setSizes([704, 392])
        self._stack.setCurrentIndex(1)
        self.panel.show_reach(self._session.reach)
        self.panel.show_known(self._known(name))
        made.begin(self._session.answers(name))
        if page is not None:
            made.show_page(page)

    def _known(self, name: str) -> "list[Told]":
        from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire
        from assay.authoring.questions.words import QuestionWords
        from assay.rules.bundled import load_bundled

        found = []
        for other in BUNDLED[: BUNDLED.index(name)] if name in BUNDLED else ():
            if self._session.answers(other):
                plan = bundled_questionnaire(other)
                found.append(QuestionWords(plan, load_bundled(plan.pack), self._look.words.texts).title())
        return found

    def _page_shown(self, page: "Page", words: "QuestionWords") -> None:
        view = self.questions
        if view is None:
            return
        told = words.page(page)
        place, count = view.place + 1, len(view.pages)
        self._step.setText(self._look.words.say("write.step", number=place, count=count))
        self.steps.show_steps(place, count)
        self.steps.setAccessibleName(self._step.text())
        self.panel.show_page(told.hint, words.criteria(page))
        in_turn(view.later_button, *self.panel.stops)

    def _all_answers(self) -> "dict[str, Answers]":
        """As they are now: those of the session change in place."""
        return {name: dict(answers) for name, answers in self._session.all_answers.items() if answers}

    def _answers_changed(self, name: str) -> None:
        self._seen = self._all_answers()
        if not self.set_shown:
            self.show_overview()
        if self.questions is not None and name == self._set:
            self.questions.take_answers(dict(self._session.answers(name)))
            place, count = self.questions.place + 1, len(self.questions.pages)
            self._step.setText(self._look.words.say("write.step", number=place, count=count))
            self.steps.show_steps(place, count)

    def _answers_replaced(self) -> None:
        before, self._seen = self._seen, self._all_answers()
        if self.questions is None or not self.set_shown:
            self.show_overview()
            return
        changed = [name for name in before.keys() | self._seen.keys() if before.get(name) != self._seen.get(name)]
        is_step = self._session.is_step
        if is_step and len(changed) == 1 and changed != [self._set]:
            self.show_questions(changed[0])
            self.questions.begin(before.get(changed[0], {}))
        self._let_answer(self.questions)
        self.questions.show_answers(dict(self._session.answers(self._set)), follows=is_step)
        self.panel.show_known(self._known(self._set))

    def _let_answer(self, view: QuestionView) -> None:
        """Let answers be given, or only be read; the way back says which."""
        view.may_answer = self._session.may_answer
        closes = "write.close" if view.may_answer else "writing.overview"
        write(self.close_button, self._look.words.say(closes))
        self.close_button.setToolTip(plain_tip(self._look.words.tip(closes)))

    def _close_set(self) -> None:
        self.show_overview()
        self.set_closed.emit()

    def _questions_page(self) -> QWidget:
        across = QHBoxLayout()
        left = QVBoxLayout()
        left.addWidget(self._title)
        left.addWidget(self._step)
        left.addWidget(ProjectLine(self._look, self._projects))
        across.addLayout(left, 1)
        across.addWidget(self.close_button)
        head, inside = head_of(across)
        inside.addWidget(self.steps)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.addWidget(self.panel)
        self.panel.setMinimumWidth(240)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._columns, 1)
        return page

    def _made_overview(self, names: Sequence[str]) -> QWidget:
        from assay.authoring.questions.asked import is_answered, pages_now
        from assay.authoring.questions.reading import bundled_questionnaire
        from assay.authoring.questions.words import QuestionWords
        from assay.rules.bundled import load_bundled

        say = self._look.words.say
        page = QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(40, 32, 40, 32)
        inside.setSpacing(12)
        inside.addWidget(label(say("write.title"), "title", wrap=True))
        is_alone = self._projects.project is None
        if is_alone:
            inside.addWidget(label(say("write.about"), "muted", wrap=True))
        else:
            inside.addWidget(self.project)
        self._begins = []
        for name in names:
            plan = bundled_questionnaire(name)
            words = QuestionWords(plan, load_bundled(plan.pack), self._look.words.texts)
            answers = self._session.answers(name)
            pages = pages_now(plan, answers)
            done = sum(is_answered(entry, answers) for entry in pages)
            inside.addWidget(self._card(name, words.title(), done, len(pages)))
        if is_alone:
            inside.addWidget(self.project)
        inside.addWidget(self._still_open())
        inside.addLayout(self._ways_on("write.open" if is_alone else "writing.documents"))
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("cards")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        return scroll

    def _still_open(self) -> StillOpen:
        made = StillOpen(self._look, self._session.all_answers, may_answer=self._session.may_answer)
        made.wanted.connect(self.show_questions)
        return made

    def _ways_on(self, opens: str) -> FlowLayout:
        """`opens`: text id of how what was answered is opened."""
        open_button = button(self._look.words.say(opens), self._look.words.tip(opens), "primary")
        open_button.setEnabled(bool(self._session.all_answers))
        open_button.clicked.connect(self.open_wanted)
        table_button = button(self._look.words.say("tables.begin"), self._look.words.tip("tables.begin"))
        table_button.setEnabled(self._session.may_answer)
        table_button.clicked.connect(self.table_wanted)
        row = FlowLayout(8)
        row.addWidget(open_button)
        row.addWidget(table_button)
        return row

    def _card(self, name: str, told: "Told", done: int, count: int) -> QFrame:
        say = self._look.words.say
        card = QFrame()
        card.setProperty("kind", "card")
        across = QHBoxLayout(card)
        across.setContentsMargins(16, 12, 16, 12)
        left = QVBoxLayout()
        left.addWidget(label(told.label, "heading", wrap=True))
        left.addWidget(label(told.hint, "muted", wrap=True))
        left.addWidget(label(say("write.progress", done=done, count=count), "small"))
        across.addLayout(left, 1)
        does = "go_on" if done else "begin"
        if not self._session.may_answer:
            does = "look"
        begin = button(say(f"write.{does}"), "")
        begin.setAccessibleName(say(f"write.{does}_with", name=told.label))
        begin.clicked.connect(lambda: self.show_questions(name))
        self._begins.append(begin)
        across.addWidget(begin)
        return card
