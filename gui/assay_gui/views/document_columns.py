# SPDX-License-Identifier: Apache-2.0
"""The three columns of a document, and the whole of a document's page in a window that is low."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from assay_gui.theme import scaled
from assay_gui.views import contents, finding_cards

_LEAST = (132, 260, 240)
"""Contents, tabs, cards."""
_LEAST_TABS = 300
"""Before the tabs have less than that, the contents go: *Readable* has the same list."""
_LEAST_HEIGHT = 200


class DocumentColumns(QSplitter):
    """Contents, tabs, cards: as wide as they are best, until somebody moves the lines between them."""

    def __init__(self, left: QWidget, tabs: QTabWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left, self._tabs = left, tabs
        self._is_moved = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._panes: tuple[QWidget, ...] = ()
        for pane in (left, tabs):
            self.addWidget(pane)

    def complete(self, right: QWidget) -> None:
        """Take the last column: made after what is in the tabs, Tab comes to it after them."""
        self._panes = (self._left, self._tabs, right)
        self.addWidget(right)
        self._fit()
        for place, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(place, stretch)
        self.splitterMoved.connect(self._moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is too little is taken from the sides, so that the names of all tabs are read as long as they can be."""
        width = event.size().width() - 2 * self.handleWidth()
        self._left.setVisible(width >= scaled(_LEAST[0] + _LEAST_TABS + _LEAST[2]))
        if self._panes and not self._is_moved:
            self.setSizes(self._shares(width))
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Larger texts need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._panes:
            self._fit()

    def _fit(self) -> None:
        for pane, least in zip(self._panes, _LEAST, strict=True):
            pane.setMinimumWidth(scaled(least))

    def _shares(self, width: int) -> list[int]:
        wished = (scaled(contents.WIDTH), scaled(finding_cards.WIDTH))
        may_give = tuple(wish - least for wish, least in zip(wished, map(scaled, (_LEAST[0], _LEAST[2])), strict=True))
        lacking = self._tabs.tabBar().sizeHint().width() - (width - sum(wished))
        share = min(1.0, max(0.0, lacking / sum(may_give)))
        left, right = (round(wish - share * most) for wish, most in zip(wished, may_give, strict=True))
        left = 0 if self._left.isHidden() else left
        return [left, width - left - right, right]

    def _moved(self) -> None:
        self._is_moved = True


class WholePage(QScrollArea):
    """A head with columns below that have what it leaves; scrolled where that would be less than they need at least."""

    def __init__(self, head: QWidget, columns: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(_HeadAndColumns(head, columns))


class _HeadAndColumns(QWidget):
    def __init__(self, head: QWidget, columns: QWidget) -> None:
        super().__init__()
        self._head, self._columns = head, columns
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(head)
        inside.addWidget(columns, 1)

    def heightForWidth(self, width: int) -> int:
        """What it needs at least: the area around it takes that for its height where it has no more."""
        least = max(scaled(_LEAST_HEIGHT), self._columns.minimumSizeHint().height())
        return self._head.heightForWidth(width) + least

    def minimumSizeHint(self) -> QSize:
        """Nothing across: columns that are too wide are cut, never scrolled sideways."""
        return QSize(0, super().minimumSizeHint().height())
