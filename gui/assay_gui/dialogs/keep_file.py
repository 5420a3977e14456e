# SPDX-License-Identifier: Apache-2.0
"""Asks whether a file that was given is for this document only, or for every check from now on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look

if TYPE_CHECKING:
    from assay.identity.recognised import Recognised


class KeepFileDialog(TaskDialog):
    """What was given is in use already; it says so, and what keeping it means."""

    keep_wanted = Signal()

    def __init__(self, look: Look, given: "Sequence[Recognised]", parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("giving.title"), words.say("giving.keep"), parent)
        for entry in given:
            told = words.say(f"giving.kind.{entry.kind.value}", whose=entry.whose)
            self.explain(words.of_reports.say("report.pair", name=entry.name, told=told), "strong")
        self.explain(words.say("giving.used", count=len(given)), "")
        self.explain(words.say("giving.explain", count=len(given)), "")
        self.cancel_button.setText(words.say("giving.only_now"))
        self.cancel_button.setAccessibleName(words.say("giving.only_now"))
        self.act_button.clicked.connect(self.keep_wanted)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
