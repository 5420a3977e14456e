# SPDX-License-Identifier: Apache-2.0
"""What an extension may not do to its base (ICAM 25.11 §5.2.3 lets ecosystems add classes and shapes, not change any).

Every fault is a PackError that names the file and what in it is wrong. An extension speaks about words of its own
namespace only; whatever else it states could give a word of the base another meaning.
"""

import re
from collections.abc import Mapping

from assay.claims import ClaimsGraph, is_blank
from assay.credential import Generation
from assay.errors import PackError
from assay.finding import Stage
from assay.linked_data.contexts import bundled_context, bundled_contexts
from assay.linked_data.rdf import parse_turtle
from assay.rules.pack import RulePack
from assay.vocabulary import spoken_namespaces, words_of

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
_PREFIX = re.compile(r"[A-Z][A-Z0-9]*\Z")
_TAKEN_PREFIXES = frozenset(
    name.replace(".", "").upper() for name in (*Generation, *Stage, "shape", "criterion", "graph", "advice", "ld")
)
"""What rule ids of bundled packs begin with, or could be taken to begin with."""
_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_SCHEMES = frozenset(("data", "did", "file", "http", "https", "mailto", "tag", "urn", "uuid"))
"""Words that begin ids: as a prefix of a context they would make other ids of them."""
_KEYS = frozenset(("@id", "@type", "@container", "@prefix"))
"""Members of a term definition that can only concern the term itself (JSON-LD 1.1 §9.15)."""
_CONTAINERS = frozenset(("", "@list", "@set", "@language"))
_ENVELOPE = ("https://www.w3.org/2018/credentials#", "https://w3id.org/security#")


def refuse_weakening(base: RulePack, extension: RulePack) -> None:
    """Raises PackError where the extension is not one of this base, or changes what the base says."""
    if extension.base != base.id:
        raise PackError("pack.extension_base", file="pack.toml", id=extension.id, base=extension.base, given=base.id)
    _refuse_namespaces(base, extension)
    _refuse_rules(base, extension)
    _refuse_criteria(extension)
    shapes = ClaimsGraph(parse_turtle(extension.shapes_turtle))
    _refuse_statements(extension, "shapes.ttl", shapes)
    _refuse_statements(extension, "subclasses.ttl", ClaimsGraph(parse_turtle(extension.subclasses_turtle)))
    _refuse_references(base, shapes)
    _refuse_superclasses(base, extension)
    _refuse_context(base, extension)


def overlap(one: str, other: str) -> bool:
    """Whether words of one namespace could be words of the other."""
    return one.startswith(other) or other.startswith(one)


def _refuse_namespaces(base: RulePack, extension: RulePack) -> None:
    """One namespace of its own, and addresses of a context that nobody else's context has."""
    if extension.generation != base.generation:
        raise PackError("pack.wrong_value", file="pack.toml", key="generation", expected=base.generation)
    taken = {known.iri for known in base.namespaces} | spoken_namespaces(base)
    for known in extension.namespaces:
        if any(overlap(known.iri, other) for other in taken) or known.iri != extension.namespace:
            raise PackError("pack.extension_namespace", file="pack.toml", name=known.iri)
    if not extension.namespace.endswith(("#", "/")):
        raise PackError("pack.extension_namespace", file="pack.toml", name=extension.namespace)
    for url in extension.context_urls:
        if url in base.context_urls or url in bundled_contexts() or base.namespace_of(url) is not None:
            raise PackError("pack.extension_address", file="pack.toml", name=url)


def _refuse_rules(base: RulePack, extension: RulePack) -> None:
    prefix = extension.prefix
    if not _PREFIX.match(prefix) or prefix in _TAKEN_PREFIXES or prefix == base.prefix:
        raise PackError("pack.extension_prefix", file="pack.toml", name=prefix)
    for rule in extension.rules:
        if not rule.startswith(f"{prefix}-") or rule in base.rules:
            raise PackError("pack.extension_rule", file="rules.toml", name=rule, prefix=f"{prefix}-")


def _refuse_criteria(extension: RulePack) -> None:
    """Criteria by names of the extension's own: reports list them beside those of the base."""
    for number, criterion in enumerate(extension.criteria.criteria):
        if not criterion.id.startswith(f"{extension.prefix}-"):
            key = f"criteria[{number}].id"
            raise PackError("pack.wrong_value", file="criteria.toml", key=key, expected=f"{extension.prefix}-…")


