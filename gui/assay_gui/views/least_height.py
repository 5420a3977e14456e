# SPDX-License-Identifier: Apache-2.0
"""Room for a view in a low window: below a least height it is scrolled, and nothing of it is lost."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LINES = 22


class LeastHeight(QScrollArea):
    """As high as there is room, never lower than a number of lines."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setObjectName("surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As Qt would do it, but for what is inside to be no higher than there is room because it would like to be."""
        super().resizeEvent(event)
        room = event.size()
        least = max(_LINES * self.fontMetrics().height(), self._inside.minimumSizeHint().height())
        self._inside.resize(room.width(), max(room.height(), least))
