# SPDX-License-Identifier: Apache-2.0
"""The evidence register of a project: each piece of evidence with its state, added by a button or dropped here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QWidget

from assay_gui.dialogs.dialog_frame import framed
from assay_gui.dropping import paths_of
from assay_gui.look import Look
from assay_gui.models.evidence import STATE, EvidenceModel
from assay_gui.theme import scaled
from assay_gui.views.evidence_page import EvidencePage
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, in_turn, label, open_at
from assay_gui.views.rows_table import RowsTable

if TYPE_CHECKING:
    from assay.projects.evidence_row import Evidence
    from assay_gui.evidence_work import Looked

_SIZE = (960, 600)
_SHARES = {0: (12, 9), 1: (8, 3), 2: (6, 3), 3: (6, 2), 4: (10, 0), 5: (8, 1), 6: (18, 0)}
_NEVER: Callable[["Evidence"], bool] = lambda _row: False  # noqa: E731 - an entry of the table below
_OFFERED: Mapping[str, Callable[["Evidence"], bool] | None] = {
    "add": None,
    "add_address": None,
    "edit": lambda _row: True,
    "other_file": lambda _row: True,
    "renew": lambda row: bool(row.file),
    "remove": lambda _row: True,
    "undo": None,
}
"""Buttons, and for which row each is offered; None: whatever is chosen."""


class EvidenceDialog(QDialog):
    """A table, the row that is chosen in full, buttons. It takes files that are dropped."""

    wanted = Signal(str, str)
    """One of the buttons by its name, and the id of the row that is chosen."""
    files_dropped = Signal(list)
    """Paths."""

    def __init__(self, look: Look, name: str, *, may_write: bool, parent: QWidget | None = None) -> None:
        """`name`: what the project is called."""
        super().__init__(parent)
        self._look, self._may_write = look, may_write
        self._looked: Looked | None = None
        say = look.words.say
        self.setWindowTitle(say("register.title"))
        open_at(self, _SIZE)
        self.setAcceptDrops(may_write)
        self.model = EvidenceModel(look.words, self)
        self.table = RowsTable(look, self.model, say("register.title"), _SHARES, signed=STATE)
        self.page = EvidencePage(look)
        self.message = label("", "muted", wrap=True)
        self.buttons = {told: self._made(told) for told in _OFFERED}
        self.close_button = button(say("dialog.close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.table.activated.connect(lambda _index: self._want("edit"))
        self._undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._undo.activated.connect(lambda: self._want("undo"))
        self._lay_out(say("register.heading", name=name))
        self.show_register(None, may_undo=False)

    @property
    def row(self) -> str:
        """The id of the row that is chosen; empty where none is."""
        at = self.table.currentIndex().row()
        return self.model.ids[at] if 0 <= at < len(self.model.ids) else ""

    def show_register(self, looked: "Looked | None", *, may_undo: bool) -> None:
        """Show the register as it stands; None: it is being looked at."""
        kept, at = self.row, self.table.currentIndex().row()
        self._looked = looked
        self.model.show(looked)
        self.table.setVisible(bool(self.model.ids))
        self.table.fit_columns()
        ids = self.model.ids
        if ids:
            self.choose(kept if kept in ids else ids[min(max(at, 0), len(ids) - 1)])
        self.buttons["undo"].setEnabled(self._may_write and may_undo)
        self._show_chosen()

    def choose(self, row: str) -> None:
        """Make a row the chosen one."""
        if row in self.model.ids:
            self.table.choose_row(self.model.ids.index(row))

    def tell(self, message: str) -> None:
        """Say what came of something, or what is waited for."""
        self.message.setText(message)
        self.message.setVisible(bool(message))
        if message:
            self.setAccessibleDescription(message)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Each file that is dropped becomes evidence."""
        paths: tuple[Path, ...] = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(list(paths))

    def _show_chosen(self) -> None:
        row = self.row
        entry = self._looked.rows.get(row) if self._looked is not None else None
        for name, is_for in _OFFERED.items():
            if name != "undo":
                is_offered = is_for is None or (entry is not None and is_for(entry))
                self.buttons[name].setEnabled(self._may_write and self._looked is not None and is_offered)
        self.page.show_row(self._looked, row)

    def _want(self, name: str) -> None:
        if self.buttons[name].isEnabled():
            self.wanted.emit(name, self.row)

    def _made(self, name: str) -> QPushButton:
        words = self._look.words
        made = button(words.say(f"register.{name}"), words.tip(f"register.{name}"))
        made.clicked.connect(lambda: self._want(name))
        return made

    def _lay_out(self, heading: str) -> None:
        say = self._look.words.say
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self.page)
        halves.setSizes([scaled(200), scaled(240)])
        row = FlowLayout(8)
        for made in self.buttons.values():
            row.addWidget(made)
        layout = framed(self)
        layout.addWidget(label(heading, "heading", wrap=True))
        layout.addWidget(label(say("register.about" if self._may_write else "register.about_read"), "muted", wrap=True))
        layout.addWidget(halves, 1)
        below = QHBoxLayout()
        below.addLayout(row, 1)
        below.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.message)
        layout.addLayout(below)
        self.message.hide()
        in_turn(self.table, self.page, *self.buttons.values(), self.close_button)
        self.table.setFocus()
