# SPDX-License-Identifier: Apache-2.0
"""The table of checks: when, document, verdict with sign and word, what was wrong, by which rules, who asked."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView

from assay_gui.look import Look
from assay_gui.models.past import COLUMNS, NUMBERS, PastModel, Role
from assay_gui.past_session import PastSession
from assay_gui.views.whole_rows import BADGE, Cells, WholeRows

_LEAST_NAME, _MOST_NAME = 120, 200
_TOLD_BESIDE = ("asked", "rules", "not_checked")
"""What goes first where there is no room for it: it is told beside the table, too."""
_MOST_READ = 50
"""Rows that a column's width is measured by."""
_SIGNED = COLUMNS.index("verdict")
_CELLS = Cells(
    margin=10,
    around=18,
    signed=_SIGNED,
    bold=COLUMNS.index("document"),
    cut_in_middle=frozenset(range(len(COLUMNS))),
    at_right=frozenset(COLUMNS.index(name) for name in NUMBERS),
    shows_current=True,
)


class PastTable(WholeRows):
    """One check or several are chosen; the arrows go from one to the next."""

    opened = Signal()
    """Enter, or a double click, on the check that is chosen."""

    def __init__(self, look: Look, session: PastSession) -> None:
        self._session = session
        self.checks = PastModel(look.words)
        super().__init__(look, self.checks, look.words.say("past.table"), _CELLS)
        self.checks.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.checks.more_wanted.connect(session.read_on)
        self.selectionModel().selectionChanged.connect(self._chosen)
        self.activated.connect(lambda _index: self.opened.emit())

    def show_checks(self) -> None:
        """Show what the session has, and mark again what was marked, as far as it is still there."""
        marked = self._session.chosen
        self.checks.show(self._session.entries, self._session.total, self._session.rules)
        self.fit_columns()
        rows = [row for entry in marked if (row := self.checks.row_of(entry.run, entry.position)) >= 0]
        self.mark(rows or [0])

    def show_more(self) -> None:
        """Show the further part that was read."""
        self.checks.lengthen(self._session.entries, self._session.total)

    def mark(self, rows: list[int]) -> None:
        """Choose these rows."""
        if not self.checks.rowCount():
            self._session.choose(())
            return
        whole_row = QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.checks.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().clearSelection()
        for row in rows:
            self.selectionModel().select(
                self.checks.index(row, 0), QItemSelectionModel.SelectionFlag.Select | whole_row
            )

    def fit_columns(self) -> None:
        """Short texts get what they need; the names of documents what is left, and the tip tells what does not fit."""
        wanted = {name: self._wanted(column) for column, name in enumerate(COLUMNS)}
        wanted["document"] = max(_LEAST_NAME, min(wanted["document"], _MOST_NAME))
        for name in _TOLD_BESIDE:
            has_room = sum(wanted.values()) <= self.viewport().width()
            self.setColumnHidden(COLUMNS.index(name), not has_room)
            if not has_room:
                del wanted[name]
        others = sum(width for name, width in wanted.items() if name != "document")
        wanted["document"] = max(_LEAST_NAME, self.viewport().width() - others)
        for name, width in wanted.items():
            self.setColumnWidth(COLUMNS.index(name), width)

    def _wanted(self, column: int) -> int:
        metrics, margin = self.fontMetrics(), 2 * self.cells.margin + 4
        cells = {str(self.checks.index(row, column).data()) for row in range(min(_MOST_READ, self.checks.rowCount()))}
        sign = BADGE + 8 if column == _SIGNED else 0
        head = self.head_width(column) + 12
        return max([head, *(metrics.horizontalAdvance(cell) + margin + sign for cell in cells)])

    def _chosen(self) -> None:
        indexes = self.selectionModel().selectedRows()
        self._session.choose([index.data(Role.ENTRY) for index in sorted(indexes, key=QModelIndex.row)])
