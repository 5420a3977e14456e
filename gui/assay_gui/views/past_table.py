# SPDX-License-Identifier: Apache-2.0
"""The table of checks: when, document, verdict with sign and word, what was wrong, by which rules, who asked."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
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
from assay_gui.models.past import COLUMNS, NUMBERS, PastModel, Role
from assay_gui.past_session import PastSession

_BADGE = 16
_MARGIN = 8
_LEAST_ROW = 36
_HEAD_SHARE = 12 / 14
"""The size of the heads by that of other text, as the style sheet has it."""
_LEAST_NAME, _MOST_NAME = 120, 200
_MOST_READ = 50
"""Rows that a column's width is measured by."""
_SIGNED, _BOLD = COLUMNS.index("verdict"), COLUMNS.index("document")


class PastTable(QTableView):
    """One check or several are chosen; the arrows go from one to the next."""

    opened = Signal()
    """Enter, or a double click, on the check that is chosen."""

    def __init__(self, look: Look, session: PastSession) -> None:
        super().__init__()
        self._session = session
        self.checks = PastModel(look.words, self)
        self.setModel(self.checks)
        self.setItemDelegate(_PastDelegate(look, self))
        self.setObjectName("keysTable")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(look.words.say("past.table"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(_LEAST_ROW, self.fontMetrics().height() + 18))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setAccessibleName(look.words.say("past.table"))
        self.checks.more_wanted.connect(session.read_on)
        self.selectionModel().selectionChanged.connect(self._chosen)
        self.activated.connect(lambda _index: self.opened.emit())

    def show_checks(self) -> None:
        """Show what the session has, and mark again what was marked, as far as it is still there."""
        marked = self._session.chosen
        self.checks.show(self._session.entries, self._session.total, self._session.rules)
        self._fit_columns()
        rows = [row for entry in marked if (row := self.checks.row_of(entry.run, entry.position)) >= 0]
        self.mark(rows or [0])

    def show_more(self) -> None:
        """Show the further part that was read."""
        self.checks.lengthen(self._session.entries, self._session.total)

    def mark(self, rows: list[int]) -> None:
        """Choose these rows."""
        if not self.checks.rowCount():
            self._session.choose(())
            return
        whole_row = QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.checks.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().clearSelection()
        for row in rows:
            self.selectionModel().select(
                self.checks.index(row, 0), QItemSelectionModel.SelectionFlag.Select | whole_row
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _chosen(self) -> None:
        indexes = self.selectionModel().selectedRows()
        self._session.choose([index.data(Role.ENTRY) for index in sorted(indexes, key=QModelIndex.row)])

    def _fit_columns(self) -> None:
        """Short texts get what they need; the names of documents what is left, and the tip tells what does not fit."""
        wanted = {name: self._wanted(column) for column, name in enumerate(COLUMNS)}
        others = sum(width for name, width in wanted.items() if name != "document")
        least = max(_LEAST_NAME, min(wanted["document"], _MOST_NAME))
        wanted["document"] = max(least, self.viewport().width() - others)
        for column, name in enumerate(COLUMNS):
            self.setColumnWidth(column, wanted[name])

    def _wanted(self, column: int) -> int:
        told = str(self.checks.headerData(column, Qt.Orientation.Horizontal))
        metrics = self.fontMetrics()
        head = metrics.horizontalAdvance(told) * _HEAD_SHARE + 2 * _MARGIN + 12
        cells = {str(self.checks.index(row, column).data()) for row in range(min(_MOST_READ, self.checks.rowCount()))}
        sign = _BADGE + 8 if column == _SIGNED else 0
        return max([round(head), *(metrics.horizontalAdvance(cell) + 2 * _MARGIN + sign + 4 for cell in cells)])


class _PastDelegate(QStyledItemDelegate):
    """Paints one cell: a line below, chosen rows on a tint, the sign before the verdict's word."""

    def __init__(self, look: Look, parent: PastTable) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the text with air around it."""
        return QSize(QFontMetrics(option.font).horizontalAdvance(index.data()) + 2 * _MARGIN, _LEAST_ROW)

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
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(roles.color("accent"))
            painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))
        text = box.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.column() == _SIGNED:
            badge = QRectF(text.left(), box.center().y() - _BADGE / 2, _BADGE, _BADGE)
            self._look.icons.paint_state(painter, badge, index.data(Role.STATE))
            text.setLeft(text.left() + _BADGE + 8)
        font = QFont(option.font)
        font.setBold(index.column() == _BOLD)
        painter.setFont(font)
        painter.setPen(roles.color("text"))
        side = Qt.AlignmentFlag.AlignRight if COLUMNS[index.column()] in NUMBERS else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideMiddle, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | side, shown)
        painter.restore()
