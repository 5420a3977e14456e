# SPDX-License-Identifier: Apache-2.0
"""A button whose words may be long: where there is no room for all of them, dots say that they go on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy

from assay_gui.views.parts import Button, plain_tip

_LEAST = 60
_SLACK = 4
"""Widths of letters are rounded."""


class LinkButton(Button):
    """A button that gives way; the tool tip tells all of what does not fit."""

    def __init__(self, text: str, tip: str = "", kind: str = "plain") -> None:
        super().__init__()
        self._tip = tip
        self._full = ""
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setAccessibleDescription(tip)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text)

    @property
    def words(self) -> str:
        """All of its words."""
        return self._full

    def say(self, text: str, tip: str | None = None) -> None:
        """Show a text, which may come from a document; with another explanation, where one is given."""
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        if tip is not None:
            self._tip = tip
            self.setAccessibleDescription(tip)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """All of the text, for those who have the room."""
        self.ensurePolished()
        shown = self.text()
        missing = self.fontMetrics().horizontalAdvance(self._full.replace("&", "&&"))
        missing -= self.fontMetrics().horizontalAdvance(shown)
        return super().sizeHint() + QSize(max(0, missing) + _SLACK, 0)

    def minimumSizeHint(self) -> QSize:
        """Any width from a few letters on."""
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Cut the text by the width it has come to."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        room = max(_LEAST, self.width()) - around
        shown = self._full
        if self.isVisible():
            shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tip(self._tip if shown == self._full else f"{self._full}\n{self._tip}".strip()))
