# SPDX-License-Identifier: Apache-2.0
"""How statements are written in one document: the names its contexts give to properties, and the form of values.

The JSON-LD of a document decides which key a property has and whether a value is a plain string, a value object or a
reference (JSON-LD 1.1 §4.2). Written so, expanding gives back exactly the statement that was meant, and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import lru_cache

from assay.claims import XSD, XSD_STRING, Literal, Term
from assay.credential import Json
from assay.linked_data.account import Account
from assay.linked_data.contexts import ContextSource
from assay.linked_data.definitions import DeclinedError, Definition
from assay.linked_data.scope import Scope
from assay.linked_data.terms import ActiveContext
from assay.values import frozen

_NO_DEFINITION = Definition(None)
_REFERENCES = frozenset(("@id", "@vocab"))
_ALIASES = {"@id": "id", "@type": "type", "@value": "@value", "@language": "@language"}
_BOOLEAN = XSD + "boolean"
_NATIVE = {"true": True, "false": False}
_PLAIN_CONTAINERS = frozenset(("@set",))


class UnwritableError(Exception):
    """The contexts of the document give no way to write a statement."""


@frozen
class Spelling:
    """The writing habits of one place of a document."""

    active: ActiveContext
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Namespace of the pack to the namespace that the document writes instead, where it speaks another release."""

    def key(self, predicate: str, value: Term | None = None) -> str:
        """The member name of a property: the one whose definition fits the value best. UnwritableError if none."""
        wanted = self._as_written(predicate)
        found = [name for name in self._names(wanted) if self._is_usable(name)]
        if not found:
            raise UnwritableError(predicate)
        return min(found, key=lambda name: self._effort(name, value)) if value is not None else found[0]

    def value(self, key: str, value: Term) -> Json:
        """A term as JSON under a member name."""
        definition = self.active.get(key) or _NO_DEFINITION
        if isinstance(value, Literal):
            return self._literal(definition, value)
        return value if definition.coercion in _REFERENCES else {self.keyword("@id"): value}

    def type_name(self, cls: str) -> str:
        """A class as the `type` member writes it: with its prefix, as Gaia-X does; in full where there is none."""
        wanted = self._as_written(cls)
        found = next(iter(self._compact(wanted)), "")
        return found or next(iter(self._terms(wanted)), wanted)

    def keyword(self, name: str) -> str:
        """A keyword, or its usual alias where the context has it: `id` for `@id`."""
        alias = _ALIASES.get(name, name)
        known = self.active.get(alias)
        return alias if known is not None and known.iri == name else name

    def _as_written(self, iri: str) -> str:
        for own, written in self.renamed.items():
            if iri.startswith(own):
                return written + iri.removeprefix(own)
        return iri

    def _names(self, iri: str) -> Iterable[str]:
        """Member names that stand for the IRI, most usual first."""
        yield from self._terms(iri)
        vocab = self.active.vocab
        if vocab and iri.startswith(vocab):
            local = iri.removeprefix(vocab)
            if self.active.get(local) is None and ":" not in local and self.active.expand(local, vocab=True) == iri:
                yield local
        yield from self._compact(iri)
        yield iri

    def _terms(self, iri: str) -> list[str]:
        found: list[str] = []
        for term in _by_iri(self.active).get(iri, ()):
            known = self.active.get(term)
            if known is not None and known.iri == iri:
                found.append(term)
        return found

    def _compact(self, iri: str) -> Iterable[str]:
        for prefix, start in _prefixes(self.active):
            name = f"{prefix}:{iri.removeprefix(start)}"
            if iri.startswith(start) and iri != start and self.active.expand(name, vocab=True) == iri:
                yield name

    def _is_usable(self, name: str) -> bool:
        """Whether values under the name are read one by one, as they stand."""
        known = self.active.get(name) or _NO_DEFINITION
        plain = known.container <= _PLAIN_CONTAINERS and not known.is_reverse and not known.is_nested
        return plain and known.coercion not in ("@json", "@none") and not known.reaches_text

    def _effort(self, name: str, value: Term | None) -> int:
        """How roundabout a value would be under a name: plain strings are for people."""
        if value is None:
            return 0
        return 0 if isinstance(self.value(name, value), (str, bool)) else 1

    def _literal(self, definition: Definition, value: Literal) -> Json:
        language = definition.language if definition.has_language else self.active.language
        if value.language:
            is_plain = not definition.coercion and language == value.language.lower()
            return value.value if is_plain else {"@value": value.value, "@language": value.language}
        if value.datatype == XSD_STRING:
            is_plain = not language and definition.coercion in ("", XSD_STRING)
            return value.value if is_plain else {"@value": value.value}
        if definition.coercion == value.datatype:
            return value.value
        if value.datatype == _BOOLEAN and not definition.coercion and value.value in _NATIVE:
            return _NATIVE[value.value]
        return {"@type": self._datatype_name(value.datatype), "@value": value.value}

    def _datatype_name(self, iri: str) -> str:
        return next(iter(self._compact(iri)), iri)


def spelling_of(
    contexts: Json, source: ContextSource, *, inherited: Sequence[Json] = (), renamed: Mapping[str, str] | None = None
) -> Spelling:
    """The spelling of what stands right under some contexts (the value of an `@context` member).

    Raises StoppedError where a context is not known, DeclinedError where one cannot be read.
    """
    values = (*inherited, *(contexts if isinstance(contexts, (list, tuple)) else (contexts,)))
    active = Scope(source, Account("c0")).top(source.root, values, "")
    return Spelling(active, renamed or {})


@lru_cache(maxsize=16)
def _by_iri(active: ActiveContext) -> Mapping[str, tuple[str, ...]]:
    """IRI to the terms of the contexts that stand for it, those of the innermost context first."""
    found: dict[str, dict[str, None]] = {}
    for term, definition in _defined(active):
        if definition.iri is not None and ":" not in term:
            found.setdefault(definition.iri, {})[term] = None
    return {iri: tuple(terms) for iri, terms in found.items()}


@lru_cache(maxsize=16)
def _prefixes(active: ActiveContext) -> tuple[tuple[str, str], ...]:
    """Prefixes and what they stand for, the longest start first."""
    found = {term: known.iri for term, known in _defined(active) if known.is_prefix and known.iri}
    return tuple(sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def _defined(active: ActiveContext) -> Iterator[tuple[str, Definition]]:
    for term in dict.fromkeys(active.terms()):
        with suppress(DeclinedError):
            definition = active.get(term)
            if definition is not None:
                yield term, definition
