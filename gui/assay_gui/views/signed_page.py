# SPDX-License-Identifier: Apache-2.0
"""Pages of text: with links that keys come to, and with the signs of states."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from assay_gui.look import STATE_ROLES, Look

_SIGN = 14


class LinkedText(QTextBrowser):
    """Tab goes from link to link and on; Shift+Tab goes back, and out at the first."""

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Leave where there is no further link: Qt stays for ever at one that the text begins with."""
        before = self._at()
        if super().focusNextPrevChild(is_next) and (is_next or not self.hasFocus() or self._at() != before):
            return True
        return QWidget.focusNextPrevChild(self, is_next)

    def _at(self) -> tuple[int, int]:
        return self.textCursor().selectionStart(), self.textCursor().selectionEnd()


class SignedPage(LinkedText):
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
