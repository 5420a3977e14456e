# SPDX-License-Identifier: Apache-2.0
"""The cards as a list model, and the filter behind the chips."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from assay_gui.models.entries import Entry, Group

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    GROUP = Qt.ItemDataRole.UserRole + 2


class FindingsModel(QAbstractListModel):
    """All cards of one document, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The cards."""
        return self._entries

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def take_places(self, entries: Sequence[Entry]) -> None:
        """Take the same cards, which stand elsewhere in the text."""
        self._entries = tuple(entries)

    def count(self, group: Group) -> int:
        """How many cards a chip stands for."""
        return sum(1 for entry in self._entries if entry.group is group)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of cards."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The card, its group, its title, its explanation."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return " ".join(part for part in (entry.why, entry.how) if part)
            case Role.ENTRY:
                return entry
            case Role.GROUP:
                return entry.group
            case _:
                return None


class FindingsFilter(QSortFilterProxyModel):
    """The cards of one chip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._group = Group.CORRECT
        self._wanted = ""

    @property
    def group(self) -> Group:
        """The chip in force."""
        return self._group

    def choose(self, group: Group) -> None:
        """Let only this group pass."""
        self.beginFilterChange()
        self._group = group
        self.endFilterChange()

    def search(self, text: str) -> None:
        """Let only cards pass that say this, in whatever case."""
        self.beginFilterChange()
        self._wanted = text.casefold()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether the card belongs to the chip and says what is looked for."""
        entry: Entry = self.sourceModel().index(source_row, 0, source_parent).data(Role.ENTRY)
        return self.lets_pass(entry)

    def lets_pass(self, entry: Entry) -> bool:
        """The same of a card itself: thousands of them are asked about while somebody waits."""
        if entry.group is not self._group:
            return False
        told = (entry.title, entry.why, entry.how, entry.accepted_words)
        return not self._wanted or self._wanted in "\n".join(told).casefold()

    def shown(self) -> tuple[Entry, ...]:
        """The cards that pass, in order."""
        return tuple(self.index(row, 0).data(Role.ENTRY) for row in range(self.rowCount()))
