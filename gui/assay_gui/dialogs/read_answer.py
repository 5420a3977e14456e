# SPDX-License-Identifier: Apache-2.0
"""Asks for a file with an answer, and which document it answers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.path_field import PathField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import label, plain_tip

if TYPE_CHECKING:
    from assay_gui.open_document import OpenDocument


class ReadAnswerDialog(TaskDialog):
    """File, document."""

    wanted = Signal(Path, int)
    """The file, and the key of the document that was handed in; 0 for none."""

    def __init__(
        self,
        look: Look,
        documents: "Sequence[OpenDocument]",
        chosen: int,
        ask: Callable[[QWidget], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        words = look.words
        super().__init__(look, words.say("reply.title"), words.say("reply.do"), parent)
        self.explain(words.say("reply.explain"))
        self.place = PathField(look, self, words.say("reply.file"), lambda _path: ask(self))
        self.handed_in = Choice(look)
        name = name_above(self.handed_in, words.say("reply.handed_in"))
        tip = words.tip("reply.handed_in")
        self.handed_in.setAccessibleDescription(tip)
        self.handed_in.setToolTip(plain_tip(tip))
        self.handed_in.addItem(words.say("reply.none_open"), 0)
        for document in documents:
            self.handed_in.addItem(document.name, document.key)
        self.handed_in.setCurrentIndex(max(0, self.handed_in.findData(chosen)))
        for widget in (name, self.handed_in, label(tip, "small", wrap=True)):
            self.body.addWidget(widget)
        self.act_button.clicked.connect(self._act)
        self.place.choose_button.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.place.path is not None

    def first_field(self) -> QWidget:
        """The file."""
        return self.place.field

    def _act(self) -> None:
        if self.place.path is not None:
            self.wanted.emit(self.place.path, int(self.handed_in.currentData()))
