# SPDX-License-Identifier: Apache-2.0
"""A line above the page that says what just happened; it never stands in the way."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from assay_gui.look import Look
from assay_gui.views.parts import button, label


class Notice(QFrame):
    """One message, with one thing to do about it at most."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self._message = label("", wrap=True)
        self._action = button("", kind="small")
        self._close = button(look.words.say("notice.close"), look.words.tip("notice.close"), "small")
        self._action.clicked.connect(self.act)
        self._call: Callable[[], object] | None = None
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(8)
        layout.addWidget(self._message, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self.hide()

    @property
    def message(self) -> str:
        """What it says; empty while it is not shown."""
        return "" if self.isHidden() else self._message.text()

    def act(self) -> None:
        """Do what is offered."""
        call, self._call = self._call, None
        self.hide()
        if call is not None:
            call()

    def tell(self, message: str, action: str = "", call: Callable[[], object] | None = None) -> None:
        """Say something, and offer one thing to do about it."""
        self._call = call
        self._message.setText(message)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(message)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # with a hundred roles and events: not before the paint

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
