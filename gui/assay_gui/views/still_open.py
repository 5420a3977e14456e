# SPDX-License-Identifier: Apache-2.0
"""What has to be answered before anything can be signed, with the way there."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.views.parts import button
from assay_gui.views.warning_row import WarningRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.authoring.questions.documents import Answers
    from assay.authoring.questions.questionnaire import Page, Questionnaire

_ALWAYS = "company"
"""Everything else refers to it: it is asked for as soon as anything is answered."""


class StillOpen(QWidget):
    """A line for each set of questions that lacks something; nothing where none does, or nobody has begun."""

    wanted = Signal(str, object)
    """A set of questions, and the `Page` to be answered."""

    def __init__(self, look: Look, answers: "Mapping[str, Answers]", *, may_answer: bool) -> None:
        super().__init__()
        self._look = look
        self.buttons: list[QPushButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        told = {name: entry for name, entry in answers.items() if entry}
        for name in dict.fromkeys((_ALWAYS, *told)) if told and may_answer else ():
            self._add(name, told.get(name, {}))
        if not self.buttons:
            self.hide()  # to show it here would make it a window of its own

    def _add(self, name: str, answers: "Answers") -> None:
        from assay.authoring.questions.asked import open_asks, pages_now
        from assay.authoring.questions.reading import bundled_questionnaire
        from assay.authoring.questions.words import QuestionWords
        from assay.rules.bundled import load_bundled

        plan: Questionnaire = bundled_questionnaire(name)
        words = QuestionWords(plan, load_bundled(plan.pack), self._look.words.texts)
        asks = list(open_asks(plan, answers))
        if not asks:
            return
        page = next(page for page in pages_now(plan, answers) if asks[0] in page.asks)
        say, title = self._look.words.say, words.title().label
        line = WarningRow(self._look)
        line.tell("wait", say("write.still_open", set=title, names=", ".join(words.ask(ask).label for ask in asks)))
        self._lines.addLayout(self._row(name, page, line, say("write.answer_now_with", name=title)))

    def _row(self, name: str, page: "Page", line: WarningRow, told: str) -> QHBoxLayout:
        made = button(self._look.words.say("write.answer_now"), self._look.words.tip("write.answer_now"))
        made.setAccessibleName(told)
        made.clicked.connect(partial(self.wanted.emit, name, page))
        self.buttons.append(made)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(line, 1)
        row.addWidget(made)
        return row
