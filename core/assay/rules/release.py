# SPDX-License-Identifier: Apache-2.0
"""Official files of a release → the files of a pack, with what they lack taken from the pack they are nearest to.

Shapes are needed. Without a context the base pack's is taken, without an ontology its subclass facts; rules, criteria
and names are the base pack's too. Each of these is a note, to be said: nothing is filled in silently.
"""

import datetime
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping

from assay.claims import ClaimsGraph, is_blank
from assay.errors import PackError
from assay.rules.build import FURTHER_TABLES, list_keys, nameable
from assay.rules.distil import facts_document, shape_facts, subclass_facts
from assay.rules.hierarchy import superclasses
from assay.rules.incoming import OfficialFile, Role
from assay.rules.library import base_for, files_of, load
from assay.rules.official import turtle_triples
from assay.rules.omissions import is_omitted
from assay.rules.pack import NamespaceKind, RulePack
from assay.rules.release_texts import texts_document
from assay.rules.toml_text import toml_text
from assay.shacl.vocabulary import SH
from assay.values import frozen

TAKEN_OVER = frozenset({"rules.toml", *(f"{name}.toml" for name in FURTHER_TABLES)})
"""Files a release has from its base: the rules that are not shapes."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen
class Wishes:
    """What the person who imports said; empty where the files shall tell."""

    id: str = ""
    version: str = ""
    name: str = ""
    valid_from: str = ""
    valid_until: str = ""
    like: str = ""
    """Id of the pack that fills in what the files lack."""


@frozen
class Note:
    """Something to be said about an import."""

    text: str
    """Text id."""
    params: Mapping[str, str | int]


@frozen
class Release:
    """A pack made from official files, not built yet."""

    files: Mapping[str, bytes]
    base: RulePack
    notes: tuple[Note, ...]


def make_release(given: Iterable[OfficialFile], wishes: Wishes, today: datetime.date) -> Release:
    """The files of a pack. PackError where shapes are missing, or no pack at hand speaks their language."""
    by_role = _by_role(given)
    try:
        return _made(by_role, wishes, today)
    except RecursionError as error:
        raise PackError("pack.too_hard", file=by_role[Role.SHAPES].name) from error


def _made(by_role: Mapping[Role, OfficialFile], wishes: Wishes, today: datetime.date) -> Release:
    shapes = by_role[Role.SHAPES]
    facts = shape_facts(shapes.graph)
    namespace = _namespace(facts, shapes.name)
    base, is_told = _base(namespace, wishes)
    known = _renamed(files_of(base), base.namespace, namespace)
    notes = [] if is_told else [Note("packs.note.base_guessed", {"base": base.name})]
    files = {
        **_facts(by_role, facts, known, namespace=namespace),
        **{name: data for name, data in known.items() if name in TAKEN_OVER},
        "pack.toml": _pack_toml(
            by_role, base, known["pack.toml"], wishes, namespace=namespace, today=today.isoformat()
        ),
    }
    above = superclasses(ClaimsGraph(turtle_triples(files["subclasses.ttl"], "subclasses.ttl")))
    names, lists = nameable(facts, above), list_keys(facts)
    made: set[str] = set()
    for lang in base.languages:
        files[f"texts/{lang}.toml"], of_lang = texts_document(base, namespace, lang, names, lists)
        made |= of_lang
    notes += _notes(by_role, base, len(made), omitted=sum(is_omitted(shapes.graph, triple) for triple in shapes.graph))
    return Release(dict(sorted(files.items())), base, tuple(notes))


def _by_role(given: Iterable[OfficialFile]) -> Mapping[Role, OfficialFile]:
    found: dict[Role, OfficialFile] = {}
    for file in given:
        if file.role in found:
            raise PackError("pack.role_twice", file=file.name, other=found[file.role].name)
        found[file.role] = file
    if Role.SHAPES not in found:
        raise PackError("pack.no_shapes", file=", ".join(file.name for file in found.values()))
    return found


def _namespace(facts: ClaimsGraph, name: str) -> str:
    """The one that most classes of the shapes stand in."""
    classes = (cls for cls in facts.with_predicate(SH + "targetClass") if isinstance(cls, str) and not is_blank(cls))
    counts = Counter(re.sub(r"[^#/]*\Z", "", cls) for cls in classes)
    if not counts:
        raise PackError("pack.empty", file=name)
    return min(counts, key=lambda namespace: (-counts[namespace], namespace))


def _base(namespace: str, wishes: Wishes) -> tuple[RulePack, bool]:
    if wishes.like:
        return load(wishes.like), True
    found = base_for(namespace)
    if found is None:
        raise PackError("pack.no_base", key=namespace)
    return found


def _renamed(files: Mapping[str, bytes], old: str, new: str) -> Mapping[str, bytes]:
    """The base's files with its words in the release's namespace."""
    if old == new:
        return files
    return {name: data.replace(old.encode(), new.encode()) for name, data in files.items()}


def _facts(
    by_role: Mapping[Role, OfficialFile], facts: ClaimsGraph, known: Mapping[str, bytes], *, namespace: str
) -> dict[str, bytes]:
    context, ontology = by_role.get(Role.CONTEXT), by_role.get(Role.ONTOLOGY)
    facts_known = ClaimsGraph(turtle_triples(known["subclasses.ttl"], "subclasses.ttl"))
    above = subclass_facts(facts, ontology.graph if ontology else facts_known)
    digest = _sha256(ontology.data if ontology else known["subclasses.ttl"])
    return {
        "context.jsonld": context.data if context else known["context.jsonld"],
        "shapes.ttl": facts_document("SHACL shapes", _sha256(by_role[Role.SHAPES].data), facts, namespace),
        "subclasses.ttl": facts_document("ontology", digest, above, namespace),
    }


def _pack_toml(
    by_role: Mapping[Role, OfficialFile], base: RulePack, known: bytes, wishes: Wishes, *, namespace: str, today: str
) -> bytes:
    """The base's `pack.toml` (in the release's words), with what is the release's own in its place."""
    told = tomllib.loads(known.decode())
    last = re.split(r"[#/]", namespace.rstrip("#/"))[-1]
    dated = found.group() if (found := _DATE.search(by_role[Role.SHAPES].name)) else today
    version = wishes.version or dated
    for key in ("valid_from", "valid_until"):
        told.pop(key, None)
        told |= {key: value} if (value := getattr(wishes, key)) else {}
    return toml_text(
        {
            **told,
            "id": wishes.id or re.sub(r"[^a-z0-9.-]+", "-", f"{base.generation}-{last}".lower()),
            "version": version,
            "name": wishes.name or f"{base.generation.capitalize()} {last} {version}",
            "current_as_of": today,
            "namespace": namespace,
            "namespaces": _namespaces(base, namespace, last),
            "context": {"urls": list(dict.fromkeys([namespace, namespace.rstrip("#/"), *base.context_urls]))},
            "source": _source(by_role, base, dated),
        }
    )


