# SPDX-License-Identifier: Apache-2.0
"""Things to tick, with a frame around each box in the colours of the moment: in the dark, the style draws none."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from assay_gui.look import Look

_CORNER = 2.0


class Tick(QCheckBox):
    """One."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self._look = look
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box with its text, and the frame."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        _frame(painter, box, self._look)
        painter.end()


class TickList(QListWidget):
    """Several below each other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("ticked")
        self.setItemDelegate(_Framed(look, self))


class _Framed(QStyledItemDelegate):
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
