# SPDX-License-Identifier: Apache-2.0
"""A usage policy: one of a few common ones by choice, else the person's own text, which is left as it stands."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.policies import Common, Policy, policy_of
from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look
from assay_gui.views.day_line import DayLine
from assay_gui.views.parts import label

_OFFERED = tuple(Common)
_NONE, _OWN = 0, len(_OFFERED) + 1
"""Places in the list: before the common ones that nothing is chosen, after them the own text."""
_LINES = 4
_MARGIN = 16
_FEBRUARY_29 = (2, 29)


class PolicyLine:
    """A choice; below it what belongs to it."""

    is_typed = True

    def __init__(self, look: Look, edited: Callable[[], object], write: Callable[[Policy], str]) -> None:
        """`write`: a common policy as the text that is held."""
        self._look = look
        self._edited = edited
        self._write = write
        self._common = ""
        """The text of the common policy that is chosen, as it was read or made."""
        self._is_open = True
        self.widget = QWidget()
        say = look.words.say
        self.field = Choice(look)
        self.field.addItem(say("form.choose"))
        self.field.addItems([say(f"form.policy.{one.value}") for one in _OFFERED])
        self.field.addItem(say("form.policy.own"))
        self.field.activated.connect(self._chosen)
        self.day = DayLine(look, Editor.DAY, self._day_typed, look.words.lengthened(look.words.texts.say("way.day")))
        self.day.field.setAccessibleName(say("form.policy.day"))
        self.day.field.editingFinished.connect(self._day_left)
        self.own = QPlainTextEdit()
        self.own.setObjectName("copied")
        self.own.setAccessibleName(say("form.policy.text"))
        self.own.setTabChangesFocus(True)
        self.own.setUndoRedoEnabled(False)
        self.own.setFixedHeight(self.own.fontMetrics().lineSpacing() * _LINES + _MARGIN)
        self._is_set = False
        self.own.textChanged.connect(lambda: None if self._is_set else self._own_typed())
        self._about = label("", "muted", wrap=True)
        inside = QVBoxLayout(self.widget)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for one in (self.field, self.day.widget, self.own, self._about):
            inside.addWidget(one)
        self._show()

    @property
    def has_letters(self) -> bool:
        """Whether a day is typed that is none yet."""
        held, line = policy_of(self._common), self.day.field
        is_other = held is not None and bool(held.day) and line.text() != held.day
        return is_other and line.hasFocus() and line.isUndoAvailable()

    @property
    def about(self) -> str:
        """What is said of the choice."""
        return self._about.text()

    def text(self) -> str:
        """What it holds: own text just as it was typed or read."""
        if self.field.currentIndex() == _OWN:
            return self.own.toPlainText()
        return self._common if self.field.currentIndex() != _NONE else ""

    def set_text(self, text: str) -> None:
        """Hold another text."""
        if text == self.text():
            return
        policy = policy_of(text)
        if policy is not None and policy.is_complete:
            self._common = text
            self.field.setCurrentIndex(1 + _OFFERED.index(policy.common))
            self.day.set_text(policy.day)
            self._put_own("")
        else:
            is_kept = not text and self.field.currentIndex() == _OWN and self.own.hasFocus()
            self.field.setCurrentIndex(_OWN if text or is_kept else _NONE)
            self._put_own(text)
        self._show()

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        self._is_open = is_open
        self.field.setEnabled(is_open)
        self.day.allow(is_open=is_open)
        self.own.setReadOnly(not is_open)

    def _chosen(self, index: int) -> None:
        if 0 < index < _OWN:
            common = _OFFERED[index - 1]
            if common is Common.UNTIL and not self.day.text():
                self.day.set_text(_in_a_year(date.today()).isoformat())  # noqa: DTZ011 - the person's own calendar
            self._common = self._write(Policy(common, self.day.text() if common is Common.UNTIL else ""))
        self._show()
        self._edited()
        if index == _OWN:
            self.own.setFocus()

    def _day_typed(self) -> None:
        """A day that is not typed to its end is none yet: what was said stays until it is one."""
        policy = Policy(Common.UNTIL, self.day.text())
        if policy.is_complete:
            self._common = self._write(policy)
            self._edited()

    def _day_left(self) -> None:
        held = policy_of(self._common)
        if held is not None and held.day and self.day.text() != held.day:
            self.day.set_text(held.day)

    def _own_typed(self) -> None:
        self._show()
        self._edited()

    def _put_own(self, text: str) -> None:
        if text != self.own.toPlainText():
            at = self.own.textCursor().position()
            self._is_set = True
            self.own.setPlainText(text)
            self._is_set = False
            cursor = self.own.textCursor()
            cursor.setPosition(min(at, len(text)))
            self.own.setTextCursor(cursor)

    def _show(self) -> None:
        """What belongs to the choice, and a sentence about it. Where an own text stands, nothing else can be chosen."""
        index, words = self.field.currentIndex(), self._look.words
        is_own, is_common = index == _OWN, 0 < index < _OWN
        is_kept = is_own and bool(self.own.toPlainText())
        self.own.setVisible(is_own)
        self.day.widget.setVisible(is_common and _OFFERED[index - 1] is Common.UNTIL)
        if is_common:
            told = words.tip(f"form.policy.{_OFFERED[index - 1].value}")
            told = words.say("form.policy.written", told=told)
        else:
            told = words.say("form.policy.kept") if is_kept else words.tip("form.policy.own") if is_own else ""
        self._about.setText(told)
        self._about.setVisible(bool(told))
        model = self.field.model()
        if isinstance(model, QStandardItemModel):
            for at in range(_OWN):
                model.item(at).setEnabled(not is_kept)


def _in_a_year(day: date) -> date:
    is_leap_day = (day.month, day.day) == _FEBRUARY_29
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