def _source(by_role: Mapping[Role, OfficialFile], base: RulePack, dated: str) -> dict[str, object]:
    files = {role.value: by_role[role] for role in Role if role in by_role}
    return {
        "origin": ", ".join(file.name for file in files.values()),
        "dated": dated,
        "licence": "unknown",
        "sha256": {**base.source.sha256, **{role: _sha256(file.data) for role, file in files.items()}},
    }


def _namespaces(base: RulePack, namespace: str, last: str) -> list[dict[str, str]]:
    """The base's namespaces seen from the release's: what is an alias one way is one the other way."""
    own = next((known for known in base.namespaces if known.iri == namespace), None)
    name = own.name if own else f"{base.name.split()[0]} {last}"
    seen = own.kind if own else NamespaceKind.RELEASE
    told = [{"iri": namespace, "name": name, "kind": NamespaceKind.CANONICAL.value}]
    for known in base.namespaces:
        if known.iri != namespace:
            kind = seen if known.kind is NamespaceKind.CANONICAL else known.kind
            told.append({"iri": known.iri, "name": known.name, "kind": kind.value})
    return told


def _notes(by_role: Mapping[Role, OfficialFile], base: RulePack, made: int, *, omitted: int) -> list[Note]:
    notes = [Note(f"packs.note.no_{role}", {"base": base.name}) for role in Role if role not in by_role]
    notes.append(Note("packs.note.rules", {"base": base.name}))
    if omitted:
        notes.append(Note("packs.note.omitted", {"count": omitted}))
    if made:
        notes.append(Note("packs.note.labels", {"count": made}))
    return notes


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
