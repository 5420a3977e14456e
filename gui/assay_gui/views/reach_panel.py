# SPDX-License-Identifier: Apache-2.0
"""Beside a question: how far the answers reach, what this page counts for, why it is asked, what is known already."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.views.parts import in_turn, label
from assay_gui.views.rungs import Rung
from assay_gui.writing_work import Reached

if TYPE_CHECKING:
    from assay.authoring.questions.words import Told

_SHOWN = ("SC", "L1")
"""Levels that answers alone can reach; the others want certificates."""


class ReachPanel(QScrollArea):
    """Cards, one below the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        say = look.words.say
        self.setObjectName("reach")
        self.setWidgetResizable(True)
        self.setAccessibleName(say("write.reach"))
        page = QWidget()
        page.setObjectName("cardList")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(12, 12, 12, 12)
        self._list.setSpacing(8)
        self._rungs = self._card(say("write.reach"))
        self._counts = label("", "muted", wrap=True)
        self._rungs.addWidget(self._counts)
        self._why = label("", "muted", wrap=True)
        why = self._card(say("write.why"))
        why.addWidget(self._why)
        self._known = label("", "muted", wrap=True)
        self._known_card = self._card(say("write.known"))
        self._known_card.addWidget(self._known)
        self._list.addStretch(1)
        self.setWidget(page)
        self._shown: list[QWidget] = []

    def show_page(self, why: str, criteria: "Sequence[tuple[str, str]]") -> None:
        """Why a page is asked, and what it counts for."""
        say = self._look.words.say
        self._why.setText(why)
        told = ", ".join(say("write.criterion", name=name, id=identity) for identity, name in criteria)
        self._counts.setText(say("write.counts_for", criteria=told) if told else say("write.counts_for_none"))

    def show_known(self, known: "Sequence[Told]") -> None:
        """What other sets of questions have answered already."""
        told = ", ".join(entry.label for entry in known)
        holder = self._known.parentWidget()
        self._known.setText(told)
        if holder is not None:
            holder.setVisible(bool(known))

    def show_reach(self, reached: Reached) -> None:
        """How far the answers reach."""
        from assay.reports.phrases import level_name

        for old in self._shown:
            self._rungs.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        report = reached.report
        for name in _SHOWN:
            level = report.levels.get(name) if report is not None else None
            if level is not None and report is not None:
                made = Rung(self._look, level_name(name, self._look.words.of_reports), level, report, wraps=True)
                self._rungs.insertWidget(self._rungs.count() - 1, made)
                self._shown.append(made)
        if not self._shown:
            nothing = label(self._look.words.say("write.reach_nothing"), "muted", wrap=True)
            self._rungs.insertWidget(self._rungs.count() - 1, nothing)
            self._shown.append(nothing)
        in_turn(*self.stops)

    @property
    def stops(self) -> "tuple[QWidget, ...]":
        """Where Tab halts, in order."""
        return self, *(one for one in self._shown if isinstance(one, Rung))

    def _card(self, title: str) -> QVBoxLayout:
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(6)
        inside.addWidget(label(title, "strong", wrap=True))
        self._list.addWidget(card)
        return inside
