# SPDX-License-Identifier: Apache-2.0
"""What most people need not see: folded until somebody asks for it."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button, label, plain_tip


class Details:
    """A button, and what it unfolds; `is_below`: the button stands beside those of the dialog, to save room."""

    def __init__(self, look: Look, dialog: TaskDialog, *, is_below: bool = False) -> None:
        self._dialog = dialog
        words = look.words
        self.unfold_button = button(words.say("dialog.details"), words.tip("dialog.details"), "small")
        self.unfold_button.setCheckable(True)
        self._inside = QWidget()
        self._fields = QVBoxLayout(self._inside)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(8)
        self._inside.hide()
        if is_below:
            dialog.buttons.insertWidget(0, self.unfold_button)
        else:
            row = QHBoxLayout()
            row.addWidget(self.unfold_button)
            row.addStretch()
            dialog.body.addLayout(row)
        dialog.body.addWidget(self._inside)
        self.unfold_button.toggled.connect(self._unfold)

    def add(self, field: QComboBox, text: str, tip: str) -> None:
        """A choice with its name above and an explanation below."""
        name = name_above(field, text)
        field.setAccessibleDescription(tip)
        field.setToolTip(plain_tip(tip))
        for widget in (name, field, label(tip, "small", wrap=True)):
            self._fields.addWidget(widget)

    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signature
        self._inside.setVisible(is_open)
        if self._dialog.is_as_high_as_needed:
            self._dialog.fit_soon()
