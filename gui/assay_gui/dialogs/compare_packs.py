# SPDX-License-Identifier: Apache-2.0
"""Asks for two rule packs and shows what changes from one to the other; the list can be copied and saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from assay.reports.safe_text import visible
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.packs_at_hand import PackAtHand
    from assay_gui.pack_work import Difference

_SIZE = (760, 560)
_CHARACTERS = 20


class ComparePacksDialog(TaskDialog):
    """Two choices, and below them what changes."""

    is_as_high_as_needed = False
    wanted = Signal(str, str)
    """Keys of the older and the newer pack."""
    save_wanted = Signal()

    def __init__(
        self, look: Look, packs: "Sequence[PackAtHand]", chosen: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("rules.compare_title"), words.say("rules.compare_do"), parent)
        self.resize(*_SIZE)
        self.difference: Difference | None = None
        self.explain(words.say("rules.compare_explain"))
        self.old, self.new = Choice(look), Choice(look)
        row = QHBoxLayout()
        row.setSpacing(16)
        for field, text, key in zip((self.old, self.new), ("old", "new"), chosen, strict=True):
            row.addLayout(self._choice(field, text, packs, key), 1)
        self.body.addLayout(row)
        self._headline = label("", "strong", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setObjectName("copied")
        self.text.setAccessibleName(words.say("rules.changes"))
        self.text.setPlaceholderText(words.say("rules.compare_nothing_yet"))
        self.body.addWidget(self._headline)
        self.body.addWidget(self.text, 1)
        self._headline.hide()
        self.copy_button = button(words.say("copy.do"), words.tip("copy.do"))
        self.save_button = button(words.say("rules.save_changes"), words.tip("rules.save_changes"))
        for place, made in enumerate((self.copy_button, self.save_button)):
            made.setEnabled(False)
            self.buttons.insertWidget(place, made)
        self.cancel_button.setText(words.say("dialog.close"))
        self.cancel_button.setAccessibleName(self.cancel_button.text().replace("&", ""))
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self.save_wanted)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.old.currentData(), self.new.currentData()))
        self.old.setFocus()
        self.check()

    @property
    def headline(self) -> str:
        """What it says above the list."""
        return self._headline.text()

    def show_difference(self, found: "Difference") -> None:
        """Show what changes."""
        self.end()
        self.difference = found
        words = self._look.words
        text = "rules.compared" if found.lines else "rules.compared_same"
        changes = sum(line.startswith("  ") for line in found.lines)
        self.tell(words.say(text, old=visible(found.old), new=visible(found.new), count=changes))
        self.text.setPlainText("\n".join(map(visible, found.lines)))
        for made in (self.copy_button, self.save_button):
            made.setEnabled(bool(found.lines))
        self.text.setFocus()

    def tell(self, message: str) -> None:
        """Say something above the list."""
        self._headline.setText(message)
        self._headline.show()
        self._say(message)

    def is_ready(self) -> bool:
        """Whether two different packs are chosen."""
        return self.new.currentIndex() >= 0 and self.old.currentData() != self.new.currentData()

    def first_field(self) -> QWidget:
        """Another pack may do."""
        return self.old

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.headline}\n{self.text.toPlainText()}\n")
        self.copy_button.setAccessibleDescription(self._look.words.say("copy.done"))

    def _choice(self, field: Choice, text: str, packs: "Sequence[PackAtHand]", key: str) -> QVBoxLayout:
        words = self._look.words
        field.setMinimumContentsLength(_CHARACTERS)
        for pack in packs:
            field.addItem(visible(f"{pack.name or pack.id} ({pack.version})"), pack.key)
        field.setCurrentIndex(max(0, field.findData(key)))
        field.setAccessibleName(words.say(f"rules.compare_{text}"))
        field.currentIndexChanged.connect(self.check)
        name = label(words.say(f"rules.compare_{text}"), wrap=True)
        name.setBuddy(field)
        column = QVBoxLayout()
        column.addWidget(name)
        column.addWidget(field)
        column.addStretch()
        return column


class RemovePackDialog(TaskDialog):
    """Asks whether an imported pack is really to go."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, *, judges: bool, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("rules.remove_title"), words.say("rules.remove_do"), parent)
        self.explain(words.say("rules.remove_ask", name=visible(name)), "strong")
        self.explain(words.say("rules.remove_explain"), "")
        if judges:
            self.explain(words.say("rules.remove_judges"), "")
        self.act_button.setDefault(False)  # Enter alone is too quick for what cannot be undone
        self.cancel_button.setDefault(True)
        self.act_button.clicked.connect(self.wanted)
        self.cancel_button.setFocus()
