# SPDX-License-Identifier: Apache-2.0
"""One line: what the clearing houses would say, with a button for the reasons."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from assay_gui.look import Look
from assay_gui.views.help_button import HelpButton
from assay_gui.views.parts import Badge, ElidedLabel, button

if TYPE_CHECKING:
    from assay.reports.report import DocumentReport

STATE_OF_ANSWER = {"accepted": "passed", "refused": "fail", "undecided": "wait"}
_BADGE = 16


class _Answer(ElidedLabel):
    """Who answers what, and why; where that has no room, less of it: half a sentence says nothing."""

    def __init__(self) -> None:
        super().__init__("plain", Qt.TextElideMode.ElideRight)
        self._shorter: tuple[str, ...] = ()

    def say(self, told: str, *shorter: str) -> None:
        """Show a text, or the longest of the shorter ones that has room."""
        self._shorter = shorter
        self.tell(told)

    def _fit(self) -> None:
        super()._fit()
        if self.text() != self._full:
            room, metrics = max(0, self.width() - 1), self.fontMetrics()
            fitting = (text for text in self._shorter if metrics.horizontalAdvance(text) <= room)
            shown = next(fitting, self._shorter[-1] if self._shorter else self._full)
            self.setText(metrics.elidedText(shown, self._mode, room))


class ClearingHouses(QWidget):
    """The predicted answers of a document, those that read alike as one; nothing where none is known."""

    reasons_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self._title = ElidedLabel("muted", Qt.TextElideMode.ElideRight)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title.tell(words.say("clearing.title"))
        self.why_button = button(words.say("clearing.why"), words.tip("clearing.why"), "small")
        self.why_button.clicked.connect(self.reasons_wanted)
        self._expected = ""
        self._report: DocumentReport | None = None
        self.answers: tuple[ElidedLabel, ...] = ()
        self._shown: object = None
        self._answers = QHBoxLayout()
        self._answers.setSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addLayout(self._answers, 1)
        row.addWidget(self.why_button)
        row.addWidget(HelpButton(look, "verdict", self._title.accessibleName()))
        self.hide()

    def expect(self, engine: str) -> None:
        """The id of the engine that will be asked: what it would say stands first. Empty: none."""
        if engine != self._expected:
            self._expected = engine
            self.show_report(self._report)

    def show_report(self, report: "DocumentReport | None") -> None:
        """The answers foreseen for a document; None: none."""
        from assay.reports.answers import same_answers
        from assay.reports.phrases import pair

        self._report = report
        wanted = (report.predictions if report is not None else None, self._expected)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._answers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.answers = ()
        answers = same_answers(report) if report is not None else ()
        first = expected_name(report, self._expected)
        for answer in sorted(answers, key=lambda answer: first not in answer.engines):
            badge = Badge(self._look, _BADGE)
            badge.show_state(STATE_OF_ANSWER[answer.first.prediction.answer.value])
            told, words = _Answer(), self._look.words.of_reports
            answered = pair(", ".join(answer.engines), answer.first.headline, words)
            told.say(" ".join(filter(None, (answered, answer.first.reason))), answered, answer.first.headline)
            self._answers.addWidget(badge)
            self._answers.addWidget(told, 1)
            self.answers += (told,)
        spoken = "; ".join(told.accessibleName() for told in self.answers)
        self.setAccessibleName(f"{self._title.accessibleName()} {spoken}")
        self.why_button.setAccessibleDescription(spoken)
        self.setVisible(bool(self.answers))


def expected_name(report: "DocumentReport | None", engine: str) -> str:
    """What a report calls an engine; empty where it says nothing of it."""
    predictions = report.predictions if report is not None and engine else ()
    return next((entry.engine_name for entry in predictions if entry.prediction.engine == engine), "")
