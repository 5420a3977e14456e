# SPDX-License-Identifier: Apache-2.0
"""Where the members of one object or array stand, found with the speed of the C reader.

`JsonTree` walks every token of a text in Python, which costs milliseconds where only a few places are asked for. Here
a value is passed over by reading it and throwing it away, and only the containers on the way to a place are opened.
Sound JSON only: whatever the reader does not take is left to `JsonTree`, which understands broken texts too.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\n\r]*")
NO_KEY = -1


class Member(NamedTuple):
    """A value in a text: offsets, the stop exclusive."""

    key: int
    """Where its name begins; `NO_KEY` for items of arrays and for the root."""
    start: int
    stop: int


class UnsoundJsonError(ValueError):
    """The text is no JSON that the reader takes whole."""


def root(text: str) -> Member:
    """The text's value.

    Raises:
        UnsoundJsonError: it is no sound JSON.
    """
    start = _after_space(text, 0)
    _, stop = _read(text, start)
    if _after_space(text, stop) != len(text):
        raise UnsoundJsonError
    return Member(NO_KEY, start, stop)


def members(text: str, start: int) -> dict[str, Member]:
    """The members of the object or array that begins at `start`, by name or by place; of a name said twice the last.

    Any other value has none.

    Raises:
        UnsoundJsonError: it is no sound JSON.
    """
    if text[start] == "{":
        return dict(_of_object(text, start + 1))
    if text[start] == "[":
        return {str(place): member for place, member in enumerate(_of_array(text, start + 1))}
    return {}


def _of_object(text: str, at: int) -> Iterator[tuple[str, Member]]:
    at = _after_space(text, at)
    while text[at : at + 1] == '"':
        key = at
        name, at = _read(text, at)
        start = _after_space(text, _expect(text, _after_space(text, at), ":"))
        _, stop = _read(text, start)
        yield str(name), Member(key, start, stop)
        at = _after_space(text, stop)
        if text[at : at + 1] != ",":
            break
        at = _after_space(text, at + 1)
    _expect(text, at, "}")


def _of_array(text: str, at: int) -> Iterator[Member]:
    at = _after_space(text, at)
    while text[at : at + 1] != "]":
        _, stop = _read(text, at)
        yield Member(NO_KEY, at, stop)
        at = _after_space(text, stop)
        if text[at : at + 1] != ",":
            break
        at = _after_space(text, at + 1)
    _expect(text, at, "]")


def _expect(text: str, at: int, mark: str) -> int:
    if text[at : at + 1] != mark:
        raise UnsoundJsonError
    return at + 1


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _number(raw: str) -> str:
    return raw


def _refuse(name: str) -> None:
    raise ValueError(name)


_DECODER = json.JSONDecoder(
    strict=False, parse_int=_number, parse_float=_number, parse_constant=_refuse, object_pairs_hook=len
)
"""Numbers stay text: converting a long one costs time, and a very long one is refused. NaN is no JSON."""


def _read(text: str, at: int) -> tuple[object, int]:
    """The value that begins there, objects as their size; and where it ends."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        raise UnsoundJsonError from None
