# SPDX-License-Identifier: Apache-2.0
"""A function in a process of its own, which can be stopped: a thread cannot."""

import multiprocessing
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from assay.errors import AssayError
from assay.progress import Progress, Silent

_LOOK_EVERY = 0.05
"""Seconds between two looks whether somebody wants it stopped."""
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class StoppedError(AssayError):
    """The process gave no answer: `worker.timeout`, `worker.died`, `worker.stopped`, or what the function raised."""


def call(function: Callable[Given, Answer], seconds: float, *given: Given.args, **named: Given.kwargs) -> Answer:
    """What the function answers, stopped after so many seconds. Function, arguments and answer must be picklable.

    In the process every attempt to reach the network is refused. Raises StoppedError; an AssayError of the function
    comes back as one with its text and values.
    """
    return call_until(Silent(), function, seconds, *given, **named)


def call_until(
    progress: Progress,
    function: Callable[Given, Answer],
    seconds: float,
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """As `call`, stopped as soon as somebody wants none of it any more: the process is gone when this returns."""
    spawning = multiprocessing.get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_work, args=(sender, function, given, named), daemon=True)
    process.start()
    sender.close()
    try:
        _wait(receiver, seconds, progress)
        answer, text_id, params = receiver.recv()
    except EOFError as error:
        raise StoppedError("worker.died") from error
    finally:
        process.kill()
        process.join()
        receiver.close()
    if text_id:
        raise StoppedError(text_id, **params)
    found: Answer = answer
    return found


def _wait(receiver: "Connection[object, object]", seconds: float, progress: Progress) -> None:
    """Until there is an answer; StoppedError where none comes in time, or nobody waits for it any more."""
    latest = time.monotonic() + seconds
    while not receiver.poll(max(0.0, min(_LOOK_EVERY, latest - time.monotonic()))):
        if progress.cancelled():
            raise StoppedError("worker.stopped")
        if time.monotonic() >= latest:
            raise StoppedError("worker.timeout", seconds=round(seconds))


def _work(
    sender: "Connection[object, object]",
    function: Callable[..., object],
    given: tuple[object, ...],
    named: dict[str, object],
) -> None:
    sys.addaudithook(_forbid_network)
    try:
        answer: tuple[object, str, dict[str, str | int]] = function(*given, **named), "", {}
    except AssayError as error:
        answer = None, error.text_id, error.params
    sender.send(answer)


def _forbid_network(event: str, _: tuple[object, ...]) -> None:
    """A second wall: nothing a library is led to do in there reaches the world."""
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise StoppedError("worker.network")
