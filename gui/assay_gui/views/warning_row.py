# SPDX-License-Identifier: Apache-2.0
"""A sentence with the sign of a state before it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.views.parts import Badge, label


class WarningRow(QWidget):
    """Sign and sentence."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._badge, self._text = Badge(look), label("", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, state: str, text: str) -> None:
        """Say something else."""
        self._badge.show_state(state)
        self._text.setText(text)
        self.setAccessibleName(text)
