# SPDX-License-Identifier: Apache-2.0
"""The nodes of a picture as a list, for who reads it or goes through it by keyboard."""

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.picture import Picture, PictureNode
from assay_gui.models.contents import STATE_SHOWN
from assay_gui.words import Words

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    NODE = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2


class PictureModel(QAbstractListModel):
    """Every node with what it refers to."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._nodes: tuple[PictureNode, ...] = ()
        self._links: dict[str, list[str]] = {}

    def show(self, picture: Picture) -> None:
        """Show another picture; what stands further left is read first."""
        self.beginResetModel()
        self._nodes = tuple(sorted(picture.nodes, key=lambda node: (node.x, node.y)))
        titles = {node.id: node.title for node in picture.nodes}
        self._links = {}
        for edge in picture.edges:
            text = "picture.broken_link" if edge.is_broken else "picture.link"
            told = self._words.say(text, name=edge.label, target=titles[edge.end])
            self._links.setdefault(edge.start, []).append(told)
        self.endResetModel()

    def row_of(self, node: str) -> int:
        """The row of a node; -1 where it is not drawn."""
        return next((row for row, found in enumerate(self._nodes) if found.id == node), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of nodes."""
        return 0 if parent.isValid() else len(self._nodes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The node's name, the node, the state of its sign; all that is known of it in words."""
        if not index.isValid():
            return None
        node = self._nodes[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.told(node)
            case Role.NODE:
                return node
            case Role.STATE:
                return STATE_SHOWN[node.state]
            case _:
                return None

    def told(self, node: PictureNode) -> str:
        """Everything about a node: what it is, who issued it, how it stands, what it refers to."""
        words = self._words
        issuer = words.say("picture.issued_by", issuer=node.issuer) if node.issuer else ""
        state = words.say("state.to_correct", count=1) if node.part.value == "missing" else ""
        parts = (node.title, node.kind, issuer, state or words.say(f"picture.state.{node.state.value}"))
        return ", ".join((*(part for part in parts if part), *self._links.get(node.id, ())))
