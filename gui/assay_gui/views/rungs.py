# SPDX-License-Identifier: Apache-2.0
"""The levels as rungs: sign, word and numbers of each, with a bar; never colour alone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from assay.levels import LEVELS
from assay_gui.look import Look
from assay_gui.views.help_button import HelpButton
from assay_gui.views.parts import Badge, ElidedLabel, label, plain_tip
from assay_gui.views.recent import STATE_OF_VERDICT
from assay_gui.words import ReportWords

if TYPE_CHECKING:
    from assay.reports.report import DocumentReport, LevelReport

_BAR = 6
_BADGE = 16
_AT_TOP = Qt.AlignmentFlag.AlignTop


class Rungs(QWidget):
    """One rung a level; nothing where no level was judged."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rungs: tuple[Rung, ...] = ()
        self._shown: object = None
        self._row = QGridLayout(self)
        for column in range(len(LEVELS)):
            self._row.setColumnStretch(column, 1)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.help_button = HelpButton(look, "levels", look.words.say("levels.title"))
        self._row.addWidget(self.help_button, 0, len(LEVELS), _AT_TOP)
        self.setAccessibleName(look.words.say("levels.title"))
        self.hide()

    def show_levels(self, report: "DocumentReport | None") -> None:
        """The levels of a document; None: of none."""
        from assay.reports.phrases import level_name, levels

        wanted = (report.levels, report.criteria, report.is_draft, report.kind) if report is not None else None
        if wanted == self._shown:
            return
        self._shown = wanted
        here = self.window().focusWidget()
        held = next((number for number, rung in enumerate(self.rungs) if rung is here), -1)
        for rung in self.rungs:
            self._row.removeWidget(rung)
            rung.hide()
            rung.deleteLater()
        words = self._look.words
        known = levels(report) if report is not None else []
        self.rungs = tuple(
            Rung(self._look, level_name(name, words.of_reports), level, report)
            for name, level in known
            if report is not None
        )
        span = 2 if 2 * len(self.rungs) <= len(LEVELS) else 1  # one alone needs no more than half of the row
        for number, rung in enumerate(self.rungs):
            self._row.addWidget(rung, 0, span * number, 1, span)
            rung.show()  # at once: what is not shown yet takes no focus
        self.setVisible(bool(self.rungs))
        if held >= 0 and self.rungs:
            self.rungs[min(held, len(self.rungs) - 1)].setFocus()


class Rung(QFrame):
    """One level."""

    def __init__(
        self, look: Look, name: str, level: "LevelReport", report: "DocumentReport", *, wraps: bool = False
    ) -> None:
        """`wraps`: what is said of it takes the lines it needs; else what does not fit is cut, and told by the tip."""
        from assay.reports.counts import criteria_counts
        from assay.reports.phrases import lacking, level_summary, verdict_word

        super().__init__()
        words = look.words.of_reports
        found = criteria_counts(level)
        self.state = _state(level)
        self.setProperty("kind", "card")
        badge = Badge(look, _BADGE)
        badge.show_state(self.state)
        word = verdict_word(level.verdict, words, draft=report.is_draft)
        counted = look.words.say("levels.count", word=word, met=found.met, total=found.total) if found.total else word
        needed = words.say("report.criteria.needs_certification", count=found.needs_certification)
        said = f"{needed[:1].upper()}{needed[1:]}" if self.state == "idle" else counted
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(badge)
        head.addWidget(_cut(name, "strong"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(label(said, "muted", wrap=True) if wraps else _cut(said, "muted"))
        layout.addWidget(Bar(look, self.state, found.met / found.total if found.total else 0.0))
        told_apart = _offerings(level.offerings, words)
        details = "\n".join(
            filter(None, [level_summary(level, words), lacking(name, level, report, words), *told_apart])
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}. {word}.")
        self.setAccessibleDescription(details)
        self.setToolTip(plain_tip(details))


def _cut(text: str, kind: str) -> ElidedLabel:
    made = ElidedLabel(kind, Qt.TextElideMode.ElideRight)
    made.tell(text)
    return made


def _state(level: "LevelReport") -> str:
    """A level that lacks certificates only is no fault of the document: nobody can show them offline."""
    from assay.reports.counts import criteria_counts

    found = criteria_counts(level)
    certificates_only = found.needs_certification and not found.missing
    return "idle" if certificates_only else STATE_OF_VERDICT[level.verdict.value]


def _offerings(offerings: "Mapping[str, LevelReport]", words: ReportWords) -> list[str]:
    from assay.reports.phrases import level_summary, pair, verdict_word

    return [
        pair(name, f"{verdict_word(level.verdict, words)}, {level_summary(level, words)}", words)
        for name, level in offerings.items()
    ]


class Bar(QWidget):
    """A share of a whole; whoever shows it says it in words beside it."""

    def __init__(self, look: Look, state: str, share: float) -> None:
        super().__init__()
        self._look = look
        self._state = state
        self._share = share
        self.setFixedHeight(_BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The whole in the soft tone, the share in the strong one."""
        roles = self._look.theme.roles
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, role in ((1.0, "idle_soft"), (self._share, self._state)):
            painter.setBrush(roles.color(role))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * share, _BAR), _BAR / 2, _BAR / 2)
        painter.end()
