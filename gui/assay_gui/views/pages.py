# SPDX-License-Identifier: Apache-2.0
"""The pages of the window, one of which is shown; each by the name the rail has for it."""

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from assay_gui.views.parts import restyle

_BY_POINTER = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Drop)
_BY_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class Page(Protocol):
    """What a page tells of itself."""

    @property
    def panes(self) -> Sequence[QWidget]:
        """The places F6 goes round."""

    def dress(self) -> None:
        """Draw again in the colours of the moment."""


class Pages(QStackedWidget):
    """All pages. A line around the page says that it has the focus itself, to those who use keys (WCAG 2.1, 2.4.7)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setProperty("current", "false")
        self.by_keys = False
        """Whether the window was used with keys last, not with the pointer."""
        self._is_listening = False
        self._names: dict[str, QWidget] = {}
        self._later: dict[str, Callable[[], QWidget]] = {}
        self._undressed: set[str] = set()

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        return next((name for name, page in self._names.items() if page is self.currentWidget()), "")

    @property
    def panes(self) -> Sequence[QWidget]:
        """The places on it that F6 goes round."""
        return cast("Page", self.currentWidget()).panes

    @property
    def page_has_focus(self) -> bool:
        """Whether the page itself has the focus, and nothing on it."""
        page = self.currentWidget()
        return page is not None and page.hasFocus()

    @property
    def says_focus(self) -> bool:
        """Whether it shows that the page has the focus."""
        return bool(self.property("current") == "true")

    def listen(self) -> None:
        """Hear from now on what the window, which is shown, is used with, and where the focus comes to on pages."""
        self._is_listening = True
        for heard in (self.window().windowHandle(), *self._names.values()):
            if heard is not None:
                heard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the focus comes to the page itself, show it, unless the pointer brought it there."""
        kind = event.type()
        if kind in _BY_POINTER:
            self.by_keys = False
        elif kind in _BY_KEYS:
            self.by_keys = True
            self._show_focus(shown=self.page_has_focus)
        elif isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            self._show_focus(shown=event.gotFocus() and self.by_keys)
        return False

    def add(self, name: str, page: QWidget) -> None:
        """Take a page."""
        if self._is_listening:
            page.installEventFilter(self)
        self._names[name] = page
        self.addWidget(page)

    def add_later(self, name: str, make: Callable[[], QWidget]) -> None:
        """Take a page that is made when it is first shown."""
        self._later[name] = make

    def show_page(self, name: str) -> None:
        """Show a page, ready for the keyboard."""
        if name in self._later:
            self.add(name, self._later.pop(name)())
        self._dress(name)
        self.setCurrentWidget(self._names[name])
        self._names[name].setFocus()

    def _show_focus(self, *, shown: bool) -> None:
        restyle(self, "current", "true" if shown else "false")

    def dress(self) -> None:
        """Draw them again in the colours of the moment: the one that is shown now, the others when they are."""
        self._undressed = set(self._names)
        self._dress(self.shown)

    def _dress(self, name: str) -> None:
        if name in self._undressed:
            self._undressed.discard(name)
            cast("Page", self._names[name]).dress()
