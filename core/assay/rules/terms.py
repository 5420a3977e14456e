# SPDX-License-Identifier: Apache-2.0
"""How properties are written in a document: the terms of a pack's context, by the IRI they stand for."""

from collections.abc import Mapping

from assay.rules.pack import RulePack
from assay.values import frozen


@frozen
class WrittenTerm:
    """A term of the context and the datatype it gives its values by itself."""

    name: str
    datatype: str
    """Datatype IRI, `@id` for references, empty where values keep the type they are written with."""


_terms_by_digest: dict[str, Mapping[str, WrittenTerm]] = {}


def written_terms(pack: RulePack) -> Mapping[str, WrittenTerm]:
    """Property IRI to the term a document writes for it. Worked out once a pack, on first need."""
    if pack.sha256 not in _terms_by_digest:
        _terms_by_digest[pack.sha256] = _read(pack.context)
    return _terms_by_digest[pack.sha256]


def prefix_of(pack: RulePack, iri: str) -> str:
    """The prefix of the pack's context that a word of the pack's own namespace is written with; else that of Gaia-X."""
    context = pack.context.get("@context")
    named = context.items() if isinstance(context, Mapping) and iri.startswith(pack.namespace) else ()
    return next((name for name, target in named if target == pack.namespace and not name.startswith("@")), "gx")


def _read(document: Mapping[str, object]) -> Mapping[str, WrittenTerm]:
    context = document.get("@context", document)
    if not isinstance(context, Mapping):
        return {}
    found: dict[str, WrittenTerm] = {}
    for name, definition in context.items():
        if name.startswith("@") or not isinstance(definition, Mapping):
            continue
        iri, datatype = definition.get("@id", name), definition.get("@type", "")
        if isinstance(iri, str) and isinstance(datatype, str):
            found.setdefault(
                _expanded(iri, context), WrittenTerm(name, _expanded(datatype, context) if datatype else "")
            )
    return found


def _expanded(name: str, context: Mapping[str, object]) -> str:
    """A compact IRI or a vocabulary-relative name in full (JSON-LD 1.1 §4.1.5, without nested prefixes)."""
    if name.startswith("@"):
        return name
    prefix, colon, rest = name.partition(":")
    if colon:
        base = context.get(prefix)
        return base + rest if isinstance(base, str) else name
    vocabulary = context.get("@vocab", "")
    return f"{vocabulary}{name}"
