# SPDX-License-Identifier: Apache-2.0
"""Asks for the files an authority delivered, in any order."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button, label


class AttachDialog(TaskDialog):
    """Files, as many as there are."""

    wanted = Signal(object)
    """A tuple of paths."""

    def __init__(
        self, look: Look, name: str, ask: Callable[[QWidget], tuple[Path, ...]], parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("attach.title"), words.say("attach.do"), parent)
        self._ask = ask
        self.paths: tuple[Path, ...] = ()
        self.explain(words.say("attach.explain", key=name))
        self.choose_button = button(words.say("attach.choose"), words.tip("attach.choose"))
        self._chosen = label(words.say("attach.none_chosen"), "muted", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(self._chosen)
        self.choose_button.clicked.connect(self._choose)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.paths))
        self.choose_button.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether any file was chosen."""
        return bool(self.paths)

    def first_field(self) -> QWidget:
        """Other files may do."""
        return self.choose_button

    def _choose(self) -> None:
        """Further files come to those that were chosen: authorities offer each in a download of its own."""
        self.paths = tuple(dict.fromkeys((*self.paths, *self._ask(self))))
        told = ", ".join(path.name for path in self.paths)
        self._chosen.setText(told or self._look.words.say("attach.none_chosen"))
        self.choose_button.setAccessibleDescription(self._chosen.text())
        self.show_problem("")
        self.fit()
        (self.act_button if self.paths else self.choose_button).setFocus()
