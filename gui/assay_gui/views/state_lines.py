# SPDX-License-Identifier: Apache-2.0
"""Paints lines of a list: a sign, a name, and what is known in a second line, where the model tells it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from assay_gui.look import Look
from assay_gui.views.parts import paint_chosen
from assay_gui.views.plain_tips import PlainTips

_BADGE = 16
_LEFT, _GAP, _PAD = 16, 8, 6


class StateLines(PlainTips):
    """A sign before each line; `state` and `below` are the roles the model tells them by."""

    def __init__(self, look: Look, state: int, parent: QAbstractItemView, *, below: int | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = state
        self._below = below

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its lines; what is too long is cut and told by the tip."""
        lines = 1 if self._below is None else 2
        return QSize(80, QFontMetrics(option.font).height() * lines + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Sign, name, second line; the chosen line on a tint, with a border where the keyboard is."""
        roles, box = self._look.theme.roles, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_chosen(painter, box, roles)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(roles.color("accent"))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        line = QFontMetrics(option.font).height()
        sign = QRectF(box.left() + _LEFT, box.top() + _PAD + (line - _BADGE) / 2, _BADGE, _BADGE)
        self._look.icons.paint_state(painter, sign, index.data(self._state))
        text = QRectF(sign.right() + _GAP, box.top() + _PAD, box.right() - sign.right() - 2 * _GAP, line)
        bold = QFont(option.font)
        bold.setBold(self._below is not None)
        self._line(painter, bold, "text", text, str(index.data()))
        if self._below is not None:
            self._line(painter, QFont(option.font), "muted", text.translated(0, line), str(index.data(self._below)))
        painter.restore()

    def _line(self, painter: QPainter, font: QFont, role: str, box: QRectF, told: str) -> None:
        painter.setFont(font)
        painter.setPen(self._look.theme.roles.color(role))
        shown = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
