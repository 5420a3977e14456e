# SPDX-License-Identifier: Apache-2.0
"""What is applied for, of whom, and where the folder to hand in is to be written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assay.document import Document
from assay.kits.hand_in import ENDPOINTS, HandInOrder
from assay.kits.service import PLACEHOLDER
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.path_field import PathField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.dialogs.ticks import Tick
from assay_gui.look import Look

_LONGEST = 1_500


class HandInDialog(TaskDialog):
    """Level, clearing house, address of the label, folder."""

    wanted = Signal(object, Path)
    """A `HandInOrder`, and the folder."""

    def __init__(
        self, look: Look, document: Document, ask: Callable[[QWidget], Path | None], parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("handing_in.title"), words.say("handing_in.do"), parent)
        self._document = document
        self.explain(words.say("handing_in.explain", name=document.name.replace("\\", "/").rpartition("/")[2]))
        self.level, self.house, self.label_id = Choice(look), QLineEdit(), QLineEdit()
        self._ask_level()
        for field in (self.house, self.label_id):
            field.setMaxLength(_LONGEST)
        self.house.setPlaceholderText(PLACEHOLDER)
        self.label_id.setPlaceholderText("https://www.example.com/credentials/label.jwt")
        self.ask(self.house, words.say("handing_in.house"), words.tip("handing_in.house"))
        self.ask(self.label_id, words.say("handing_in.label_id"), words.tip("handing_in.label_id"))
        self.place = PathField(look, self, words.say("handing_in.folder"), lambda _path: ask(self))
        self.replace = Tick(words.say("publishing.replace"))
        self.body.addWidget(self.replace)
        self.act_button.clicked.connect(self._act)
        self.level.setFocus()
        self.check()

    def order(self) -> HandInOrder:
        """What was asked for."""
        return HandInOrder(
            self._document,
            str(self.level.currentData()),
            clearing_house=self.house.text().strip() or PLACEHOLDER,
            label_id=self.label_id.text().strip(),
            lang=self._look.words.texts.lang,
        )

    def is_ready(self) -> bool:
        """Whether there is a folder."""
        return self.place.path is not None

    def first_field(self) -> QWidget:
        """The clearing house: most problems are its."""
        return self.house

    def _ask_level(self) -> None:
        words = self._look.words
        name = name_above(self.level, words.say("handing_in.level"))
        for level in ENDPOINTS:
            self.level.addItem(words.of_reports.say(f"report.level.{level}"), level)
        self.body.addWidget(name)
        self.body.addWidget(self.level)

    def _act(self) -> None:
        if self.place.path is not None:
            self.wanted.emit(self.order(), self.place.path)
