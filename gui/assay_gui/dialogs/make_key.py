# SPDX-License-Identifier: Apache-2.0
"""Asks what a new key is to be called and whose it is; its kind only where somebody unfolds the details."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay.keys.key_type import DEFAULT
from assay_gui.dialogs.details import Details
from assay_gui.dialogs.key_fields import KeyFields
from assay_gui.dialogs.kind_choice import KindChoice
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.keeping import Wish
from assay_gui.look import Look


class MakeKeyDialog(TaskDialog):
    """Name, owner."""

    wanted = Signal(object)
    """A `Wish`."""

    def __init__(self, look: Look, names: tuple[str, ...], did: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.make_title"), words.say("keys.make_do"), parent)
        self.explain(words.say("keys.make_explain"))
        self.fields = KeyFields(look, self, names, did)
        self.name, self.did = self.fields.name, self.fields.did
        self.kinds = KindChoice(look, DEFAULT)
        self.details = Details(look, self)
        self.details.add(self.kinds, words.say("keys.head.kind"), words.tip("keys.head.kind"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish()))
        self.name.setFocus()
        self.check()

    @property
    def hints(self) -> tuple[str, str]:
        """What is said below the name and below the owner."""
        return self.fields.hints

    def wish(self) -> Wish:
        """What was asked for."""
        return Wish(self.name.text().strip(), self.did.text().strip(), self.kinds.kind)

    def is_ready(self) -> bool:
        """Whether name and owner can be those of a key; what is wrong is said below each."""
        return self.fields.is_ready()

    def first_field(self) -> QWidget:
        """The name."""
        return self.name
