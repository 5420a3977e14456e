# SPDX-License-Identifier: Apache-2.0
"""One check of the past in detail: what came of it, what it found, how things went with its document since."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from assay.reports.safe_text import visible
from assay_gui.look import Look
from assay_gui.models.past import minute_of, name_of
from assay_gui.past_pages import findings_page
from assay_gui.past_session import PastSession
from assay_gui.past_work import TWO, PastDetails
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, label, plain_tip, restyle, settle
from assay_gui.views.past_trend import PastTrend
from assay_gui.views.recent import STATE_OF_VERDICT
from assay_gui.views.signed_page import SignedPage
from assay_gui.views.warning_row import WarningRow

if TYPE_CHECKING:
    from assay.history.entry import Entry

WIDTH = 360
_LEAST_HEIGHT, _MOST_HEIGHT = 32, 280
"""Of the findings."""
_ACTIONS = ("report", "compare", "document", "delete")


class PastDetailsView(QScrollArea):
    """Cards about what is chosen."""

    action_wanted = Signal(str)
    """One of `report`, `compare`, `document`, `delete`."""

    def __init__(self, look: Look, session: PastSession) -> None:
        super().__init__()
        self._look = look
        self._session = session
        words = look.words
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words.say("past.details"))
        self.buttons: dict[str, QPushButton] = {}
        self._title = label("", "strong", wrap=True)
        self.verdict = WarningRow(look)
        self._inside = QWidget()
        self._facts = QGridLayout()
        self._note = label("", "muted", wrap=True)
        self._found_title = label("", "strong", wrap=True)
        self.findings = SignedPage(look)
        self.findings.document().setDocumentMargin(0)
        self.trend = PastTrend(look)
        self._lay_out()
        session.chosen_changed.connect(self.refresh)
        session.details_changed.connect(self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the findings to the new width."""
        super().resizeEvent(event)
        self._fit_findings()

    def refresh(self) -> None:
        """Show what is chosen, as far as it is known."""
        chosen = self._session.chosen
        self._inside.setVisible(bool(chosen))
        if not chosen:
            return
        is_one = len(chosen) == 1
        self.buttons["report"].setVisible(is_one)
        self.buttons["compare"].setVisible(len(chosen) <= TWO)
        self.buttons["document"].setVisible(is_one and bool(chosen[0].path) and Path(chosen[0].path).is_file())
        words = self._look.words
        self.buttons["compare"].setText(words.say("past.compare" if is_one else "past.compare_two"))
        self.buttons["compare"].setAccessibleName(self.buttons["compare"].text())
        restyle(self.buttons["compare"], "kind", "primary" if len(chosen) == TWO else "small")
        self.verdict.setVisible(is_one)
        self._clear_facts()
        if is_one:
            self._show_one()
        else:
            self._title.setText(words.say("past.several", count=len(chosen)))
            self._note.setText(words.tip("past.several") if len(chosen) == TWO else "")
        self._show_details(self._session.details if is_one else None)
        settle(self._inside)

    def _show_one(self) -> None:
        words, entry = self._look.words, self._session.chosen[0]
        state = STATE_OF_VERDICT[entry.verdict.value]
        self._title.setText(name_of(entry))
        self._title.setToolTip(plain_tip(visible(entry.path or entry.name)))
        self.verdict.tell(state, words.say(f"verdict.{state}"))
        self._fact("past.made", minute_of(entry.last_made))
        if entry.times > 1:
            self._fact("past.times", words.say("past.since", count=entry.times, when=minute_of(entry.first_made)))
        self._fact("past.as_of", minute_of(entry.moment))
        self._fact("past.head.rules", self._rules_of(entry) or words.say("past.no_rules"))
        self._fact("past.head.asked", words.say("past.live" if entry.is_live else "past.asked"))
        fault = self._session.details_fault
        self._note.setText(words.error(fault) if fault else "")

    def _rules_of(self, entry: "Entry") -> str:
        """By the name that people know them by, and the exact version."""
        name = dict(self._session.rules).get(entry.pack_id, entry.pack_id)
        return visible(f"{name} ({entry.pack_version})" if name and entry.pack_version else name)

    def _show_details(self, details: PastDetails | None) -> None:
        words = self._look.words
        self._note.setVisible(bool(self._note.text()))
        self._found.setVisible(details is not None)
        self._went.setVisible(details is not None)
        self.findings.clear()
        if details is None:
            return
        self._found_title.setText(words.say("past.findings", count=len(details.told.findings)))
        self.findings.setHtml(findings_page(details, self._look))
        self._fit_findings()
        self.trend.show_points(details.points, details.checks)

    def _fit_findings(self) -> None:
        """As high as they are, up to a bound: then they scroll."""
        self.findings.document().setTextWidth(self.findings.viewport().width())
        wanted = round(self.findings.document().size().height()) + 4
        self.findings.setFixedHeight(max(_LEAST_HEIGHT, min(wanted, _MOST_HEIGHT)))

    def _fact(self, text: str, value: str) -> None:
        row = self._facts.rowCount()
        self._facts.addWidget(label(self._look.words.say(text), "muted", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(label(value, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)

    def _clear_facts(self) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _lay_out(self) -> None:
        self._facts.setVerticalSpacing(6)
        self._facts.setHorizontalSpacing(12)
        self._facts.setColumnStretch(0, 2)
        self._facts.setColumnStretch(1, 3)
        actions = FlowLayout(8)
        for name in _ACTIONS:
            actions.addWidget(self._action(name))
        first, first_inside = _card()
        for part in (self._title, self.verdict):
            first_inside.addWidget(part)
        first_inside.addLayout(self._facts)
        first_inside.addWidget(self._note)
        first_inside.addLayout(actions)
        self._found, found_inside = _card()
        self._set_up_findings()
        found_inside.addWidget(self._found_title)
        found_inside.addWidget(self.findings)
        self._went, went_inside = _card()
        went_inside.addWidget(self.trend)
        self._inside.setObjectName("cardList")
        cards = QVBoxLayout(self._inside)
        cards.setContentsMargins(12, 12, 12, 12)
        cards.setSpacing(8)
        for card in (first, self._found, self._went):
            cards.addWidget(card)
        cards.addStretch()
        self.setWidget(self._inside)

    def _set_up_findings(self) -> None:
        self.findings.setAccessibleName(self._look.words.say("past.found"))
        self.findings.document().setDocumentMargin(2)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _action(self, name: str) -> QPushButton:
        words = self._look.words
        made = button(words.say(f"past.{name}"), words.tip(f"past.{name}"), "small")
        made.setProperty("among", "small")
        made.clicked.connect(lambda: self.action_wanted.emit(name))
        self.buttons[name] = made
        return made


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("kind", "card")
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(12, 12, 12, 12)
    inside.setSpacing(8)
    return card, inside
