# SPDX-License-Identifier: Apache-2.0
"""How far somebody has come in a set of pages."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from assay_gui.look import Look

_BAR = 4
_GAP = 6


class Steps(QWidget):
    """One bar a page, filled as far as somebody has come; in words beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._done, self._all = 0, 1
        self.setFixedHeight(_BAR)

    def show_steps(self, done: int, all_: int) -> None:
        """So many of so many."""
        self._done, self._all = done, max(1, all_)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - _GAP * (self._all - 1)) / self._all
        for number in range(self._all):
            painter.setBrush(self._look.theme.roles.color("accent" if number < self._done else "line"))
            painter.drawRoundedRect(QRectF(number * (width + _GAP), 0, max(1.0, width), _BAR), 2, 2)
        painter.end()
