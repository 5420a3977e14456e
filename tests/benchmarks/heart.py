# SPDX-License-Identifier: Apache-2.0
"""A heartbeat for benchmarks of the window: how long it could not have answered, and what it did meanwhile."""

import signal
import time
from pathlib import Path
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
    """Beats as often as the window lets it; keeps the longest pause, and where the window's thread stood in it."""

    def __init__(self, *, looks: bool = False) -> None:
        self.longest = 0.0
        self.worked = 0.0
        """Of that pause, what the window's thread itself worked: else it waited, for the interpreter or a processor."""
        self.together = 0.0
        """What all threads of the program worked in that pause: where it is less, no processor was free for so long."""
        self.where = ""
        """Its innermost calls in that pause; empty where nobody looks, or none was long."""
        self._seen = ""
        self._looks = looks
        self._last, self._work, self._all = time.perf_counter(), time.thread_time(), time.process_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)
        if looks:
            signal.signal(signal.SIGALRM, self._look)

    def begin(self) -> None:
        """Forget the pauses until now."""
        self.longest, self.worked, self.together, self.where = 0.0, 0.0, 0.0, ""
        self._start()

    def _beat(self) -> None:
        pause, worked = time.perf_counter() - self._last, time.thread_time() - self._work
        if pause > self.longest:
            together = time.process_time() - self._all
            self.longest, self.worked, self.together, self.where = pause, worked, together, self._seen
        self._start()

    def _start(self) -> None:
        if self._looks:
            signal.setitimer(signal.ITIMER_REAL, SUSPECT)
        self._last, self._work, self._all = time.perf_counter(), time.thread_time(), time.process_time()
        self._seen = ""

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        self._seen = _told(frame)


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
