# SPDX-License-Identifier: Apache-2.0
"""A row that goes on in the next line when it is full: longer languages need it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Widgets from left to right, then below."""

    def __init__(self, gap: int, *, is_centred: bool = False) -> None:
        super().__init__()
        self._gap = gap
        self._is_centred = is_centred
        self._is_at_end = False
        self._items: list[QLayoutItem] = []
        self._hints: list[QSize] | None = None
        """The sizes the items like to have; they are asked for again and again while a page is laid out."""
        self._heights: dict[int, int] = {}
        """The same of the height at a width."""
        self._least: QSize | None = None
        """The same of the room for the largest."""
        self.setContentsMargins(0, 0, 0, 0)

    def put_at_end(self, *, at_end: bool) -> None:
        """Whether lines that are not full end where the row ends."""
        self._is_at_end = at_end
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)
        self._forget()

    def addWidget(self, widget: QWidget) -> None:
        """Take a widget at the end, never wider than it needs to be; narrower where its words give way."""
        widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        super().addWidget(widget)

    def count(self) -> int:
        """The number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place; None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def _forget(self) -> None:
        self._hints = self._least = None
        self._heights.clear()

    def invalidate(self) -> None:
        """An item may want another size."""
        self._forget()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, box: QRect) -> None:
        """Place the items."""
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:
        """As little as it can be: the width decides."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Room for the largest item."""
        if self._least is None:
            size = QSize(0, 0)
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            around = self.contentsMargins()
            self._least = size + QSize(around.left() + around.right(), around.top() + around.bottom())
        return QSize(self._least)

    def _place(self, box: QRect, *, move: bool) -> int:
        inside = box.marginsRemoved(self.contentsMargins())
        y, below = inside.y(), 0
        for line in self._lines(inside.width()):
            y += below
            x = inside.x()
            if self._is_centred or self._is_at_end:
                x += max(0, inside.width() - self._width(line)) // (1 if self._is_at_end else 2)
            height = max(hint.height() for _, hint in line)
            for item, hint in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), hint))
                x += hint.width() + self._gap
            below = height + self._gap
        return y + max(0, below - self._gap) - box.y() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands beside each other; what is hidden takes no room, and no gap either."""
        if self._hints is None:
            self._hints = [item.sizeHint() for item in self._items]
        hints = [
            hint.boundedTo(QSize(max(width, item.minimumSize().width()), hint.height()))
            for item, hint in zip(self._items, self._hints, strict=True)
        ]
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        for item, hint in zip(self._items, hints, strict=True):
            if item.isEmpty():
                continue
            if lines and self._width([*lines[-1], (item, hint)]) <= width:
                lines[-1].append((item, hint))
            else:
                lines.append([(item, hint)])
        return lines

    def _width(self, line: list[tuple[QLayoutItem, QSize]]) -> int:
        return sum(hint.width() + self._gap for _, hint in line) - self._gap
