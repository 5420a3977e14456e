# SPDX-License-Identifier: Apache-2.0
"""What pages with a head and a table have in common."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from assay_gui.theme import scaled
from assay_gui.views.parts import button, label
from assay_gui.words import Words

_DETAILS = 280


def head_of(*inside: QWidget | QBoxLayout) -> tuple[QWidget, QVBoxLayout]:
    """The band at the top of a page, and its layout: one thing below the other."""
    head = QWidget()
    head.setObjectName("head")
    head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(head)
    layout.setContentsMargins(24, 12, 24, 12)
    layout.setSpacing(4)
    for one in inside:
        layout.addWidget(one) if isinstance(one, QWidget) else layout.addLayout(one)
    return head, layout


def titled(title: str, line: QWidget) -> QVBoxLayout:
    """What a page is called, with the line about it close below; buttons stand beside both."""
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(label(title, "heading", wrap=True))
    texts.addWidget(line)
    return texts


def head_buttons(
    words: Words, group: str, names: Iterable[str], wanted: Callable[[str], object], *, primary: str = ""
) -> dict[str, QPushButton]:
    """Buttons of a head by name, in order; the text of each is `<group>.<name>`."""
    found: dict[str, QPushButton] = {}
    for name in names:
        made = button(words.say(f"{group}.{name}"), words.tip(f"{group}.{name}"), "primary" if name == primary else "")
        made.clicked.connect(lambda _=False, name=name: wanted(name))
        found[name] = made
    return found


def table_side(table: QWidget) -> QWidget:
    """The side of a page that a table fills."""
    side = QWidget()
    side.setObjectName("surface")
    side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    side.setMinimumWidth(240)
    inside = QVBoxLayout(side)
    inside.setContentsMargins(16, 8, 16, 8)
    inside.addWidget(table)
    return side


class TableAndDetails(QSplitter):
    """A table with the details of what is chosen beside it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._details: QWidget | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def fill(self, table: QWidget, details: QWidget, width: int) -> None:
        """Take both; the details are so wide at first."""
        self._details = details
        self.addWidget(table_side(table))
        self.addWidget(details)
        self.setSizes([2 * width, width])
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger texts need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        if self._details is not None:
            self._details.setMinimumWidth(scaled(_DETAILS))
