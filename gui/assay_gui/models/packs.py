# SPDX-License-Identifier: Apache-2.0
"""The rule packs as a table model: sign and name, state, version, kind, day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.reports.safe_text import visible
from assay_gui.models.rows import Role
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.packs_at_hand import PackAtHand

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("name", "state", "version", "kind", "day")
STATE_OF = {"current": "passed", "old": "wait", "damaged": "fail"}
"""How a pack stands, to the state whose sign and colour it bears."""


def kind_of(pack: "PackAtHand", words: Words) -> str:
    """Where a pack is from, and whether it extends another, in words."""
    kind = words.say(f"rules.kind.{pack.origin}")
    return words.say("rules.kind.extension", kind=kind) if pack.base else kind


class PacksModel(QAbstractTableModel):
    """All packs."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._packs: tuple[PackAtHand, ...] = ()
        self._cells: list[tuple[str, ...]] = []

    @property
    def packs(self) -> "tuple[PackAtHand, ...]":
        """The packs, in order."""
        return self._packs

    def show(self, packs: "Sequence[PackAtHand]") -> None:
        """Show other packs."""
        self.beginResetModel()
        self._packs = tuple(packs)
        self._cells = [self._row(pack) for pack in self._packs]
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a pack; -1 where it is not shown."""
        return next((row for row, pack in enumerate(self._packs) if pack.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of packs."""
        return 0 if parent.isValid() else len(self._packs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"rules.head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; of its pack the key and the state of the sign."""
        if not index.isValid():
            return None
        pack, cells = self._packs[index.row()], self._cells[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return cells[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                heads = (self._words.say(f"rules.head.{name}") for name in COLUMNS)
                told = (self._words.pair(head, cell) for head, cell in zip(heads, cells, strict=True))
                return ", ".join(told) if index.column() == 0 else cells[index.column()]
            case Role.ID:
                return pack.key
            case Role.STATE:
                return STATE_OF[pack.state] if index.column() == 0 else ""
            case _:
                return None

    def _row(self, pack: "PackAtHand") -> tuple[str, ...]:
        state = self._words.say(f"rules.state.{pack.state}")
        told = (pack.name or pack.id, state, pack.version, kind_of(pack, self._words), pack.current_as_of)
        return tuple(map(visible, told))
