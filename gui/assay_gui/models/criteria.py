# SPDX-License-Identifier: Apache-2.0
"""Criteria by levels as a table model, and the filter before it: a level, a state, words."""

from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from assay.criteria_matrix import Cell, CriterionRow, Matrix
from assay.levels import CriterionState
from assay_gui.words import Words

Index = QModelIndex | QPersistentModelIndex
STATE_OF = {
    CriterionState.EVIDENCED: "passed",
    CriterionState.DECLARED: "passed",
    CriterionState.MISSING: "fail",
    CriterionState.NEEDS_CERTIFICATION: "idle",
    CriterionState.NOT_CHECKED: "wait",
    CriterionState.NOT_APPLICABLE: "idle",
}
"""State to the sign and colour it bears."""


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2


class Standing(StrEnum):
    """What can be filtered for."""

    MET = "met"
    MISSING = "missing"
    CERTIFICATE = "certificate"
    OPEN = "open"


_STANDINGS = {
    CriterionState.EVIDENCED: Standing.MET,
    CriterionState.DECLARED: Standing.MET,
    CriterionState.MISSING: Standing.MISSING,
    CriterionState.NEEDS_CERTIFICATION: Standing.CERTIFICATE,
    CriterionState.NOT_CHECKED: Standing.OPEN,
}


def standing_of(cell: Cell) -> Standing | None:
    """Where a cell belongs; None for what a level does not ask for. What misses its number is not met."""
    found = _STANDINGS.get(cell.state)
    return Standing.OPEN if found is Standing.MET and cell.meets_number is False else found


def state_of(cell: Cell | None) -> str:
    """The sign of a cell; empty for one that says nothing."""
    if cell is None:
        return ""
    return "wait" if cell.meets_number is False else STATE_OF[cell.state]


def word_of(cell: Cell | None, words: Words) -> str:
    """A cell in one short word."""
    if cell is None:
        return ""
    return words.say("matrix.out_of_limit" if cell.meets_number is False else f"matrix.state.{cell.state.value}")


class CriteriaModel(QAbstractTableModel):
    """The criterion in the first column, then its state at each level."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._matrix = Matrix()

    @property
    def matrix(self) -> Matrix:
        """What is shown."""
        return self._matrix

    def show(self, matrix: Matrix) -> None:
        """Show another table."""
        self.beginResetModel()
        self._matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of criteria."""
        return 0 if parent.isValid() else len(self._matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The criterion, and a column for each level."""
        return 0 if parent.isValid() else 1 + len(self._matrix.levels)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Criterion, and the levels by short names; their whole names for who asks."""
        if orientation is not Qt.Orientation.Horizontal or section > len(self._matrix.levels):
            return None
        level = self._matrix.levels[section - 1] if section else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return level_word(level, self._words, short=True) if section else self._words.say("matrix.head")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return level_word(level, self._words) if section else self._words.say("matrix.head")
            case Qt.ItemDataRole.TextAlignmentRole if not section:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words, the state of its sign, and the whole criterion."""
        if not index.isValid():
            return None
        row = self._matrix.rows[index.row()]
        cell = row.cells[index.column() - 1] if index.column() else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return word_of(cell, self._words) if index.column() else self._title(row)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._told(row, index.column())
            case Role.ROW:
                return row
            case Role.STATE:
                return state_of(cell)
            case _:
                return None

    @staticmethod
    def _title(row: CriterionRow) -> str:
        return f"{row.id} {row.name}".strip()

    def _told(self, row: CriterionRow, column: int) -> str:
        """A cell so that it can be understood without the others; the first one tells the whole row."""
        pairs = zip(self._matrix.levels, row.cells, strict=True)
        told = [
            self._words.of_reports.say(
                "report.pair", name=level_word(level, self._words), told=word_of(cell, self._words)
            )
            for level, cell in pairs
            if cell is not None
        ]
        if column == 0:
            return ", ".join((self._title(row), *told))
        cell, level = row.cells[column - 1], level_word(self._matrix.levels[column - 1], self._words)
        word = word_of(cell, self._words) or self._words.say("matrix.state.not_applicable")
        return f"{row.id}, " + self._words.of_reports.say("report.pair", name=level, told=word)


class CriteriaFilter(QSortFilterProxyModel):
    """The criteria that a level asks for, that stand as wanted, and that have the words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._level = -1
        self._standing: Standing | None = None
        self._wanted: tuple[str, ...] = ()

    def choose(self, level: int, standing: Standing | None, text: str) -> None:
        """Let pass what stands so at the level, by its place (-1: at any), and has every word of the text."""
        self.beginFilterChange()
        self._level, self._standing, self._wanted = level, standing, tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether the criterion passes."""
        row: CriterionRow = self.sourceModel().index(source_row, 0, source_parent).data(Role.ROW)
        cells = row.cells if self._level < 0 else row.cells[self._level : self._level + 1]
        standings = {standing_of(cell) for cell in cells if cell is not None}
        asked = standings - {None}
        if (self._level >= 0 or self._standing) and not asked:
            return False
        if self._standing is not None and self._standing not in asked:
            return False
        said = " ".join((row.id, row.name, row.help, row.carried, row.expected, *row.permissible)).casefold()
        return all(word in said for word in self._wanted)


def level_word(level: str, words: Words, *, short: bool = False) -> str:
    """What a level is called; its name as it stands where the rules call it otherwise."""
    text = f"matrix.level.{level}" if short else f"report.level.{level}"
    if not short:
        return words.of_reports.say(text) if words.texts.has(text) else level
    return words.say(text) if words.texts.has(f"window.{text}") else level
