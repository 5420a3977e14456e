# SPDX-License-Identifier: Apache-2.0
"""Asks whether a key is really to be given up: to sign no more, or to be gone for good."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look


class RetireKeyDialog(TaskDialog):
    """Says what a retired key is still good for."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.retire_title"), words.say("keys.retire_do"), parent)
        self.explain(words.say("keys.retire_ask", name=name), "strong")
        self.explain(words.say("keys.retire_explain"), "")
        self.act_button.clicked.connect(self.wanted)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()


class RemoveKeyDialog(TaskDialog):
    """Says what stops working, and has the name typed: a click alone is too quick for what cannot be undone."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, signed: int, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.remove_title"), words.say("keys.remove_do"), parent)
        self._name = name
        self.name = QLineEdit()
        self.explain(words.say("keys.remove_ask", name=name), "strong")
        self.explain(words.say("keys.remove_signed" if signed else "keys.remove_unused", count=signed), "")
        self.explain(words.say("keys.remove_explain"), "")
        self.ask(self.name, words.say("keys.remove_type", name=name))
        self.act_button.clicked.connect(self.wanted)
        self.act_button.setDefault(False)  # Enter alone is too quick for this
        self.name.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether the name was typed."""
        return self.name.text().strip() == self._name

    def first_field(self) -> QWidget:
        """The name."""
        return self.name
