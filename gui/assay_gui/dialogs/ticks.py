# SPDX-License-Identifier: Apache-2.0
"""Things to tick; in lists the frame around each box is drawn here, for the style draws none in the dark."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QStyle,
    QStyleOptionViewItem,
)

from assay_gui.look import Look
from assay_gui.views.plain_tips import PlainTips

_CORNER = 2.0


class Tick(QCheckBox):
    """One."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)


class TickList(QListWidget):
    """Several below each other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("ticked")
        self.setItemDelegate(_Framed(look, self))


class _Framed(PlainTips):
    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The item, and the frame of its box."""
        super().paint(painter, option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        _frame(painter, self._list.style().subElementRect(element, shown, self._list), self._look)


def _frame(painter: QPainter, box: QRect, look: Look) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.theme.roles.color("muted"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
    painter.restore()
