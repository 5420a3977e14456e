# SPDX-License-Identifier: Apache-2.0
"""Two columns in a dialog: screens are wider than they are high, and small ones have no room for all of it below."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assay_gui.dialogs.task_dialog import TaskDialog

WIDTH = 820
_GAP = 24


class Columns:
    """Whatever the dialog asks goes into the one that was gone into last."""

    def __init__(self, dialog: TaskDialog, width: int = WIDTH, shares: tuple[int, int] = (1, 1)) -> None:
        dialog.setMinimumWidth(width)
        self._dialog = dialog
        self._whole = dialog.body
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for column, share in zip((self.left, self.right), shares, strict=True):
            column.setSpacing(8)
            row.addLayout(column, share)
        dialog.body.addLayout(row)
        dialog.body = self.left

    def go_right(self) -> None:
        """What comes now goes into the other one."""
        self.left.addStretch()
        self._dialog.body = self.right

    def end(self) -> None:
        """What comes now goes below both."""
        self.right.addStretch()
        self._dialog.body = self._whole
