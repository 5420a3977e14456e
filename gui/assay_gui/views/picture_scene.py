# SPDX-License-Identifier: Apache-2.0
"""The picture of a set, drawn: boxes with signs and words, lines between them, broken ones in red and named."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsObject,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from assay.picture import NODE_HEIGHT, NODE_WIDTH, Part, Picture, PictureEdge, PictureNode, curve
from assay_gui.look import Look
from assay_gui.models.contents import STATE_SHOWN
from assay_gui.models.picture import PictureModel
from assay_gui.views.parts import plain_tip

FILLS = {
    Part.PARTICIPANT: "accent_soft",
    Part.OFFERING: "passed_soft",
    Part.RESOURCE: "wait_soft",
    Part.OTHER: "raised",
    Part.MISSING: "fail_soft",
}
_STEP = 1.25
_LEAST, _MOST = 0.1, 4.0
_READABLE = 0.7
"""Nobody reads anything smaller: a large picture begins with a part of it."""
_AROUND = 24
_BADGE = 14
_ARROW = 7


class PictureScene(QGraphicsView):
    """The drawing, to be moved and zoomed."""

    node_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._boxes: dict[str, _Box] = {}
        self._picture = Picture()
        self._aim: Callable[[], None] | None = None
        """How it is to be fitted into other room; None once somebody has zoomed."""
        self._told = PictureModel(look.words, self)
        self.setScene(QGraphicsScene(self))
        self.setObjectName("picture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(look.words.say("picture.drawing"))

    @property
    def zoom(self) -> float:
        """How large it is drawn; 1 for as large as it is."""
        return self.transform().m11()

    def show_picture(self, picture: Picture) -> None:
        """Draw another picture; zoom and place stay where the same things stand in it."""
        are_same = [node.id for node in picture.nodes] == [node.id for node in self._picture.nodes]
        self._picture = picture
        self._told.show(picture)
        self.dress()
        if not are_same:
            self._begin()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        scene, chosen = self.scene(), next((node for node, box in self._boxes.items() if box.is_chosen), "")
        scene.clear()
        self._boxes = {node.id: _Box(node, self._look, self._told.told(node)) for node in self._picture.nodes}
        for edge in self._picture.edges:
            self._draw_line(edge)
        for box in self._boxes.values():
            box.chosen.connect(self.node_chosen)
            scene.addItem(box)
        width, height = self._picture.size
        scene.setSceneRect(-_AROUND, -_AROUND, width + 2 * _AROUND, height + 2 * _AROUND)
        self.setBackgroundBrush(self._look.theme.roles.color("surface"))
        self.choose(chosen)

    def choose(self, node: str) -> None:
        """Mark a node, and bring it into view."""
        for name, box in self._boxes.items():
            box.is_chosen = name == node
            box.update()
        if node in self._boxes and self._aim != self.fit:
            self.ensureVisible(self._boxes[node], _AROUND, _AROUND)

    def zoom_by(self, factor: float) -> None:
        """Draw it larger or smaller, within reason."""
        self._aim = None
        wanted = min(_MOST, max(_LEAST, self.zoom * factor))
        self.scale(wanted / self.zoom, wanted / self.zoom)

    def zoom_in(self) -> None:
        """Draw it larger."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Draw it smaller."""
        self.zoom_by(1 / _STEP)

    def fit(self) -> None:
        """Show all of it, never larger than it is."""
        self.resetTransform()
        box, room = self.sceneRect(), self.viewport().size()
        if box.width() > 0 and box.height() > 0:
            self.zoom_by(min(1.0, room.width() / box.width(), room.height() / box.height()))
            self.centerOn(box.center())
        self._aim = self.fit

    def keep_aim(self) -> None:
        """Fit it into the room there is now, unless somebody has zoomed."""
        if self._aim is not None:
            self._aim()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms; else it scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def _begin(self) -> None:
        """All of it, where that can be read; else its first part."""
        self.fit()
        if self.zoom < _READABLE and self._picture.nodes:
            self.zoom_by(_READABLE / self.zoom)
            chosen = next((node for node, box in self._boxes.items() if box.is_chosen), self._picture.nodes[0].id)
            missing = (node.id for node in self._picture.nodes if node.part is Part.MISSING)
            for node in (next(missing, chosen), chosen):  # what is broken too, where both have room
                self.ensureVisible(self._boxes[node], _AROUND, _AROUND)
        self._aim = self._begin

    def _draw_line(self, edge: PictureEdge) -> None:
        roles = self._look.theme.roles
        points = curve(self._boxes[edge.start].node, self._boxes[edge.end].node)
        start, first, second, end = (QPointF(x, y) for x, y in zip(points[::2], points[1::2], strict=True))
        path = QPainterPath(start)
        path.cubicTo(first, second, end)
        colour = roles.color("fail" if edge.is_broken else "muted")
        line = QGraphicsPathItem(path)
        pen = QPen(colour, 1.4 if edge.is_broken else 1)
        pen.setStyle(Qt.PenStyle.DashLine if edge.is_broken else Qt.PenStyle.SolidLine)
        line.setPen(pen)
        back = _ARROW if end.x() > second.x() else -_ARROW
        head = QPolygonF([end, end + QPointF(-back, -_ARROW / 2), end + QPointF(-back, _ARROW / 2)])
        tip = self.scene().addPolygon(head, QPen(Qt.PenStyle.NoPen), QBrush(colour))
        line.setToolTip(plain_tip(edge.label))
        tip.setToolTip(plain_tip(edge.label))
        self.scene().addItem(line)
        if edge.is_broken or self._picture.names_lines:
            self._name_line(edge, path.pointAtPercent(0.5), colour.name())

    def _name_line(self, edge: PictureEdge, middle: QPointF, colour: str) -> None:
        told = self._look.words.say("picture.broken", name=edge.label) if edge.is_broken else edge.label
        metrics = QFontMetricsF(_small(self.font()))
        text = QGraphicsSimpleTextItem(metrics.elidedText(told, Qt.TextElideMode.ElideRight, 112))
        text.setFont(_small(self.font()))
        text.setBrush(QBrush(colour))
        text.setPos(middle.x() - text.boundingRect().width() / 2, middle.y() - text.boundingRect().height() - 2)
        text.setToolTip(plain_tip(told))
        self.scene().addItem(text)


