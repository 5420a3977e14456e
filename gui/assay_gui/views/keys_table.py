# SPDX-License-Identifier: Apache-2.0
"""The table of keys: sign and name, kind, owner, certificate, state. A row is chosen as a whole."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from assay_gui.look import Look
from assay_gui.models.keys import COLUMNS, KeysModel, Role

_BADGE = 16
_MARGIN = 10
_LEAST_ROW = 44
_GIVE_WAY = ("name", "owner")
_LEAST = {"name": 150, "owner": 110}
_HEAD_SHARE = 12 / 14
"""The size of the heads by that of other text, as the style sheet has it."""


class KeysTable(QTableView):
    """The keys; the arrows go from one to the next."""

    key_chosen = Signal(str)
    """Its thumbprint."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.keys = KeysModel(look.words, self)
        self.setModel(self.keys)
        self.setItemDelegate(_KeyDelegate(look, self))
        self.setObjectName("keysTable")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(look.words.say("keys.table"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(_LEAST_ROW, self.fontMetrics().height() + 24))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setAccessibleName(look.words.say("keys.table"))
        self.selectionModel().currentRowChanged.connect(self._moved)

    def show_keys(self, *, chosen: str) -> None:
        """Fit the columns to what is shown, and mark the key that is chosen."""
        self._fit_columns()
        row = self.keys.row_of(chosen)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.keys.index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Short texts get what they need; names and owners share what is left, and the tip tells what does not fit."""
        wanted = {name: self._wanted(column) for column, name in enumerate(COLUMNS)}
        left = self.viewport().width() - sum(width for name, width in wanted.items() if name not in _GIVE_WAY)
        wanted["name"] = min(wanted["name"], max(_LEAST["name"], left * 3 // 5))
        wanted["owner"] = max(_LEAST["owner"], left - wanted["name"])
        for column, name in enumerate(COLUMNS):
            self.setColumnWidth(column, wanted[name])

    def _wanted(self, column: int) -> int:
        told = str(self.keys.headerData(column, Qt.Orientation.Horizontal))
        head = self.fontMetrics().horizontalAdvance(told) * _HEAD_SHARE + 2 * _MARGIN + 4
        return max(self.sizeHintForColumn(column), round(head))

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.key_chosen.emit(index.siblingAtColumn(0).data(Role.ID))


class _KeyDelegate(QStyledItemDelegate):
    """Paints one cell: a line below, the chosen row on a tint, the sign before the name."""

    def __init__(self, look: Look, parent: KeysTable) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the text with air around it, and for the sign."""
        metrics = QFontMetrics(self._font(QFont(option.font), index))
        sign = _BADGE + 8 if index.column() == 0 else 0
        return QSize(metrics.horizontalAdvance(index.data()) + 2 * _MARGIN + sign + 2, _LEAST_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell."""
        roles = self._look.theme.roles
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, roles.color("accent_soft"))
        painter.setPen(roles.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        text = box.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.column() == 0:
            badge = QRectF(text.left(), box.center().y() - _BADGE / 2, _BADGE, _BADGE)
            self._look.icons.paint_state(painter, badge, index.data(Role.STATE))
            text.setLeft(text.left() + _BADGE + 8)
        painter.setFont(self._font(QFont(option.font), index))
        painter.setPen(roles.color("text"))
        mode = Qt.TextElideMode.ElideRight if index.column() == 0 else Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(index.data(), mode, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    @staticmethod
    def _font(font: QFont, index: QModelIndex | QPersistentModelIndex) -> QFont:
        font.setBold(index.column() == 0)
        return font
