# SPDX-License-Identifier: Apache-2.0
"""How things went with a document: what was to correct and what was not checked, check by check.

Each point bears sign and colour of its verdict; the two lines are told apart by colour, stroke and mark. The arrows go
from point to point, and what a point says is written below, told to those who hear it, and in a table.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from assay_gui.look import Look
from assay_gui.models.past import minute_of
from assay_gui.views.parts import plain_tip
from assay_gui.views.recent import STATE_OF_VERDICT

if TYPE_CHECKING:
    from assay.history.entry import Point

HEIGHT = 152
_SIGN = 14
_SIDE, _TOP, _BOTTOM = 14, 26, 10
_MARK = 3.0
_LINES = (("violations", "fail", Qt.PenStyle.SolidLine), ("not_checked", "wait", Qt.PenStyle.DashLine))
"""What is drawn: number, colour role, stroke."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TrendChart(QWidget):
    """The picture."""

    moved = Signal(str)
    """What the current point says."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._points: tuple[Point, ...] = ()
        self.current = 0
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(look.words.say("past.trend"))

    def show_points(self, points: "Sequence[Point]") -> None:
        """Show these, oldest first."""
        self._points = tuple(points)
        self._go(len(self._points) - 1)

    def said(self, number: int) -> str:
        """What a point says."""
        words, point = self._look.words, self._points[number]
        verdict = words.say(f"verdict.{STATE_OF_VERDICT[point.verdict.value]}")
        numbers = {"violations": point.violations, "not_checked": point.not_checked}
        return words.say("past.point", when=minute_of(point.when), verdict=verdict, **numbers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from point to point."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._go(self.current + step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if event.key() == Qt.Key.Key_Home else len(self._points) - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the nearest point says, as a tip."""
        if self._points:
            told = plain_tip(self.said(self._nearest(event.position().x())))
            QToolTip.showText(event.globalPosition().toPoint(), told, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the nearest point."""
        if self._points:
            self._go(self._nearest(event.position().x()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the new colours."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground line, the two lines, a sign a point; a frame around the current one."""
        roles = self._look.theme.roles
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(roles.color("accent" if self.hasFocus() else "line"), 1))
        painter.setBrush(roles.color("raised"))
        painter.drawRoundedRect(frame, 6, 6)
        if self._points:
            ground = self.height() - _BOTTOM
            painter.setPen(roles.color("line"))
            painter.drawLine(QPointF(_SIDE, ground), QPointF(self.width() - _SIDE, ground))
            self._paint_current(painter)
            for name, role, stroke in _LINES:
                self._paint_line(painter, name, role, stroke)
            for number, point in enumerate(self._points):
                sign = QRectF(self._across(number) - _SIGN / 2, 7, _SIGN, _SIGN)
                self._look.icons.paint_state(painter, sign, STATE_OF_VERDICT[point.verdict.value])
        painter.end()

    def _paint_current(self, painter: QPainter) -> None:
        x = self._across(self.current)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.roles.color("accent_soft"))
        painter.drawRoundedRect(QRectF(x - 11, 3, 22, self.height() - 6), 5, 5)

    def _paint_line(self, painter: QPainter, name: str, role: str, stroke: Qt.PenStyle) -> None:
        colour = self._look.theme.roles.color(role)
        places = [QPointF(self._across(at), self._down(getattr(point, name))) for at, point in enumerate(self._points)]
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.5, stroke))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for place in places:
            box = QRectF(place.x() - _MARK, place.y() - _MARK, 2 * _MARK, 2 * _MARK)
            if stroke is Qt.PenStyle.SolidLine:
                painter.drawEllipse(box)
            else:
                painter.drawRect(box)

    def _across(self, number: int) -> float:
        """Where a point is, from the left; a single one stands in the middle."""
        room, gaps = self.width() - 2 * (_SIDE + _SIGN / 2), len(self._points) - 1
        return _SIDE + _SIGN / 2 + (room * number / gaps if gaps else room / 2)

    def _down(self, value: int) -> float:
        most = max((max(point.violations, point.not_checked) for point in self._points), default=0)
        ground = self.height() - _BOTTOM - _MARK
        return ground - (ground - _TOP - _MARK) * value / most if most else ground

    def _nearest(self, x: float) -> int:
        return min(range(len(self._points)), key=lambda number: abs(self._across(number) - x))

    def _go(self, number: int) -> None:
        self.current = max(0, min(number, len(self._points) - 1))
        told = self.said(self.current) if self._points else ""
        self.setAccessibleDescription(told)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()
        self.moved.emit(told)
