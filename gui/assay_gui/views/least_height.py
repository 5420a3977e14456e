# SPDX-License-Identifier: Apache-2.0
"""Room for a view in a low window: below a least height it is scrolled, and nothing of it is lost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LINES = 22


class LeastHeight(QScrollArea):
    """As high as there is room, never lower than a number of lines."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        inside.setObjectName("surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside.setMinimumHeight(_LINES * self.fontMetrics().height())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(inside)
