# SPDX-License-Identifier: Apache-2.0
"""Asks who accepts the terms and conditions of Gaia-X, and where that will be published."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assay.errors import AssayError
from assay.kits.terms_draft import FILE, own_address
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look


class TermsDialog(TaskDialog):
    """Owner, address."""

    wanted = Signal(str, str)
    """Owner, address."""

    def __init__(self, look: Look, owners: Sequence[str], chosen: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("terms.title"), words.say("terms.do"), parent)
        self.explain(words.say("terms.explain"))
        self.owner, self.address = Choice(look), QLineEdit()
        name = name_above(self.owner, words.say("terms.owner"))
        self.owner.addItems(list(owners))
        self.owner.setCurrentIndex(max(0, self.owner.findText(chosen)))
        self.body.addWidget(name)
        self.body.addWidget(self.owner)
        self.ask(self.address, words.say("terms.address"), words.tip("terms.address"))
        self.owner.currentIndexChanged.connect(lambda _row: self._suggest())
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.owner.currentText(), self.address.text().strip()))
        self._suggest()
        self.owner.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether somebody accepts them somewhere."""
        return bool(self.owner.currentText() and self.address.text().strip())

    def first_field(self) -> QWidget:
        """The address."""
        return self.address

    def _suggest(self) -> None:
        self.address.setText(suggested(self.owner.currentText(), FILE))
        self.address.setCursorPosition(0)


def suggested(did: str, file: str) -> str:
    """An address below that of the owner; empty where there is none."""
    try:
        return own_address(did, file)
    except AssayError:
        return ""
