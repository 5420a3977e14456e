# SPDX-License-Identifier: Apache-2.0
"""Which checks to list: by text, verdict, rules, time, and whether only the newest of each document."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import plain_tip
from assay_gui.views.recent import STATE_OF_VERDICT

if TYPE_CHECKING:
    from assay.history.entry import Wanted

_PERIODS = (("ever", None), ("today", 0), ("week", 7), ("month", 30), ("quarter", 90), ("year", 365))
"""Name, and days back; 0: since midnight."""
_TYPING_MS = 300
_TEXT_WIDTH = 224


class PastFilters(QWidget):
    """A row of fields; what is wanted is told as soon as it changes."""

    wanted_changed = Signal()

    def __init__(self, look: Look, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._clock = clock
        words = look.words
        self.text = QLineEdit()
        self.text.setPlaceholderText(words.say("past.filter_text"))
        self.text.setAccessibleName(words.say("past.filter_text"))
        self.text.setToolTip(plain_tip(words.tip("past.filter_text")))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(_TEXT_WIDTH)
        self.verdict = self._box("verdict")
        for verdict, state in STATE_OF_VERDICT.items():
            self.verdict.addItem(words.say(f"verdict.{state}"), verdict)
        self.rules = self._box("rules")
        self.period = Choice(look)
        self.period.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.period.setMinimumContentsLength(0)
        self.period.setAccessibleName(words.say("past.filter_period"))
        for name, days in _PERIODS:
            self.period.addItem(words.say(f"past.period.{name}"), days)
        self.newest = QCheckBox(words.say("past.filter_newest"))
        self.newest.setAccessibleName(words.say("past.filter_newest"))
        self.newest.setFixedHeight(self.period.sizeHint().height())
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self._connect()

    def wanted(self) -> "Wanted":
        """What is wanted."""
        from assay.history.entry import Wanted
        from assay.verdict import Verdict

        verdict = self.verdict.currentData()
        return Wanted(
            text=self.text.text().strip(),
            verdict=Verdict(verdict) if verdict else None,
            pack=self.rules.currentData() or "",
            since=self._since(),
            newest_only=self.newest.isChecked(),
        )

    def show_rules(self, rules: Sequence[tuple[str, str]]) -> None:
        """Offer these rules: ids and names. What is chosen stays chosen."""
        known = [(self.rules.itemData(number), self.rules.itemText(number)) for number in range(1, self.rules.count())]
        if known == list(rules):
            return
        chosen = self.rules.currentData()
        with QSignalBlocker(self.rules):
            while self.rules.count() > 1:
                self.rules.removeItem(1)
            for pack, name in rules:
                self.rules.addItem(name, pack)
            self.rules.setCurrentIndex(max(0, self.rules.findData(chosen)))

    def clear(self, text: str = "") -> None:
        """Want everything again, or everything with that in its name."""
        for box in (self.verdict, self.rules, self.period):
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        with QSignalBlocker(self.newest), QSignalBlocker(self.text):
            self.newest.setChecked(False)
            self.text.setText(text)
        self.wanted_changed.emit()

    def _since(self) -> datetime | None:
        days = self.period.currentData()
        if days is None:
            return None
        midnight = self._clock().astimezone().replace(hour=0, minute=0, second=0)
        return midnight if days == 0 else self._clock() - timedelta(days=days)

    def _box(self, name: str) -> Choice:
        words = self._look.words
        made = Choice(self._look)
        made.setAccessibleName(words.say(f"past.head.{name}"))
        made.addItem(words.say(f"past.every_{name}"), "")
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        made.setMinimumContentsLength(0)
        return made

    def _lay_out(self) -> None:
        row = FlowLayout(8)
        for field in (self.text, self.verdict, self.rules, self.period, self.newest):
            row.addWidget(field)
        self.setLayout(row)

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.wanted_changed)
        for box in (self.verdict, self.rules, self.period):
            box.currentIndexChanged.connect(lambda _index: self.wanted_changed.emit())
        self.newest.toggled.connect(lambda _on: self.wanted_changed.emit())
