# SPDX-License-Identifier: Apache-2.0
"""The “?” beside a word that not everybody knows: it shows the page of the help that explains it."""

from PySide6.QtCore import Signal

from assay_gui.look import Look
from assay_gui.views.parts import Button, plain_tip


class HelpButton(Button):
    """Who makes one need not know the help: whoever shows the help finds all of them."""

    wanted = Signal(str)
    """The page of the help."""

    def __init__(self, look: Look, topic: str, about: str) -> None:
        """`about`: what is explained, in words of the window."""
        super().__init__(look.words.say("help.sign"))
        name = look.words.say("help.about", what=about)
        self.topic = topic
        self.is_heard = False
        """Whether somebody shows the help when it is wanted."""
        self.setProperty("kind", "small")
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.clicked.connect(lambda: self.wanted.emit(topic))
