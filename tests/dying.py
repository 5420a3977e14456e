# SPDX-License-Identifier: Apache-2.0
"""Processes that die in the middle of what they do: at a call that touches a file, or killed at a moment."""

import io
import os
import signal
import time
from collections.abc import Callable
from typing import Any, Self

Tell = Callable[[str], object]
"""Says that something is done; it is not lost when the process dies."""


def child(work: Callable[[Tell], None], before: Callable[[], None] = lambda: None) -> tuple[int, int]:
    """Starts a process that works and tells each thing it has done; gives its number and where to read that."""
    reader, writer = os.pipe()
    number = os.fork()
    if number:
        os.close(writer)
        return number, reader
    try:
        told = os.write  # the real one, whatever is replaced
        before()
        work(lambda name: told(writer, f"{name}\n".encode()))
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - a fork must not go on with what its parent does
        os.write(2, f"{error!r}\n".encode())
    os._exit(1)


def ended(number: int, reader: int) -> tuple[int, list[str]]:
    """How the process ended, and what it had done."""
    _, status = os.waitpid(number, 0)
    with os.fdopen(reader, "rb") as file:
        return status, file.read().decode().split("\n")[:-1]


def killed(work: Callable[[Tell], None], after: float) -> list[str]:
    """What a process had done that was killed after so many seconds; AssertionError where it ended by itself."""
    number, reader = child(work)
    time.sleep(after)
    os.kill(number, signal.SIGKILL)
    status, done = ended(number, reader)
    assert status == signal.SIGKILL, status
    return done


class Death:
    """The end of this process, so many calls ahead."""

    def __init__(self, point: int) -> None:
        self._left = point

    def is_now(self) -> bool:
        """Whether it is due; each time it is asked is one call."""
        self._left -= 1
        return self._left == 0

    def counted(self, call: Callable[..., Any], *, after: bool = False) -> Callable[..., Any]:
        """A call at which the process may die, before it or after it."""

        def called(*given: Any, **named: Any) -> Any:
            found = call(*given, **named) if after else None
            if self.is_now():
                os._exit(9)
            return found if after else call(*given, **named)

        return called

    def lurk(self, names: tuple[str, ...]) -> None:
        """Let it come at these functions of `os`, and in the middle of what is written to a file of `os.fdopen`."""
        for name in names:
            setattr(os, name, self.counted(getattr(os, name)))
        opened = os.fdopen
        os.fdopen = lambda *given, **named: _Tearing(opened(*given, **named), self)  # type: ignore[assignment]


class _Tearing:
    """A file that dies after the first half of what is written."""

    def __init__(self, file: io.BufferedRandom, death: Death) -> None:
        self._file, self._death = file, death

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        """All of it, or half."""
        if self._death.is_now():
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            os._exit(9)
        return self._file.write(data)
