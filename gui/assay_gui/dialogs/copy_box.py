# SPDX-License-Identifier: Apache-2.0
"""A line to be pasted elsewhere, shown in full, with a button that copies it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.look import Look
from assay_gui.theme import fixed_font
from assay_gui.views.parts import button, label

_LINES = 4


class CopyBox(QWidget):
    """Name, text, button."""

    def __init__(self, look: Look, name: str, *, lines: int = _LINES) -> None:
        super().__init__()
        self._words = look.words
        self.field = QPlainTextEdit()
        self.field.setReadOnly(True)
        self.field.setTabChangesFocus(True)
        self.field.setFont(fixed_font())
        self.field.setObjectName("copied")
        self.field.setFixedHeight(lines * self.field.fontMetrics().lineSpacing() + 16)
        self.copy_button = button(look.words.say("copy.do"), look.words.tip("copy.do"), "small")
        self.copy_button.clicked.connect(self.copy)
        self._done = label("", "small", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self._done, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        title = name_above(self.field, name)
        layout.addWidget(title)
        layout.addWidget(self.field)
        layout.addLayout(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab halts, in order."""
        return self.field, self.copy_button

    @property
    def text(self) -> str:
        """What would be copied."""
        return self.field.toPlainText()

    def show_text(self, text: str) -> None:
        """Show another line."""
        if text != self.text:
            self.field.setPlainText(text)
            self._done.setText("")
        self.copy_button.setEnabled(bool(text))

    def copy(self) -> None:
        """Put the line into the clipboard, and say so."""
        QGuiApplication.clipboard().setText(self.text)
        self._done.setText(self._words.say("copy.done"))
        self.copy_button.setAccessibleDescription(self._done.text())
