# SPDX-License-Identifier: Apache-2.0
"""A field for a passphrase: shown nowhere, going to no clipboard, and empty once it is taken or hidden."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

LONGEST = 1_000
_TAKEN_ALONG = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Undo)


class SecretField(QLineEdit):
    """A passphrase. What a password safe has put into the clipboard can be pasted; nothing goes the other way."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setDragEnabled(False)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase
        )

    def take(self) -> str:
        """What was typed; the field is empty then."""
        found = self.text()
        self.forget()
        return found

    def forget(self) -> None:
        """Empty the field; what stood in it cannot be brought back."""
        self.setText("")  # other than clear(), this forgets what could be undone, too

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing is copied, cut or brought back."""
        if any(event.matches(key) for key in _TAKEN_ALONG):
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """There is no menu."""
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays in a dialog that is closed."""
        self.forget()
        super().hideEvent(event)
