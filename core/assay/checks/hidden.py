# SPDX-License-Identifier: Apache-2.0
"""Nothing hides: what counts stands where readers look for it, and what is claimed stands in a subject.

A credential's own members are told by their statements, not only by their keys: another word may stand for the same
statement, a node may share the credential's id, a named graph may hold what nobody reads.
"""

from collections.abc import Iterator

from assay.checks.by_itself import answer_of, findings_by_itself
from assay.checks.case import CREDENTIALS, SECURITY, Case, CaseCredential
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.claims import RDF_TYPE
from assay.credential import Json
from assay.finding import Finding, Place
from assay.rules.pack import Rule, RulePack
from assay.texts import local_name

_MARKS = frozenset((CREDENTIALS + "credentialSubject", CREDENTIALS + "verifiableCredential", SECURITY + "proof"))
_ENVELOPES = frozenset(CREDENTIALS + name for name in ("VerifiableCredential", "VerifiablePresentation"))
_MAY_SPEAK_GAIA_X = (CREDENTIALS + "evidence", CREDENTIALS + "credentialStatus", CREDENTIALS + "termsOfUse")
"""Members that may use words of the vocabulary without being claims: notaries write their evidence so.

What has a class there that the shapes judge is a claim all the same, and clearing houses judge it."""


def nothing_hidden(case: Case, rule: Rule) -> Statement:
    """Members under another name, claims outside of the subject, credentials inside of members."""
    entries = [entry for entry in case.credentials if entry.node]
    if not entries:
        return not_applicable(rule, "reason.bare_claims")
    return judged(rule, (found for entry in entries for found in _hidden_in(case, rule, entry)))


def _hidden_in(case: Case, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    yield from findings_by_itself(entry, case, rule, _disguised)
    for subject, text in answer_of(entry, case, rule, _outside):
        places = case.node_places.get(subject, (entry.place,))
        yield finding(rule, text, place=places[0], subject=entry.credential.id, path=subject)
    yield from _unread(case, rule, entry)


def _disguised(_pack: RulePack, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """Statements of the credential under another key than their own, or said elsewhere than on it."""
    at, subject = entry.credential.pointer, entry.credential.id
    for predicate, pointers in entry.says.items():
        name = predicate.removeprefix(CREDENTIALS).removeprefix(SECURITY)
        for pointer in pointers:
            parent, _, key = pointer.rpartition("/")
            if (parent == at and name in {predicate, key}) or _is_of_own_subject(entry, predicate, pointer):
                continue
            place = Place(pointer, of_key=True, file=entry.credential.file)
            if parent != at and predicate != RDF_TYPE:
                yield finding(rule, "envelope.hidden_claim", place=place, subject=subject, path=pointer)
            elif parent == at:
                params = {"member": name}
                yield finding(
                    rule, "envelope.member_disguised", place=place, subject=subject, path=predicate, params=params
                )


def _is_of_own_subject(entry: CaseCredential, predicate: str, pointer: str) -> bool:
    """A claim about a subject that has the credential's id, as notaries of Tagus write it, stands where it belongs."""
    within = pointer.startswith(f"{entry.credential.pointer}/credentialSubject/")
    return within and entry.node in entry.subjects and not predicate.startswith((CREDENTIALS, SECURITY))


def _outside(pack: RulePack, _rule: Rule, entry: CaseCredential) -> tuple[tuple[str, str], ...]:
    """Nodes outside of the subject that make claims, or are credentials of their own, each with the text for it."""
    exempt, judged_classes = _reached(entry, _MAY_SPEAK_GAIA_X), _judged_classes(pack) if entry.outside else frozenset()
    told: dict[str, str] = {}
    for subject, predicate, value in entry.outside:
        if subject == entry.node or subject in told:
            continue
        is_envelope = predicate in _MARKS or (predicate == RDF_TYPE and value in _ENVELOPES)
        word = str(value) if predicate == RDF_TYPE else predicate
        is_free = subject in exempt and not (predicate == RDF_TYPE and local_name(word) in judged_classes)
        is_claim = pack.namespace_of(word) is not None and not is_free
        if is_envelope or is_claim:
            told[subject] = "envelope.hidden_credential" if is_envelope else "envelope.hidden_claim"
    return tuple(told.items())


_classes_by_digest: dict[str, frozenset[str]] = {}


def _judged_classes(pack: RulePack) -> frozenset[str]:
    """Names of the classes that shapes look at, or could: those above and below count as well. Once a pack."""
    if pack.sha256 not in _classes_by_digest:
        targets = pack.program.targets["classes"] if pack.program else {}
        _classes_by_digest[pack.sha256] = frozenset(map(local_name, (*targets, *pack.superclasses)))
    return _classes_by_digest[pack.sha256]


def _unread(case: Case, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """Credentials in members that linked data reads as nothing, so that no statement tells of them."""
    at, subject = entry.credential.pointer, entry.credential.id
    for drop in case.dropped:
        if drop.inside_subject or not drop.pointer.startswith(f"{at}/"):
            continue
        name, _, deeper = drop.pointer.removeprefix(f"{at}/").partition("/")
        held = entry.credential.content.get(name.replace("~1", "/").replace("~0", "~"))
        if name != "proof" and not deeper and _holds_credential(held):
            place = Place(drop.pointer, of_key=True, file=entry.credential.file)
            yield finding(rule, "envelope.hidden_credential", place=place, subject=subject, path=name)


def _holds_credential(value: Json) -> bool:
    """Whether a member of a credential stands anywhere in the value."""
    waiting: list[Json] = [value]
    for item in waiting:
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            if "credentialSubject" in item or "verifiableCredential" in item:
                return True
            waiting.extend(item.values())
    return False


def _reached(entry: CaseCredential, members: tuple[str, ...]) -> set[str]:
    """Nodes that the members lead to."""
    found = {o for s, p, o in entry.outside if s == entry.node and p in members and isinstance(o, str)}
    for _ in entry.outside:
        more = {o for s, p, o in entry.outside if s in found and isinstance(o, str) and p != RDF_TYPE} - found
        if not more:
            break
        found |= more
    return found - {entry.node}
