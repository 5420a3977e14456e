# SPDX-License-Identifier: Apache-2.0
"""What became of the values of an old document: one row for each."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from assay.authoring.json_edit import joined, tokens_of
from assay.credential import Json
from assay.formats.json_text import WrittenNumber
from assay.texts import one_line
from assay.values import frozen

MISSING: Final = object()
"""What stands where nothing stands: null is a value."""
LONGEST = 2000
"""Characters of a value that a row shows."""


class What(StrEnum):
    """What became of a value."""

    MOVED = "moved"
    """It stands in the draft as it was, be it under another name."""
    CHANGED = "changed"
    """What it says stands in the draft in another form."""
    NEEDS_INPUT = "needs_input"
    """Only a person can say how it goes on, or what is missing."""
    DROPPED = "dropped"
    """It is not in the draft."""


@frozen
class Row:
    """One value, what became of it, and why."""

    what: What
    because: str
    """Id of the reason, below `migrate.because`."""
    old: str | None = None
    """JSON Pointer into the old document's decoded view; None for what the old document does not say. It accounts
    for everything that stands there.
    """
    said: str = ""
    """The old value on one line."""
    new: str | None = None
    """JSON Pointer into the draft: of the value; where something is needed, of the object that lacks it. None where
    the draft has no place for it.
    """
    says: str = ""
    """The new value on one line."""
    field: str = ""
    """IRI of the property, or of the class, that is asked for or was said; empty where it is neither."""


def shown(value: Json) -> str:
    """A value on one line, as a person reads it; of an object or a list what it holds."""
    if isinstance(value, str):
        return one_line(value, LONGEST)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Mapping):
        value = value.get("@value", value.get("id", value.get("@id", value)))
        return shown(value) if not isinstance(value, Mapping) else one_line(", ".join(map(str, value)), LONGEST)
    if isinstance(value, list):
        return one_line(", ".join(shown(item) for item in value[:20]), LONGEST)
    return one_line(number_text(value) if isinstance(value, (int, float)) else str(value), LONGEST)


def number_text(value: float) -> str:
    """A number as the document writes it."""
    return value.literal if isinstance(value, WrittenNumber) else str(value)


def is_value_object(value: Json) -> bool:
    """Whether the object is one literal (JSON-LD 1.1 §9.5)."""
    return isinstance(value, Mapping) and "@value" in value


def leaves(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    """The single values below a place with their pointers; a literal with its datatype is one, so is an empty list."""
    if isinstance(value, Mapping) and value and not is_value_object(value):
        for name, item in value.items():
            yield from leaves(item, joined(pointer, name))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, joined(pointer, index))
    else:
        yield pointer, value


def declared_prefixes(contexts: Iterable[Json]) -> dict[str, str]:
    """Prefixes that contexts of the document define."""
    return {
        prefix: target
        for context in contexts
        if isinstance(context, Mapping)
        for prefix, target in context.items()
        if isinstance(target, str) and not prefix.startswith("@")
    }


def value_at(value: Json, pointer: str) -> Json:
    """What stands at a place; MISSING where nothing does."""
    for token in tokens_of(pointer):
        if isinstance(value, Mapping) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isascii() and token.isdigit() and int(token[:9]) < len(value):
            value = value[int(token[:9])]
        else:
            return MISSING  # type: ignore[return-value]  # no JSON value is this one
    return value
