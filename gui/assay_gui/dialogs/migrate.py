# SPDX-License-Identifier: Apache-2.0
"""Shows what becomes of each value of an older document, and offers the draft that is made of them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.migrated_tree import MigratedTree
from assay_gui.views.parts import APART, clearable, keep_width, label, open_at

if TYPE_CHECKING:
    from assay_gui.migrate_work import Migrated

WIDTH = 640
_SIZE = (900, 640)


class MigrateDialog(TaskDialog):
    """A head with the counts, a search, the list, and the draft as what comes of it."""

    is_as_high_as_needed = False
    wanted = Signal()
    """The draft is to be opened."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("bring.title"), words.say("bring.open"), parent)
        keep_width(self, WIDTH)
        open_at(self, _SIZE)
        self._name = name
        self._migrated: Migrated | None = None
        self._told = label(words.say("bring.explain", name=name), "strong", wrap=True)
        self._counts = label("", "muted", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(words.say("bring.search"))
        self.field.setAccessibleName(words.say("bring.search"))
        clearable(self.field, words.say("parts.clear"))
        self._found = label("", "muted")
        self._found.hide()
        self.tree = MigratedTree(look)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self._found)
        self.body.addWidget(self._told)
        self.body.addWidget(self._counts)
        self.body.addLayout(row)
        self.body.addWidget(self.tree, 1)
        self.field.textChanged.connect(self._seek)
        self.act_button.clicked.connect(self.wanted)
        self.check()

    @property
    def migrated(self) -> "Migrated | None":
        """What is shown; None while it is being made."""
        return self._migrated

    @property
    def counts(self) -> str:
        """What the head says of the numbers."""
        return self._counts.text()

    @property
    def found(self) -> str:
        """How much of it a search finds, in words; empty without one."""
        return "" if self._found.isHidden() else self._found.text()

    def show_migrated(self, migrated: "Migrated") -> None:
        """Show what became of the values."""
        self._migrated = migrated
        words = self._look.words
        self._told.setText(words.say("bring.told", name=self._name, old=migrated.old, new=migrated.new))
        self._counts.setText(APART.join(part.heading for part in migrated.parts))
        self.tree.migrated.show(migrated)
        self.tree.begin()
        self.end()
        self.tree.setFocus()
        self._say(f"{self._told.text()} {self._counts.text()}")

    def show_problem(self, message: str) -> None:
        """It cannot be migrated: there is no list to look at."""
        self.tree.hide()
        self.field.hide()
        super().show_problem(message)
        self.fit()

    def is_ready(self) -> bool:
        """Whether there is a draft."""
        return self._migrated is not None

    def first_field(self) -> QWidget:
        """Nothing can be done about it here."""
        return self.cancel_button

    def _seek(self, sought: str) -> None:
        self.tree.seek(sought)
        is_sought = self._migrated is not None and bool(sought.strip())
        self._found.setVisible(is_sought)
        if self._migrated is not None and is_sought:
            found, count = self.tree.migrated.found, self._migrated.count
            self._found.setText(self._look.words.say("bring.found", found=found, count=count))
