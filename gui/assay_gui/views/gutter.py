# SPDX-License-Identifier: Apache-2.0
"""The margin beside a text: room for line numbers and signs. What it shows and what a click does is the editor's."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class Gutter(QWidget):
    """The margin of one editor, which paints it."""

    def __init__(
        self,
        editor: QPlainTextEdit,
        room: Callable[[], int],
        *,
        paint: Callable[[QPaintEvent], None],
        press: Callable[[QPointF], None],
    ) -> None:
        super().__init__(editor)
        self._room = room
        self._paint = paint
        self._press = press

    def sizeHint(self) -> QSize:
        """As wide as the longest number needs."""
        return QSize(self._room(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the editor paint."""
        self._paint(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a sign chooses its card."""
        self._press(event.position())
