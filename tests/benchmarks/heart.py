# SPDX-License-Identifier: Apache-2.0
"""A heartbeat for benchmarks of the window: how long it could not have answered, and what it did meanwhile."""

import sys
import time
from pathlib import Path
from threading import Thread, get_ident, main_thread
from types import FrameType
from typing import Protocol

from PySide6.QtCore import QEventLoop, QTimer

SUSPECT = 0.06
"""Seconds without a beat after which it is looked at where the threads are."""
FRAMES = 9


class Told(Protocol):
    """A signal of Qt."""

    def connect(self, slot: object, /) -> object:
        """Call the slot each time."""


class Heart:
    """Beats as often as the window lets it; keeps the longest pause, and where the threads stood in it."""

    def __init__(self, *, looks: bool = False) -> None:
        self.longest = 0.0
        self.where = ""
        """The innermost calls of every thread in the longest pause; empty where nobody looks, or none was long."""
        self._seen = ""
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)
        if looks:
            Thread(target=self._look, daemon=True).start()

    def begin(self) -> None:
        """Forget the pauses until now."""
        self.longest, self.where, self._last = 0.0, "", time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        if now - self._last > self.longest:
            self.longest, self.where = now - self._last, self._seen
        self._last, self._seen = time.perf_counter(), ""

    def _look(self) -> None:
        """Where one call of C holds the interpreter's lock, this comes right after it: its caller is still there."""
        own = {get_ident()}
        while True:
            time.sleep(SUSPECT / 4)
            if not self._seen and time.perf_counter() - self._last > SUSPECT:
                frames = {thread: frame for thread, frame in sys._current_frames().items() if thread not in own}
                self._seen = "\n".join(f"      {_told(frames[thread])}" for thread in sorted(frames, key=_is_other))


def _is_other(thread: int) -> bool:
    return thread != main_thread().ident


def _told(frame: FrameType | None) -> str:
    calls = []
    while frame is not None and len(calls) < FRAMES:
        path = Path(frame.f_code.co_filename)
        calls.append(f"{path.parent.name}/{path.name}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(calls)


def wait_for(signal: Told) -> None:
    """Let the window live until a signal comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    loop.exec()


def live(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
