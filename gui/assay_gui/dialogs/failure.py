# SPDX-License-Identifier: Apache-2.0
"""Says that the program itself has failed, and gives the details to pass on."""

import traceback

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.look import Look
from assay_gui.theme import fixed_font
from assay_gui.views.parts import button, label

_WIDTH = 620


def details_of(error: BaseException, version: str) -> str:
    """Where the program failed. The exception's own words stay out: they may quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return "\n".join((f"Assay {version}", type(error).__name__, *places))


class FailureDialog(QDialog):
    """Whose fault it is, and the details."""

    def __init__(self, look: Look, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = look.words.say
        self.setWindowTitle(say("failure.title"))
        self.setMinimumWidth(_WIDTH)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setFont(fixed_font())
        self.details.setAccessibleName(say("failure.details"))
        self.copy_button = button(say("failure.copy"))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        close = button(say("dialog.close"), kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = framed(self)
        layout.addWidget(label(say("failure.title"), "heading", wrap=True))
        layout.addWidget(label(say("failure.explain"), wrap=True))
        layout.addWidget(self.details, 1)
        layout.addSpacing(8)
        layout.addLayout(button_row((self.copy_button,), (close,)))
