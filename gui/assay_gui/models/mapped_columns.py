# SPDX-License-Identifier: Apache-2.0
"""The columns of a table as a table model: what each is called, an example, what it is, how it does."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay_gui.models.rows import Role
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay_gui.table_book import Line

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("column", "sample", "field", "state")


class MappedColumns(QAbstractTableModel):
    """The columns, in the order of the file."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> "tuple[Line, ...]":
        """What it shows."""
        return self._lines

    def show(self, lines: "Sequence[Line]") -> None:
        """Show others; the same columns in another state stay the rows that they are."""
        if lines and len(lines) == len(self._lines):
            self._lines = tuple(lines)
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns of the table."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """What is told of each."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"tables.head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; the whole row for people who hear it; all that is wrong with it as a tip."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.cells[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((line.cells[index.column()], *line.told))
            case Qt.ItemDataRole.AccessibleTextRole:
                heads = (self._words.say(f"tables.head.{name}") for name in COLUMNS)
                told = (self._words.pair(head, cell) for head, cell in zip(heads, line.cells, strict=True) if cell)
                return ", ".join(told) if index.column() == 0 else line.cells[index.column()]
            case Role.ID:
                return str(index.row())
            case Role.STATE:
                return line.state if index.column() == 0 else ""
            case _:
                return None
