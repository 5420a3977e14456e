# SPDX-License-Identifier: Apache-2.0
"""What wants attention in the window: shown at home, looked for anew after changes, each with a way to its place."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay_gui import attending
from assay_gui.asking import Asking
from assay_gui.attending import AttentionSession
from assay_gui.history_wiring import HistoryWiring
from assay_gui.key_session import KeySession
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session
from assay_gui.tasks import Tasks
from assay_gui.views.rail import PAGES

if TYPE_CHECKING:
    from assay.attention import Attention

_FILES = frozenset({"chain", "trusted_list", "status_list", "revocation", "anchors"})
"""Kinds that lie as files in the folder of trust files."""
_RULES = "rules"
_EVIDENCE = "evidence"
"""Its place is in a project: who knows those hears the card as well."""


class AttentionWiring(QObject):
    """Connects what is looked for and the card at home; it lives as long as the window."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        *,
        session: Session,
        keys: KeySession,
        history: HistoryWiring,
        tasks: Tasks,
        asking: Asking,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._keys = keys
        self._history = history
        self._tasks = tasks
        self._asking = asking
        self.attention = AttentionSession(tasks, session.now, self)
        card = window.home.attention
        pages = {_RULES} & set(PAGES)
        card.places = _FILES | {"key", "document", _EVIDENCE} | pages
        history.recorder.begun.connect(self.attention.begin)
        self.attention.changed.connect(self._show)
        card.place_wanted.connect(self._go)
        card.calendar_wanted.connect(self._save_calendar)
        for signal in (keys.changed, history.changed):
            signal.connect(self.attention.look_soon)
        session.text_changed.connect(lambda _key: self.attention.put_off())
        window.page_shown.connect(lambda page: self.attention.look_soon() if page == "home" else None)

    def _show(self) -> None:
        if self.attention.found is not None:
            self._window.home.attention.show_found(self.attention.found)

    def _go(self, entry: "Attention") -> None:
        """To the place of a thing that wants attention."""
        kind = entry.kind.value
        if kind == _EVIDENCE:
            return
        if kind in _FILES:
            from assay.places import user_trust

            self._asking.show_folder(user_trust())
            return
        places: dict[str, Callable[[], None]] = {
            "key": lambda: self._show_key(entry.subject),
            "document": lambda: self._show_document(entry.subject),
            "rules": lambda: self._window.show_page(_RULES),
        }
        places[kind]()

    def _show_key(self, identity: str) -> None:
        self._keys.choose(identity)
        self._window.show_page("keys")

    def _show_document(self, name: str) -> None:
        """Its file; where it was in none, what is kept of it."""
        path = Path(name)
        if path.is_absolute() and path.exists():
            self._session.open_paths((path,))
        else:
            self._history.show(name)

    def _save_calendar(self) -> None:
        words, moment = self._look.words, self._session.now()
        suggested = Path.home() / "assay.ics"
        path = self._asking.save_file(self._window, suggested, words.say("attend.calendar"))
        if path is None:
            return
        texts, tell = words.texts, self._window.notice.tell

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            tell(words.say("past.unsaved", reason=error.strerror or type(error).__name__))

        self._tasks.start(
            "calendar",
            lambda _stop: attending.write_calendar(path, moment, texts),
            lambda saved: tell(words.say("past.saved", name=saved.name)),
            on_failure=failed,
        )
