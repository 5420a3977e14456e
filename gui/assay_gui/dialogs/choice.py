# SPDX-License-Identifier: Apache-2.0
"""A choice of one among some, with an arrow in the colours of the moment: the style sheet leaves that to us."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from assay_gui.look import ICON_SIZE, Look


class Choice(QComboBox):
    """A combo box."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the arrow at its end."""
        super().paintEvent(event)
        painter = QPainter(self)
        role = "muted" if self.isEnabled() else "line"
        arrow = self._look.icons.pixmap("down", role, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ICON_SIZE - 6, (self.height() - ICON_SIZE) // 2, arrow)
        painter.end()
