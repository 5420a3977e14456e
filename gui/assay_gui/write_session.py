# SPDX-License-Identifier: Apache-2.0
"""Answers to the questions, how far they reach, and keeping them: the only state of the Write page."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assay_gui import writing_work
from assay_gui.answer_steps import AnswerStep, AnswerSteps
from assay_gui.tasks import Tasks
from assay_gui.words import Words
from assay_gui.writing_work import Reached

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answer, Answers

KEEP_AFTER_MS = 400
_NOTHING = Reached((), None)


class WriteSession(QObject):
    """Takes answers, has them checked at once, and keeps them."""

    answered = Signal(str)
    """An answer of a set of questions has changed."""
    reached = Signal(object)
    """How far the answers reach now: a `Reached`."""
    replaced = Signal()
    """All answers are other ones: a project was opened or left, or somebody else wrote in it."""
    kept = Signal()
    failed = Signal(object)
    """Something went wrong: an exception."""

    def __init__(
        self, words: Words, tasks: Tasks, path: Callable[[], Path], clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._tasks = tasks
        self._path = path
        self._clock = clock
        self._answers: dict[str, dict[str, Answer]] = {}
        self._is_read = False
        self._keep_in: Callable[[str, Answers], None] | None = None
        """What keeps the answers of a set instead of the user's own file."""
        self.may_answer = True
        self._steps = AnswerSteps()
        self.is_step = False
        """Whether other answers come of a step back or forth: who takes it wants to see where."""
        self.reach = _NOTHING
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_AFTER_MS)
        self._soon.timeout.connect(self.keep)

    def begin(self) -> None:
        """Take up the answers of an earlier time."""
        if not self._is_read:
            self._is_read = True
            self._read_own()

    def work_in(
        self, answers: "Mapping[str, Answers]", keep_in: "Callable[[str, Answers], None]", *, may_answer: bool
    ) -> None:
        """Take the answers of a project, and tell it what is answered from here on."""
        self.close()
        self._steps.forget()
        self._is_read, self._keep_in, self.may_answer = True, keep_in, may_answer
        told = {name: dict(entry) for name, entry in answers.items()}
        if told != self._answers:
            self._answers = told
            self._look()
        self.replaced.emit()

    def work_alone(self) -> None:
        """Take the user's own answers."""
        self._keep_in, self.may_answer = None, True
        self._read_own()
        self.replaced.emit()

    def forget_own(self) -> None:
        """The user's own answers lie somewhere else now."""
        try:
            writing_work.write_answers(self._path(), {})
        except OSError as error:
            self.failed.emit(error)

    def answers(self, name: str) -> "Answers":
        """The answers of a set of questions so far."""
        return self._answers.get(name, {})

    @property
    def all_answers(self) -> "Mapping[str, Answers]":
        """The answers of all sets."""
        return self._answers

    def answer(self, name: str, ask: str, answer: "Answer") -> None:
        """Take an answer; an empty one is none."""
        told = self._answers.setdefault(name, {})
        if not self.may_answer or told.get(ask, "") == answer:
            return
        before = dict(told)
        told[ask] = answer
        if not answer:
            del told[ask]
        self._changed(name, AnswerStep(name, ask, before, dict(told)))

    def take(self, name: str, answers: "Answers") -> None:
        """Take several answers at once; others that were given stay."""
        before = dict(self._answers.get(name, {}))
        told = {**before, **answers}
        if self.may_answer and told != before:
            self._answers[name] = told
            self._changed(name, AnswerStep(name, "", before, dict(told)))
            self.replaced.emit()

    def begin_anew(self, name: str) -> None:
        """Forget the answers of a set."""
        if self.may_answer:
            self._changed(name, AnswerStep(name, "", self._answers.pop(name, {}), {}))

    @property
    def may_undo(self) -> bool:
        """Whether there is an answer to take back; those of a project are the project's own."""
        return self._keep_in is None and self._steps.may_undo

    @property
    def may_redo(self) -> bool:
        """Whether an answer was taken back last."""
        return self._keep_in is None and self._steps.may_redo

    def undo(self) -> None:
        """Take the last answer back, whichever set of questions it is to."""
        step = self._steps.undo() if self.may_undo else None
        if step is not None:
            self._put(step.questions, step.before)

    def redo(self) -> None:
        """Give the answer again that was taken back last."""
        step = self._steps.redo() if self.may_redo else None
        if step is not None:
            self._put(step.questions, step.after)

    def keep(self) -> None:
        """Keep the answers as they are now."""
        self._soon.stop()
        try:
            writing_work.write_answers(self._path(), self._answers)
        except OSError as error:
            self.failed.emit(error)
        else:
            self.kept.emit()

    def close(self) -> None:
        """The program ends."""
        if self._soon.isActive():
            self.keep()

    def _read_own(self) -> None:
        self._answers = {name: dict(entry) for name, entry in writing_work.read_answers(self._path()).items()}
        self._look()

    @contextmanager
    def stepping(self) -> Iterator[None]:
        """While a step back or forth is made."""
        self.is_step = True
        try:
            yield
        finally:
            self.is_step = False

    def _put(self, name: str, answers: "Answers") -> None:
        self._answers[name] = dict(answers)
        self._soon.start()
        self.replaced.emit()
        self._look()

    def _changed(self, name: str, step: AnswerStep) -> None:
        if self._keep_in is None:
            self._steps.take(step)
            self._soon.start()
        else:
            self._keep_in(name, self.answers(name))
        self.answered.emit(name)
        self._look()

    def _look(self) -> None:
        asked = {name: dict(entry) for name, entry in self._answers.items()}
        moment = self._clock()
        self._tasks.start(
            "reach",
            lambda _stop: writing_work.reach(asked, moment, self._words),
            self._take,
            on_failure=self.failed.emit,
        )

    def _take(self, found: Reached) -> None:
        self.reach = found
        self.reached.emit(found)
