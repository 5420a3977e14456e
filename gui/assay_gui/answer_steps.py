# SPDX-License-Identifier: Apache-2.0
"""Answers taken back and given again, where no project keeps its own steps: over all sets of questions and pages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answer, Answers

MOST = 500


@frozen
class AnswerStep:
    """One answer, or a word of it while somebody types."""

    questions: str
    """Id of the set."""
    ask: str
    """Empty for a step that is not about one answer."""
    before: "Answers"
    after: "Answers"


class AnswerSteps:
    """What was done, and what was taken back."""

    def __init__(self) -> None:
        self._done: list[AnswerStep] = []
        self._undone: list[AnswerStep] = []

    @property
    def may_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def may_redo(self) -> bool:
        """Whether something was taken back last."""
        return bool(self._undone)

    def take(self, step: AnswerStep) -> None:
        """Something was answered; a word that somebody goes on typing is one step."""
        last = self._done[-1] if self._done and not self._undone else None
        if last is not None and _goes_on(last, step):
            self._done[-1] = AnswerStep(step.questions, step.ask, last.before, step.after)
        else:
            self._done = [*self._done, step][-MOST:]
        self._undone = []

    def undo(self) -> AnswerStep | None:
        """The step that is taken back; None where there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> AnswerStep | None:
        """The step that is made again; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def forget(self) -> None:
        """The answers are other ones."""
        self._done, self._undone = [], []


def _goes_on(last: AnswerStep, step: AnswerStep) -> bool:
    from assay.authoring.edited_text import change_between, taken_together

    if not step.ask or (last.questions, last.ask) != (step.questions, step.ask):
        return False
    texts = [_text(answers, step.ask) for answers in (last.before, last.after, step.after)]
    if None in texts:
        return False
    first, middle, end = map(str, texts)
    one, other = change_between(first, middle), change_between(middle, end)
    return one is not None and other is not None and taken_together(one, other) is not None


def _text(answers: "Mapping[str, Answer]", ask: str) -> str | None:
    found = answers.get(ask, "")
    return found if isinstance(found, str) else None
