# SPDX-License-Identifier: Apache-2.0
"""The pages of the window, one of which is shown; each by the name the rail has for it."""

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from PySide6.QtWidgets import QStackedWidget, QWidget


class Page(Protocol):
    """What a page tells of itself."""

    @property
    def panes(self) -> Sequence[QWidget]:
        """The places F6 goes round."""

    def dress(self) -> None:
        """Draw again in the colours of the moment."""


class Pages(QStackedWidget):
    """All pages."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, QWidget] = {}
        self._later: dict[str, Callable[[], QWidget]] = {}

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        return next((name for name, page in self._names.items() if page is self.currentWidget()), "")

    @property
    def panes(self) -> Sequence[QWidget]:
        """The places on it that F6 goes round."""
        return cast("Page", self.currentWidget()).panes

    def add(self, name: str, page: QWidget) -> None:
        """Take a page."""
        self._names[name] = page
        self.addWidget(page)

    def add_later(self, name: str, make: Callable[[], QWidget]) -> None:
        """Take a page that is made when it is first shown."""
        self._later[name] = make

    def show_page(self, name: str) -> None:
        """Show a page, ready for the keyboard."""
        if name in self._later:
            self.add(name, self._later.pop(name)())
        self.setCurrentWidget(self._names[name])
        self._names[name].setFocus()

    def dress(self) -> None:
        """Draw all of them again in the colours of the moment."""
        for page in self._names.values():
            cast("Page", page).dress()
