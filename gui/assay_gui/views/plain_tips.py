# SPDX-License-Identifier: Apache-2.0
"""Tool tips of lists, tables and trees."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from assay_gui.views.parts import plain_tip


class PlainTips(QStyledItemDelegate):
    """Shows the tip that the model gives as it is: it may come from a document, and Qt would draw markup in it."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The tip; other help is Qt's."""
        if event.type() is not QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(index.data(Qt.ItemDataRole.ToolTipRole) or ""), view)
        return True
