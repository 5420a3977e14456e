# SPDX-License-Identifier: Apache-2.0
"""The contents tree: subjects of credentials, their parts below them, many alike in one group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.part_marks import PartState
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.readable import Section

Index = QModelIndex | QPersistentModelIndex
GROUP_FROM = 4
"""As many parts by the same property stand in a group of their own."""
STATE_SHOWN = {
    PartState.TO_CORRECT: "fail",
    PartState.UNCHECKED: "wait",
    PartState.ADVICE: "advice",
    PartState.CHECKED: "passed",
    PartState.NOT_JUDGED: "idle",
}


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    NODE = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    COUNT = Qt.ItemDataRole.UserRole + 3


@dataclass(eq=False)
class _Item:
    """One line of the tree."""

    title: str
    parent: "_Item | None" = None
    section: "Section | None" = None
    children: list["_Item"] = field(default_factory=list)
    row: int = 0
    to_correct: int = 0
    state: PartState = PartState.NOT_JUDGED

    def add(self, child: "_Item") -> None:
        child.parent, child.row = self, len(self.children)
        self.children.append(child)


class ContentsModel(QAbstractItemModel):
    """The parts of one document as a tree of one column."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._root = _Item("")
        self._items: dict[str, _Item] = {}

    def show(self, sections: Sequence["Section"]) -> None:
        """Show other contents."""
        self.beginResetModel()
        self._root, self._items = _build(sections, self._words)
        self.endResetModel()

    def index_of(self, node: str) -> QModelIndex:
        """Where a part stands; an invalid index where it is not shown."""
        item = self._items.get(node)
        return self.createIndex(item.row, 0, item) if item else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child. Asked of each line of thousands: `hasIndex` would ask back four times."""
        children = self._item(parent).children if parent.column() <= 0 else ()
        return self.createIndex(row, 0, children[row]) if column == 0 and 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # Qt overloads it  # noqa: B008
        """The line above; the stub knows only QObject's parent of the same name."""
        above = self._item(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of parts below a line."""
        return 0 if parent.column() > 0 else len(self._item(parent).children)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's signature
        """Whether there are parts below a line."""
        return self.rowCount(parent) > 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, ARG002 - Qt's signature
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, explanation, state and node of a line; the state also in words."""
        if not index.isValid():
            return None
        item = self._item(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item.title}, {self._state_in_words(item)}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return item.section.help if item.section else ""
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(index)
            case Role.NODE:
                return item.section.node if item.section else ""
            case Role.STATE:
                return STATE_SHOWN[item.state]
            case Role.COUNT:
                return item.to_correct
            case _:
                return None

    def tip(self, index: Index) -> str:
        """What a line is and how it stands, in a sentence or two; plain text."""
        item = self._item(index)
        told = item.section.help if item.section else ""
        return "\n".join(part for part in (item.title, told, self._state_in_words(item)) if part)

    def _state_in_words(self, item: _Item) -> str:
        if item.state is PartState.TO_CORRECT:
            return self._words.say("state.to_correct", count=item.to_correct)
        return self._words.say(f"state.{item.state.value}")

    def _item(self, index: Index) -> _Item:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Item) else self._root


def _build(sections: Sequence["Section"], words: Words) -> tuple[_Item, dict[str, _Item]]:
    root, items = _Item(""), {section.node: _item(section) for section in sections}
    alike: dict[tuple[str, str], list[Section]] = defaultdict(list)
    for section in sections:
        alike[section.parent, section.via].append(section)
    for (parent, via), members in alike.items():
        home = items[parent] if parent else root
        if parent and len(members) >= GROUP_FROM:
            group = _Item(words.say("contents.group", name=via, count=len(members)))
            home.add(group)
            home = group
        for section in members:
            home.add(items[section.node])
    _count(root)
    return root, items


def _item(section: "Section") -> _Item:
    kind = section.kind if section.kind != section.title and not section.parent else ""
    title = f"{section.title} · {kind}" if kind else section.title
    return _Item(title, section=section, to_correct=section.to_correct, state=section.state)


_WORST_FIRST = tuple(PartState)


def _count(root: _Item) -> None:
    """Add each line's count and state to the line above it, from the innermost outwards."""
    order = [root]
    for item in order:
        order.extend(item.children)
    for item in reversed(order):
        above = item.parent
        if above is not None and above is not root:
            above.to_correct += item.to_correct
            above.state = min(above.state, item.state, key=_WORST_FIRST.index)
