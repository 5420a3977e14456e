# SPDX-License-Identifier: Apache-2.0
"""Which leaves of a member say something, found by leaving each out: for members only the reference can read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from assay.claims import Term, Triple
from assay.credential import Json
from assay.linked_data.contexts import ContextSource
from assay.linked_data.members import escaped
from assay.linked_data.reference import to_graphs

_MOST: Final = 40
"""Leaves tried at most; each costs a whole reading."""
_EFFORT: Final = 8_000
"""Values read in all these readings together, some two seconds of work."""
_UNNAMED = re.compile(r"_:r+[0-9]+\Z")
_SILENT: Final = frozenset(("@context", "@direction", "@index"))


def unread_leaves(
    document: Mapping[str, Json], pointers: Iterable[str], contexts: ContextSource, *, base: str | None
) -> tuple[list[tuple[str, str]], bool]:
    """Leaves under the pointers without which the statements stay the same, as (text, pointer); and whether all were
    tried. Pointers are relative to the document.
    """
    whole = _signature(to_graphs(document, contexts, base=base))
    unread: list[tuple[str, str]] = []
    leaves = [leaf for pointer in pointers for leaf in _leaves(_at(document, pointer), pointer)]
    tried = min(_MOST, _EFFORT // max(1, size(document)))
    complete = len(leaves) <= tried
    for told, pointer in leaves[:tried]:
        try:
            rest = _signature(to_graphs(_without(document, pointer), contexts, base=base))
        except ValueError:
            complete = False  # without it the document is no JSON-LD: nobody can say what it says
            continue
        if rest == whole:
            unread.append((told, pointer))
    return unread, complete


def size(value: Json) -> int:
    """How many values a document has, contexts included: what a reading costs."""
    if isinstance(value, Mapping):
        return 1 + sum(map(size, value.values()))
    return 1 + sum(map(size, value)) if isinstance(value, (list, tuple)) else 1


def pairs(value: Json) -> int:
    """How many pairs the lists of a document have, all together."""
    if isinstance(value, Mapping):
        return sum(map(pairs, value.values()))
    return len(value) ** 2 + sum(map(pairs, value)) if isinstance(value, (list, tuple)) else 0


def _signature(graphs: Mapping[str, list[Triple]]) -> list[tuple[str, ...]]:
    """The statements with unnamed nodes alike, sorted: the same for the same document read twice."""
    return sorted(
        (_plain(name), _plain(subject), predicate, _plain(value))
        for name, triples in graphs.items()
        for subject, predicate, value in triples
    )


def _plain(term: Term) -> str:
    if not isinstance(term, str):
        return repr(tuple(term))
    return "_:" if _UNNAMED.match(term) else term


def _leaves(value: Json, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and "@value" in value:
        yield str(value["@value"]), pointer
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _SILENT:
                yield from _leaves(item, f"{pointer}/{escaped(key)}")
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{index}")
    elif value is not None:
        yield str(value), pointer


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _at(document: Json, pointer: str) -> Json:
    for step in _steps(pointer):
        if isinstance(document, Mapping):
            document = document[step]
        elif isinstance(document, (list, tuple)):
            document = document[int(step)]
    return document


def _without(document: Mapping[str, Json], pointer: str) -> Mapping[str, Json]:
    found = _left_out(document, _steps(pointer))
    return found if isinstance(found, Mapping) else {}


def _left_out(value: Json, steps: list[str]) -> Json:
    first, *rest = steps
    if isinstance(value, Mapping):
        if not rest:
            return {key: item for key, item in value.items() if key != first}
        return {key: _left_out(item, rest) if key == first else item for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        at = int(first)
        if not rest:
            return [item for index, item in enumerate(value) if index != at]
        return [_left_out(item, rest) if index == at else item for index, item in enumerate(value)]
    return value
