# SPDX-License-Identifier: Apache-2.0
"""A table whose columns share its width. What does not fit is told by the tip."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from assay_gui.look import Look
from assay_gui.models.rows import Role
from assay_gui.views.whole_rows import Cells, WholeRows


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
        """Each column its least width; what is left goes by shares. Heads are shown whole."""
        one = self.fontMetrics().horizontalAdvance("0")
        metrics = self.horizontalHeader().fontMetrics()
        heads = [str(self.model().headerData(column, Qt.Orientation.Horizontal)) for column in self._shares]
        least = [
            max(characters * one, metrics.horizontalAdvance(head)) + 2 * self.cells.margin + 4
            for head, (characters, _) in zip(heads, self._shares.values(), strict=True)
        ]
        left = max(0, self.viewport().width() - sum(least))
        total = sum(share for _, share in self._shares.values())
        for column, width in zip(self._shares, least, strict=True):
            self.setColumnWidth(column, width + left * self._shares[column][1] // total)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(index.siblingAtColumn(0).data(Role.ID))
