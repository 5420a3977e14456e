# SPDX-License-Identifier: Apache-2.0
"""Asks for two open documents and shows what they say differently; the list can be copied."""

from collections.abc import Sequence
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
    from assay_gui.reuse_work import Compared

_SIZE = (760, 560)
_CHARACTERS = 20


class CompareDocumentsDialog(TaskDialog):
    """Two choices, and below them what is said differently."""

    is_as_high_as_needed = False
    wanted = Signal(int, int)
    """Keys of the documents."""

    def __init__(
        self, look: Look, names: "Sequence[tuple[int, str]]", chosen: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        """`names`: key and name of each document."""
        words = look.words
        super().__init__(look, words.say("reusing.compare_title"), words.say("reusing.compare_do"), parent)
        self.resize(*_SIZE)
        self.explain(words.say("reusing.compare_explain"))
        self.old, self.new = Choice(look), Choice(look)
        row = QHBoxLayout()
        row.setSpacing(16)
        for field, text, key in zip((self.old, self.new), ("first", "second"), chosen, strict=True):
            row.addLayout(self._choice(field, text, names, key), 1)
        self.body.addLayout(row)
        self._headline = label("", "strong", wrap=True)
        self._headline.hide()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setObjectName("copied")
        self.text.setAccessibleName(words.say("reusing.differences"))
        self.text.setPlaceholderText(words.say("reusing.compare_nothing_yet"))
        self.body.addWidget(self._headline)
        self.body.addWidget(self.text, 1)
        self.copy_button = button(words.say("copy.do"), words.tip("copy.do"))
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(self._copy)
        self.buttons.insertWidget(0, self.copy_button)
        self.cancel_button.setText(words.say("dialog.close"))
        self.cancel_button.setAccessibleName(self.cancel_button.text().replace("&", ""))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.old.currentData(), self.new.currentData()))
        self.old.setFocus()
        self.check()

    @property
    def headline(self) -> str:
        """What it says above the list."""
        return self._headline.text()

    def show_compared(self, found: "Compared") -> None:
        """Show what is said differently."""
        self.end()
        told = "reusing.compared" if found.count else "reusing.compared_same"
        self._headline.setText(self._look.words.say(told, count=found.count))
        self._headline.show()
        self._say(self.headline)
        self.text.setPlainText("\n".join(found.lines))
        self.copy_button.setEnabled(bool(found.lines))
        self.text.setFocus()

    def is_ready(self) -> bool:
        """Whether two different documents are chosen."""
        return self.old.count() > 0 and self.old.currentData() != self.new.currentData()

    def first_field(self) -> QWidget:
        """Another document may do."""
        return self.old

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.headline}\n{self.text.toPlainText()}\n")
        self.copy_button.setAccessibleDescription(self._look.words.say("copy.done"))

    def _choice(self, field: Choice, text: str, names: "Sequence[tuple[int, str]]", key: int) -> QVBoxLayout:
        words = self._look.words
        field.setMinimumContentsLength(_CHARACTERS)
        for number, told in names:
            field.addItem(visible(told), number)
        field.setCurrentIndex(max(0, field.findData(key)))
        field.setAccessibleName(words.say(f"reusing.compare_{text}"))
        field.currentIndexChanged.connect(self.check)
        name = label(words.say(f"reusing.compare_{text}"), wrap=True)
        name.setBuddy(field)
        column = QVBoxLayout()
        column.addWidget(name)
        column.addWidget(field)
        column.addStretch()
        return column
