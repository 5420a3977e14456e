# SPDX-License-Identifier: Apache-2.0
"""Every check of the window goes into the history, off the main thread; what goes wrong with it disturbs nothing.

What comes of typing is recorded when the typing has paused: the state in between is nothing anybody wants to see again.
Nothing is recorded while the window shows a result: it would share the interpreter with it.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assay.errors import AssayError
from assay_gui import past_work
from assay_gui.open_document import OpenDocument
from assay_gui.past_work import Kept, ToKeep
from assay_gui.session import Session
from assay_gui.tasks import Tasks
from assay_gui.words import Words

PAUSE_MS = 2000
"""Without another change; then what was typed counts as a state of the document."""
QUIET_MS = 300
"""Without another result, and with a window that has little to do; then what came is recorded, all of it at once."""
LITTLE = 0.25
"""Of that time the window works at most; cards of a large result are made for a second after it is shown."""
MOST_PUT_OFFS = 10
"""However much the window has to do, what came is recorded after so many of these times."""
_KEEP, _BEGIN = "history keep", "history begin"


class CheckRecorder(QObject):
    """Hears of checks, and records them."""

    recorded = Signal()
    """The history has something new."""
    begun = Signal()
    """What is done once at the start is done: a damaged history is set aside, what is too old is gone."""
    told = Signal(str)
    """Something a person should know of it, once."""

    def __init__(self, session: Session, tasks: Tasks, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._words = words
        self._waiting: deque[ToKeep] = deque()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._go_on_in_quiet)
        self._worked, self._put_offs = 0.0, 0
        self._pauses: dict[int, QTimer] = {}
        self._known: dict[int, object] = {}
        self._told: set[str] = set()
        session.check_ended.connect(self._check_ended)
        session.text_changed.connect(self._text_changed)
        session.document_closed.connect(self._closed)
        tasks.at_the_end(self._last)

    @property
    def is_busy(self) -> bool:
        """Whether anything is still to be recorded, or about to be."""
        return self._tasks.is_running(_KEEP) or bool(self._waiting) or bool(self._pauses)

    def begin(self) -> None:
        """Once, when the window stands: what is older than it is to be kept goes."""
        now = self._session.now()
        self._start(_BEGIN, lambda: past_work.begin(now), self._begun, self._not_begun)

    def _check_ended(self, key: int) -> None:
        document = self._session.document(key)
        if document is None or not document.is_fresh or self._known.get(key) is document.checked:
            return
        if not self._is_live(document):
            self._stop_pause(key)
            self._take(document, is_live=False)
        elif key not in self._pauses:
            self._wait(key)

    def _text_changed(self, key: int) -> None:
        document = self._session.document(key)
        if document is not None and self._is_live(document):
            self._wait(key)

    def _wait(self, key: int) -> None:
        if key not in self._pauses:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._paused(key))
            self._pauses[key] = timer
        self._pauses[key].start(PAUSE_MS)

    def _paused(self, key: int) -> None:
        document = self._session.document(key)
        self._stop_pause(key)
        if document is not None and document.is_fresh and self._known.get(key) is not document.checked:
            self._take(document, is_live=self._is_live(document))

    def _is_live(self, document: OpenDocument) -> bool:
        """Whether somebody works on it; on a submission, whether on anything that may be a part of it."""
        among = self._session.documents if document.is_set else (document,)
        return not all(one.is_saved for one in among)

    def _stop_pause(self, key: int) -> None:
        timer = self._pauses.pop(key, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()

    def _closed(self, key: int) -> None:
        self._stop_pause(key)
        self._known.pop(key, None)

    def _take(self, document: OpenDocument, *, is_live: bool) -> None:
        if document.checked is None:
            return
        self._known[document.key] = document.checked
        home = document.home
        self._waiting.append(ToKeep(document.checked, str(home) if home else "", is_live))
        self._put_offs = 0
        self._wait_for_quiet()

    def _wait_for_quiet(self) -> None:
        self._worked = time.thread_time()
        self._quiet.start(QUIET_MS)

    def _go_on_in_quiet(self) -> None:
        has_much_to_do = (time.thread_time() - self._worked) * 1000 > QUIET_MS * LITTLE
        if has_much_to_do and self._put_offs < MOST_PUT_OFFS:
            self._put_offs += 1
            self._wait_for_quiet()
        else:
            self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._tasks.is_running(_KEEP):
            waiting, lang = self._waiting, self._words.texts.lang
            self._start(_KEEP, lambda: past_work.keep(waiting, lang), self._kept, self._fail)

    def _kept(self, kept: Kept) -> None:
        if kept.set_aside:
            self._tell("set_aside", self._words.of_reports.say("history.set_aside", name=kept.set_aside))
        if kept.fault is not None:
            self._fail(kept.fault)
        if not self._quiet.isActive():
            self._go_on()
        if kept.count:
            self.recorded.emit()

    def _begun(self, deleted: int) -> None:
        if deleted:
            self._tell("over", self._words.of_reports.say("history.over", count=deleted))
            self.recorded.emit()
        self.begun.emit()

    def _not_begun(self, error: AssayError) -> None:
        self._tell(error.text_id, self._words.error(error))
        self.begun.emit()

    def _fail(self, error: AssayError) -> None:
        self._tell(error.text_id, f"{self._words.say('past.not_kept')} {self._words.error(error)}")

    def _tell(self, what: str, message: str) -> None:
        """Once: a history that cannot be written to would be told of at every check."""
        if what not in self._told:
            self._told.add(what)
            self.told.emit(message)

    def _start(
        self, name: str, call: Callable[[], object], done: Callable[..., None], failed: Callable[[AssayError], None]
    ) -> None:
        def fail(error: Exception) -> None:
            if not isinstance(error, AssayError):
                raise error
            failed(error)

        self._tasks.start(name, lambda _stop: call(), done, on_failure=fail)

    def _last(self) -> None:
        """When the window closes: what was not recorded yet."""
        past_work.keep(self._waiting, self._words.texts.lang)
