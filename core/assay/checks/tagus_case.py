# SPDX-License-Identifier: Apache-2.0
"""What the rules of Tagus have in common: who issued what, and what follows where a credential is not there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.interface import Statement, judged, not_applicable, not_checked
from assay.claims import RDF_TYPE
from assay.finding import Finding, Severity
from assay.rules.pack import Rule

PARTICIPANT = "LegalParticipant"
NUMBER = "legalRegistrationNumber"
TERMS = "GaiaXTermsAndConditions"


def issuer_of(entry: CaseCredential) -> str:
    """The issuer's address; empty where there is none."""
    found = entry.credential.content.get("issuer")
    named = found.get("id", found.get("@id")) if isinstance(found, dict) else found
    return named if isinstance(named, str) else ""


def same_issuer(one: str, other: str) -> bool:
    """Whether two issuers are one. The clearing house takes `did:web:x:y` and `https://x/y` for the same."""
    return bool(one) and _plain(one) == _plain(other)


def _plain(issuer: str) -> str:
    for start in ("did:web:", "https://", "http://"):
        if issuer.startswith(start):
            return issuer.removeprefix(start).replace(":", "/")
    return issuer.replace(":", "/")


def about(case: Case, name: str) -> Iterator[tuple[CaseCredential, str]]:
    """Each credential with those of its subjects that are of the class, named as the pack names it."""
    kind = case.pack.namespace + name
    for entry in case.credentials:
        for node in entry.subjects:
            if kind in case.claims.types(node):
                yield entry, node


def described(case: Case, name: str) -> Iterator[tuple[CaseCredential, str]]:
    """As `about`, also where such a thing stands deeper inside of a subject and is no other credential's subject."""
    kind = case.pack.namespace + name
    subjects = {node for entry in case.credentials for node in entry.subjects}
    for entry in case.credentials:
        told = (node for node, predicate, value in entry.claims if predicate == RDF_TYPE and value == kind)
        inner = (node for node in told if node not in subjects)
        for node in dict.fromkeys((*entry.subjects, *inner)):
            if kind in case.claims.types(node):
                yield entry, node


def nodes_of(case: Case, name: str) -> tuple[str, ...]:
    """Every node of the class, wherever it stands and whoever speaks of it: in a set, in bare claims, in Turtle."""
    kind = case.pack.namespace + name
    return tuple(node for node in dict.fromkeys(case.nodes) if kind in case.claims.types(node))


def needed_in_set(case: Case, rule: Rule, found: Iterable[Finding]) -> Statement:
    """What a submission lacks: a violation in a set, still needed for a draft, not asked of a single credential."""
    if case.setting is Setting.ALONE:
        return not_applicable(rule, "reason.set_not_needed_alone")
    told = tuple(found)
    if not told or case.setting is Setting.PRESENTATION:
        return judged(rule, told)
    outcome = not_checked(rule, "reason.still_needed", blocks=False, needs="needs.rest_of_set").outcome
    return Statement(outcome, tuple(replace(entry, severity=Severity.INFO) for entry in told))


def with_open_references(case: Case, rule: Rule, found: Iterable[Finding], missing: Iterable[Finding]) -> Statement:
    """Violations, and references to credentials that are not there: a violation in a set, else open (contract)."""
    wrong, absent = tuple(found), tuple(missing)
    if case.setting is Setting.PRESENTATION or wrong or not absent:
        return judged(rule, (*wrong, *(absent if case.setting is Setting.PRESENTATION else _as_warnings(absent))))
    outcome = not_checked(rule, "reason.dangling_reference", blocks=True, needs="needs.missing_credential").outcome
    return Statement(outcome, _as_warnings(absent))


def _as_warnings(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(entry, severity=Severity.WARNING) for entry in found)
