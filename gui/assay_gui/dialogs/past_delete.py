# SPDX-License-Identifier: Apache-2.0
"""Asks what of the history is to be deleted, or for how long it is kept. Both say what stays."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.past_work import Scope
from assay_gui.views.parts import label, plain_tip, write

_MOST_DAYS = 36500
_USUAL_DAYS = 365
_AROUND = 28
_LONGEST_NAME = 18
_WITH_DAYS = frozenset({"days", Scope.OLDER})
"""Choices that a number of days belongs to."""


class _DaysDialog(TaskDialog):
    """Choices, one of which has a number of days beside it."""

    def __init__(self, look: Look, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(look, title, act, parent)
        self.choices: dict[str, QRadioButton] = {}
        self.days = QLineEdit(str(_USUAL_DAYS))
        self.days.setValidator(QIntValidator(1, _MOST_DAYS, self.days))
        self.days.setFixedWidth(self.days.fontMetrics().horizontalAdvance(str(_MOST_DAYS)) + _AROUND)
        self.days.setAccessibleName(look.words.say("past.days"))
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self.check)

    def offer(self, name: str, text: str, *, with_days: bool = False) -> None:
        """One more choice."""
        made = QRadioButton()
        write(made, text)
        self._group.addButton(made)
        self.choices[name] = made
        if not with_days:
            self.body.addWidget(made)
            return
        row = QHBoxLayout()
        row.addWidget(made)
        row.addWidget(self.days)
        row.addWidget(label(self._look.words.say("past.days")))
        row.addStretch()
        self.days.textEdited.connect(lambda _text: made.setChecked(True))
        self.days.textChanged.connect(self.check)
        self.body.addLayout(row)

    @property
    def chosen(self) -> str:
        """The choice."""
        return next((name for name, made in self.choices.items() if made.isChecked()), "")

    @property
    def number(self) -> int:
        """The days; 0 where none are written."""
        told = self.days.text()
        return int(told) if told.isdecimal() and self.days.hasAcceptableInput() else 0

    def is_ready(self) -> bool:
        """Whether something is marked, and days are written where they count."""
        return bool(self.chosen) and (self.chosen not in _WITH_DAYS or self.number > 0)

    def first_field(self) -> QWidget:
        """The choice that is marked."""
        return self.choices[self.chosen] if self.chosen else self.act_button


class DeletePastDialog(_DaysDialog):
    """Nothing is marked that would delete more than was chosen."""

    wanted = Signal(str, int)
    """Scope, days."""

    def __init__(self, look: Look, count: int, document: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("past.delete_title"), words.say("past.delete_do"), parent)
        self.explain(words.say("past.delete_ask"), "strong")
        if count:
            self.offer(Scope.CHOSEN, words.say("past.delete_chosen", count=count))
        if document:
            self.offer(Scope.DOCUMENT, words.say("past.delete_document", name=_short(document)))
            self.choices[Scope.DOCUMENT].setToolTip(plain_tip(document))
        self.offer(Scope.OLDER, words.say("past.delete_older"), with_days=True)
        self.offer(Scope.ALL, words.say("past.delete_all"))
        self.explain(words.say("past.delete_stays"), "")
        if count:
            self.choices[Scope.CHOSEN].setChecked(True)
        self.act_button.setDefault(False)  # Enter alone is too quick for what cannot be undone
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.chosen, self.number))
        self.check()


class RetentionDialog(_DaysDialog):
    """For so many days, or until somebody deletes them."""

    wanted = Signal(object)
    """Days, or None."""

    def __init__(self, look: Look, days: int | None, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("past.keep_title"), words.say("past.keep_do"), parent)
        self.explain(words.say("past.keep_explain"), "")
        self.offer("forever", words.say("past.keep_forever"))
        self.offer("days", words.say("past.keep_days"), with_days=True)
        if days is not None:
            self.days.setText(str(days))
        self.choices["forever" if days is None else "days"].setChecked(True)
        self.explain(words.tip("past.keep_explain"))
        self.act_button.clicked.connect(self._act)

    def _act(self) -> None:
        self.wanted.emit(self.number if self.chosen == "days" else None)


def _short(name: str) -> str:
    """A name that leaves room for the sentence around it: a choice is one line."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME // 2]}…{name[-_LONGEST_NAME // 2 :]}"
