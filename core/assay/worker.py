# SPDX-License-Identifier: Apache-2.0
"""A function in a process of its own, which can be stopped: a thread cannot."""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from assay.errors import AssayError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class StoppedError(AssayError):
    """The process gave no answer: `worker.timeout`, or `worker.died`, or what the function itself raised."""


def call(function: Callable[Given, Answer], seconds: float, *given: Given.args, **named: Given.kwargs) -> Answer:
    """What the function answers, stopped after so many seconds. Function, arguments and answer must be picklable.

    In the process every attempt to reach the network is refused. Raises StoppedError; an AssayError of the function
    comes back as one with its text and values.
    """
    spawning = multiprocessing.get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_work, args=(sender, function, given, named), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise StoppedError("worker.timeout", seconds=round(seconds))
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
