# SPDX-License-Identifier: Apache-2.0
"""A page of text with the signs of states in it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser

from assay_gui.look import STATE_ROLES, Look

_SIGN = 14


class SignedPage(QTextBrowser):
    """Shows HTML of our own; of pictures our signs alone, and no file, whatever a document says."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(12)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The sign of a state."""
        name = QUrl(name)
        is_sign = name.scheme() == "state" and name.path() in STATE_ROLES
        if kind == QTextDocument.ResourceType.ImageResource.value and is_sign:
            return self._look.icons.state(name.path(), _SIGN, self.devicePixelRatioF())
        return None
