# SPDX-License-Identifier: Apache-2.0
"""Asks for the PIN of a card or stick, and says what it lets know of further tries."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay.reports.safe_text import shorten, visible
from assay_gui.dialogs.secret_field import SecretField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import label

if TYPE_CHECKING:
    from assay.keys.token_facts import TokenInfo

_LONGEST = 40
_TELLING = ("low", "final")
"""States of a PIN that a person should know of before she types it."""


class PinDialog(TaskDialog):
    """One field."""

    wanted = Signal(str)
    """The PIN."""

    def __init__(self, look: Look, info: "TokenInfo", parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("card_key.pin_title"), words.say("card_key.pin_do"), parent)
        self.pin = SecretField()
        name, serial = (shorten(visible(told), _LONGEST) for told in (info.label or info.reader, info.serial))
        self.explain(words.say("card_key.pin_explain", name=name, serial=serial))
        self.tries = label("", wrap=True)
        if info.pin.value in _TELLING:
            self.tries.setText(words.of_reports.say(f"token_tries.{info.pin.value}"))
        self.tries.setVisible(bool(self.tries.text()))
        self.body.addWidget(self.tries)
        self.ask(self.pin, words.say("card_key.pin"), words.tip("card_key.pin"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.pin.take()))
        self.pin.setFocus()
        self.check()

    def begin(self) -> None:
        """It is being tried; what was known of tries before it counts no more."""
        super().begin()
        self.tries.hide()

    def show_problem(self, message: str) -> None:
        """It did not work; what is left of tries is said with it."""
        self.tries.setVisible(not message and bool(self.tries.text()))
        super().show_problem(message)

    def is_ready(self) -> bool:
        """Whether something was typed."""
        return bool(self.pin.text())

    def first_field(self) -> QWidget:
        """The PIN."""
        return self.pin
