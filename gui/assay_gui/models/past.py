# SPDX-License-Identifier: Apache-2.0
"""Checks of the past as a table model: when, document, verdict, what was wrong, by which rules, who asked.

It knows the part of the list that was read, and asks for more when somebody gets to its end.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assay.reports.safe_text import visible
from assay_gui.views.recent import STATE_OF_VERDICT
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.history.entry import Entry

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("when", "document", "verdict", "violations", "not_checked", "rules", "asked")
NUMBERS = ("violations", "not_checked")


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2


def minute_of(made: str) -> str:
    """An instant as the clock on the wall has it."""
    return datetime.fromisoformat(made).astimezone().strftime("%Y-%m-%d %H:%M")


def name_of(entry: "Entry") -> str:
    """What to call the document of a check."""
    told = (entry.path or entry.name).replace("\\", "/")
    return visible(PurePosixPath(told).name or told)


class PastModel(QAbstractTableModel):
    """The checks that were read so far, newest first."""

    more_wanted = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: tuple[Entry, ...] = ()
        self._total = 0
        self._names: dict[str, str] = {}

    @property
    def entries(self) -> "tuple[Entry, ...]":
        """The checks it shows."""
        return self._entries

    def show(self, entries: "Sequence[Entry]", total: int, rules: Sequence[tuple[str, str]]) -> None:
        """Show others; `total`: how many there are in all. `rules`: ids and names."""
        self.beginResetModel()
        self._entries, self._total, self._names = tuple(entries), total, dict(rules)
        self.endResetModel()

    def lengthen(self, entries: "Sequence[Entry]", total: int) -> None:
        """Show these, which begin with those it has."""
        self._total = total
        if len(entries) > len(self._entries):
            self.beginInsertRows(QModelIndex(), len(self._entries), len(entries) - 1)
            self._entries = tuple(entries)
            self.endInsertRows()

    def row_of(self, run: int, position: int) -> int:
        """The row of a check; -1 where it is not shown."""
        rows = enumerate(self._entries)
        return next((row for row, entry in rows if (entry.run, entry.position) == (run, position)), -1)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the list goes on."""
        return not parent.isValid() and len(self._entries) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Ask for more of it; it comes when it was read."""
        if not parent.isValid():
            self.more_wanted.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of checks read so far."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns, above numbers at the right."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"past.head.{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; of its check the entry and the state of the sign."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(entry, column)
            case Qt.ItemDataRole.ToolTipRole:
                return visible(entry.path or entry.name) if column == "document" else self.cell(entry, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(entry) if index.column() == 0 else self.cell(entry, column)
            case Role.ENTRY:
                return entry
            case Role.STATE:
                return STATE_OF_VERDICT[entry.verdict.value] if column == "verdict" else ""
            case _:
                return None

    def cell(self, entry: "Entry", column: str) -> str:
        """What stands in a column of a check."""
        match column:
            case "when":
                return minute_of(entry.last_made)
            case "document":
                return name_of(entry)
            case "verdict":
                return self._words.say(f"verdict.{STATE_OF_VERDICT[entry.verdict.value]}")
            case "violations" | "not_checked":
                return str(getattr(entry, column))
            case "rules":
                told = self._names.get(entry.pack_id) or f"{entry.pack_id} {entry.pack_version}"
                return visible(told.strip()) or self._words.say("past.no_rules")
            case _:
                return self._words.say("past.live" if entry.is_live else "past.asked")

    def _told(self, entry: "Entry") -> str:
        """The whole row, for those who hear it."""
        heads = (self._words.say(f"past.head.{column}") for column in COLUMNS)
        cells = (self.cell(entry, column) for column in COLUMNS)
        return ", ".join(self._words.pair(head, cell) for head, cell in zip(heads, cells, strict=True))
