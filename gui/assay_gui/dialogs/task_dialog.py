# SPDX-License-Identifier: Apache-2.0
"""A dialog that has something done: it says when that takes time and what it waits for, what went wrong, and stays
until it is done. Escape stops it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assay_gui.dialogs.dialog_frame import BETWEEN, FittedDialog, button_row, framed, name_above
from assay_gui.look import Look
from assay_gui.views.parts import Badge, BusyBar, button, keep_width, label, plain_tip

WIDTH = 520


class TaskDialog(FittedDialog):
    """Title, what is asked, a line for problems and one for waiting, buttons."""

    stop_wanted = Signal()
    """The user wants none of it any more."""

    def __init__(self, look: Look, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        words = look.words
        self.setWindowTitle(title)
        keep_width(self, WIDTH)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(BETWEEN)
        self._problem, self._problem_row = label("", wrap=True), QWidget()
        self._waiting = label("", "muted", wrap=True)
        self._progress = BusyBar(look)
        self.cancel_button = button(words.say("dialog.cancel"))
        self.act_button = button(act, kind="primary")
        self.act_button.setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.rejected.connect(self.stop_wanted)
        self.is_busy = False
        self._lay_out()

    @property
    def problem(self) -> str:
        """What went wrong; empty while nothing did."""
        return "" if self._problem_row.isHidden() else self._problem.text()

    @property
    def waiting(self) -> str:
        """What it waits for; empty while it does not, or not for long yet."""
        return "" if self._waiting.isHidden() else self._waiting.text()

    def begin(self) -> None:
        """It is being done."""
        self.is_busy = True
        self._problem_row.hide()
        self._inside.setEnabled(False)
        self.act_button.setEnabled(False)
        self.cancel_button.setFocus()

    def show_busy(self, waiting: str) -> None:
        """It takes so long that a person should see it, and know what for."""
        if self.is_busy:
            self._waiting.setText(waiting)
            self._progress.setAccessibleName(waiting)
            self._waiting.show()
            self._progress.show()
            self._say(waiting)

    def end(self) -> None:
        """It is done, or was given up; the dialog can be used again."""
        self.is_busy = False
        self._waiting.hide()
        self._progress.hide()
        self._inside.setEnabled(True)
        self.check()

    def show_problem(self, message: str) -> None:
        """It did not work; something else may."""
        self.end()
        self._problem.setText(message)
        self._problem_row.setVisible(bool(message))
        if message:
            self._say(message)
        self.first_field().setFocus()

    def check(self) -> None:
        """Let the act be done where everything it needs is there."""
        self.act_button.setEnabled(not self.is_busy and self.is_ready())

    def is_ready(self) -> bool:
        """Whether everything is there."""
        return True

    def first_field(self) -> QWidget:
        """Where to go on after a problem."""
        return self.act_button

    def explain(self, text: str, kind: str = "muted") -> None:
        """A sentence in the body."""
        self.body.addWidget(label(text, kind, wrap=True))

    def ask(self, field: QLineEdit, text: str, tip: str = "") -> None:
        """A field with its name above and a hint below."""
        name = name_above(field, text)
        field.setAccessibleDescription(tip)
        field.setToolTip(plain_tip(tip))
        field.textChanged.connect(self.check)
        self.body.addWidget(name)
        self.body.addWidget(field)
        if tip:
            self.body.addWidget(label(tip, "small", wrap=True))

    def _say(self, message: str) -> None:
        self.setAccessibleDescription(message)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _lay_out(self) -> None:
        badge = Badge(self._look)
        badge.show_state("fail")
        told = QHBoxLayout(self._problem_row)
        told.setContentsMargins(0, 4, 0, 4)
        told.setSpacing(8)
        told.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._problem, 1)
        self.buttons = button_row((), (self.cancel_button, self.act_button))
        layout = framed(self)
        layout.addWidget(self._inside, 1)
        layout.addWidget(self._problem_row)
        layout.addWidget(self._waiting)
        layout.addWidget(self._progress)
        layout.addSpacing(8)
        layout.addLayout(self.buttons)
        for hidden in (self._problem_row, self._waiting, self._progress):
            hidden.hide()
