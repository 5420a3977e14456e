# SPDX-License-Identifier: Apache-2.0
"""Active contexts and term definitions (JSON-LD 1.1 API §4.1, §4.2, §5.2), made term by term when first asked for.

A context of 570 terms costs nothing until a document uses one of them. Active contexts never change; extending one
gives another, remembered by the context it was extended with.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assay.credential import Json

KEYWORDS = frozenset(
    "@base @container @context @default @direction @embed @explicit @graph @id @import @included @index @json "
    "@language @list @nest @none @omitDefault @prefix @preserve @propagate @protected @requireAll @reverse @set "
    "@type @value @version @vocab".split()
)
_KEYWORD_LIKE = re.compile(r"@[A-Za-z]+\Z")
_PREFIX_ENDS = frozenset(":/?#[]@")


class Declined(Exception):
    """The document uses something the fast reading leaves to the reference implementation."""


class FeatureDeclined(Declined):
    """It is something a credential should not use at all; the member is told in a finding."""


class ProtectedTermError(Exception):
    """A context redefines a protected term (JSON-LD 1.1 §4.1.11); holds the term, empty for `null`."""

    def __init__(self, term: str) -> None:
        super().__init__(term)
        self.term = term


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term means."""

    iri: str | None
    """The IRI or keyword it stands for; None where the context says that it stands for nothing."""
    coercion: str = ""
    """`@id`, `@vocab`, `@json`, `@none` or a datatype IRI; empty for none."""
    container: frozenset[str] = frozenset()
    language: str | None = None
    has_language: bool = False
    context: Json = None
    has_context: bool = False
    is_reverse: bool = False
    is_nested: bool = False
    has_index: bool = False
    is_protected: bool = False
    is_prefix: bool = False

    def means_the_same(self, other: "Definition") -> bool:
        """Whether the two differ in nothing but protection (§4.1.11)."""
        return self == other or replace(self, is_protected=other.is_protected) == other


_PENDING = Definition(None)
_UNKNOWN = Definition(None, coercion="@unknown")


class ActiveContext:
    """The context that applies at one place of a document."""

    __slots__ = ("_children", "_definitions", "_local", "base", "language", "parent", "previous", "protects", "vocab")

    def __init__(self, parent: "ActiveContext | None", local: Mapping[str, Json]) -> None:
        self.parent = parent
        self._local = local
        self._definitions: dict[str, Definition | None] = {}
        self._children: dict[tuple[int, bool, bool], ActiveContext] = {}
        self.base: str | None = parent.base if parent else None
        self.language: str | None = parent.language if parent else None
        self.vocab: str | None = parent.vocab if parent else None
        self.previous: ActiveContext | None = parent.previous if parent else None
        self.protects = parent.protects if parent else False

    def get(self, term: str) -> Definition | None:
        """The definition of a term; None where there is none."""
        found = self._definitions.get(term, _UNKNOWN)
        if found is _UNKNOWN:
            return self._look_up(term)
        if found is _PENDING:
            raise Declined("cyclic definition")
        return found

    def expand(self, value: str, *, vocab: bool) -> str | None:
        """The IRI or keyword a string stands for; what is left relative comes back as it is (§5.2.2).

        None where the string stands for nothing: a term set to null, or something in the form of a keyword.
        """
        found = self.get(value)
        if found is not None and (vocab or (found.iri is not None and found.iri in KEYWORDS)):
            return found.iri
        if value[:1] == "@":
            if value in KEYWORDS:
                return value
            if _KEYWORD_LIKE.match(value):
                return None
        prefix, colon, suffix = value.partition(":")
        if colon and prefix:
            return self._compact(value, prefix, suffix)
        return self.vocab + value if vocab and self.vocab is not None else value

    def extend(self, local: Mapping[str, Json], *, override: bool = False, propagate: bool = True) -> "ActiveContext":
        """This context with another map on top (§4.1.2).

        Raises ProtectedTermError where that redefines a protected term and `override` is not set, Declined where the
        map holds something the fast reading leaves alone. The map must not change afterwards.
        """
        key = (id(local), override, propagate)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._extended(local, override, propagate)
        return child

    def overlaid(self, local: Mapping[str, Json]) -> "ActiveContext":
        """As `extend`, for a map that stands in a document: not remembered, because the next document has its own."""
        return self._extended(local, False, True)

    def nullified(self, root: "ActiveContext", *, override: bool = False, propagate: bool = True) -> "ActiveContext":
        """No context at all, which is allowed only while nothing is protected (§4.1.2, step 5.1)."""
        if self.protects and not override:
            raise ProtectedTermError("")
        if propagate:
            return root
        child = ActiveContext(None, {})
        child.previous = self.previous or self
        return child

    def terms(self) -> Iterator[str]:
        """All terms with a definition, innermost context first; some may come twice."""
        context: ActiveContext | None = self
        while context is not None:
            yield from (term for term in context._local if term[:1] != "@")
            context = context.parent

    def _look_up(self, term: str) -> Definition | None:
        if term in self._local and term not in KEYWORDS:
            self._definitions[term] = _PENDING
            self._definitions[term] = found = define(self, term, self._local)
            return found
        found = self.parent.get(term) if self.parent is not None else None
        if found is not None:
            self._definitions[term] = found
        return found

    def _compact(self, value: str, prefix: str, suffix: str) -> str:
        if prefix == "_" or suffix[:2] == "//":
            return value
        found = self.get(prefix)
        return found.iri + suffix if found is not None and found.iri is not None and found.is_prefix else value

    def _extended(self, local: Mapping[str, Json], override: bool, propagate: bool) -> "ActiveContext":
        child = ActiveContext(self, local)
        _settings(child, local)
        wanted = local.get("@propagate", propagate)
        if wanted is False and child.previous is None:
            child.previous = self
        for term in local:
            before = self.get(term) if self.protects and not override and term not in KEYWORDS else None
            if before is not None and before.is_protected:
                after = child.get(term)
                if after is None or not after.means_the_same(before):
                    raise ProtectedTermError(term)
                child._definitions[term] = before
        child.protects = self.protects or _protects(local)
        return child


