# SPDX-License-Identifier: Apache-2.0
"""Verdict and predicted answers side by side, and why they differ."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from assay.reports.answers import difference_lines, same_answers
from assay.reports.phrases import level_name, quotation
from assay.reports.report import DocumentReport
from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.look import Look
from assay_gui.views.clearing_houses import STATE_OF_ANSWER
from assay_gui.views.parts import Badge, button, label, open_at
from assay_gui.views.recent import STATE_OF_VERDICT

_SIZE = (620, 520)
_BADGE = 20


class ClearingHousesDialog(QDialog):
    """What each clearing house would answer, how that is known, and where it differs from the rules."""

    def __init__(self, look: Look, report: DocumentReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        say = look.words.say
        self.setWindowTitle(say("clearing.title"))
        open_at(self, _SIZE)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._tell(report)
        self._lines.addStretch()
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(self._lines)
        area = QScrollArea()
        area.setObjectName("cards")
        area.setProperty("kind", "read")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName(say("clearing.title"))
        self.close_button = button(say("dialog.close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        layout = framed(self, 12)
        layout.addWidget(area, 1)
        layout.addLayout(button_row((), (self.close_button,)))

    def _tell(self, report: DocumentReport) -> None:
        words = self._look.words
        told = words.of_reports
        self._lines.addWidget(label(words.say("clearing.title"), "heading", wrap=True))
        if report.level_asked:
            self._add(told.say("prediction.asked_for", level=level_name(report.level_asked, told)), "muted")
        self._card(STATE_OF_VERDICT[report.verdict.value], told.say("prediction.beside"), [report.headline])
        for answer in same_answers(report):
            first = answer.first
            lines = [first.headline, first.reason]
            if first.prediction.message:
                lines.append(words.pair(told.say("prediction.message"), quotation(first.prediction.message, told)))
            known = words.pair(told.say("prediction.known_from"), words.lengthened(first.known_from))
            state = STATE_OF_ANSWER[first.prediction.answer.value]
            self._card(state, ", ".join(answer.engines), [*filter(None, lines)], known)
        if differences := difference_lines(report, told):
            self._add(told.say("prediction.differences"), "strong")
            for line in differences:
                self._add(line)
        self._add(told.say("prediction.calibration"), "muted")

    def _add(self, text: str, kind: str = "") -> None:
        self._lines.addWidget(label(text, kind, wrap=True))

    def _card(self, state: str, title: str, lines: list[str], known: str = "") -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        badge = Badge(self._look, _BADGE)
        badge.show_state(state)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(title, "strong", wrap=True))
        for line in lines:
            texts.addWidget(label(line, wrap=True))
        if known:
            texts.addWidget(label(known, "small", wrap=True))
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        card.setAccessibleName(f"{title}. {' '.join(lines)}")
        self._lines.addWidget(card)
