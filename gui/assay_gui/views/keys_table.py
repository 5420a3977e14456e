# SPDX-License-Identifier: Apache-2.0
"""The table of keys: sign and name, kind, owner, certificate, state. A row is chosen as a whole."""

from PySide6.QtCore import QModelIndex, Signal

from assay_gui.look import Look
from assay_gui.models.keys import COLUMNS, KeysModel, Role
from assay_gui.views.whole_rows import Cells, WholeRows

_GIVE_WAY = ("name", "owner")
_LEAST = {"name": 150, "owner": 110}
_CELLS = Cells(least_row=44, around=24, cut_in_middle=frozenset(range(1, len(COLUMNS))))


class KeysTable(WholeRows):
    """The keys; the arrows go from one to the next."""

    key_chosen = Signal(str)
    """Its thumbprint."""

    def __init__(self, look: Look) -> None:
        self.keys = KeysModel(look.words)
        super().__init__(look, self.keys, look.words.say("keys.table"), _CELLS)
        self.keys.setParent(self)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def show_keys(self, *, chosen: str) -> None:
        """Fit the columns to what is shown, and mark the key that is chosen."""
        self.fit_columns()
        row = self.keys.row_of(chosen)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.keys.index(row, 0))

    def fit_columns(self) -> None:
        """Short texts get what they need; names and owners share what is left, and the tip tells what does not fit."""
        wanted = {name: self._wanted(column) for column, name in enumerate(COLUMNS)}
        left = self.viewport().width() - sum(width for name, width in wanted.items() if name not in _GIVE_WAY)
        wanted["name"] = min(wanted["name"], max(_LEAST["name"], left * 3 // 5))
        wanted["owner"] = max(_LEAST["owner"], left - wanted["name"])
        for column, name in enumerate(COLUMNS):
            self.setColumnWidth(column, wanted[name])

    def _wanted(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.head_width(column) + 4)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.key_chosen.emit(index.siblingAtColumn(0).data(Role.ID))
