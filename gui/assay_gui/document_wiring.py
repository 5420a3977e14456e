# SPDX-License-Identifier: Apache-2.0
"""Open documents in the window: what the session tells goes to page, rail and status line; what is chosen goes back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from assay.errors import AssayError
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.recent_files import RecentFiles
from assay_gui.session import Session
from assay_gui.views.document_page import DocumentPage
from assay_gui.views.parts import come_to


class DocumentWiring(QObject):
    """Connects session and window; it lives as long as the window."""

    def __init__(
        self, window: MainWindow, look: Look, *, session: Session, recent: RecentFiles, page: DocumentPage
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._recent = recent
        self._page = page
        self._soon = QTimer(self)
        """A folder opens many documents in one turn; they are shown once."""
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh)
        self._connect_session()
        self._connect_page()
        self._connect_actions()
        window.page_shown.connect(self._refresh)

    def _refresh(self) -> None:
        """Show everything as the session has it."""
        self._soon.stop()
        window, current = self._window, self._session.current
        on_page = current is not None and window.shown_page == "documents"
        window.rail.show_documents(self._session.documents, current.key if current and on_page else 0)
        self._page.show_document(current)
        window.actions_table.allow(
            document=current is not None,
            result=bool(current and current.checked),
            signing=self._page.head.signing if on_page else "",
        )
        words = self._look.words
        window.setWindowTitle(
            words.say("title.document", name=current.name) if current and on_page else words.say("title")
        )
        window.status_line.show_document(current if on_page else None)

    def _current_changed(self, key: int) -> None:
        self._window.show_page("documents" if key else "home")

    def _check_slowed(self, key: int) -> None:
        if self._session.current is not None and self._session.current.key == key:
            self._page.head.banner.show_busy()

    def _check_ended(self, key: int) -> None:
        current = self._session.current
        if current is None or current.key != key:
            self._soon.start()
            return
        self._refresh()
        if current.checked is None:
            self._page.head.show_unchecked(current.failure)

    def _opening_failed(self, errors: list[AssayError]) -> None:
        self._window.notice.tell("\n".join(self._look.words.error(error) for error in errors))

    def _connect_session(self) -> None:
        session, say, tell = self._session, self._look.words.say, self._window.notice.tell
        session.current_changed.connect(self._current_changed)
        session.document_opened.connect(lambda _key: self._soon.start())
        session.document_closed.connect(lambda _key: self._soon.start())
        session.check_ended.connect(self._check_ended)
        session.check_slowed.connect(self._check_slowed)
        session.opening_slowed.connect(self._window.status_line.show_opening)
        session.opening_ended.connect(self._refresh)
        session.opening_failed.connect(self._opening_failed)
        session.files_skipped.connect(lambda count: tell(say("notice.skipped", count=count)))
        session.too_many.connect(lambda shown, all_: tell(say("notice.too_many", shown=shown, found=all_)))
        session.recent_changed.connect(lambda: self._window.home.show_recent(self._recent.files()))

    def _connect_page(self) -> None:
        window, head = self._window, self._page.head
        window.home.recent_chosen.connect(self._open_recent)
        window.rail.document_chosen.connect(self._show_document)
        window.rail.document_passed.connect(self._pass_document)
        self._page.open_wanted.connect(window.choose_files)
        head.report_wanted.connect(window.actions_table["report"].trigger)
        head.as_of_wanted.connect(window.actions_table["as_of"].trigger)
        head.sign_wanted.connect(window.actions_table["sign"].trigger)
        head.hand_in_wanted.connect(window.actions_table["hand_in"].trigger)
        head.banner.stop_wanted.connect(lambda: self._with_current(self._session.stop_check))

    def _connect_actions(self) -> None:
        session, page = self._session, self._page
        calls: tuple[tuple[str, Callable[[], object]], ...] = (
            ("again", lambda: self._with_current(session.read_again)),
            ("next", lambda: page.step(1)),
            ("previous", lambda: page.step(-1)),
            *((name, partial(self._show_tab, name)) for name in page.tabs.names),
        )
        for action_id, call in calls:
            self._window.actions_table[action_id].triggered.connect(lambda _=False, call=call: self._in_sight(call))

    def _in_sight(self, call: Callable[[], object]) -> None:
        """Do something to the document that is open; whoever asks for it on another page sees what comes of it."""
        self._window.see_document()
        call()

    def _show_tab(self, name: str) -> None:
        """Bring a view to the front, with the keyboard in it."""
        self._page.tabs.show_tab(name)
        come_to(self._page.tabs.pane)

    def _with_current(self, call: Callable[[int], None]) -> None:
        if self._session.current is not None:
            call(self._session.current.key)

    def _show_document(self, key: int) -> None:
        self._session.show(key)
        self._window.show_page("documents")

    def _pass_document(self, key: int) -> None:
        """Show a document, and leave the keyboard in the list of them."""
        self._show_document(key)
        self._window.rail.documents.setFocus()

    def _open_recent(self, path: str) -> None:
        window = self._window
        if Path(path).exists():
            window.notice.hide()
            self._session.open_paths((Path(path),))
            return
        self._recent.forget(path)
        window.home.show_recent(self._recent.files())
        window.notice.tell(self._look.words.say("notice.gone", name=Path(path).name))
