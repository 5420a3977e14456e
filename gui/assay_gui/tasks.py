# SPDX-License-Identifier: Apache-2.0
"""Work off the main thread: the only module that knows threads.

A task gets immutable values, returns one, and its result arrives on the main thread. A cancelled task and one that a
newer task of the same name has replaced never deliver.
"""

import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from assay.values import frozen

SLOW_AFTER_MS = 300
"""From here on a person sees that something is under way, and can stop it."""

LEAVE_AFTER = 2.0
"""Seconds that closing waits for calls that may themselves wait for a person: what they do is whole or not at all."""

PLACES = 2
"""Calls that are made at the same time. After a result the next begin when the window has taken it and come round: one
after the other is shown while little else works, and the window lives between them.
"""

HAND_OVER_AFTER = 0.0005
"""Seconds after which work gives the interpreter to a thread that waits for it. The window's own gives it away in each
call of Qt, dozens of times in what a person sees as one step: with Python's 5 ms each, a check would slow it tenfold.
"""

Result = TypeVar("Result")


class Stop:
    """Asked by the work between steps; the core's `Progress` in its smallest form."""

    def __init__(self) -> None:
        self._asked = Event()

    def ask(self) -> None:
        """Ask the work to stop."""
        self._asked.set()

    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._asked.is_set()

    def advance(self, done: int, total: int, name: str) -> None:
        """Nothing is shown of single steps."""


@frozen
class _Failed:
    """A call that ended in an exception."""

    error: Exception


@frozen
class _Receiver:
    """Whom to tell, all on the main thread."""

    key: str
    stop: Stop
    on_success: Callable[[object], None]
    on_failure: Callable[[Exception], None]
    on_slow: Callable[[], None]


class _Run(QRunnable):
    """One call in a pool thread."""

    def __init__(self, call: Callable[[Stop], object], stop: Stop, deliver: Callable[[object], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._call = call
        self._stop = stop
        self._deliver = deliver

    def run(self) -> None:
        """Make the call and tell its result or its exception."""
        if self._stop.cancelled():
            self._deliver(None)
            return
        try:
            outcome = self._call(self._stop)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is shown on the main thread, never lost
            outcome = _Failed(error)
        self._deliver(outcome)


class Tasks(QObject):
    """Starts calls off the main thread and brings their results back to it."""

    _arrived = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(HAND_OVER_AFTER)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(PLACES)
        self._queue: deque[int] = deque()
        self._in_pool: set[int] = set()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._begin_next)
        self._number = 0
        self._waiting: dict[int, _Receiver] = {}
        self._newest: dict[str, int] = {}
        self._runs: dict[int, _Run] = {}
        self._threads: dict[int, Thread] = {}
        self._last: list[Callable[[], None]] = []
        self._is_closed = False
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        key: str,
        call: Callable[[Stop], Result],
        on_success: Callable[[Result], None],
        *,
        on_failure: Callable[[Exception], None],
        on_slow: Callable[[], None] = lambda: None,
        waits: bool = False,
    ) -> None:
        """Make the call in a pool thread; a task still running under the same key is cancelled and stays silent.

        `waits`: the call may wait for a person, as for a keyring that asks for its password. It gets a thread of its
        own, takes no place of others in the pool, and closing does not wait long for it. Once closed, nothing begins.
        """
        if self._is_closed:
            return
        self.cancel(key)
        self._number += 1
        number, stop = self._number, Stop()

        def succeed(outcome: object) -> None:
            on_success(outcome)  # type: ignore[arg-type]  # the outcome is what `call` returned

        self._waiting[number] = _Receiver(key, stop, succeed, on_failure, on_slow)
        self._newest[key] = number
        run = _Run(call, stop, lambda outcome: self._deliver(number, outcome))
        self._runs[number] = run
        QTimer.singleShot(SLOW_AFTER_MS, self, lambda: self._tell_slow(number))
        if waits:
            self._threads[number] = Thread(target=run.run, name=key, daemon=True)
            self._threads[number].start()
        else:
            self._queue.append(number)
            if not self._next.isActive():
                self._begin_next()

    def cancel(self, key: str) -> bool:
        """Stop the task of that key; its result is thrown away. Whether there was one."""
        number = self._newest.pop(key, None)
        receiver = self._waiting.pop(number, None) if number is not None else None
        if receiver is None:
            return False
        receiver.stop.ask()
        return True

    def is_running(self, key: str) -> bool:
        """Whether a result of that key is still to come."""
        return key in self._newest

    def at_the_end(self, call: Callable[[], None]) -> None:
        """Make the call once all else is closed; it may wait for a device, closing does not wait for it for long."""
        self._last.append(call)

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        self._is_closed = True
        for key in tuple(self._newest):
            self.cancel(key)
        self._queue.clear()
        self._pool.clear()
        self._pool.waitForDone()
        last = [Thread(target=call, daemon=True) for call in self._last]
        self._last.clear()
        for thread in last:
            thread.start()
        latest = time.monotonic() + LEAVE_AFTER
        for thread in (*self._threads.values(), *last):
            thread.join(max(0.0, latest - time.monotonic()))
        self._runs.clear()

    def _begin_next(self) -> None:
        while self._queue and len(self._in_pool) < PLACES:
            number = self._queue.popleft()
            if number in self._waiting:
                self._in_pool.add(number)
                self._pool.start(self._runs[number])
            else:  # it was cancelled before its turn came
                del self._runs[number]

    def _deliver(self, number: int, outcome: object) -> None:
        with suppress(RuntimeError):  # nobody is left to be told: the window was closed meanwhile
            self._arrived.emit(number, outcome)

    def _tell_slow(self, number: int) -> None:
        receiver = self._waiting.get(number)
        if receiver is not None:
            receiver.on_slow()

    @Slot(int, object)
    def _receive(self, number: int, outcome: object) -> None:
        self._runs.pop(number, None)
        self._threads.pop(number, None)
        self._in_pool.discard(number)
        self._next.start()  # what this result sets in motion waits until it is shown
        receiver = self._waiting.pop(number, None)
        if receiver is None:
            return
        self._newest.pop(receiver.key, None)
        if isinstance(outcome, _Failed):
            receiver.on_failure(outcome.error)
        else:
            receiver.on_success(outcome)
