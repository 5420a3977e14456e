# SPDX-License-Identifier: Apache-2.0
"""The contents of a document as a tree; the same parts stand as a list in *Readable*."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from assay_gui.look import Look
from assay_gui.models.contents import ContentsModel, Role
from assay_gui.views.parts import label
from assay_gui.views.plain_tips import PlainTips

if TYPE_CHECKING:
    from assay.readable import Section

Index = QModelIndex | QPersistentModelIndex
WIDTH = 250
_ROW_HEIGHT = 30
_BADGE = 16
_QUIET = ("passed", "idle")
"""States a nested part does not show: its absence of a sign is its calm."""
_SHOWN = attrgetter("node", "title", "kind", "help", "parent", "via", "depth", "to_correct", "state")
"""What of a part is shown here."""
_OPEN_UP_TO = 60
"""A tree of more lines starts closed, but for its first level."""
_AT_ONCE = 400
"""More lines are shown when the window has shown the rest of a document."""
_SOON_MS = 10


class ContentsView(QWidget):
    """Heading and tree."""

    node_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ContentsModel(look.words, self)
        self.tree = QTreeView()
        self.tree.setObjectName("contents")
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_PartDelegate(look, self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(16)
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setMouseTracking(True)
        self.tree.setAccessibleName(look.words.say("contents.title"))
        self._shown: object = None
        self._waiting: tuple[Sequence[Section], str] | None = None
        """Contents that are still to be shown, and the part that was chosen before."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._catch_up)
        self._is_moving = True
        self.tree.selectionModel().currentChanged.connect(self._moved)
        self._nothing = label(look.words.say("contents.nothing"), "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.setSpacing(8)
        heading = label(look.words.say("contents.title"), "strong")
        heading.setContentsMargins(8, 4, 8, 0)
        self._nothing.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(heading)
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree, 1)
        layout.addStretch()

    def show_sections(self, sections: Sequence["Section"], *, keep_place: bool = False) -> None:
        """Show these contents. `keep_place`: they are of the document shown before, and nobody goes anywhere."""
        wanted = tuple(map(_SHOWN, sections))
        if keep_place and wanted == self._shown:
            return
        self._shown = wanted
        before, self._waiting = self.current_node(), None
        if not keep_place and len(sections) > _AT_ONCE:
            self._show((), "")
            self._waiting = (sections, before)
            self._soon.start(_SOON_MS)
            return
        self._is_moving = not keep_place
        self._show(sections, before)
        self._is_moving = True

    def _catch_up(self) -> None:
        if self._waiting is not None:
            (sections, before), self._waiting = self._waiting, None
            self._show(sections, before)

    def _show(self, sections: Sequence["Section"], before: str) -> None:
        self.model.show(sections)
        self._nothing.setVisible(not sections)
        self.tree.setVisible(bool(sections))
        if len(sections) <= _OPEN_UP_TO:
            self.tree.expandAll()
        known = {section.node for section in sections}
        if before in known:
            self.choose(before)
        elif sections:
            self.choose(sections[0].node)

    def current_node(self) -> str:
        """The part that is chosen; empty if none is."""
        self._catch_up()
        found = self.tree.currentIndex().data(Role.NODE)
        return found if isinstance(found, str) else ""

    def choose(self, node: str) -> None:
        """Choose a part and bring it into view."""
        self._catch_up()
        index = self.model.index_of(node)
        if index.isValid() and index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _moved(self, index: QModelIndex) -> None:
        node = index.data(Role.NODE)
        if node and self._is_moving:
            self.node_chosen.emit(node)


class _PartDelegate(PlainTips):
    """Paints one part: sign or number, then its name."""

    def __init__(self, look: Look, parent: QTreeView) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(0, max(_ROW_HEIGHT, super().sizeHint(option, index).height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Tint where chosen, sign where there is something to say, name."""
        roles = self._look.theme.roles
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(QPen(roles.color("chosen_line"), 2) if is_chosen else Qt.PenStyle.NoPen)
            painter.setBrush(roles.color("accent_soft" if is_chosen else "idle_soft"))
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2) if is_chosen else box.adjusted(0, 1, 0, -1), 6, 6)
        left = 4.0
        shown, count = index.data(Role.STATE), index.data(Role.COUNT)
        if shown not in _QUIET or not index.parent().isValid():
            badge = QRectF(box.left() + left, box.center().y() - _BADGE / 2, _BADGE, _BADGE)
            self._look.icons.paint_state(painter, badge, shown, count=count)
            left += _BADGE + 6
        text = box.adjusted(left, 0, -4, 0)
        painter.setPen(roles.color("text"))
        title = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()
