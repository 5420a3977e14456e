# SPDX-License-Identifier: Apache-2.0
"""The window: layout and wiring. What is shown is asked of the session; what is done is done by it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from assay.errors import AssayError
from assay_gui.actions import Actions
from assay_gui.asking import Asking
from assay_gui.dropping import is_address, paths_of, text_of
from assay_gui.look import Look
from assay_gui.recent_files import RecentFiles
from assay_gui.session import Session
from assay_gui.views.home import HomeView
from assay_gui.views.notice import Notice
from assay_gui.views.pages import Pages
from assay_gui.views.parts import neighbour
from assay_gui.views.rail import Rail
from assay_gui.views.status_line import StatusLine

if TYPE_CHECKING:
    from assay_gui.checking import Rules
    from assay_gui.views.document_page import DocumentPage

SIZE = (1280, 800)
LEAST = (720, 480)
_GEOMETRY = "geometry"


class MainWindow(QMainWindow):
    """Rail, pages, status line."""

    painted = Signal()
    """The window has been painted for the first time."""
    closing = Signal()
    sample_wanted = Signal(str)
    page_shown = Signal(str)

    def __init__(
        self, look: Look, session: Session, recent: RecentFiles, *, settings: QSettings, asking: Asking
    ) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._recent = recent
        self._settings = settings
        self._asking = asking
        self._folder_to_show: Path | None = None
        self._was_painted = False
        self.rail = Rail(look)
        self.home = HomeView(look, session.now)
        self.page: DocumentPage
        self.notice = Notice(look)
        self.actions_table = Actions(look, self)
        self.status_line = StatusLine(look)
        self._pages = Pages()
        self._lay_out()
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        geometry = settings.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self.home.show_recent(recent.files())
        self.rail.show_page("home")
        self.status_line.show_document(None)
        self.setWindowTitle(look.words.say("title"))
        self.home.setFocus()

    def complete(self, keys: Callable[[], QWidget]) -> None:
        """Add what can wait for the first paint: the other pages, icons, all that a person sets in motion."""
        from assay_gui.views.document_page import DocumentPage

        self.page = DocumentPage(self._look)
        self._pages.add("documents", self.page)
        self._pages.add_later("keys", keys)
        self._connect_session()
        self._connect_views()
        self.dress()
        self.show_page("home")

    @property
    def shown_page(self) -> str:
        """`home`, `documents` or `keys`."""
        return self._pages.shown

    def show_page(self, page: str) -> None:
        """Go to a page."""
        self._pages.show_page(page)
        self.rail.show_page(page)
        self._refresh()
        self.page_shown.emit(page)

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

    def report_saved(self, path: Path) -> None:
        """Say that a report was saved, and offer to show where."""
        self._folder_to_show = path.parent
        words = self._look.words
        self.notice.tell(words.say("notice.saved", name=path.name), words.say("notice.open_folder"))

    def move_focus(self, by: int) -> None:
        """Go round the parts of the window."""
        panes = [self.rail.page_button(self.shown_page), *self._pages.panes]
        neighbour([pane for pane in panes if pane.isVisible()], self.focusWidget(), by).setFocus()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.rail.dress()
        self.actions_table.dress()
        self._pages.dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; tell of the first time when all of it is done."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

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
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood; stop what is under way."""
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

    def _take(self, data: QMimeData | None) -> bool:
        paths, text = paths_of(data), text_of(data)
        if paths:
            self._open(paths)
        elif text:
            self._session.open_text(self._look.words.say("pasted"), text.encode("utf-8", "surrogatepass"))
        elif is_address(data):
            self.notice.tell(self._look.words.say("notice.address"))
        return bool(paths or text) or is_address(data)

    def _open(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.notice.hide()
            self._session.open_paths(paths)

    def _open_recent(self, path: str) -> None:
        if Path(path).exists():
            self._open((Path(path),))
            return
        self._recent.forget(path)
        self.home.show_recent(self._recent.files())
        self.notice.tell(self._look.words.say("notice.gone", name=Path(path).name))

    def _refresh(self) -> None:
        """Show everything as the session has it."""
        current = self._session.current
        on_page = current is not None and self.shown_page == "documents"
        self.rail.show_documents(self._session.documents, current.key if current and on_page else 0)
        self.page.show_document(current)
        self.actions_table.allow(
            document=current is not None,
            result=bool(current and current.checked),
            signing=on_page and self.page.head.signing != "",
        )
        words = self._look.words
        self.setWindowTitle(
            words.say("title.document", name=current.name) if current and on_page else words.say("title")
        )
        self.status_line.show_document(current if on_page else None)

    def _current_changed(self, key: int) -> None:
        self.show_page("documents" if key else "home")

    def _check_slowed(self, key: int) -> None:
        if self._session.current is not None and self._session.current.key == key:
            self.page.head.banner.show_busy()

    def _check_ended(self, key: int) -> None:
        self._refresh()
        current = self._session.current
        if current is not None and current.key == key and current.checked is None:
            self.page.head.show_unchecked(current.failure)

    def _opening_failed(self, errors: list[AssayError]) -> None:
        self.notice.tell("\n".join(self._look.words.error(error) for error in errors))

    def _connect_session(self) -> None:
        session, say = self._session, self._look.words.say
        session.current_changed.connect(self._current_changed)
        session.document_opened.connect(self._refresh)
        session.document_closed.connect(self._refresh)
        session.check_ended.connect(self._check_ended)
        session.check_slowed.connect(self._check_slowed)
        session.opening_slowed.connect(self.status_line.show_opening)
        session.opening_ended.connect(self._refresh)
        session.opening_failed.connect(self._opening_failed)
        session.files_skipped.connect(lambda count: self.notice.tell(say("notice.skipped", count=count)))
        session.too_many.connect(lambda shown, all_: self.notice.tell(say("notice.too_many", shown=shown, found=all_)))
        session.recent_changed.connect(lambda: self.home.show_recent(self._recent.files()))

    def _connect_views(self) -> None:
        zone, head = self.home.drop_zone, self.page.head
        zone.open_wanted.connect(self.choose_files)
        zone.paste_wanted.connect(self.paste)
        zone.sample_wanted.connect(self.sample_wanted)
        self.home.recent_chosen.connect(self._open_recent)
        self.rail.page_chosen.connect(self.show_page)
        self.rail.document_chosen.connect(self._show_document)
        self.page.open_wanted.connect(self.choose_files)
        head.report_wanted.connect(self.actions_table["report"].trigger)
        head.as_of_wanted.connect(self.actions_table["as_of"].trigger)
        head.sign_wanted.connect(self.actions_table["sign"].trigger)
        head.banner.stop_wanted.connect(lambda: self._with_current(self._session.stop_check))
        self.notice.action_wanted.connect(self._show_folder)
        for action_id, call in self._calls():
            self.actions_table[action_id].triggered.connect(call)

    def _calls(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Action and what it does; those that open a dialog are connected where dialogs are made."""
        session, page = self._session, self.page
        return (
            ("open", self.choose_files),
            ("open_folder", self.choose_folder),
            ("paste", self.paste),
            ("quit", self.close),
            ("close", lambda: self._with_current(session.close)),
            ("again", lambda: self._with_current(session.read_again)),
            ("next", lambda: page.step(1)),
            ("previous", lambda: page.step(-1)),
            ("home", lambda: self.show_page("home")),
            ("documents", lambda: self.show_page("documents")),
            ("keys", lambda: self.show_page("keys")),
            ("readable", lambda: page.tabs.setCurrentWidget(page.readable)),
            ("source", lambda: page.tabs.setCurrentWidget(page.source)),
            ("next_pane", lambda: self.move_focus(1)),
            ("previous_pane", lambda: self.move_focus(-1)),
        )

    def _with_current(self, call: Callable[[int], None]) -> None:
        if self._session.current is not None:
            call(self._session.current.key)

    def _show_document(self, key: int) -> None:
        self._session.show(key)
        self.show_page("documents")

    def _show_folder(self) -> None:
        if self._folder_to_show is not None:
            self._asking.show_folder(self._folder_to_show)

    def _lay_out(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._pages.add("home", self.home)
        beside.addWidget(self.notice)
        beside.addWidget(self._pages, 1)
        beside.addWidget(self.status_line)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        self.actions_table.fill(self.menuBar())
