# SPDX-License-Identifier: Apache-2.0
"""The evidence register as a table model: what it is, where, by whom, until when, and how it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.texts import one_line
from assay_gui.models.rows import Role
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.projects.evidence_row import Evidence
    from assay_gui.evidence_work import Looked

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("title", "place", "issuer", "standard", "until", "backs", "state")
STATE = COLUMNS.index("state")
_LONG = 200


def state_word(looked: "Looked", row: str, words: Words) -> str:
    """How a row stands, in a word or two: the gravest of what is to be said of it."""
    found = looked.remarks_on(row)
    return words.say(f"register.state.{found[0].text.rpartition('.')[2]}" if found else "register.state.good")


def backs_told(row: "Evidence", words: Words) -> str:
    """What a row backs, in short."""
    claims = [words.say("register.claims", count=len(row.claims))] if row.claims else []
    return ", ".join((*(one_line(name) for name in row.criteria), *claims))


class EvidenceModel(QAbstractTableModel):
    """The rows of the register, in their order."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._looked: Looked | None = None
        self.ids: tuple[str, ...] = ()

    def show(self, looked: "Looked | None") -> None:
        """Show another register; None: none."""
        self.beginResetModel()
        self._looked = looked
        self.ids = tuple(looked.rows) if looked is not None else ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of rows."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"register.head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; of its row the id and the state."""
        if not index.isValid() or self._looked is None:
            return None
        row, column = self.ids[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._cell(self._looked, row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(self._looked, row) if index.column() == 0 else self._cell(self._looked, row, column)
            case Role.ID:
                return row
            case Role.STATE:
                return self._looked.state_of(row) if column == "state" else ""
            case _:
                return None

    def _cell(self, looked: "Looked", row: str, column: str) -> str:
        entry = looked.rows[row]
        match column:
            case "title" | "issuer":
                return one_line(str(getattr(entry, column)), _LONG)
            case "place":
                return one_line(entry.file or entry.url, _LONG)
            case "standard":
                return one_line(looked.table.standards.get(entry.standard, entry.standard), _LONG)
            case "until":
                return entry.valid_until.isoformat() if entry.valid_until is not None else ""
            case "backs":
                return backs_told(entry, self._words)
            case _:
                return state_word(looked, row, self._words)

    def _told(self, looked: "Looked", row: str) -> str:
        """The whole row, for those who hear it."""
        cells = ((column, self._cell(looked, row, column)) for column in COLUMNS)
        return ", ".join(
            self._words.pair(self._words.say(f"register.head.{name}"), told) for name, told in cells if told
        )
