# SPDX-License-Identifier: Apache-2.0
"""What a maker of fixes gives: a fix before it knows which findings it answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import TypeAlias

from assay.authoring.fixes.fix import Option
from assay.authoring.json_edit import Edit
from assay.authoring.source import Source
from assay.finding import Finding
from assay.texts import quoted
from assay.values import frozen

SHOWN = 80
"""Characters of a value that a sentence shows."""


@frozen
class Proposal:
    """One fix for one finding; see `Fix`."""

    text: str
    options: tuple[Option, ...]
    is_safe: bool = False
    params: Mapping[str, str | int] = field(default_factory=dict)


Maker: TypeAlias = Callable[[Source, Finding], Proposal | None]


def option(new: str, *edits: Edit, **params: str) -> Option:
    """One way, named by the value that will stand there."""
    return Option(
        new, edits, {"new": quoted(new, SHOWN), **{name: quoted(told, SHOWN) for name, told in params.items()}}
    )


def proposal(text: str, options: Iterable[Option], *, is_safe: bool = False, **params: str) -> Proposal | None:
    """A proposal; None where there is nothing to choose from."""
    found = tuple(options)
    told = {name: quoted(value, SHOWN) for name, value in params.items()}
    return Proposal(text, found, is_safe and len(found) == 1, told) if found else None


def is_spelling(one: str, other: str) -> bool:
    """Whether two words differ in capital letters and in blanks around them at most."""
    return one.strip().lower() == other.strip().lower()
