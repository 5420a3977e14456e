# SPDX-License-Identifier: Apache-2.0
"""A tick that lets files of the same name be replaced: nothing of anybody's is overwritten unasked."""

from PySide6.QtWidgets import QCheckBox

from assay_gui.look import Look


class ReplaceBox(QCheckBox):
    """Unticked."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.words.say("publishing.replace"))
        self.setAccessibleName(self.text())