class _Box(QGraphicsObject):
    """One node."""

    chosen = Signal(str)

    def __init__(self, node: PictureNode, look: Look, told: str) -> None:
        super().__init__()
        self.node = node
        self.is_chosen = False
        self._look = look
        self.setPos(node.x, node.y)
        self.setZValue(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip(told))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)

    def boundingRect(self) -> QRectF:
        """The box with its border."""
        return QRectF(-2, -2, NODE_WIDTH + 4, NODE_HEIGHT + 4)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The box, its sign, its name, what it is, who issued it."""
        roles, node = self._look.theme.roles, self.node
        border = "fail" if node.part is Part.MISSING else "line"
        painter.setPen(QPen(roles.color("accent" if self.is_chosen else border), 2 if self.is_chosen else 1))
        painter.setBrush(roles.color(FILLS[node.part]))
        painter.drawRoundedRect(QRectF(0, 0, NODE_WIDTH, NODE_HEIGHT), 8, 8)
        self._look.icons.paint_state(painter, QRectF(10, 10, _BADGE, _BADGE), STATE_SHOWN[node.state])
        font = QFont(widget.font()) if widget else QFont()
        bold = _small(font)
        bold.setBold(True)
        issuer = self._look.words.say("picture.issued_by", issuer=node.issuer) if node.issuer else ""
        below = [(_small(font), "muted", part) for part in (node.kind, issuer) if part]
        top = 7.0
        for each, role, told in ((bold, "text", node.title), *below):
            metrics = QFontMetricsF(each)
            painter.setFont(each)
            painter.setPen(roles.color(role))
            shown = metrics.elidedText(told, Qt.TextElideMode.ElideRight, NODE_WIDTH - 42)
            painter.drawText(QPointF(32, top + metrics.ascent()), shown)
            top += metrics.height() + 2

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """A click goes to the part."""
        event.accept()
        self.chosen.emit(self.node.id)


def _small(font: QFont) -> QFont:
    """The font of the boxes: they are as large whatever the user's size, and zoomed instead."""
    made = QFont(font)
    made.setPixelSize(13)
    return made
