# SPDX-License-Identifier: Apache-2.0
"""The list of files checked lately: sign and word of the verdict, name, folder, when."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem

from assay_gui.look import Look
from assay_gui.recent_files import RecentFile
from assay_gui.theme import scaled
from assay_gui.views.plain_tips import PlainTips

ROW_HEIGHT = 37
_BADGE = 16
_MARGIN = 10
_PATH, _STATE, _NAME, _FOLDER, _WHEN = (Qt.ItemDataRole.UserRole + number for number in range(1, 6))
STATE_OF_VERDICT = {"conformant": "passed", "non_conformant": "fail", "incomplete": "wait"}
"""Verdict to the state whose sign and colour it bears."""


class RecentList(QListView):
    """Files checked lately, newest first."""

    chosen = Signal(str)

    def __init__(self, look: Look, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._clock = clock
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RecentDelegate(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("recent")
        self.setStyleSheet("QListView#recent { background: transparent; border: none; outline: none; }")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(look.words.say("home.recent"))
        self.clicked.connect(self._choose)

    def show_files(self, files: tuple[RecentFile, ...]) -> None:
        """Show these files."""
        self._rows.clear()
        for file in files:
            self._rows.appendRow(self._row(file))
        self.fit()

    def fit(self) -> None:
        """As high as all rows at the size text has now."""
        self.setFixedHeight(scaled(ROW_HEIGHT) * self._rows.rowCount() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space open the chosen file."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_PATH))

    def _row(self, file: RecentFile) -> QStandardItem:
        words = self._look.words
        state = STATE_OF_VERDICT.get(file.verdict, "idle")
        when = words.day(file.instant, self._clock())
        item = QStandardItem(file.name)
        item.setData(file.path, _PATH)
        item.setData(state, _STATE)
        item.setData(file.name, _NAME)
        item.setData(str(Path(file.path).parent), _FOLDER)
        item.setData(when, _WHEN)
        told = f"{file.name}, {words.say(f'verdict.{state}')}, {when}"
        item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(f"{words.say(f'verdict.{state}')}\n{file.path}")
        return item


class _RecentDelegate(PlainTips):
    """Paints one row."""

    def __init__(self, look: Look, parent: RecentList) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as a row of the list."""
        return QSize(super().sizeHint(option, index).width(), scaled(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Sign, name, folder, when; a line below."""
        from PySide6.QtWidgets import QStyle  # with sixteen enums: an empty list is painted without

        roles = self._look.theme.roles
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.color("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -2), 6, 6)
        painter.setPen(roles.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        badge = QRectF(box.left() + _MARGIN, box.center().y() - _BADGE / 2, _BADGE, _BADGE)
        self._look.icons.paint_state(painter, badge, index.data(_STATE))
        self._texts(painter, box.adjusted(_MARGIN + _BADGE + 8, 0, -_MARGIN, 0), index)
        painter.restore()

    def _texts(self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        roles = self._look.theme.roles
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        small = QFont(painter.font())
        small.setPixelSize(max(1, small.pixelSize() - 1))
        when = index.data(_WHEN)
        for_when = metrics.horizontalAdvance(when) + 16
        name = metrics.elidedText(index.data(_NAME), Qt.TextElideMode.ElideMiddle, int(box.width() - for_when))
        painter.setPen(roles.color("text"))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(small)
        painter.setPen(roles.color("muted"))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, when)
        left = box.adjusted(metrics.horizontalAdvance(name) + 16, 0, -for_when, 0)
        folder = painter.fontMetrics().elidedText(index.data(_FOLDER), Qt.TextElideMode.ElideMiddle, int(left.width()))
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, folder)
