# SPDX-License-Identifier: Apache-2.0
"""Active contexts (JSON-LD 1.1 API §4.1, §5.2), whose terms are defined when first asked for.

A context of 570 terms costs nothing until a document uses one of them. Active contexts never change; extending one
gives another, remembered by the context it was extended with.
"""

from collections.abc import Iterator, Mapping

from assay.credential import Json
from assay.linked_data.definitions import (
    KEYWORD_LIKE,
    KEYWORDS,
    DeclinedError,
    Definition,
    InvalidError,
    ProtectedTermError,
    define,
)

_IN_CONTEXTS = frozenset(
    ("@base", "@direction", "@import", "@language", "@propagate", "@protected", "@type", "@version", "@vocab")
)
_PENDING = Definition(None)
_UNKNOWN = Definition(None, coercion="@unknown")


class ActiveContext:
    """The context that applies at one place of a document."""

    __slots__ = (
        "_children",
        "_definitions",
        "base",
        "language",
        "local",
        "parent",
        "plans",
        "previous",
        "protects",
        "type_plans",
        "vocab",
    )

    def __init__(self, parent: "ActiveContext | None", local: Mapping[str, Json]) -> None:
        self.parent = parent
        self.local = local
        self._definitions: dict[str, Definition | None] = {}
        self._children: dict[tuple[int, bool, bool], ActiveContext] = {}
        self.plans: dict[str, object] = {}
        """What `assay.linked_data.plans` remembers of keys, and below of types."""
        self.type_plans: dict[str, object] = {}
        self.base: str | None = parent.base if parent else None
        self.language: str | None = parent.language if parent else None
        self.vocab: str | None = parent.vocab if parent else None
        self.previous: ActiveContext | None = parent.previous if parent else None
        self.protects: bool = parent.protects if parent else False

    def get(self, term: str) -> Definition | None:
        """The definition of a term; None where there is none."""
        found = self._definitions.get(term, _UNKNOWN)
        if found is _UNKNOWN:
            return self._look_up(term)
        if found is _PENDING:
            raise DeclinedError("cyclic definition")
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
            if KEYWORD_LIKE.match(value):
                return None
        prefix, colon, suffix = value.partition(":")
        if colon and prefix:
            return self._compact(value, prefix, suffix)
        return self.vocab + value if vocab and self.vocab is not None else value

    def extend(self, local: Mapping[str, Json], *, override: bool = False, propagate: bool = True) -> "ActiveContext":
        """This context with another map on top (§4.1.2).

        Raises ProtectedTermError where that redefines a protected term and `override` is not set, DeclinedError where
        the map holds something the fast reading leaves alone. The map must not change afterwards.
        """
        key = (id(local), override, propagate)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._extended(local, override=override, propagate=propagate)
        return child

    def overlaid(self, local: Mapping[str, Json]) -> "ActiveContext":
        """As `extend`, for a map that stands in a document: not remembered, because the next document has its own."""
        return self._extended(local, override=False, propagate=True)

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
            yield from (term for term in context.local if term[:1] != "@")
            context = context.parent

    def _look_up(self, term: str) -> Definition | None:
        if term in self.local and term not in KEYWORDS:
            self._definitions[term] = _PENDING
            self._definitions[term] = found = define(self, term, self.local)
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

    def _extended(self, local: Mapping[str, Json], *, override: bool, propagate: bool) -> "ActiveContext":
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
    for name in local:
        if name[:1] == "@" and name in KEYWORDS and name not in _IN_CONTEXTS:
            raise InvalidError(f"keyword redefinition: {name}")
    if "@import" in local:
        raise DeclinedError("@import")
    for name in ("@base", "@language", "@vocab"):
        if name not in local:
            continue
        value = local[name]
        if not (value is None or isinstance(value, str)):
            raise DeclinedError(f"{name} is not text")
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
        raise DeclinedError("relative @vocab")
    return expanded
