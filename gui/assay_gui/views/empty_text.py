# SPDX-License-Identifier: Apache-2.0
"""What a list, table or tree says where it has no row to show: a blank area would say nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget

from assay_gui.views.parts import label

_AROUND = 12


class EmptyText(QObject):
    """A sentence in the place of the rows. Whoever hides rows, or fills a QListWidget, says so by `check`."""

    def __init__(self, view: QAbstractItemView, text: str, when: Callable[[], bool] = lambda: True) -> None:
        """`when`: whether it is true now; while rows are still to come it is not."""
        super().__init__(view)
        self._view = view
        self._when = when
        self.told = label(text, "muted", wrap=True)
        self.told.setParent(view.viewport())
        self.told.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        self.told.hide()
        model = view.model()
        if not isinstance(view, QListWidget):  # which empties its model when it goes; who fills one says so
            for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
                changed.connect(self.check)
        view.viewport().installEventFilter(self)
        self.check()

    def check(self) -> None:
        """Say it where there is no row, and only there."""
        view = self._view
        rows = range(view.model().rowCount())
        is_empty = self._when() and all(isinstance(view, QListView) and view.isRowHidden(row) for row in rows)
        if is_empty != self.told.isVisibleTo(view):
            self.told.setVisible(is_empty)
            view.setAccessibleDescription(self.told.text() if is_empty else "")
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As wide as what is seen of the view."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        wide = self._view.viewport().width()
        self.told.setGeometry(0, 0, wide, max(1, self.told.heightForWidth(wide)))
