# SPDX-License-Identifier: Apache-2.0
"""The key log in words: when, what was done, with which key, what else there is to know."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.texts import one_line
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.keys.key_log import Entry

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("number", "at", "action", "key", "details")
_LONG = 300
_OF_KEY = ("name",)
_WORDS = frozenset({"verdict", "wrapping", "holds"})
"""Details that are one of few words of the program's own."""


def action_of(entry: "Entry", words: Words) -> str:
    """What was done, in words; a word that nobody knows is shown as it stands."""
    text = f"cli.keys.action.{entry.action}"
    return words.of_reports.say(text) if words.texts.has(text) else one_line(entry.action)


def told_of(entry: "Entry", words: Words) -> tuple[str, ...]:
    """An entry in short: when, what, and which document."""
    document = entry.details.get("id", "").rpartition("/")[2]
    verdict = entry.details.get("verdict", "")
    known = f"keys.log_value.{verdict}"
    told = words.say(known) if words.texts.has(f"window.{known}") else ""
    parts = (entry.at[:16].replace("T", " "), action_of(entry, words), one_line(document), told)
    return tuple(part for part in parts if part)


class KeyLogModel(QAbstractTableModel):
    """All entries, newest first."""

    def __init__(self, words: Words, entries: "Sequence[Entry]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries = tuple(reversed(entries))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"keys.log_head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(self._entries[index.row()], COLUMNS[index.column()])
        return None

    def _cell(self, entry: "Entry", column: str) -> str:
        match column:
            case "number":
                return str(entry.number)
            case "at":
                return one_line(entry.at.replace("T", " ").replace("Z", " UTC"))
            case "action":
                return action_of(entry, self._words)
            case "key":
                return one_line(entry.details.get("name", ""))
            case _:
                told = (self._words.pair(self._name(name), self._value(name, value)) for name, value in _details(entry))
                return one_line(", ".join(told), _LONG)

    def _name(self, name: str) -> str:
        text = f"keys.log_detail.{name}"
        return self._words.say(text) if self._words.texts.has(f"window.{text}") else name

    def _value(self, name: str, value: str) -> str:
        text = f"keys.log_value.{value}"
        known = name in _WORDS and self._words.texts.has(f"window.{text}")
        return self._words.say(text) if known else value


def _details(entry: "Entry") -> "list[tuple[str, str]]":
    return [(name, value) for name, value in sorted(entry.details.items()) if value and name not in _OF_KEY]
