# SPDX-License-Identifier: Apache-2.0
"""What became of the values of an old document, as a list in groups that fold. Long values are read in full."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
)

from assay_gui.look import Look
from assay_gui.models.migrated import Kind, MigratedModel, Role
from assay_gui.theme import scaled
from assay_gui.views.empty_text import EmptyText
from assay_gui.views.laid_out import laid_out
from assay_gui.views.parts import paint_chosen
from assay_gui.views.plain_tips import PlainTips

Index = QModelIndex | QPersistentModelIndex
_INDENT = 18
_ACROSS, _AROUND = 8, 6
"""Air beside and above a text."""
_SHARES = (32, 34, 34)
_FOLDED = ("moved",)
"""Groups that begin folded: what stays as it was is the most, and the least to do about."""
_BADGE = 16
_SIGNS = {"needs_input": "wait", "changed": "advice", "moved": "passed", "dropped": "idle"}


class MigratedTree(QTreeView):
    """Groups, in each the reasons over their values."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.migrated = MigratedModel(look.words, self)
        self.setObjectName("contents")
        self.setModel(self.migrated)
        self._delegate = _LineDelegate(look, self)
        self._is_sought = False
        self.setItemDelegate(self._delegate)
        self.setIndentation(_INDENT)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(look.words.say("bring.list"))
        head = self.header()
        head.setSectionsMovable(False)
        head.setSectionsClickable(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setAccessibleName(look.words.say("bring.list"))
        head.sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.clicked.connect(self._fold)
        self.nothing = EmptyText(self, look.words.say("cards.none_found"), lambda: self._is_sought)

    def seek(self, sought: str) -> None:
        """Show what is found, with no group folded; without a search, as it begins."""
        self._is_sought = bool(sought.strip())
        self.migrated.seek(sought)
        self._arrange(folded=() if self._is_sought else _FOLDED)

    def begin(self) -> None:
        """Show all, and be at its beginning."""
        self._arrange(folded=_FOLDED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, width * share // sum(_SHARES))
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Texts of another size need another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()

    def _arrange(self, *, folded: tuple[str, ...]) -> None:
        model = self.migrated
        for row in range(model.rowCount()):
            group = model.index(row, 0)
            self.setFirstColumnSpanned(row, QModelIndex(), True)  # noqa: FBT003 - Qt's signature
            for below in range(model.rowCount(group)):
                if model.index(below, 0, group).data(Role.KIND) != Kind.VALUE:
                    self.setFirstColumnSpanned(below, group, True)  # noqa: FBT003 - Qt's signature
            self.setExpanded(group, group.data(Role.WHAT) not in folded)
        self.setCurrentIndex(model.index(0, 0))
        self.scrollToTop()

    def _fold(self, index: QModelIndex) -> None:
        if index.data(Role.KIND) == Kind.GROUP:
            self.setExpanded(index, not self.isExpanded(index))


class _LineDelegate(PlainTips):
    """Paints a cell in as many lines as its text needs."""

    def __init__(self, look: Look, parent: MigratedTree) -> None:
        super().__init__(parent)
        self._look = look
        self._tree = parent
        self._keys: dict[bool, str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the text is at the width it has."""
        item, column = self._tree.migrated.item(index), index.column()
        text = item.cell(column)
        if not text:
            return QSize(0, 0)
        if item.kind is Kind.VALUE:
            width = self._tree.columnWidth(column) - (0 if column else 2 * _INDENT)
        elif item.kind is Kind.GROUP:
            width = self._tree.viewport().width() - _INDENT - scaled(_BADGE) - _ACROSS
        else:
            width = self._tree.viewport().width() - 2 * _INDENT
        key = self._keys.get(item.kind is Kind.GROUP) or self._remember(option, index)
        return QSize(width, _height(text, key, max(1, width - 2 * _ACROSS)) + 2 * _AROUND)

    def forget(self) -> None:
        """The texts have another size."""
        self._keys.clear()

    def _remember(self, option: QStyleOptionViewItem, index: Index) -> str:
        """The font of a row as a text; making it costs more than all else, and thousands of rows have the same."""
        made = self._keys[self._tree.migrated.item(index).kind is Kind.GROUP] = _font(option, index).key()
        return made

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Tint where chosen, sign of a group, text."""
        roles, kind = self._look.theme.roles, index.data(Role.KIND)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_chosen(painter, box, roles)
        elif kind == Kind.VALUE:
            painter.setPen(roles.color("line"))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        text = box.adjusted(_ACROSS, _AROUND, -_ACROSS, -_AROUND)
        if kind == Kind.GROUP:
            size = scaled(_BADGE)
            badge = QRectF(text.left(), box.center().y() - size / 2, size, size)
            self._look.icons.paint_state(painter, badge, _SIGNS[index.data(Role.WHAT)])
            text.setLeft(text.left() + size + _ACROSS)
        painter.setPen(roles.color("text" if kind in (Kind.GROUP, Kind.VALUE) else "muted"))
        laid_out(index.data() or "", _font(option, index), text.width()).draw(painter, text.topLeft())
        painter.restore()


def _font(option: QStyleOptionViewItem, index: Index) -> QFont:
    font = QFont(option.font)
    font.setBold(index.data(Role.KIND) == Kind.GROUP)
    return font


@lru_cache(maxsize=8192)
def _height(text: str, font: str, width: int) -> int:
    made = QFont()
    made.fromString(font)
    return round(laid_out(text, made, width).boundingRect().height() + 0.5)
