# SPDX-License-Identifier: Apache-2.0
"""From a reading to a case: all subjects of all credentials in one graph, named as the rule pack names things.

Four habits of Loire are dealt with here, and nowhere else: the class that stands only on the credential is copied to
its subject; subjects are judged, not the envelope around them; all subjects of a set are merged before anything
refers to them; and what a label lists bears the ids of credentials, and no class.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from assay.checks.case import CREDENTIALS, SECURITY, Case, CaseCredential, Namespaces, Setting
from assay.claims import RDF_TYPE, ClaimsGraph, Literal, Term, Triple
from assay.coverage import DroppedTerm
from assay.credential import Credential, Reading
from assay.finding import Finding, Place
from assay.label_entries import classes_of_listed, listed_by_labels
from assay.linked_data.contexts import ContextSource
from assay.linked_data.expand import Expansion, expand
from assay.rules.pack import NamespaceKind, RulePack
from assay.values import frozen
from assay.vocabulary import Vocabulary, namespace_part

_SUBJECT = CREDENTIALS + "credentialSubject"
_Key = TypeVar("_Key")
PARTS_REMEMBERED = 2
"""What is remembered of one expansion: for the set it stands in now, and the one before."""


@dataclass
class _Gathered:
    """What has been gathered so far, credential by credential. Lives only inside `assemble`."""

    triples: list[Triple] = field(default_factory=list)
    credentials: list[CaseCredential] = field(default_factory=list)
    node_places: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    member_places: dict[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    value_places: dict[tuple[str, str, Term], Place] = field(default_factory=dict)
    dropped: list[DroppedTerm] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    aliases: dict[str, Place] = field(default_factory=dict)


def assemble(name: str, reading: Reading, pack: RulePack, *, moment: datetime, setting: Setting) -> Case:
    """The case of one document. Errors of the linked-data engine pass through: the pipeline says what they mean."""
    gathered = _Gathered()
    vocabulary = Vocabulary(pack)
    source = ContextSource(pack.contexts)
    expansions = [(one, expand(one, source, label_prefix=f"c{at}")) for at, one in enumerate(reading.credentials)]
    envelopes = _envelope_nodes(reading, expansions)
    for credential, expansion in expansions:
        _gather(gathered, credential, expansion, envelopes, vocabulary)
    _gather_triples(gathered, reading, vocabulary)
    _copy_classes(gathered)
    gathered.triples.extend(classes_of_listed(gathered.triples, pack.namespace))
    claims = ClaimsGraph(gathered.triples)
    return Case(
        name,
        reading,
        pack,
        moment,
        setting,
        credentials=tuple(gathered.credentials),
        claims=claims,
        nodes=tuple(claims.subjects()),
        node_places=gathered.node_places,
        member_places=gathered.member_places,
        value_places=gathered.value_places,
        dropped=tuple(gathered.dropped),
        namespaces=Namespaces(gathered.aliases | vocabulary.aliases_met, _unknown(vocabulary, claims, gathered)),
        findings=tuple(gathered.findings),
    )


def _envelope_nodes(reading: Reading, expansions: list[tuple[Credential, Expansion]]) -> frozenset[str]:
    """Nodes of credentials and presentation: a claim may point at them, their statements are no claims."""
    found = {
        expansion.node_at.get(credential.pointer, "")
        for credential, expansion in expansions
        if not credential.is_bare_claims
    }
    if reading.presentation is not None:
        named = reading.presentation.content.get("id")
        found |= {named} if isinstance(named, str) else set()
    return frozenset(found - {""})


def _gather(
    into: _Gathered, credential: Credential, expansion: Expansion, envelopes: frozenset[str], vocabulary: Vocabulary
) -> None:
    key = (vocabulary.pack.sha256, credential.file, envelopes)
    part = expansion.remembered.get(key)
    if not isinstance(part, _Part):
        part = expansion.remembered[key] = _part(credential, expansion, envelopes, Vocabulary(vocabulary.pack))
        for outdated in tuple(expansion.remembered)[:-PARTS_REMEMBERED]:
            del expansion.remembered[outdated]
    into.triples.extend(part.entry.claims)
    same = credential.envelope is None  # what a token holds may be said under many signatures
    into.credentials.append(part.entry if same else replace(part.entry, credential=credential, remembered={}))
    _add_places(into.node_places, part.node_places)
    _add_places(into.member_places, part.member_places)
    if into.value_places.keys().isdisjoint(part.value_places):
        into.value_places.update(part.value_places)
    else:
        into.value_places.update((key, at) for key, at in part.value_places.items() if key not in into.value_places)
    into.dropped.extend(part.dropped)
    into.findings.extend(expansion.findings)
    for iri, place in part.context_aliases.items():
        into.aliases.setdefault(iri, place)
    vocabulary.meet(part.aliases)


def _add_places(into: dict[_Key, tuple[Place, ...]], more: Mapping[_Key, tuple[Place, ...]]) -> None:
    if into.keys().isdisjoint(more):
        into.update(more)
        return
    for key, places in more.items():
        into[key] = into.get(key, ()) + places


@frozen
class _Part:
    """What one credential adds to a case: the same for the same expansion, file, envelopes around it and rules."""

    entry: CaseCredential
    """As it is without a token around it. The same one for as long as nothing of it changes."""
    dropped: tuple[DroppedTerm, ...]
    node_places: Mapping[str, tuple[Place, ...]]
    member_places: Mapping[tuple[str, str], tuple[Place, ...]]
    value_places: Mapping[tuple[str, str, Term], Place]
    aliases: Mapping[str, Place]
    context_aliases: Mapping[str, Place]


def _part(credential: Credential, expansion: Expansion, envelopes: frozenset[str], vocabulary: Vocabulary) -> _Part:
    node = "" if credential.is_bare_claims else expansion.node_at.get(credential.pointer, "")
    roots = _roots(credential, expansion, node)
    said_of_claims = _claims_only(credential, expansion, node) if node in roots else expansion.triples
    own = _reachable(said_of_claims, roots, envelopes - listed_by_labels(expansion.triples, node, vocabulary))
    members, values = _places(credential.file, expansion, vocabulary)
    within = f"{credential.pointer}/credentialSubject"
    used = {url: vocabulary.of_context(url) for url in expansion.contexts_used}
    at_context = Place(f"{credential.pointer}/@context", file=credential.file)
    entry = CaseCredential(
        replace(credential, envelope=None),
        node,
        _classes(expansion, node, vocabulary),
        roots,
        {predicate: found for (subject, predicate), found in expansion.member_places.items() if subject == node},
        _outside(expansion, node, own) if node else (),
        tuple((s, vocabulary.canonical(p), vocabulary.canonical_object(p, o)) for s, p, o in own),
    )
    return _Part(
        entry,
        tuple(
            DroppedTerm(drop.term, drop.pointer, drop.inside_subject or drop.pointer.startswith(within))
            for drop in expansion.dropped
        ),
        {
            about: tuple(Place(found, file=credential.file) for found in pointers)
            for about, pointers in expansion.node_places.items()
        },
        members,
        values,
        vocabulary.aliases_met,
        {known.iri: at_context for known in used.values() if known and known.kind is not NamespaceKind.CANONICAL},
    )


def _roots(credential: Credential, expansion: Expansion, node: str) -> tuple[str, ...]:
    """Subject nodes of a credential as its statements name them, in document order; every node of bare claims.

    Statements, not members: whatever way a document finds to say `credentialSubject`, what it says is judged.
    """
    if credential.is_bare_claims:
        return tuple(dict.fromkeys(subject for subject, _, _ in expansion.triples))
    named = (o for s, p, o in expansion.triples if p == _SUBJECT and s == node and isinstance(o, str))
    return tuple(dict.fromkeys(named))


def _claims_only(credential: Credential, expansion: Expansion, node: str) -> list[Triple]:
    """The statements without those that only the envelope makes, for a credential that shares its id with its subject.

    Notaries of Tagus write so. What stands in the subject itself, or in both places, stays.
    """
    at = credential.pointer

    def is_envelope(triple: Triple) -> bool:
        subject, predicate, value = triple
        if subject != node:
            return False
        if predicate == RDF_TYPE:
            pointer = expansion.value_places.get(triple, "")
            return str(value).startswith(CREDENTIALS) and pointer.startswith((f"{at}/type", f"{at}/@type"))
        pointers = expansion.member_places.get((subject, predicate), ())
        own = bool(pointers) and all(pointer.rpartition("/")[0] == at for pointer in pointers)
        return own and predicate.startswith((CREDENTIALS, SECURITY))

    return [triple for triple in expansion.triples if not is_envelope(triple)]


def _outside(expansion: Expansion, node: str, own: list[Triple]) -> tuple[Triple, ...]:
    """Statements that are no claims; those of proofs left out, which stand in graphs that the credential names."""
    claims = set(own)
    proofs = {o for s, p, o in expansion.triples if s == node and p == SECURITY + "proof"}
    beside = [triple for triple in expansion.triples if triple not in claims]
    inner = [triple for name, triples in expansion.graphs.items() if name not in proofs for triple in triples]
    return (*beside, *inner)


def _reachable(triples: Iterable[Triple], roots: Iterable[str], envelopes: frozenset[str]) -> list[Triple]:
    """Statements about the roots and everything they lead to, without the envelopes."""
    by_subject: dict[str, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple[0], []).append(triple)
    found: list[Triple] = []
    queue, seen = list(roots), set(roots)
    for node in queue:
        for triple in by_subject.get(node, ()):
            found.append(triple)
            target = triple[2]
            if isinstance(target, str) and target not in seen and target not in envelopes and triple[1] != RDF_TYPE:
                seen.add(target)
                queue.append(target)
    return found


def _classes(expansion: Expansion, node: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    if not node:
        return ()
    return tuple(
        vocabulary.canonical(kind)
        for subject, predicate, kind in expansion.triples
        if subject == node and predicate == RDF_TYPE and isinstance(kind, str) and not kind.startswith(CREDENTIALS)
    )


def _places(
    file: str, expansion: Expansion, vocabulary: Vocabulary
) -> tuple[Mapping[tuple[str, str], tuple[Place, ...]], Mapping[tuple[str, str, Term], Place]]:
    """Places of members and of values, by the words the pack uses."""
    canonical = vocabulary.canonical
    members: dict[tuple[str, str], tuple[Place, ...]] = {}
    values: dict[tuple[str, str, Term], Place] = {}
    for (node, predicate), pointers in expansion.member_places.items():
        vocabulary.note_place(predicate, Place(pointers[0], of_key=True, file=file))
        key = (node, canonical(predicate))
        members[key] = members.get(key, ()) + tuple(Place(found, file=file) for found in pointers)
    for (node, predicate, value), pointer in expansion.value_places.items():
        if predicate == RDF_TYPE and isinstance(value, str):
            vocabulary.note_place(value, Place(pointer, file=file))
        told = vocabulary.canonical_object(predicate, value)
        values.setdefault((node, canonical(predicate), told), Place(pointer, file=file))
    return members, values


def _gather_triples(into: _Gathered, reading: Reading, vocabulary: Vocabulary) -> None:
    """Claims that came as triples (Turtle): every node is judged, so an envelope among them stays unchecked.

    Unnamed nodes are of one file only: in a set of files each gets a name that no other file can use.
    """
    for number, (file, part) in enumerate(reading.parts or (("", reading),)):
        prefix = f"_:t{number}x" if reading.parts else ""
        for subject, predicate, value in part.triples:
            node, target = _of_file(subject, prefix), _of_file(value, prefix)
            canonical = vocabulary.canonical_object(predicate, target)
            into.triples.append((str(node), vocabulary.canonical(predicate), canonical))
            pointer = f"#{subject}" if subject.startswith("_:") else f"#<{subject}>"
            into.node_places.setdefault(str(node), (Place(pointer, file=file),))


def _of_file(term: Term, prefix: str) -> Term:
    return prefix + term[2:] if prefix and isinstance(term, str) and term.startswith("_:") else term


def _copy_classes(into: _Gathered) -> None:
    """A subject without a type is what its credential says it is."""
    typed = {subject for subject, predicate, _ in into.triples if predicate == RDF_TYPE}
    for entry in into.credentials:
        for subject in entry.subjects:
            if subject not in typed:
                into.triples.extend((subject, RDF_TYPE, kind) for kind in entry.classes)


def _unknown(vocabulary: Vocabulary, claims: ClaimsGraph, gathered: _Gathered) -> Mapping[str, Place]:
    """Namespaces of classes and properties that the pack does not speak, with their first use."""
    found: dict[str, Place] = {}
    known: set[Term] = set()
    for subject, predicate, value in claims:
        used = value if predicate == RDF_TYPE else predicate
        if used in known or isinstance(used, Literal) or vocabulary.knows_namespace_of(used):
            known.add(used)
            continue
        if vocabulary.borrows(used, claims.types(subject)):
            continue
        places = gathered.member_places.get((subject, predicate)) or gathered.node_places.get(subject)
        found.setdefault(namespace_part(used), places[0] if places else Place(""))
    return found
