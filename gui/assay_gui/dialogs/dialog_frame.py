# SPDX-License-Identifier: Apache-2.0
"""What all dialogs have in common: the room around, as much height as texts need, names above fields, the buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assay_gui.views.parts import label, settle

AROUND, BETWEEN = 24, 8
_PASSES = 2
_ABOVE_NAME = 4
"""More than `BETWEEN`: the name of a field is nearer to it than to the hint of the one before."""


class FittedDialog(QDialog):
    """A dialog that is as high as its texts need it; Qt guesses, and would spread what is too much between them."""

    is_as_high_as_needed = True

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its texts need it at this width."""
        super().showEvent(event)
        if self.is_as_high_as_needed:
            self.fit_soon()

    def fit_soon(self) -> None:
        """The same, when what was changed is laid out."""
        for _ in range(_PASSES):  # texts take their lines by the width they were given last
            QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """As high as its texts need it now."""
        settle()
        if (whole := self.layout()) is not None:
            wide = self.width()
            needed = whole.totalHeightForWidth(wide) if whole.hasHeightForWidth() else whole.totalSizeHint().height()
            self.resize(wide, max(needed, self.minimumHeight()))


def framed(dialog: QDialog, spacing: int = BETWEEN) -> QVBoxLayout:
    """The layout of a dialog, with the room around that all have."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
    layout.setSpacing(spacing)
    return layout


def name_above(field: QWidget, text: str) -> QLabel:
    """The name of a field, to stand above it."""
    made = label(text, wrap=True)
    made.setContentsMargins(0, _ABOVE_NAME, 0, 0)
    made.setBuddy(field)
    field.setAccessibleName(text)
    return made


def button_row(others: Sequence[QWidget], ending: Sequence[QPushButton]) -> QHBoxLayout:
    """The buttons of a dialog in the order that all have: what else can be done at the left, how it ends at the right.

    Among the others may be a label for what came of them: it takes the room between.
    """
    row = QHBoxLayout()
    row.setSpacing(BETWEEN)
    for one in others:
        row.addWidget(one, 1 if isinstance(one, QLabel) else 0)
    row.addStretch()
    for one in ending:
        row.addWidget(one)
    return row
