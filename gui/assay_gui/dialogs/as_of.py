# SPDX-License-Identifier: Apache-2.0
"""Asks for the moment a check should take as the present."""

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.views.parts import button, label

_WIDTH = 440


class AsOfDialog(QDialog):
    """A date and a time."""

    moment_chosen = Signal(object)
    """A datetime in UTC; None for the present."""

    def __init__(self, look: Look, start: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = look.words
        self.setWindowTitle(words.say("as_of.title"))
        self.setMinimumWidth(_WIDTH)
        local = start.astimezone()
        self.field = QDateTimeEdit(QDateTime.fromSecsSinceEpoch(int(start.timestamp())))
        self.field.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.field.setCalendarPopup(True)
        name = label(words.say("as_of.label", zone=local.tzname() or "UTC"), wrap=True)
        name.setBuddy(self.field)
        self.field.setAccessibleName(name.text())
        self.check_button = button(words.say("as_of.check"), kind="primary")
        self.now_button = button(words.say("as_of.now"), words.tip("as_of.now"))
        cancel = button(words.say("dialog.cancel"))
        self.check_button.setDefault(True)
        self.check_button.clicked.connect(lambda: self._choose(self.moment()))
        self.now_button.clicked.connect(lambda: self._choose(None))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.now_button)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.check_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(label(words.say("as_of.explain"), "muted", wrap=True))
        layout.addWidget(name)
        layout.addWidget(self.field)
        layout.addSpacing(16)
        layout.addLayout(buttons)

    def moment(self) -> datetime:
        """The moment in the field, in UTC."""
        return datetime.fromtimestamp(self.field.dateTime().toSecsSinceEpoch(), UTC)

    def _choose(self, moment: datetime | None) -> None:
        self.moment_chosen.emit(moment)
        self.accept()
