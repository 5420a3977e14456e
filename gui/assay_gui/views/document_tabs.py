# SPDX-License-Identifier: Apache-2.0
"""The views of one document, one of them in front. A view that nobody sees is brought up to date when it is wanted."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from assay_gui.checking import MANY_PARTS, Checked
from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.views.parts import in_turn


class DocumentView(Protocol):
    """What every view of a document can do."""

    def show_checked(self, checked: Checked | None) -> None:
        """Show a document with its result, at the same place where it is the one shown before; None: nothing."""

    def show_node(self, node: str) -> None:
        """Bring a part of the document into view; nothing happens where the view has no place for it."""

    def show_entry(self, entry: Entry) -> None:
        """Bring the place of a card into view, and mark it."""

    def dress(self) -> None:
        """Draw again in the colours of the moment."""


Made: TypeAlias = tuple[QWidget, DocumentView, QWidget, Sequence[QWidget]]
"""A view, as a widget and as a view, what of it has the keyboard first, and where Tab halts in it, in order."""


class DocumentTabs(QTabWidget):
    """Views by name; the name's text is `tab.<name>`, and the action that shows it has the same name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._views: dict[str, DocumentView] = {}
        self._widgets: dict[str, QWidget] = {}
        self._later: dict[str, tuple[QVBoxLayout, Callable[[], Made]]] = {}
        self._panes: dict[str, QWidget] = {}
        self._behind: set[str] = set()
        self._undressed: set[str] = set()
        self._checked: Checked | None = None
        self._chosen: str | Entry | None = None
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabBar().setAccessibleName(look.words.say("tab.title"))
        self.currentChanged.connect(lambda _: self._catch_up(self.shown))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._catch_up(self.shown))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all views, in order."""
        return tuple(self._widgets)

    @property
    def shown(self) -> str:
        """The name of the view in front."""
        return next((name for name, widget in self._widgets.items() if widget is self.currentWidget()), "")

    @property
    def pane(self) -> QWidget:
        """What has the keyboard first in the view in front."""
        return self._panes.get(self.shown, self.currentWidget())

    def add(self, name: str, widget: QWidget, view: DocumentView, pane: QWidget) -> None:
        """Take a view, most are their own widget; `pane` has the keyboard first."""
        self._widgets[name], self._views[name], self._panes[name] = widget, view, pane
        self.addTab(widget, self._look.words.say(f"tab.{name}"))

    def add_later(self, name: str, make: Callable[[], Made]) -> None:
        """Take a view that is made when a document is first to be seen in it: the start need not wait for it."""
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        self._widgets[name], self._later[name] = holder, (inside, make)
        self.addTab(holder, self._look.words.say(f"tab.{name}"))

    def view(self, name: str) -> DocumentView:
        """The view of that name, made if it has to be, and up to date."""
        self._catch_up(name)
        return self._made(name)

    def show_tab(self, name: str) -> None:
        """Bring a view to the front."""
        self.setCurrentWidget(self._widgets[name])

    def up_to_date(self, name: str) -> None:
        """Let a view show the document as it stands, whether it is in front or not."""
        self._catch_up(name)

    def show_checked(self, checked: Checked | None, *, keep_place: bool = False) -> None:
        """Show a document with its result, in front at once; one of many parts when the rest of it is to be seen.
        `keep_place`: it is the one shown before, checked anew.
        """
        self._checked = checked
        if not keep_place:
            self._chosen = None
        self._behind = set(self._widgets)
        if keep_place or checked is None or len(checked.sections) < MANY_PARTS:
            self._catch_up(self.shown, go=not keep_place)
            return
        if self.shown in self._views:
            self._views[self.shown].show_checked(None)  # what was shown before is of another document
        self._soon.start()

    def choose_node(self, node: str) -> None:
        """Go to a part, in every view."""
        self._chosen = node
        for name in self._views.keys() - self._behind:
            self._go_to_chosen(name)

    def choose_entry(self, entry: Entry) -> None:
        """Go to the place of a card, in every view."""
        self._chosen = entry
        for name in self._views.keys() - self._behind:
            self._go_to_chosen(name)

    def dress(self) -> None:
        """Draw them again in the colours of the moment: what is in front now, the others when they are wanted."""
        self._undressed = set(self._views)
        self._dress(self.shown)

    def _catch_up(self, name: str, *, go: bool = True) -> None:
        if name in self._behind:
            self._behind.discard(name)
            self._made(name).show_checked(self._checked)
            if go:
                self._go_to_chosen(name)
        self._dress(name)

    def _dress(self, name: str) -> None:
        if name in self._undressed:
            self._undressed.discard(name)
            self._views[name].dress()

    def _made(self, name: str) -> DocumentView:
        if name in self._later:
            inside, make = self._later.pop(name)
            widget, self._views[name], self._panes[name], stops = make()
            inside.addWidget(widget)
            in_turn(self.tabBar(), *stops)
            widget.show()  # at once and in its size: a layout would wait for the next turn
            inside.activate()
        return self._views[name]

    def _go_to_chosen(self, name: str) -> None:
        if isinstance(self._chosen, str):
            self._views[name].show_node(self._chosen)
        elif self._chosen is not None:
            self._views[name].show_entry(self._chosen)
