# SPDX-License-Identifier: Apache-2.0
"""Asks what becomes of changes that are not saved, before a document is closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button


class UnsavedDialog(TaskDialog):
    """Save, do not save, or go back to the document."""

    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("edit.close_title"), words.say("edit.close_save"), parent)
        self.explain(words.say("edit.close_ask", name=name), "strong")
        self.explain(words.say("edit.close_explain"), "")
        self.discard_button = button(words.say("edit.close_discard"))
        self.buttons.insertWidget(0, self.discard_button)
        self.act_button.clicked.connect(self.save_wanted)
        self.act_button.clicked.connect(self.accept)
        self.discard_button.clicked.connect(self.discard_wanted)
        self.discard_button.clicked.connect(self.accept)
        self.act_button.setFocus()
