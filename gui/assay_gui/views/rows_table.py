# SPDX-License-Identifier: Apache-2.0
"""A table whose columns share its width. What does not fit is told by the tip."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from assay_gui.look import Look
from assay_gui.models.rows import Role
from assay_gui.views.whole_rows import Cells, WholeRows

_ROWS_MEASURED = 40
"""Enough for what is seen at once; long tables would take their time."""


class RowsTable(WholeRows):
    """Rows of a model; the arrows go from one to the next."""

    row_chosen = Signal(str)
    """Its id."""

    def __init__(
        self,
        look: Look,
        model: QAbstractTableModel,
        name: str,
        shares: Mapping[int, tuple[int, int]],
        *,
        signed: int = 0,
    ) -> None:
        """`shares`: of each column the least width in characters, and its share of what is left. `signed`: the column
        whose cells begin with the sign of their state.
        """
        self._shares = shares
        super().__init__(look, model, name, Cells(signed=signed))
        self.selectionModel().currentRowChanged.connect(self._moved)

    def choose_row(self, row: int) -> None:
        """Make a row the chosen one, and show it."""
        if 0 <= row < self.model().rowCount() and row != self.currentIndex().row():
            self.setCurrentIndex(self.model().index(row, 0))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def fit_columns(self) -> None:
        """Each column its least width, none more than its cells need; then what they need, as far as there is room.
        What is left goes by shares. Heads are shown whole.
        """
        needs = {column: self._needed(column) for column in self._shares}
        widths = {column: min(needs[column], self._least(column)) for column in self._shares}
        left = max(0, self.viewport().width() - sum(widths.values()))
        while left and (cut := [column for column in widths if widths[column] < needs[column]]):
            total = sum(max(1, self._shares[column][1]) for column in cut)
            room = left
            for column in cut:
                share = max(1, room * max(1, self._shares[column][1]) // total)
                more = min(left, share, needs[column] - widths[column])
                widths[column] += more
                left -= more
        total = sum(share for _, share in self._shares.values())
        for column, width in widths.items():
            self.setColumnWidth(column, width + left * self._shares[column][1] // total)

    def _least(self, column: int) -> int:
        characters, _ = self._shares[column]
        wanted = characters * self.fontMetrics().horizontalAdvance("0") + 2 * self.cells.margin
        return max(wanted, self._head_needed(column))

    def _head_needed(self, column: int) -> int:
        head = str(self.model().headerData(column, Qt.Orientation.Horizontal))
        return self.horizontalHeader().fontMetrics().horizontalAdvance(head) + 2 * self.cells.margin + 4

    def _needed(self, column: int) -> int:
        """What the head and the first cells of a column need to be shown whole; without a row, its least."""
        option, model, delegate = QStyleOptionViewItem(), self.model(), self.itemDelegate()
        self.initViewItemOption(option)
        rows = range(min(model.rowCount(), _ROWS_MEASURED))
        cells = [delegate.sizeHint(option, model.index(row, column)).width() for row in rows]
        return max(*cells, self._head_needed(column)) if cells else self._least(column)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(index.siblingAtColumn(0).data(Role.ID))
