# SPDX-License-Identifier: Apache-2.0
"""Three steps to the first verdict, for a profile that is new; it can be closed, and then never comes again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.theme import scaled
from assay_gui.views.parts import button, label

STEPS = ("open", "read", "correct")
_WIDE = 760


class Tour(QFrame):
    """The steps side by side, one below the other where the window is narrow."""

    sample_wanted = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = look.words
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(words.say("tour.title"))
        self.sample_button = button(words.say("tour.sample"), words.tip("tour.sample"))
        self.close_button = button(words.say("tour.close"), words.tip("tour.close"), "small")
        self.sample_button.clicked.connect(self.sample_wanted)
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(label(words.say("tour.title"), "strong", wrap=True), 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._steps = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._steps.setSpacing(24)
        for number, step in enumerate(STEPS, 1):
            self._steps.addWidget(_step(look, number, step), 1)
        below = QHBoxLayout()
        below.addWidget(self.sample_button)
        below.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self._steps)
        layout.addLayout(below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for it."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(_WIDE)
        self._steps.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def _step(look: Look, number: int, step: str) -> QWidget:
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(2)
    title = look.words.say("tour.step", number=number, title=look.words.say(f"tour.{step}"))
    inside.addWidget(label(title, "strong", wrap=True))
    inside.addWidget(label(look.words.tip(f"tour.{step}"), "muted", wrap=True))
    inside.addStretch()
    return made