def _protects(local: Mapping[str, Json]) -> bool:
    said = local.get("@protected") is True
    return said or any(isinstance(value, Mapping) and value.get("@protected") is True for value in local.values())


def _settings(child: ActiveContext, local: Mapping[str, Json]) -> None:
    """Takes over `@base`, `@language`, `@vocab` (§4.1.2, steps 5.6 to 5.9)."""
    if "@import" in local:
        raise Declined("@import")
    for name in ("@base", "@language", "@vocab"):
        if name not in local:
            continue
        value = local[name]
        if not (value is None or isinstance(value, str)):
            raise Declined(f"{name} is not text")
        if name == "@base":
            child.base = value
        elif name == "@language":
            child.language = value.lower() if value is not None else None
        else:
            child.vocab = _vocabulary(child, value)


def _vocabulary(child: ActiveContext, value: str | None) -> str | None:
    if value is None:
        return None
    expanded = child.expand(value, vocab=True) if child.parent is None else child.parent.expand(value, vocab=True)
    if expanded is None or ":" not in expanded:
        raise Declined("relative @vocab")
    return expanded


def define(active: ActiveContext, term: str, local: Mapping[str, Json]) -> Definition | None:
    """The definition a context map gives a term (§4.2.2); None where it is to be ignored."""
    value = local[term]
    if term == "" or _KEYWORD_LIKE.match(term):
        return None
    protected = local.get("@protected") is True
    if value is None:
        return Definition(None, is_protected=protected)
    if isinstance(value, str):
        iri = _term_iri(active, term, value)
        return Definition(iri, is_protected=protected, is_prefix=_is_prefix(term, iri)) if iri is not None else None
    if not isinstance(value, Mapping):
        raise Declined("a definition that is neither text nor a map")
    return _expanded_definition(active, term, value, protected)


def _expanded_definition(
    active: ActiveContext, term: str, value: Mapping[str, Json], protected: bool
) -> Definition | None:
    protected = value.get("@protected", protected) is True
    if value.get("@id", "") is None:
        return Definition(None, is_protected=protected)
    reverse = value.get("@reverse")
    named = reverse if reverse is not None else value.get("@id", term)
    if not isinstance(named, str):
        raise Declined("@id is not text")
    iri = _term_iri(active, term, named)
    if iri is None:
        return None
    language = value.get("@language")
    return Definition(
        iri,
        coercion=_coercion(active, value),
        container=_container(value.get("@container")),
        language=language.lower() if isinstance(language, str) else None,
        has_language="@language" in value and "@type" not in value,
        context=value.get("@context"),
        has_context="@context" in value,
        is_reverse=reverse is not None,
        is_nested="@nest" in value,
        has_index="@index" in value,
        is_protected=protected,
        is_prefix=value.get("@prefix") is True,
    )


def _term_iri(active: ActiveContext, term: str, named: str) -> str | None:
    if named != term:
        iri = active.expand(named, vocab=True)
        if iri is not None and ":" not in iri and iri not in KEYWORDS:
            raise Declined("a term with a relative IRI")
        return iri
    prefix, colon, suffix = term.partition(":")
    if colon and prefix:
        return active._compact(term, prefix, suffix)
    if active.vocab is None:
        raise Declined("a term without an IRI")
    return active.vocab + term


def _is_prefix(term: str, iri: str) -> bool:
    """Whether a term defined by text alone may be used as a prefix (§4.2.2, step 14.2.5)."""
    return ":" not in term and "/" not in term and (iri[-1:] in _PREFIX_ENDS or iri[:2] == "_:")


def _coercion(active: ActiveContext, value: Mapping[str, Json]) -> str:
    named = value.get("@type", "")
    if not isinstance(named, str):
        raise Declined("@type is not text")
    return active.expand(named, vocab=True) or "" if named else ""


def _container(value: Json) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, str):
        return frozenset((value,))
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return frozenset(str(item) for item in value)
    raise Declined("@container is not text")
