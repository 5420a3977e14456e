# SPDX-License-Identifier: Apache-2.0
"""Asks for two things and shows what is different between them; the list can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from assay.reports.safe_text import visible
from assay.values import frozen
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.dialog_frame import BETWEEN, name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button, label, open_at

_SIZE = (760, 560)
_CHARACTERS = 20


@frozen
class Comparison:
    """What is said around the choices and the list: text ids."""

    title: str
    act: str
    explain: str
    sides: tuple[str, str]
    differences: str
    """Name of the list for those who hear it."""
    nothing_yet: str


class ComparingDialog(TaskDialog):
    """Two choices, and below them what is different."""

    is_as_high_as_needed = False
    wanted = Signal(object, object)
    """Keys of what is chosen."""

    def __init__(
        self,
        look: Look,
        about: Comparison,
        offered: Sequence[tuple[object, str]],
        chosen: tuple[object, object],
        parent: QWidget | None = None,
    ) -> None:
        """`offered`: key and name of each thing that can be chosen."""
        words = look.words
        super().__init__(look, words.say(about.title), words.say(about.act), parent)
        open_at(self, _SIZE)
        self.explain(words.say(about.explain))
        self.old, self.new = Choice(look), Choice(look)
        row = QHBoxLayout()
        row.setSpacing(16)
        for field, text, key in zip((self.old, self.new), about.sides, chosen, strict=True):
            row.addLayout(self._choice(field, words.say(text), offered, key), 1)
        self.body.addLayout(row)
        self._headline = label("", "strong", wrap=True)
        self._headline.hide()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setObjectName("copied")
        self.text.setAccessibleName(words.say(about.differences))
        self.text.setPlaceholderText(words.say(about.nothing_yet))
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

    def show_lines(self, headline: str, lines: Sequence[str]) -> None:
        """Show what is different, below a sentence about it."""
        self.end()
        self.tell(headline)
        self.text.setPlainText("\n".join(lines))
        self.copy_button.setEnabled(bool(lines))
        self.text.setFocus()

    def tell(self, message: str) -> None:
        """Say something above the list."""
        self._headline.setText(message)
        self._headline.show()
        self._say(message)

    def is_ready(self) -> bool:
        """Whether two different things are chosen."""
        return self.new.currentIndex() >= 0 and self.old.currentData() != self.new.currentData()

    def first_field(self) -> QWidget:
        """Another choice may do."""
        return self.old

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.headline}\n{self.text.toPlainText()}\n")
        self.copy_button.setAccessibleDescription(self._look.words.say("copy.done"))

    def _choice(self, field: Choice, name: str, offered: Sequence[tuple[object, str]], key: object) -> QVBoxLayout:
        field.setMinimumContentsLength(_CHARACTERS)
        for one, told in offered:
            field.addItem(visible(told), one)
        field.setCurrentIndex(max(0, field.findData(key)))
        field.currentIndexChanged.connect(self.check)
        above = name_above(field, name)
        column = QVBoxLayout()
        column.setSpacing(BETWEEN)
        column.addWidget(above)
        column.addWidget(field)
        column.addStretch()
        return column
