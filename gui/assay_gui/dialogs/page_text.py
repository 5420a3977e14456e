# SPDX-License-Identifier: Apache-2.0
"""A page of plain text to be read, with its path above."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.look import Look
from assay_gui.theme import fixed_font
from assay_gui.views.parts import ElidedLabel, button, open_at

_SIZE = (720, 560)


class PageTextDialog(QDialog):
    """Path, text."""

    def __init__(self, look: Look, path: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = look.words
        self.setWindowTitle(words.say("publishing.page_title"))
        open_at(self, _SIZE)
        where = ElidedLabel("muted")
        where.tell(path)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(fixed_font())
        self.text.setAccessibleName(words.say("publishing.page_title"))
        self.close_button = button(words.say("dialog.close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        layout = framed(self, 12)
        layout.addWidget(where)
        layout.addWidget(self.text, 1)
        layout.addLayout(button_row((), (self.close_button,)))
        self.text.setFocus()
