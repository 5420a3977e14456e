# SPDX-License-Identifier: Apache-2.0
"""One rule in detail: what it asks, why, how to keep it, an example, where it stands, which engines insist on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from assay.reports.safe_text import visible
from assay_gui.look import Look
from assay_gui.views.facts import FactsCard
from assay_gui.views.parts import Badge, button, label

if TYPE_CHECKING:
    from assay.rule_book import RuleEntry
    from assay.rule_engines import Enforcement

STATE_OF_ENFORCED = {"yes": "passed", "observed": "passed", "unknown": "wait", "no": "idle"}
_LEAST_HEIGHT = 120


class RuleDetailsView(QScrollArea):
    """Two cards beside each other: the rule, and who insists on it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        say = look.words.say
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "read")
        self.setAccessibleName(say("rules.rule"))
        self._entry: RuleEntry | None = None
        self._rule, self._engines = FactsCard(), FactsCard(say("rules.engines_title"))
        self.findings_button = button("", look.words.tip("rules.findings"), "small")
        self.findings_button.hide()
        self._inside = QWidget()
        self._inside.setObjectName("cardList")
        self._inside.hide()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for card, share in ((self._rule, 3), (self._engines, 2)):
            column = QVBoxLayout()
            if card is self._engines:  # in view, however long the rule is
                column.addWidget(self.findings_button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(card)
            column.addStretch()
            row.addLayout(column, share)
        self.setWidget(self._inside)

    @property
    def told(self) -> str:
        """What it says of the rule, for those who hear it."""
        return self.accessibleDescription()

    def show_rule(self, entry: "RuleEntry | None") -> None:
        """Show an entry."""
        if entry is self._entry:
            return
        self._entry = entry
        self._inside.setVisible(entry is not None)
        self._rule.clear()
        self._engines.clear()
        if entry is None:
            self.setAccessibleDescription("")
            return
        words, card = self._look.words, self._rule
        card.title.setText(visible(entry.title))
        card.say(visible(entry.asks))
        card.tell(words.say("rules.why"), visible(entry.why))
        card.tell(words.say("rules.how"), visible(entry.how))
        card.tell(words.say("rules.example"), visible(entry.example))
        card.tell(words.say("rules.written"), visible(entry.written))
        card.tell(words.say("rules.clause"), visible(entry.clause))
        card.tell(words.say("rules.levels_asked"), self._levels(entry))
        card.tell(words.say("rules.proofs"), visible(", ".join(entry.proofs)))
        card.tell(words.say("rules.numbers"), visible(", ".join(entry.rules)))
        for one in entry.engines:
            self._tell_engine(one)
        if not entry.engines:
            self._engines.say(words.say("rules.no_engines"), "muted")
        parts = (entry.title, entry.asks, entry.why, entry.how)
        self.setAccessibleDescription(visible(" ".join(filter(None, parts))))
        self.verticalScrollBar().setValue(0)

    def show_findings(self, count: int) -> None:
        """Offer to go to the findings of the open document that come from the rule; nothing where there is none."""
        if count:
            self.findings_button.setText(self._look.words.say("rules.findings", count=count))
            self.findings_button.setAccessibleName(self.findings_button.text())
        self.findings_button.setVisible(count > 0)

    def _levels(self, entry: "RuleEntry") -> str:
        say = self._look.words.say
        told = (say("rules.level", level=level, how=say(f"rules.shown.{how}")) for level, how in entry.levels.items())
        return "; ".join(told)

    def _tell_engine(self, one: "Enforcement") -> None:
        say = self._look.words.say
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        badge = Badge(self._look)
        badge.show_state(STATE_OF_ENFORCED[one.enforced])
        texts = QVBoxLayout()
        texts.setSpacing(2)
        told = say("rules.engine", name=visible(one.engine), told=say(f"rules.enforced.{one.enforced}"))
        texts.addWidget(label(told, wrap=True))
        if one.why:
            texts.addWidget(label(one.why, "muted", wrap=True))
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        shown.setAccessibleName(f"{told} {one.why}".strip())
        self._engines.add(shown)
