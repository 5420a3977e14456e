# SPDX-License-Identifier: Apache-2.0
"""Contexts cut down to the terms a document can use.

The Gaia-X context has 570 terms; reading it costs fifty times what reading a small credential costs. A term can only
matter if its name, or its name and a colon, stands somewhere in the document as a whole string: as a key, a type, a
value, the prefix of one; or in a definition that is kept. Everything else goes; settings stay, but for `@protected`:
protection says only which documents are wrong, the walk has seen to that with the whole contexts, and the parser
refuses a term whose own context redefines a protected term although that is allowed (JSON-LD 1.1 API §5.1, step 4.2).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assay.credential import Json
from assay.linked_data.contexts import ContextMap, ContextSource

_STRINGS = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAMING: Final = ("@id", "@type", "@reverse", "@index", "@nest")
_PROTECTED: Final = "@protected"
_REMEMBERED: Final = 512
"""Reductions kept; a catalogue has a few dozen kinds of credential."""


def tokens(text: str) -> set[str]:
    """All strings of a JSON text, and what stands before the first colon of each.

    Strings with escapes come as they are written: a term with such a name is missed, and the reading, which does
    not agree then with the prediction, goes to the reference implementation.
    """
    found = set(_STRINGS.findall(text) if "\\" in text else text.split('"')[1::2])
    found.update([token.partition(":")[0] for token in found if ":" in token])
    return found


def reduced(maps: Sequence[ContextMap], used: set[str], source: ContextSource) -> tuple[str, ...]:
    """The maps as JSON texts, each cut down to what a document with these tokens can use."""
    wanted = frozenset(term for context in maps for term in context.keys() & used)
    inner = frozenset(used & _inner_terms(maps, source))
    key = (tuple(map(id, maps)), wanted | inner)
    found = source.reductions.get(key)
    if found is None:
        if len(source.reductions) >= _REMEMBERED:
            source.reductions.clear()
        found = source.reductions[key] = tuple(
            json.dumps(context, ensure_ascii=False, separators=(",", ":")) for context in reduce_maps(maps, used)
        )
    return found


def reduce_maps(maps: Iterable[ContextMap], used: Iterable[str]) -> list[dict[str, Json]]:
    """The maps cut down, closed over the definitions that are kept."""
    maps = tuple(maps)
    wanted = set(used)
    size = -1
    cut: list[dict[str, Json]] = []
    while size != len(wanted):
        size = len(wanted)
        cut = [_cut(context, wanted) for context in maps]
    return cut


def _cut(context: ContextMap, wanted: set[str]) -> dict[str, Json]:
    kept: dict[str, Json] = {}
    for term, value in context.items():
        if term == _PROTECTED:
            continue
        if term[:1] == "@":
            _note(value, wanted)
            kept[term] = value
        elif term in wanted:
            kept[term] = _definition(value, wanted)
            _note(term, wanted)
    return kept


def _definition(value: Json, wanted: set[str]) -> Json:
    if not isinstance(value, Mapping):
        _note(value, wanted)
        return value
    for member in _NAMING:
        _note(value.get(member), wanted)
    kept = {member: part for member, part in value.items() if member != _PROTECTED}
    if "@context" in kept:
        kept["@context"] = _scoped(kept["@context"], wanted)
    return kept


def _scoped(value: Json, wanted: set[str]) -> Json:
    if isinstance(value, Mapping):
        return _cut(value, wanted)
    if isinstance(value, list):
        return [_scoped(item, wanted) for item in value]
    return value


def _note(value: Json, wanted: set[str]) -> None:
    if isinstance(value, str):
        wanted.add(value)
        prefix, colon, _ = value.partition(":")
        if colon:
            wanted.add(prefix)


def _inner_terms(maps: Sequence[ContextMap], source: ContextSource) -> frozenset[str]:
    """Terms that only scoped contexts define."""
    key = ("inner", tuple(map(id, maps)))
    found = source.reductions.get(key)
    if found is None:
        found = source.reductions[key] = tuple({term for context in maps for term in _scoped_terms(context)})
    return frozenset(found)


def _scoped_terms(context: Json) -> Iterable[str]:
    if isinstance(context, list):
        for item in context:
            yield from _scoped_terms(item)
    elif isinstance(context, Mapping):
        for value in context.values():
            if isinstance(value, Mapping) and "@context" in value:
                scoped = value["@context"]
                yield from scoped if isinstance(scoped, Mapping) else ()
                yield from _scoped_terms(scoped)