def _refuse_references(base: RulePack, shapes: ClaimsGraph) -> None:
    """Each pack judges by its own shapes: those of the base are not there to be referred to."""
    theirs = {shape["id"] for shape in base.program.shapes} if base.program else set()
    for _, _, value in shapes:
        if isinstance(value, str) and value in theirs and not is_blank(value):
            raise PackError("pack.extension_shape", file="shapes.ttl", name=value)


def _refuse_statements(extension: RulePack, file: str, statements: ClaimsGraph) -> None:
    """Everything the file states has to be about something of the extension's own."""
    for subject in statements.subjects():
        if not is_blank(subject) and not subject.startswith(extension.namespace):
            raise PackError("pack.extension_statement", file=file, name=subject)


def _refuse_superclasses(base: RulePack, extension: RulePack) -> None:
    """Above its classes stand its own, and those of the base that exist and are not reserved."""
    known = words_of(base) | base.superclasses.keys() | frozenset().union(*base.superclasses.values())
    for above in extension.superclasses.values():
        for upper in above:
            if upper.startswith(extension.namespace):
                continue
            if upper not in known:
                raise PackError("pack.extension_class", file="subclasses.ttl", name=upper)
            if base.reserved_classes & {upper, *base.superclasses.get(upper, ())}:
                raise PackError("pack.extension_reserved", file="subclasses.ttl", name=upper)


def _refuse_context(base: RulePack, extension: RulePack) -> None:
    """Terms of its own only, each concerning itself alone; a term of the base's context only as it stands there."""
    own, theirs = _terms(extension.context), _terms(base.context)
    taken = _names(bundled_context(CREDENTIALS_V2)) - theirs.keys()
    texts = base.texts("en")
    words = words_of(base) | base.superclasses.keys() | frozenset((*texts.classes(), *texts.properties()))
    vocabulary = str(theirs.get("@vocab", base.namespace))
    for name, definition in own.items():
        if name == "@version":
            continue
        meaning = _meaning(name, definition, own)
        is_another = name in theirs and meaning != _meaning(name, theirs[name], theirs)
        hides_word = name not in theirs and vocabulary + name in words and meaning[:1] != (vocabulary + name,)
        if not meaning or is_another or hides_word or name in taken or name in _SCHEMES:
            raise PackError("pack.extension_term", file="context.jsonld", name=name)


def _terms(document: Mapping[str, object]) -> Mapping[str, object]:
    found = document.get("@context")
    return found if isinstance(found, Mapping) else {}


def _names(document: object) -> frozenset[str]:
    """Every term a context defines, at whatever depth."""
    if isinstance(document, list):
        return frozenset().union(*map(_names, document))
    if not isinstance(document, Mapping):
        return frozenset()
    inner = (_names(value) for value in document.values())
    return frozenset(name for name in document if not name.startswith("@")).union(*inner)


def _meaning(name: str, definition: object, context: Mapping[str, object]) -> tuple[object, ...]:
    """What a term stands for, its datatype and its container, written out; empty where it could concern more."""
    told = definition if isinstance(definition, Mapping) else {"@id": definition}
    iri, datatype, container = told.get("@id", name), told.get("@type", ""), told.get("@container", "")
    containers = container if isinstance(container, list) else [container]
    if not isinstance(iri, str) or not isinstance(datatype, str) or not _TERM.match(name):
        return ()
    full = _written_out(iri, context)
    concerns_more = not _KEYS.issuperset(told) or not _CONTAINERS.issuperset(containers)
    if concerns_more or ":" not in full or full.startswith(_ENVELOPE):
        return ()
    return full, _written_out(datatype, context) if datatype else "", tuple(containers)


def _written_out(name: str, context: Mapping[str, object]) -> str:
    """A compact IRI or a vocabulary-relative name in full (JSON-LD 1.1 §4.1.5)."""
    if name.startswith("@"):
        return name
    prefix, colon, rest = name.partition(":")
    if not colon:
        return f"{context.get('@vocab', '')}{name}"
    base = context.get(prefix)
    base = base.get("@id") if isinstance(base, Mapping) else base
    return base + rest if isinstance(base, str) and not rest.startswith("//") else name
