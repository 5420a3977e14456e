# SPDX-License-Identifier: Apache-2.0
"""Calls that are made one after the other off the main thread, each when what the one before came to is known."""

from collections.abc import Callable
from typing import TypeVar

from assay_gui.tasks import Tasks

Outcome = TypeVar("Outcome")


class Lane:
    """A queue of calls under one key of the tasks."""

    def __init__(self, tasks: Tasks, key: str) -> None:
        self._tasks, self._key = tasks, key
        self._waiting: list[Callable[[], None]] = []
        self.is_busy = False

    def put(
        self,
        prepared: Callable[[], Callable[[], Outcome] | None],
        done: Callable[[Outcome], None],
        failed: Callable[[Exception], None],
        slowed: Callable[[], None] = lambda: None,
    ) -> None:
        """Have a call made. `prepared` gives it when its turn has come, from what is known then, or None. `slowed`: it
        takes so long that a person should see it.
        """

        def begin() -> None:
            call = prepared()
            if call is None:
                self._over(lambda: None)
                return
            self._tasks.start(
                self._key,
                lambda _stop: call(),
                lambda outcome: self._over(lambda: done(outcome)),
                on_failure=lambda error: self._over(lambda: failed(error)),
                on_slow=slowed,
            )

        self._waiting.append(begin)
        self._next()

    def clear(self) -> None:
        """Nothing more is done."""
        self._waiting.clear()
        self.is_busy = False

    def _over(self, tell: Callable[[], None]) -> None:
        self.is_busy = False
        tell()
        self._next()

    def _next(self) -> None:
        if self._waiting and not self.is_busy:
            self.is_busy = True
            self._waiting.pop(0)()
