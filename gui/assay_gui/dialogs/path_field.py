# SPDX-License-Identifier: Apache-2.0
"""A field for the path of a file, with a button that lets the desktop ask for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button


class PathField:
    """Path and button."""

    def __init__(self, look: Look, dialog: TaskDialog, text: str, ask: Callable[[Path], Path | None]) -> None:
        words = look.words
        self._ask = ask
        self.field = QLineEdit()
        self.choose_button = button(words.say("export.choose"), words.tip("export.choose"))
        self.choose_button.clicked.connect(self._choose)
        self.field.textChanged.connect(dialog.check)
        name = name_above(self.field, text)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.choose_button)
        dialog.body.addWidget(name)
        dialog.body.addLayout(row)

    @property
    def path(self) -> Path | None:
        """The path; None while there is none."""
        told = self.field.text().strip()
        return Path(told) if told else None

    def _choose(self) -> None:
        found = self._ask(Path(self.field.text().strip()))
        if found is not None:
            self.field.setText(str(found))
