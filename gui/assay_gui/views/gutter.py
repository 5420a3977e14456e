# SPDX-License-Identifier: Apache-2.0
"""The margin beside a text: line numbers, signs of findings, signs of what can be folded."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from assay_gui.look import Look

FOLD_COLUMN = 16
SIGN_COLUMN = 22
_SIGN = 14


class Beside(NamedTuple):
    """What stands beside one line."""

    box: QRectF
    line: int
    """Its number; 0 where a line begun above goes on."""
    fold: str
    state: str
    """Of the worst finding in it; empty where there is none."""


class Gutter(QWidget):
    """The margin of one editor, which knows what stands beside each line, and what a click there means."""

    def __init__(
        self,
        editor: QPlainTextEdit,
        look: Look,
        *,
        room: Callable[[], int],
        beside: Callable[[], list[Beside]],
        pressed: Callable[[QPointF], None],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._look = look
        self._room = room
        self._beside = beside
        self._pressed = pressed
        self._shown: list[Beside] = []

    def refresh(self) -> None:
        """Paint where something else is to be seen than before: Qt paints all of the text at most key strokes."""
        wanted = self._beside()
        if wanted != self._shown:
            self._shown = wanted
            self.update()

    def move_by(self, moved: int) -> None:
        """The text moved by so many pixels, and the margin goes along; what comes next is painted anew."""
        self._shown = []
        self.scroll(0, moved)

    def sizeHint(self) -> QSize:
        """As wide as the longest number needs."""
        return QSize(self._room(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line numbers and signs of the lines in view."""
        roles = self._look.theme.roles
        painter = QPainter(self)
        painter.fillRect(event.rect(), roles.color("surface"))
        painter.setFont(self._editor.font())
        painter.setPen(roles.color("muted"))
        wanted, lines = QRectF(event.rect()), self._beside()
        for beside in lines:
            if beside.box.intersects(wanted):
                self._paint(painter, beside)
        painter.end()
        if event.region().rectCount() == 1 and event.rect().contains(self.rect()):
            self._shown = lines  # all of it was painted, not what came into view alone

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a sign chooses its card."""
        self._pressed(event.position())

    def _paint(self, painter: QPainter, beside: Beside) -> None:
        box = beside.box
        if beside.line:
            painter.drawText(box.adjusted(0, 0, -FOLD_COLUMN, 0), Qt.AlignmentFlag.AlignRight, str(beside.line))
        if beside.fold:
            room = box.adjusted(box.width() - FOLD_COLUMN, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, beside.fold)
        if beside.state:
            top = box.top() + (self._editor.fontMetrics().height() - _SIGN) / 2
            self._look.icons.paint_state(painter, QRectF(5, top, _SIGN, _SIGN), beside.state)
