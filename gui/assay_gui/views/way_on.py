# SPDX-License-Identifier: Apache-2.0
"""What stands below a page of questions: back, on, and on without an answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button


class WayOn(QWidget):
    """The three buttons."""

    def __init__(self, look: Look, go: Callable[[int], None]) -> None:
        """`go`: so many pages on, or back."""
        super().__init__()
        words = look.words
        self.back_button = button(words.say("write.back"), words.tip("write.back"))
        self.next_button = button(words.say("write.next"), words.tip("write.next"), "primary")
        self.later_button = button(words.say("write.later"), words.tip("write.later"), "link")
        self.back_button.clicked.connect(lambda: go(-1))
        self.next_button.clicked.connect(lambda: go(1))
        self.later_button.clicked.connect(lambda: go(1))
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(40, 12, 40, 16)
        across = FlowLayout(8)  # in a narrow window the last one goes below
        for made in (self.back_button, self.next_button, self.later_button):
            across.addWidget(made)
        inside.addLayout(across)
