# SPDX-License-Identifier: Apache-2.0
"""The rules of a pack as a table model that shows those that fit: thousands of rows, chosen within a frame."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.reports.safe_text import visible
from assay.values import frozen
from assay_gui.models.rows import Role
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.rule_book import RuleEntry

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("title", "asks", "stage", "severity", "clause", "engines")
ENFORCES = ("yes", "observed")
"""What an engine does that insists on a rule."""


@frozen
class Choice:
    """Which rules are to be shown; empty for all."""

    sought: str = ""
    kind: str = ""
    stage: str = ""
    engine: str = ""
    """Name of an engine that insists on them."""

    def takes(self, entry: "RuleEntry", words: tuple[str, ...]) -> bool:
        """Whether an entry is one of them; `words`: what is sought, folded, word by word."""
        return (
            (not self.kind or entry.kind == self.kind)
            and (not self.stage or entry.stage == self.stage)
            and (
                not self.engine or any(one.engine == self.engine and one.enforced in ENFORCES for one in entry.engines)
            )
            and entry.is_found_by(words)
        )


def engines_of(entry: "RuleEntry", words: Words) -> str:
    """The engines that insist on a rule, in words."""
    if not entry.engines:
        return words.say("rules.no_engines")
    names = [one.engine for one in entry.engines if one.enforced in ENFORCES]
    return ", ".join(names) or words.say("rules.no_engine_insists")


class RuleBookModel(QAbstractTableModel):
    """The entries of one pack that fit a choice."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._book: tuple[RuleEntry, ...] = ()
        self._shown: tuple[RuleEntry, ...] = ()
        self._choice = Choice()

    @property
    def book(self) -> "tuple[RuleEntry, ...]":
        """All entries."""
        return self._book

    @property
    def shown(self) -> "tuple[RuleEntry, ...]":
        """Those that fit."""
        return self._shown

    def show(self, book: "Sequence[RuleEntry]") -> None:
        """Show the entries of another pack."""
        self._book = tuple(book)
        self.choose(self._choice)

    def choose(self, choice: Choice) -> None:
        """Show those that fit."""
        words = tuple(choice.sought.casefold().split())
        self._choice = choice
        shown = tuple(entry for entry in self._book if choice.takes(entry, words))
        if shown != self._shown:  # views draw all they show again
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()

    def row_of(self, rule_id: str) -> int:
        """The row of the entry of that id, else of the first that findings of that rule are about; -1 for none."""
        ids = [row for row, entry in enumerate(self._shown) if entry.id == rule_id]
        about = (row for row, entry in enumerate(self._shown) if rule_id in entry.rules)
        return ids[0] if ids else next(about, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of entries that fit."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(f"rules.head.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; of its entry the id. No sign: a rule has not failed, whatever a breach of it would lead to."""
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._cell(entry, COLUMNS[index.column()])
            case Qt.ItemDataRole.AccessibleTextRole:
                if index.column():
                    return self._cell(entry, COLUMNS[index.column()])
                return ", ".join(
                    self._words.pair(self._words.say(f"rules.head.{name}"), self._cell(entry, name)) for name in COLUMNS
                )
            case Role.ID:
                return entry.id
            case _:
                return None

    def _cell(self, entry: "RuleEntry", name: str) -> str:
        words = self._words
        match name:
            case "title":
                return visible(entry.title)
            case "asks":
                return visible(entry.asks)
            case "stage":
                return words.of_reports.say(f"report.stage.{entry.stage.value}")
            case "severity":
                return words.of_reports.say(f"report.severity_word.{entry.severity.value}")
            case "clause":
                return visible(entry.clause)
            case _:
                return visible(engines_of(entry, words))
