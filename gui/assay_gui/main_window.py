# SPDX-License-Identifier: Apache-2.0
"""The window: layout and wiring. What is shown is asked of the session; what is done is done by it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from assay_gui.actions import Actions
from assay_gui.asking import Asking
from assay_gui.dropping import is_address, paths_of, text_of
from assay_gui.look import Look
from assay_gui.preferences import GEOMETRY, THEME, Preferences
from assay_gui.recent_files import RecentFiles
from assay_gui.session import Session
from assay_gui.theme import Mode
from assay_gui.views.home import HomeView
from assay_gui.views.notice import Notice
from assay_gui.views.pages import Pages
from assay_gui.views.parts import come_to, neighbour, open_at
from assay_gui.views.rail import PAGES, Rail
from assay_gui.views.status_line import StatusLine

if TYPE_CHECKING:
    from assay_gui.checking import Rules
    from assay_gui.views.document_page import DocumentPage

SIZE = (1280, 800)
LEAST = (720, 480)


class MainWindow(QMainWindow):
    """Rail, pages, status line."""

    painted = Signal()
    """The window has been painted for the first time."""
    closing = Signal()
    sample_wanted = Signal(str)
    page_shown = Signal(str)

    def __init__(
        self, look: Look, session: Session, recent: RecentFiles, *, preferences: Preferences, asking: Asking
    ) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._recent = recent
        self._preferences = preferences
        self._asking = asking
        self.take_dropped: Callable[[tuple[Path, ...]], None] = self._open
        """What becomes of files that are dropped; they are opened, unless somebody knows better."""
        self._was_painted = False
        self.rail = Rail(look)
        self.home = HomeView(look, session.now)
        self.page: DocumentPage
        self.notice = Notice(look)
        self.actions_table = Actions(look, self.menuBar())
        self.status_line = StatusLine(look)
        self._pages = Pages()
        self._lay_out()
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST)
        open_at(self, SIZE)
        self.restoreGeometry(preferences[GEOMETRY])
        self.home.show_recent(recent.files())
        self.rail.show_page("home")
        self.status_line.show_document(None)
        self.setWindowTitle(look.words.say("title"))
        self.home.setFocus()

    def complete(self, page: "DocumentPage", later: Mapping[str, Callable[[], QWidget]]) -> None:
        """Add what can wait for the first paint: the other pages, icons, all that a person sets in motion.

        `later`: the pages that are made when they are first shown, by the name the rail has for them.
        """
        self.page = page
        self._pages.add("documents", page)
        for name, make in later.items():
            self._pages.add_later(name, make)
        self._connect()
        self._pages.listen()
        self.dress()
        self.show_page("home")

    @property
    def shown_page(self) -> str:
        """The name the rail has for it."""
        return self._pages.shown

    @property
    def is_used_with_keys(self) -> bool:
        """Whether keys were used last, not the pointer."""
        return self._pages.by_keys

    def go_on_with_keys(self, *, by_keys: bool) -> None:
        """It takes the place of a window that was used with keys last, or was not."""
        self._pages.by_keys = by_keys

    def show_page(self, page: str) -> None:
        """Go to a page."""
        self._pages.show_page(page)
        self.rail.show_page(page)
        self.page_shown.emit(page)

    def see_document(self) -> None:
        """Be on the page of documents, the keyboard where it is if that is on it."""
        if self.shown_page != "documents":
            self.show_page("documents")

    def show_rules(self, rules: "Rules") -> None:
        """Say which rules are used."""
        self.rail.show_rules(rules.name, rules.current_as_of)

    def choose_files(self) -> None:
        """Ask for files and open them."""
        self._open(self._asking.files(self))

    def choose_folder(self) -> None:
        """Ask for a folder and open it."""
        self._open(self._asking.folder(self))

    def paste(self) -> None:
        """Open what is in the clipboard."""
        if not self._take(self._asking.clipboard()):
            self.notice.tell(self._look.words.say("notice.clipboard_empty"))

    def report_saved(self, path: Path, text: str = "notice.saved") -> None:
        """Say that a report, or by another text something else, was saved, and offer to show where."""
        words = self._look.words
        self.notice.tell(
            words.say(text, name=path.name),
            words.say("notice.open_folder"),
            lambda: self._asking.show_folder(path.parent),
        )

    def move_focus(self, by: int) -> None:
        """Go round the parts of the window."""
        panes = [self.rail.page_button(self.shown_page), *self._pages.panes]
        here = panes[0] if self._pages.page_has_focus else self.focusWidget()
        come_to(neighbour([pane for pane in panes if pane.isVisible()], here, by))

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.rail.dress()
        self.rail.fit(self.width())
        self.status_line.dress()
        self.actions_table.dress()
        self._pages.dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; tell of the first time when all of it is done."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail leaves the pages the room they need."""
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, folders and text."""
        if event.mimeData().hasUrls() or text_of(event.mimeData()):
            event.acceptProposedAction()
            self.home.drop_zone.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing hangs over the window any more."""
        self.home.drop_zone.show_over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.home.drop_zone.show_over(over=False)
        paths = paths_of(event.mimeData())
        if paths:
            self.take_dropped(paths)
        if paths or self._take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood; stop what is under way."""
        self.leave()
        super().closeEvent(event)

    def leave(self) -> None:
        """Remember where the window stood; stop what is under way."""
        self._preferences.keep(GEOMETRY, self.saveGeometry())
        self.closing.emit()

    def _take(self, data: QMimeData | None) -> bool:
        paths, text = paths_of(data), text_of(data)
        if paths:
            self._open(paths)
        elif text:
            self._session.open_text(self._look.words.say("pasted"), text.encode("utf-8", "surrogatepass"))
        elif is_address(data):
            self.notice.tell(self._look.words.say("notice.address"))
        return bool(paths or text) or is_address(data)

    def _go_to(self, page: str) -> None:
        """What was said of the page that is left is over; who is led to another page by an answer keeps the answer."""
        if page != self.shown_page:
            self.notice.hide()
        self.show_page(page)

    def _open(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.notice.hide()
            self._session.open_paths(paths)

    def _connect(self) -> None:
        """What a person sets in motion; what needs a dialog or a document is connected where those are known."""
        zone, actions = self.home.drop_zone, self.actions_table
        zone.open_wanted.connect(self.choose_files)
        zone.paste_wanted.connect(self.paste)
        zone.sample_wanted.connect(self.sample_wanted)
        self.rail.page_chosen.connect(self._go_to)
        calls: tuple[tuple[str, Callable[[], object]], ...] = (
            ("open", self.choose_files),
            ("open_folder", self.choose_folder),
            ("paste", self.paste),
            ("quit", self.close),
            ("next_pane", lambda: self.move_focus(1)),
            ("previous_pane", lambda: self.move_focus(-1)),
        )
        for action_id, call in calls:
            actions[action_id].triggered.connect(call)
        for mode in Mode:
            actions.mode(mode).triggered.connect(lambda _=False, mode=mode: self._preferences.keep(THEME, mode.value))
        actions.mode(self._look.theme.mode).setChecked(True)
        for page in PAGES:
            actions[page].triggered.connect(lambda _=False, page=page: self._go_to(page))

    def _lay_out(self) -> None:
        """From the outside inwards: what is taken into another widget is given its style anew, all of it."""
        whole = QWidget()
        self.setCentralWidget(whole)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        right = QWidget()
        row.addWidget(right, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.notice)
        beside.addWidget(self._pages, 1)
        self._pages.add("home", self.home)
        beside.addWidget(self.status_line)
