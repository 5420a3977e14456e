# SPDX-License-Identifier: Apache-2.0
"""Says which program this is."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from assay_gui.dialogs.dialog_frame import FittedDialog, button_row, framed
from assay_gui.look import Look
from assay_gui.views.parts import button, label

_WIDTH = 440


class AboutDialog(FittedDialog):
    """Name, version, licence, and what becomes of your files."""

    def __init__(self, look: Look, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = look.words.say
        self.setWindowTitle(say("about.title"))
        self.setMinimumWidth(_WIDTH)
        layout = framed(self)
        layout.addWidget(label(say("rail.brand"), "title"))
        layout.addWidget(label(say("about.version", version=version), "muted"))
        layout.addSpacing(8)
        for text in (say("about.purpose"), say("about.offline"), say("about.label")):
            layout.addWidget(label(text, wrap=True))
        layout.addWidget(label(say("about.licence", qt=qVersion()), "muted", wrap=True))
        layout.addSpacing(16)
        self.close_button = button(say("dialog.close"), kind="primary")
        self.close_button.clicked.connect(self.accept)
        layout.addLayout(button_row((), (self.close_button,)))
