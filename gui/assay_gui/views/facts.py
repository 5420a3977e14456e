# SPDX-License-Identifier: Apache-2.0
"""A card with a title and facts below: names at the left, what is known at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from assay_gui.views.parts import ElidedLabel, label

_LONGEST_WORD = 24
"""Characters; longer words are told to break there, for a card is not wide."""
_MAY_BREAK = "\u200b"
_SHARES = (3, 5)
"""Of the width: names, facts."""


class FactsCard(QFrame):
    """Title and facts; hidden while it has none."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.title = label(title, "strong", wrap=True)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(12)
        for column, share in enumerate(_SHARES):
            self._grid.setColumnStretch(column, share)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(12, 12, 12, 12)
        self.inside.setSpacing(6)
        self.inside.addWidget(self.title)
        self.inside.addLayout(self._grid)

    def clear(self) -> None:
        """Tell nothing."""
        clear(self._grid)

    def tell(self, name: str, value: str, *, elided: bool = False) -> None:
        """One fact; nothing where there is nothing to tell. `elided`: long names and digests, in one line."""
        if not value:
            return
        row = self._grid.rowCount()
        self._grid.addWidget(_wrapped(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        if elided:
            shown = ElidedLabel("plain")
            shown.tell(value)
            self._grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._grid.addWidget(_wrapped(value), row, 1, Qt.AlignmentFlag.AlignTop)

    def say(self, text: str, kind: str = "") -> None:
        """A sentence across."""
        if text:
            self._grid.addWidget(_wrapped(text, kind), self._grid.rowCount(), 0, 1, 2)

    def add(self, widget: QWidget) -> None:
        """Something of its own across."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)


def _wrapped(text: str, kind: str = "") -> QLabel:
    """A label that can be as narrow as a card, whatever digest or address stands in it."""
    words = (
        _MAY_BREAK.join(word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD))
        for word in text.split(" ")
    )
    made = label(" ".join(words), kind, wrap=True)
    made.setAccessibleName(text)
    return made


def clear(layout: QLayout) -> None:
    """Take the widgets of a layout away."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
