# SPDX-License-Identifier: Apache-2.0
"""What the tables of the pages have in common: rows chosen as a whole, one line each, a sign before one column."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from assay.values import frozen
from assay_gui.look import Look
from assay_gui.models.rows import Role
from assay_gui.views.parts import paint_chosen
from assay_gui.views.plain_tips import PlainTips

BADGE = 16
HEAD_SHARE = 12 / 14
"""The size of the heads by that of other text, as the style sheet has it."""
_SIGN = BADGE + 8


@frozen
class Cells:
    """How the cells of a table are drawn."""

    margin: int = 10
    least_row: int = 36
    around: int = 20
    """What a row is higher than its text, where that is more."""
    signed: int = 0
    """The column whose cells begin with the sign of their state."""
    bold: int = 0
    cut_in_middle: frozenset[int] = frozenset()
    """Columns whose end says as much as their beginning."""
    at_right: frozenset[int] = frozenset()
    shows_current: bool = False
    """Whether the one cell is framed that the arrows go on from: where several rows may be chosen."""


def by_rows(table: QTableView, name: str) -> None:
    """Set up a table that is read row by row, in which nothing is edited and Tab goes on to what comes after it."""
    table.setItemDelegate(PlainTips(table))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionsClickable(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setAccessibleName(name)


class WholeRows(QTableView):
    """A table. `fit_columns` is called when its width changes."""

    def __init__(self, look: Look, model: QAbstractTableModel, name: str, cells: Cells) -> None:
        super().__init__()
        self.cells = cells
        self.setModel(model)
        self.setObjectName("keysTable")
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        by_rows(self, name)
        self.setItemDelegate(_CellDelegate(look, self))
        self.verticalHeader().setDefaultSectionSize(max(cells.least_row, self.fontMetrics().height() + cells.around))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column its width; as long as nobody says how, they keep it."""

    def head_width(self, column: int) -> int:
        """What the head of a column needs."""
        told = str(self.model().headerData(column, Qt.Orientation.Horizontal))
        return round(self.fontMetrics().horizontalAdvance(told) * HEAD_SHARE) + 2 * self.cells.margin


class _CellDelegate(PlainTips):
    """Paints one cell: a line below, chosen rows on a tint, the sign where there is one, the text in what is left."""

    def __init__(self, look: Look, parent: WholeRows) -> None:
        super().__init__(parent)
        self._look = look
        self._cells = parent.cells

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the text with air around it, and for the sign."""
        metrics = QFontMetrics(self._font(option, index.column()))
        sign = _SIGN if index.column() == self._cells.signed else 0
        width = metrics.horizontalAdvance(index.data()) + 2 * self._cells.margin + sign + 2
        return QSize(width, max(self._cells.least_row, metrics.height() + self._cells.around))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell."""
        roles, cells, column = self._look.theme.roles, self._cells, index.column()
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_chosen(painter, box, roles)
        else:
            painter.setPen(roles.color("line"))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if cells.shows_current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(roles.color("accent"))
            painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))
        text = box.adjusted(cells.margin, 0, -cells.margin, 0)
        if column == cells.signed and (state := index.data(Role.STATE)):
            badge = QRectF(text.left(), box.center().y() - BADGE / 2, BADGE, BADGE)
            self._look.icons.paint_state(painter, badge, state)
            text.setLeft(text.left() + _SIGN)
        painter.setFont(self._font(option, column))
        painter.setPen(roles.color("text"))
        mode = Qt.TextElideMode.ElideMiddle if column in cells.cut_in_middle else Qt.TextElideMode.ElideRight
        side = Qt.AlignmentFlag.AlignRight if column in cells.at_right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(index.data(), mode, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | side, shown)
        painter.restore()

    def _font(self, option: QStyleOptionViewItem, column: int) -> QFont:
        font = QFont(option.font)
        font.setBold(column == self._cells.bold)
        return font
