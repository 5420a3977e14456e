# SPDX-License-Identifier: Apache-2.0
"""The table of criteria: the criterion in words, and at each level a sign with its word below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from assay_gui.look import Look
from assay_gui.models.criteria import CriteriaFilter, Role
from assay_gui.views.laid_out import laid_out
from assay_gui.views.parts import paint_chosen
from assay_gui.views.plain_tips import PlainTips
from assay_gui.views.whole_rows import by_rows

_BADGE = 14
_MARGIN = 6
_AROUND_WORD = 10
_LEAST_NAME = 130
_MOST_LEVEL = 132
_SMALL = 12 / 14
"""The size of the words below the signs by that of other text."""


class CriteriaTable(QTableView):
    """The criteria; the arrows go from cell to cell, so that each of them can be heard."""

    def __init__(self, look: Look, criteria: CriteriaFilter) -> None:
        super().__init__()
        self._look = look
        self.setModel(criteria)
        self.setObjectName("criteriaTable")
        by_rows(self, look.words.say("matrix.table"))
        self.setItemDelegate(_CriterionDelegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(20)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit columns and rows to the new width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Levels take what their words need; the criterion has the rest, on as many lines as it needs."""
        columns = [column for column in range(1, self.model().columnCount()) if not self.isColumnHidden(column)]
        left = self.viewport().width()
        if columns:
            least = max(self._least_level(), (left - 2 * _LEAST_NAME) // len(columns))
            width = min(_MOST_LEVEL, least) if least > self._least_level() else least
            for column in columns:
                self.setColumnWidth(column, width)
            left -= width * len(columns)
        self.setColumnWidth(0, max(_LEAST_NAME, left))
        for row in range(self.model().rowCount()):
            self.setRowHeight(row, self.sizeHintForIndex(self.model().index(row, 0)).height())

    def _least_level(self) -> int:
        """The widest word of a state, or of a head."""
        words, metrics = self._look.words, QFontMetrics(small(self.font()))
        states = ("evidenced", "declared", "missing", "needs_certification", "not_checked", "not_applicable")
        told = [words.say(f"matrix.state.{state}") for state in states] + [words.say("matrix.out_of_limit")]
        heads = [
            str(self.model().headerData(column, Qt.Orientation.Horizontal))
            for column in range(1, self.model().columnCount())
        ]
        return max(metrics.horizontalAdvance(word) for word in (*told, *heads)) + _AROUND_WORD


def small(font: QFont) -> QFont:
    """The font of the words below the signs."""
    made = QFont(font)
    made.setPixelSize(max(1, round(QFontMetrics(font).height() / 1.25 * _SMALL)))
    return made


class _CriterionDelegate(PlainTips):
    """Paints one cell."""

    def __init__(self, look: Look, parent: CriteriaTable) -> None:
        super().__init__(parent)
        self._look = look
        self._table = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the criterion on as many lines as it needs, and for a sign with its word."""
        width = self._table.columnWidth(index.column())
        needed = round(laid_out(str(index.data()), option.font, width - 2 * _MARGIN).boundingRect().height())
        return QSize(width, max(needed + 14, _BADGE + QFontMetrics(small(option.font)).height() + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The criterion, or the sign of a state above its word."""
        roles, box = self._look.theme.roles, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_chosen(painter, box, roles)
        else:
            painter.setPen(roles.color("line"))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(_MARGIN, 4, -_MARGIN, -5)
        painter.setFont(option.font)
        if index.column() == 0:
            painter.setPen(roles.color("text"))
            lines = laid_out(str(index.data()), option.font, inside.width())
            lines.draw(painter, QPointF(inside.left(), inside.center().y() - lines.boundingRect().height() / 2))
        elif state := index.data(Role.STATE):
            self._paint_state(painter, inside, state, str(index.data()))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(roles.color("accent"))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_state(self, painter: QPainter, inside: QRectF, state: str, word: str) -> None:
        painter.setFont(small(painter.font()))
        line = painter.fontMetrics().height()
        top = inside.center().y() - (_BADGE + 2 + line) / 2
        badge = QRectF(inside.center().x() - _BADGE / 2, top, _BADGE, _BADGE)
        self._look.icons.paint_state(painter, badge, state)
        painter.setPen(self._look.theme.roles.color("text" if state != "idle" else "muted"))
        below = QRectF(inside.left() - _MARGIN, top + _BADGE + 2, inside.width() + 2 * _MARGIN, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, word)
