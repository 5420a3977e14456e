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
from collections import Counter
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


def reduced(maps: Sequence[ContextMap], used: set[str], source: ContextSource, *, scoped: set[str]) -> tuple[str, ...]:
    """The maps as JSON texts, each cut down to what a document with these tokens can use."""
    wanted = {term for context in maps for term in context.keys() & used}
    key = (tuple(map(id, maps)), frozenset(wanted | (used & _inner_terms(maps, source))), frozenset(scoped))
    found = source.reductions.get(key)
    if found is None:
        if len(source.reductions) >= _REMEMBERED:
            source.reductions.clear()
        found = source.reductions[key] = tuple(
            json.dumps(context, ensure_ascii=False, separators=(",", ":"))
            for context in reduce_maps(maps, used, scoped=scoped)
        )
    return found


def reduce_maps(maps: Sequence[ContextMap], used: Iterable[str], *, scoped: set[str]) -> list[dict[str, Json]]:
    """The maps cut down, closed over the definitions that are kept."""
    cut = _Cut(set(used), scoped, _defined_once(maps))
    size = -1
    kept: list[dict[str, Json]] = []
    while size != len(cut.wanted):
        size = len(cut.wanted)
        kept = [cut.context(context, is_top=True) for context in maps]
    return kept


class _Cut:
    """One pass over contexts: what to keep of them, and what that needs in turn."""

    def __init__(self, wanted: set[str], scoped: set[str], once: frozenset[str]) -> None:
        self.wanted = wanted
        self._scoped = scoped
        self._once = once

    def context(self, context: ContextMap, *, is_top: bool = False) -> dict[str, Json]:
        """A context map with the terms that are wanted."""
        kept: dict[str, Json] = {}
        has_vocab = is_top and isinstance(context.get("@vocab"), str)
        for term, value in context.items():
            if term == _PROTECTED:
                continue
            if term[:1] == "@":
                self._note(value)
                kept[term] = value
            elif term in self.wanted and not (has_vocab and term in self._once and value == {"@id": term}):
                kept[term] = self._definition(term, value)
                self._note(term)
        return kept

    def _definition(self, term: str, value: Json) -> Json:
        if not isinstance(value, Mapping):
            self._note(value)
            return value
        for member in _NAMING:
            self._note(value.get(member))
        kept = {member: part for member, part in value.items() if member != _PROTECTED}
        if "@context" in kept:
            if term in self._scoped:
                kept["@context"] = self._inner(kept["@context"])
            else:
                del kept["@context"]
        return kept

    def _inner(self, value: Json) -> Json:
        if isinstance(value, Mapping):
            return self.context(value)
        return [self._inner(item) for item in value] if isinstance(value, list) else value

    def _note(self, value: Json) -> None:
        if isinstance(value, str):
            self.wanted.add(value)
            prefix, colon, _ = value.partition(":")
            if colon:
                self.wanted.add(prefix)


def _defined_once(maps: Sequence[ContextMap]) -> frozenset[str]:
    """Terms only one map defines: where it gives them the IRI `@vocab` gives them anyway, they can go."""
    count = Counter(term for context in maps for term in context)
    return frozenset(term for term, times in count.items() if times == 1)


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
