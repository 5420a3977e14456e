# SPDX-License-Identifier: Apache-2.0
"""What wants attention, as the window has it: looked for off the main thread, anew when something has changed.

Nothing is unlocked for it: of keys only what their files say to everybody is read.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assay.values import frozen
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.attention import Attention
    from assay.errors import AssayError
    from assay.texts import Texts

AT_LEAST_EVERY = timedelta(hours=1)
_SETTLE_MS = 1000
"""Changes come in numbers: a folder that is opened is looked at once, when all of it was checked."""
_TASK = "attention"


@frozen
class Attending:
    """What wants attention, and what could not be read."""

    entries: "tuple[Attention, ...]"
    faults: "tuple[AssayError, ...]" = ()


def attend(moment: datetime) -> Attending:
    """Everything of this user's, looked at as of a moment."""
    from assay.attention import attention
    from assay.attention_sources import user_sources

    sources = user_sources()
    return Attending(attention(sources.things, moment), sources.faults)


def write_calendar(path: Path, moment: datetime, texts: "Texts") -> Path:
    """All ends that are known as a calendar file. OSError where it cannot be written."""
    from assay.attention import attention
    from assay.attention_calendar import calendar
    from assay.attention_sources import user_sources
    from assay.whole_file import write_whole

    entries = attention(user_sources().things, moment, with_later=True)
    write_whole(path, calendar(entries, texts, moment))
    return path


class AttentionSession(QObject):
    """Looks after the start, after changes, and once an hour."""

    changed = Signal()

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self.found: Attending | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self.look)
        self._hourly = QTimer(self)
        self._hourly.setInterval(round(AT_LEAST_EVERY.total_seconds() * 1000))
        self._hourly.timeout.connect(self.look)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being looked for, or about to be."""
        return not self._tasks.is_running(_TASK) and not self._settling.isActive()

    def begin(self) -> None:
        """Look for the first time, and from then on."""
        self._hourly.start()
        self.look()

    def look_soon(self) -> None:
        """Something has changed; before the first look there is nothing to be looked at anew."""
        if self._hourly.isActive():
            self._settling.start()

    def put_off(self) -> None:
        """Somebody writes: what was to be looked at soon can wait until they pause."""
        if self._settling.isActive():
            self._settling.start()

    def look(self) -> None:
        """Look now."""
        self._settling.stop()
        moment = self._clock()

        def failed(error: Exception) -> None:
            raise error

        self._tasks.start(_TASK, lambda _stop: attend(moment), self._take, on_failure=failed)

    def _take(self, found: Attending) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()
