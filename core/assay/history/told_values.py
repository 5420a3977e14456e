# SPDX-License-Identifier: Apache-2.0
"""Values of a recorded report, each of the kind it must be; TypeError where it is not."""

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

Told: TypeAlias = Mapping[str, object]
Made = TypeVar("Made")


def each(value: object, make: Callable[[Told], Made]) -> tuple[Made, ...]:
    """What is made of each object of a list."""
    return tuple(make(object_of(entry)) for entry in list_of(value))


def object_of(value: object) -> Told:
    """An object."""
    if not isinstance(value, dict):
        raise TypeError("no object")
    return value


def list_of(value: object) -> list[object]:
    """A list."""
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def text_of(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def number_of(value: object) -> int:
    """A whole number; true and false are none."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no number")
    return value
