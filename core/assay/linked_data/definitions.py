# SPDX-License-Identifier: Apache-2.0
"""Term definitions of JSON-LD contexts (JSON-LD 1.1 API §4.2), made one at a time."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.credential import Json
from assay.values import frozen

if TYPE_CHECKING:
    from assay.linked_data.terms import ActiveContext

KEYWORDS = frozenset(
    [
        "@base",
        "@container",
        "@context",
        "@default",
        "@direction",
        "@embed",
        "@explicit",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@omitDefault",
        "@prefix",
        "@preserve",
        "@propagate",
        "@protected",
        "@requireAll",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
    ]
)
KEYWORD_LIKE = re.compile(r"@[A-Za-z]+\Z")
_PREFIX_ENDS = frozenset(":/?#[]@")


class DeclinedError(Exception):
    """The document uses something the fast reading leaves to the reference implementation."""


class InvalidError(Exception):
    """The document is not JSON-LD; holds the error code of JSON-LD 1.1 API §9.2."""


class FeatureDeclinedError(DeclinedError):
    """It is something a credential should not use at all; the member is told in a finding."""


class ProtectedTermError(Exception):
    """A context redefines a protected term (JSON-LD 1.1 §4.1.11); holds the term, empty for `null`."""

    def __init__(self, term: str) -> None:
        super().__init__(term)
        self.term = term


@frozen
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
    reaches_text: bool = False
    """The scoped context can change what a plain value means, not only what objects mean."""
    is_reverse: bool = False
    is_nested: bool = False
    has_index: bool = False
    is_protected: bool = False
    is_prefix: bool = False

    def means_the_same(self, other: "Definition") -> bool:
        """Whether the two differ in nothing but protection (§4.1.11)."""
        return self == other or replace(self, is_protected=other.is_protected) == other


def define(active: "ActiveContext", term: str, local: Mapping[str, Json]) -> Definition | None:
    """The definition a context map gives a term (§4.2.2); None where it is to be ignored."""
    value = local[term]
    if term == "" or KEYWORD_LIKE.match(term):
        return None
    protected = local.get("@protected") is True
    if value is None:
        return Definition(None, is_protected=protected)
    if isinstance(value, str):
        iri = _term_iri(active, term, value)
        return Definition(iri, is_protected=protected, is_prefix=_is_prefix(term, iri)) if iri is not None else None
    if not isinstance(value, Mapping):
        raise DeclinedError("a definition that is neither text nor a map")
    return _expanded_definition(active, term, value, protected=protected)


def _expanded_definition(
    active: "ActiveContext", term: str, value: Mapping[str, Json], *, protected: bool
) -> Definition | None:
    protected = value.get("@protected", protected) is True
    if value.get("@id", "") is None:
        return Definition(None, is_protected=protected)
    reverse = value.get("@reverse")
    named = reverse if reverse is not None else value.get("@id", term)
    if not isinstance(named, str):
        raise DeclinedError("@id is not text")
    iri = _term_iri(active, term, named)
    if iri is None:
        return None
    language = value.get("@language")
    coercion = _coercion(active, value)
    return Definition(
        iri,
        coercion=coercion,
        container=_container(value.get("@container")),
        language=language.lower() if isinstance(language, str) else None,
        has_language="@language" in value and "@type" not in value,
        context=value.get("@context"),
        has_context="@context" in value,
        reaches_text="@context" in value and (coercion in ("@id", "@vocab") or _has_settings(value["@context"])),
        is_reverse=reverse is not None,
        is_nested="@nest" in value,
        has_index="@index" in value,
        is_protected=protected,
        is_prefix=value.get("@prefix") is True,
    )


def _term_iri(active: "ActiveContext", term: str, named: str) -> str | None:
    if named != term:
        iri = active.expand(named, vocab=True)
        if iri is not None and ":" not in iri and iri not in KEYWORDS:
            raise DeclinedError("a term with a relative IRI")
        return iri
    prefix, colon, suffix = term.partition(":")
    if colon and prefix:
        found = active.get(prefix) if prefix != "_" and suffix[:2] != "//" else None
        return found.iri + suffix if found is not None and found.iri is not None else term
    if active.vocab is None:
        raise DeclinedError("a term without an IRI")
    return active.vocab + term


def _is_prefix(term: str, iri: str) -> bool:
    """Whether a term defined by text alone may be used as a prefix (§4.2.2, step 14.2.5)."""
    return ":" not in term and "/" not in term and (iri[-1:] in _PREFIX_ENDS or iri[:2] == "_:")


def _coercion(active: "ActiveContext", value: Mapping[str, Json]) -> str:
    named = value.get("@type", "")
    if not isinstance(named, str):
        raise DeclinedError("@type is not text")
    return active.expand(named, vocab=True) or "" if named else ""


def _has_settings(context: Json) -> bool:
    if not isinstance(context, Mapping):
        return True
    return any(name[:1] == "@" and name not in ("@protected", "@version", "@propagate") for name in context)


def _container(value: Json) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, str):
        return frozenset((value,))
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return frozenset(str(item) for item in value)
    raise DeclinedError("@container is not text")
