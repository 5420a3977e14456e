# SPDX-License-Identifier: Apache-2.0
"""A date, or a date and time, typed or chosen from a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout

from assay.authoring.forms.editors import Editor
from assay_gui.look import Look
from assay_gui.views.checked_line import CheckedLine
from assay_gui.views.parts import button

_DAY = "yyyy-MM-dd"
_MIDNIGHT = "T00:00:00Z"
_DAY_LENGTH = len("2026-01-31")


class DayLine(CheckedLine):
    """A line with a calendar behind a button; the time of a moment stays when its day is changed."""

    def __init__(self, look: Look, editor: Editor, edited: Callable[[], object], hint: str) -> None:
        super().__init__(look, editor, edited, hint, frozenset())
        words = look.words
        self.calendar_button = button(words.say("form.calendar"), words.tip("form.calendar"), "small")
        self.calendar_button.clicked.connect(self._open)
        self.across.addWidget(self.calendar_button)

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        super().allow(is_open=is_open)
        self.calendar_button.setEnabled(is_open)

    def choose(self, day: QDate) -> None:
        """Take a day from the calendar."""
        told = self.field.text()
        rest = told[_DAY_LENGTH:] if self._day(told) is not None else ""
        time = rest or (_MIDNIGHT if self._editor is Editor.MOMENT else "")
        self.field.setText(f"{day.toString(_DAY)}{time}")
        self._typed("")

    @staticmethod
    def _day(told: str) -> QDate | None:
        found = QDate.fromString(told[:_DAY_LENGTH], _DAY)
        return found if found.isValid() else None

    def _open(self) -> None:
        frame = QFrame(self.widget, Qt.WindowType.Popup)
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(self.calendar_button.text())
        today = date.today()  # noqa: DTZ011 - the day that the person's calendar shows
        calendar.setSelectedDate(self._day(self.field.text()) or QDate(today.year, today.month, today.day))
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(calendar)

        def take(day: QDate) -> None:
            self.choose(day)
            frame.close()
            self.field.setFocus()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        frame.move(self.calendar_button.mapToGlobal(QPoint(0, self.calendar_button.height())))
        frame.show()
        calendar.setFocus()
