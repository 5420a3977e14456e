# SPDX-License-Identifier: Apache-2.0
"""The keys as a table model: sign and name, kind, owner, certificate, state."""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay_gui.keeping import KeyFacts, Standing
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.keys.key_record import KeyRecord
    from assay.keys.token_facts import TokenKey

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("name", "kind", "owner", "until", "state")
STATE_OF_STANDING = {
    Standing.FIT: "passed",
    Standing.ENDING: "wait",
    Standing.BARE: "wait",
    Standing.OVER: "fail",
    Standing.UNREADABLE: "fail",
    Standing.RETIRED: "idle",
}
"""Standing to the state whose sign and colour it bears."""


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2


def kind_of(record: "KeyRecord | TokenKey", words: Words) -> str:
    """The kind of a key in words."""
    jwk = record.public_jwk
    if jwk.get("kty") == "RSA":
        return words.say("keys.rsa", bits=record.type.removeprefix("rsa"))
    return words.say("keys.curve", name=jwk.get("crv", "")) if jwk.get("kty") == "EC" else jwk.get("crv", "")


class KeysModel(QAbstractTableModel):
    """All keys of a vault."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._keys: tuple[KeyFacts, ...] = ()
        self._cells: list[tuple[str, ...]] = []

    @property
    def keys(self) -> tuple[KeyFacts, ...]:
        """The keys, in order."""
        return self._keys

    def show(self, keys: Sequence[KeyFacts]) -> None:
        """Show other keys."""
        self.beginResetModel()
        self._keys = tuple(keys)
        self._cells = [self._row(key) for key in self._keys]
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """The row of a key; -1 where it is not shown."""
        return next((row for row, key in enumerate(self._keys) if key.record.id == identity), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of keys."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"keys.head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; of its key the thumbprint and the state of the sign."""
        if not index.isValid():
            return None
        key = self._keys[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._cells[index.row()][index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                heads = (self._words.say(f"keys.head.{name}") for name in COLUMNS)
                cells = self._cells[index.row()]
                told = (self._words.pair(head, cell) for head, cell in zip(heads, cells, strict=True))
                return ", ".join(told) if index.column() == 0 else cells[index.column()]
            case Role.ID:
                return key.record.id
            case Role.STATE:
                return STATE_OF_STANDING[key.standing] if index.column() == 0 else ""
            case _:
                return None

    def _row(self, key: KeyFacts) -> tuple[str, ...]:
        words, record = self._words, key.record
        missing = "" if key.record.chain else words.say("keys.no_certificate")
        until = key.ends.date().isoformat() if key.ends else missing
        kind = kind_of(record, words)
        kind = words.say("card_key.kind", kind=kind) if record.place.value == "token" else kind
        return (record.name, kind, record.did, until, words.say(f"keys.standing.{key.standing}"))
