# SPDX-License-Identifier: Apache-2.0
"""Asks for the passphrase of the keys: the one that opens them, or a new one, twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay.keys.vault import LEAST_PASSPHRASE
from assay_gui.dialogs.secret_field import SecretField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import label


class UnlockDialog(TaskDialog):
    """One field."""

    wanted = Signal(str)
    """The passphrase."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.unlock_title"), words.say("keys.unlock_do"), parent)
        self.passphrase = SecretField()
        self.explain(words.say("keys.unlock_explain"))
        self.ask(self.passphrase, words.say("keys.passphrase"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.passphrase.take()))
        self.passphrase.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether something was typed."""
        return bool(self.passphrase.text())

    def first_field(self) -> QWidget:
        """The passphrase."""
        return self.passphrase


class TwoFields:
    """A new passphrase and the same once more, with a line that says what is missing."""

    def __init__(self, look: Look, dialog: TaskDialog, name: str, again: str) -> None:
        self._words = look.words
        self.first, self.second = SecretField(), SecretField()
        self.hint = label("", "small", wrap=True)
        dialog.ask(self.first, name)
        dialog.ask(self.second, again)
        dialog.body.addWidget(self.hint)
        for field in (self.first, self.second):
            field.textChanged.connect(self.tell)
        self.tell()

    @property
    def is_ready(self) -> bool:
        """Whether it is long enough, and twice the same."""
        told = self.first.text()
        return len(told) >= LEAST_PASSPHRASE and told == self.second.text()

    def take(self) -> str:
        """The passphrase; both fields are empty then."""
        self.second.forget()
        return self.first.take()

    def tell(self) -> None:
        """Say what is missing."""
        told, again = self.first.text(), self.second.text()
        if len(told) < LEAST_PASSPHRASE:
            text = self._words.say("keys.passphrase_least", least=LEAST_PASSPHRASE)
        elif again and told != again:
            text = self._words.say("keys.passphrase_differs")
        else:
            text = self._words.say("keys.passphrase_good" if again else "keys.passphrase_once_more")
        self.hint.setText(text)
        self.first.setAccessibleDescription(text)


class LockDialog(TaskDialog):
    """Two fields: nobody can give back a passphrase that was mistyped."""

    wanted = Signal(str)
    """The passphrase."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.lock_title"), words.say("keys.lock_do"), parent)
        self.explain(words.say("keys.lock_explain"))
        self.fields = TwoFields(look, self, words.say("keys.passphrase_new"), words.say("keys.passphrase_again"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.fields.take()))
        self.fields.first.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether both fields hold the same, and enough of it."""
        return self.fields.is_ready

    def first_field(self) -> QWidget:
        """The passphrase."""
        return self.fields.first
