# SPDX-License-Identifier: Apache-2.0
"""Asks who accepts a finding, why, and until when."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from assay.values import frozen
from assay_gui.accept_work import Wish, is_reason
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.day_field import DayField
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.dialogs.ticks import Tick
from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.preferences import LONGEST_NAME
from assay_gui.views.parts import label

_LINES = 3
_SUGGESTED_DAYS = 90


@frozen
class Subject:
    """What is to be accepted."""

    entry: Entry
    number: int
    """The place the card stands at, from one."""
    count: int
    """How many places it has."""
    is_of_set: bool = False
    """It is found in several documents that are one submission."""


class AcceptFindingDialog(TaskDialog):
    """Reason, owner, last day; in all places or in one."""

    wanted = Signal(object, bool)
    """A `Wish`, and whether it is for all places."""

    def __init__(self, look: Look, subject: Subject, *, owner: str, today: date, parent: QWidget | None = None) -> None:
        words, known = look.words, subject.entry.accepted
        act = "accept.change_do" if known else "accept.do"
        super().__init__(look, words.say("accept.change_title" if known else "accept.title"), words.say(act), parent)
        self.explain(subject.entry.title, "strong")
        self.explain(words.say("accept.explain_together" if subject.is_of_set else "accept.explain"))
        self.reason = self._reason_field()
        self.owner = QLineEdit()
        self.owner.setMaxLength(LONGEST_NAME)
        self.ask(self.owner, words.say("accept.owner"), words.tip("accept.owner"))
        due = date.fromisoformat(known.due) if known and known.due else today + timedelta(days=_SUGGESTED_DAYS)
        self.ends = Tick(words.say("accept.ends"))
        self.day = DayField(look, today, max(due, today))
        self._lay_out_day()
        self.places = Choice(look)
        self._offer_places(subject)
        self.reason.setPlainText(known.reason if known else "")
        self.owner.setText(known.owner if known else owner)
        self.ends.setChecked(bool(known and known.due))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish(), self.places.currentIndex() == 0))
        self.reason.setFocus()
        self.check()

    def wish(self) -> Wish:
        """What was asked for."""
        due = self.day.day if self.ends.isChecked() else ""
        return Wish(self.reason.toPlainText(), self.owner.text(), due)

    def is_ready(self) -> bool:
        """Whether there is a reason of some words, and somebody who answers for it."""
        return is_reason(self.reason.toPlainText()) and bool(self.owner.text().strip())

    def first_field(self) -> QWidget:
        """The reason."""
        return self.reason

    def _reason_field(self) -> QPlainTextEdit:
        words = self._look.words
        made = QPlainTextEdit()
        made.setObjectName("copied")
        made.setTabChangesFocus(True)
        made.setFixedHeight(_LINES * made.fontMetrics().lineSpacing() + 16)
        made.setAccessibleDescription(words.tip("accept.reason"))
        made.textChanged.connect(self.check)
        name = name_above(made, words.say("accept.reason"))
        self.body.addWidget(name)
        self.body.addWidget(made)
        self.body.addWidget(label(words.tip("accept.reason"), "small", wrap=True))
        return made

    def _lay_out_day(self) -> None:
        words = self._look.words
        self.ends.setAccessibleDescription(words.tip("accept.ends"))
        self.day.setAccessibleName(words.say("accept.ends"))
        self.day.setAccessibleDescription(words.tip("accept.ends"))
        self.day.setEnabled(False)
        self.ends.toggled.connect(self.day.setEnabled)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.ends)
        row.addWidget(self.day)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(label(words.tip("accept.ends"), "small", wrap=True))

    def _offer_places(self, subject: Subject) -> None:
        words = self._look.words
        self.places.addItem(words.say("accept.everywhere", count=subject.count))
        self.places.addItem(words.say("accept.here", number=subject.number, count=subject.count))
        name = name_above(self.places, words.say("accept.places"))
        self.body.addWidget(name)
        self.body.addWidget(self.places)
        for widget in (name, self.places):
            widget.setVisible(subject.count > 1)
