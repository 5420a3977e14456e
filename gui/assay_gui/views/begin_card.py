# SPDX-License-Identifier: Apache-2.0
"""What can be written from nothing, on the first page: a button for each set of questions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from assay_gui.look import Look
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, label

SETS = ("company", "cloud-service", "data-product", "site")
"""The bundled sets of questions; reading them takes longer than the first paint may."""


class BeginCard(QFrame):
    """The sets by their names."""

    wanted = Signal(str)
    """The name of a set."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = look.words
        self.setProperty("kind", "card")
        row = FlowLayout(8)
        self.buttons: dict[str, QPushButton] = {}
        for name in SETS:
            told = words.lengthened(words.texts.say(f"question.{name}.all"))
            made = button(told, words.lengthened(words.texts.part(f"question.{name}.all", "tip")))
            made.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            self.buttons[name] = made
            row.addWidget(made)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(label(words.say("home.write"), "strong"))
        inside.addLayout(row)
