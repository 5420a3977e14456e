# SPDX-License-Identifier: Apache-2.0
"""Asks for the moment a check should take as the present."""

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from assay_gui.dialogs.dialog_frame import FittedDialog, button_row, framed, name_above
from assay_gui.look import ICON_SIZE, Look
from assay_gui.views.parts import button, keep_width, label

_WIDTH = 440


class _MomentField(QDateTimeEdit):
    """Date and time, with a calendar behind the arrow; the style sheet leaves the arrow to us."""

    def __init__(self, look: Look, start: datetime) -> None:
        super().__init__(QDateTime.fromSecsSinceEpoch(int(start.timestamp())))
        self._look = look
        self.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.setCalendarPopup(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the arrow at its end."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = self._look.icons.pixmap("down", "muted", ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ICON_SIZE - 6, (self.height() - ICON_SIZE) // 2, arrow)
        painter.end()


class AsOfDialog(FittedDialog):
    """A date and a time."""

    moment_chosen = Signal(object)
    """A datetime in UTC; None for the present."""

    def __init__(self, look: Look, start: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = look.words
        self.setWindowTitle(words.say("as_of.title"))
        keep_width(self, _WIDTH)
        local = start.astimezone()
        self.field = _MomentField(look, start)
        name = name_above(self.field, words.say("as_of.label", zone=local.tzname() or "UTC"))
        self.check_button = button(words.say("as_of.check"), kind="primary")
        self.now_button = button(words.say("as_of.now"), words.tip("as_of.now"))
        cancel = button(words.say("dialog.cancel"))
        self.check_button.setDefault(True)
        self.check_button.clicked.connect(lambda: self._choose(self.moment()))
        self.now_button.clicked.connect(lambda: self._choose(None))
        cancel.clicked.connect(self.reject)
        layout = framed(self)
        layout.addWidget(label(words.say("as_of.explain"), "muted", wrap=True))
        layout.addWidget(name)
        layout.addWidget(self.field)
        layout.addSpacing(16)
        layout.addLayout(button_row((self.now_button,), (cancel, self.check_button)))

    def moment(self) -> datetime:
        """The moment in the field, in UTC."""
        return datetime.fromtimestamp(self.field.dateTime().toSecsSinceEpoch(), UTC)

    def _choose(self, moment: datetime | None) -> None:
        self.moment_chosen.emit(moment)
        self.accept()
