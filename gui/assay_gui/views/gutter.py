# SPDX-License-Identifier: Apache-2.0
"""The margin of the source; what stands in it the editor knows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from assay_gui.views.source_editor import SourceEditor


class Gutter(QWidget):
    """The margin; the editor paints it."""

    def __init__(self, editor: "SourceEditor") -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """As wide as the longest number needs."""
        return QSize(self._editor.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the editor paint."""
        self._editor.paint_gutter(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a sign chooses its card."""
        self._editor.press_gutter(event.position())
