# SPDX-License-Identifier: Apache-2.0
"""A table whose rows are chosen as a whole. What does not fit is told by the tip."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from assay_gui.look import Look
from assay_gui.models.rows import Role

_BADGE = 16
_MARGIN = 10
_AROUND = 20


class RowsTable(QTableView):
    """Rows of a model; the arrows go from one to the next."""

    row_chosen = Signal(str)
    """Its id."""

    def __init__(
        self, look: Look, model: QAbstractTableModel, name: str, shares: Mapping[int, tuple[int, int]]
    ) -> None:
        """`shares`: of each column the least width in characters, and its share of what is left."""
        super().__init__()
        self._shares = shares
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(look, self))
        self.setObjectName("keysTable")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _AROUND)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setAccessibleName(name)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def choose_row(self, row: int) -> None:
        """Make a row the chosen one, and show it."""
        if 0 <= row < self.model().rowCount() and row != self.currentIndex().row():
            self.setCurrentIndex(self.model().index(row, 0))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Each column its least width; what is left goes by shares. Heads are shown whole."""
        one = self.fontMetrics().horizontalAdvance("0")
        metrics = self.horizontalHeader().fontMetrics()
        heads = [str(self.model().headerData(column, Qt.Orientation.Horizontal)) for column in self._shares]
        least = [
            max(characters * one, metrics.horizontalAdvance(head)) + 2 * _MARGIN + 4
            for head, (characters, _) in zip(heads, self._shares.values(), strict=True)
        ]
        left = max(0, self.viewport().width() - sum(least))
        total = sum(share for _, share in self._shares.values())
        for column, width in zip(self._shares, least, strict=True):
            self.setColumnWidth(column, width + left * self._shares[column][1] // total)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(index.siblingAtColumn(0).data(Role.ID))


class _RowDelegate(QStyledItemDelegate):
    """Paints one cell: a line below, the chosen row on a tint, the sign before the first."""

    def __init__(self, look: Look, parent: RowsTable) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line with air around it."""
        return QSize(0, max(option.fontMetrics.height() + _AROUND, super().sizeHint(option, index).height()))

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
        if state := index.data(Role.STATE):
            badge = QRectF(text.left(), box.center().y() - _BADGE / 2, _BADGE, _BADGE)
            self._look.icons.paint_state(painter, badge, state)
            text.setLeft(text.left() + _BADGE + 8)
        if index.column() == 0:
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(roles.color("text"))
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
