# SPDX-License-Identifier: Apache-2.0
"""The history in the window: checks are recorded, the page is kept as the file is, what is told goes to the notice.

The dialogs and what they need of the core are loaded when the first of them is wanted.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assay_gui.asking import Asking
from assay_gui.check_recorder import CheckRecorder
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.past_session import PastSession
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay_gui.past_conversations import PastConversations
    from assay_gui.views.past_page import PastPage

PAGE = "history"


class HistoryWiring(QObject):
    """Connects history and window; it lives as long as the window."""

    changed = Signal()
    """The history has other checks than before."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, tasks: Tasks, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._asking = asking
        self._is_stale = True
        self.past = PastSession(tasks, session.now, self)
        self.recorder = CheckRecorder(session, tasks, look.words, self)
        self.recorder.told.connect(window.notice.tell)
        self.recorder.recorded.connect(self.changed)
        self.past.changed.connect(self.changed)
        self.changed.connect(self._renew)
        window.page_shown.connect(self._page_shown)

    @cached_property
    def page(self) -> "PastPage":
        """The page of checks, made when it is first asked for."""
        from assay_gui.views.past_page import PastPage

        made = PastPage(self._look, self.past)
        made.action_wanted.connect(self._begin)
        return made

    @cached_property
    def talks(self) -> "PastConversations":
        """What can be done with checks of the past."""
        from assay_gui.past_conversations import PastConversations

        made = PastConversations(self._window, self._look, session=self._session, past=self.past, asking=self._asking)
        made.told.connect(self._window.notice.tell)
        made.slow.connect(self._tell_slow)
        made.ended.connect(self._ended)
        self._window.closing.connect(made.pages.clear)
        return made

    def show(self, text: str) -> None:
        """Go to the page, and list what has that in its name."""
        self._window.show_page(PAGE)
        self.page.filters.clear(text)

    def _tell_slow(self) -> None:
        say = self._look.words.say
        self._window.notice.tell(say("past.busy"), say("past.stop"), self.past.stop)

    def _ended(self) -> None:
        if self._window.notice.message == self._look.words.say("past.busy"):
            self._window.notice.hide()

    def _begin(self, name: str) -> None:
        if name == "open":
            self._window.choose_files()
        else:
            self.talks.open(name, self.page.details.buttons.get(name))

    def _page_shown(self, page: str) -> None:
        if page == PAGE and self._is_stale:
            self._renew()

    def _renew(self) -> None:
        """Read the list again; where nobody sees it, when it is shown."""
        is_seen = self._window.shown_page == PAGE
        self._is_stale = not is_seen
        if is_seen:
            self.past.look()
