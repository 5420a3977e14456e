# SPDX-License-Identifier: Apache-2.0
"""A day, with a calendar behind the arrow; the style sheet leaves the arrow to us."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from assay_gui.look import ICON_SIZE, Look


class DayField(QDateEdit):
    """A day that is not over yet."""

    def __init__(self, look: Look, first: date, chosen: date) -> None:
        super().__init__(QDate(chosen.year, chosen.month, chosen.day))
        self._look = look
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setMinimumDate(QDate(first.year, first.month, first.day))

    @property
    def day(self) -> str:
        """YYYY-MM-DD."""
        return self.date().toString("yyyy-MM-dd")

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes on to what comes after the day; the arrows go from year to month to day."""
        return QWidget.focusNextPrevChild(self, is_next)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the arrow at its end."""
        super().paintEvent(event)
        painter = QPainter(self)
        role = "muted" if self.isEnabled() else "line"
        arrow = self._look.icons.pixmap("down", role, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ICON_SIZE - 6, (self.height() - ICON_SIZE) // 2, arrow)
        painter.end()
