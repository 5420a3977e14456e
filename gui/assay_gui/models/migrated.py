# SPDX-License-Identifier: Apache-2.0
"""What became of the values of an old document: groups, in them the reasons and below each its values."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay_gui.words import Words

if TYPE_CHECKING:
    from assay_gui.migrate_work import Line, Migrated, Part

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("name", "was", "now")
MOST_LINES = 200
"""Of one group so many values are shown; a search finds the others."""


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    KIND = Qt.ItemDataRole.UserRole + 1
    WHAT = Qt.ItemDataRole.UserRole + 2


class Kind(StrEnum):
    """What a row is."""

    GROUP = "group"
    REASON = "reason"
    VALUE = "value"
    MORE = "more"
    """Says how many values are not shown."""


@dataclass(eq=False, slots=True)
class Item:
    """One row of the tree."""

    kind: Kind
    text: str
    line: "Line | None" = None
    what: str = ""
    parent: "Item | None" = None
    row: int = 0
    children: "list[Item]" = field(default_factory=list)

    def add(self, child: "Item") -> None:
        """Put a row below this one."""
        child.parent, child.row = self, len(self.children)
        self.children.append(child)

    def cell(self, column: int) -> str:
        """What stands in a column."""
        if self.line is None:
            return "" if column else self.text
        return (self.line.name, self.line.was, self.line.now)[column]

    @property
    def spoken(self) -> str:
        """The row as it is heard."""
        return self.line.tip.replace("\n", ". ") if self.line is not None else self.text


class MigratedModel(QAbstractItemModel):
    """The values that a search finds, as a tree of groups; a reason and its values stand side by side in it."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._made: Migrated | None = None
        self._root = Item(Kind.GROUP, "")
        self.found = 0
        """How many values are found."""

    def show(self, made: "Migrated") -> None:
        """Show another account, all of it."""
        self._made = made
        self.seek("")

    def seek(self, sought: str) -> None:
        """Show the values in which every one of the words stands."""
        wanted = tuple(sought.casefold().split())
        self.beginResetModel()
        self.found = 0
        self._root = Item(Kind.GROUP, "")
        for part in self._made.parts if self._made is not None else ():
            self._add(part, wanted)
        self.endResetModel()

    def _add(self, part: "Part", wanted: tuple[str, ...]) -> None:
        group, shown, found = Item(Kind.GROUP, part.heading, what=part.what.value), 0, 0
        for reason in part.reasons:
            lines = [line for line in reason.lines if all(word in line.sought for word in wanted)]
            found += len(lines)
            lines = lines[: MOST_LINES - shown]
            shown += len(lines)
            if lines:
                group.add(Item(Kind.REASON, reason.text))
            for line in lines:
                group.add(Item(Kind.VALUE, line.name, line))
        if found > shown:
            group.add(Item(Kind.MORE, self._words.say("bring.more", count=found - shown)))
        if found:
            self._root.add(group)
        self.found += found

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        rows = self.item(parent).children if parent.column() <= 0 else ()
        is_there = 0 <= row < len(rows) and 0 <= column < len(COLUMNS)
        return self.createIndex(row, column, rows[row]) if is_there else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # Qt overloads it  # noqa: B008
        """The group a row is in; the stub knows only QObject's parent of the same name."""
        above = self.item(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of rows in a group, or of groups."""
        return 0 if parent.column() > 0 else len(self.item(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, ARG002 - Qt's signature
        """What it is called, what it was, what it is in the draft."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"bring.head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; the whole row for people who hear it, and as a tip."""
        if not index.isValid():
            return None
        item = self.item(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.cell(index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return item.cell(index.column()) if index.column() else item.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(index)
            case Role.KIND:
                return item.kind.value  # Qt keeps it as a text
            case Role.WHAT:
                return item.what
            case _:
                return None

    def tip(self, index: Index) -> str:
        """A value with all that is said of it; plain text, empty for other rows."""
        line = self.item(index).line
        return line.tip if line is not None else ""

    def item(self, index: Index) -> Item:
        """The row an index is of; what is above all groups where it is of none."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Item) else self._root
