# SPDX-License-Identifier: Apache-2.0
"""The merged graph: providers, registration numbers and ids that belong together (CD 24.11; ICAM 25.11 §5.2.2)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.interface import Statement, finding, judged, judged_or_open, not_applicable, not_checked
from assay.claims import RDF_TYPE, Term, is_blank
from assay.finding import Finding, Place, Severity
from assay.rules.pack import Rule
from assay.texts import quoted

LONG_ID = 120
MOST_MERGED = 50
"""Ids used by two credentials that are told one by one."""


def provider_issuer(case: Case, rule: Rule) -> Statement:
    """Who issues an offering has issued its provider's credential too, and that credential is in the set."""
    if not case.roles.said:
        return not_applicable(rule, "reason.bare_claims")
    found: list[Finding] = []
    offerings = _nodes_of(case, "ServiceOffering")
    if not offerings:
        return not_applicable(rule, "reason.no_offering")
    describing = _issuers_describing(case, offerings)
    for node in offerings:
        for provider in case.claims.objects(node, case.pack.namespace + "providedBy"):
            found.extend(_provider_findings(case, rule, node, provider, describing[node]))
    if not found and not _all_described(case, offerings):  # the reference that leads nowhere is told elsewhere
        return not_checked(rule, "reason.provider_missing", blocks=True, needs="needs.provider")
    return judged_or_open(rule, found, "reason.provider_missing", needs="needs.provider")


def _all_described(case: Case, offerings: list[str]) -> bool:
    """Whether every offering names a provider, and the set says something about each."""
    named = [case.claims.objects(node, case.pack.namespace + "providedBy") for node in offerings]
    return all(providers and all(provider in case.claims for provider in providers) for providers in named)


def _provider_findings(
    case: Case, rule: Rule, offering: str, provider: Term, describing: Iterable[str]
) -> Iterator[Finding]:
    path = case.pack.namespace + "providedBy"
    place = case.place_of(offering, path, provider)
    value = provider if isinstance(provider, str) else provider.value
    params: dict[str, str | int] = {"value": quoted(value, LONG_ID), "property": f"property:{path}"}
    described = [said for said in case.roles.participants if said.subject == provider]
    if not described:
        if provider in case.claims:
            severity, text = _in_set(case), "links.provider_inside"
            yield finding(rule, text, severity, place=place, subject=offering, path=path, value=_stable(value))
        return
    issuers = {said.issuer for said in described}
    for issuer in describing:
        if issuers != {issuer}:
            params |= {"issuer": quoted(issuer, LONG_ID), "other": quoted(", ".join(sorted(issuers)), LONG_ID)}
            text = "links.provider_issuer"
            yield finding(rule, text, place=place, subject=offering, path=path, value=issuer, params=params)


def _issuers_describing(case: Case, nodes: Iterable[str]) -> Mapping[str, Iterable[str]]:
    """Who issued the credentials that say anything of each node (as a subject, or inside of one)."""
    found: dict[str, dict[str, None]] = {node: {} for node in nodes}
    for entry in case.credentials:
        for node in entry.described & found.keys() if entry.node else ():
            found[node][entry.issuer] = None
    return found


def _in_set(case: Case) -> Severity:
    """What a set has to hold, and what a draft or a single credential may still be without."""
    return Severity.VIOLATION if case.setting is Setting.PRESENTATION else Severity.WARNING


def _nodes_of(case: Case, name: str) -> list[str]:
    """Nodes of a class of the pack's vocabulary or of one below it, wherever they stand."""
    wanted, by_class = case.pack.namespace + name, case.claims.with_predicate(RDF_TYPE)
    found = (nodes for kind, nodes in by_class.items() if case.pack.is_a(str(kind), wanted))
    return list(dict.fromkeys(node for nodes in found for node in nodes))


def registration_number(case: Case, rule: Rule) -> Statement:
    """A participant's registration number is the subject of a credential about a registration number.

    Without any such credential there is nothing to link to: the check of the set says that it is missing.
    """
    if not case.roles.numbers:
        return not_applicable(rule, "reason.no_number")
    people = _nodes_of(case, "LegalPerson")
    if not people:
        return not_applicable(rule, "reason.no_participant")
    return judged(rule, [found for node in people for found in _number_findings(case, rule, node)])


def _number_findings(case: Case, rule: Rule, person: str) -> Iterator[Finding]:
    path = case.pack.namespace + "registrationNumber"
    attested = {said.subject: said for said in case.roles.numbers}
    credentials = {said.entry.node: said.subject for said in case.roles.numbers}
    named = case.claims.objects(person, path)
    severity = _unattested_severity(case, person, attested)
    for value in named:
        if value in attested:
            continue
        told = value if isinstance(value, str) else value.value
        meant = credentials.get(told, "") or next(iter(attested), "")
        text = "links.number_of_credential" if told in credentials else "links.number_unattested"
        place = case.place_of(person, path, value)
        params: dict[str, str | int] = {"suggestion": quoted(meant, LONG_ID)}
        yield finding(rule, text, severity, place=place, subject=person, path=path, value=_stable(told), params=params)
    if not named:
        place = case.place_of(person)
        yield finding(rule, "links.number_none", place=place, subject=person, path=path)


def _unattested_severity(case: Case, person: str, attested: Mapping[str, object]) -> Severity:
    """A further number beside an attested one is advice; a draft may still wait for the notary's credential."""
    path = case.pack.namespace + "registrationNumber"
    if any(value in attested for value in case.claims.objects(person, path)):
        return Severity.WARNING
    all_linked = all(case.claims.subjects_of(path, subject) for subject in attested)
    return Severity.INFO if all_linked and case.setting is Setting.DRAFT else Severity.VIOLATION


def _stable(value: str) -> str:
    return "" if value.startswith("_:") else value


class _Facts(NamedTuple):
    """What one credential says of one node."""

    entry: CaseCredential
    members: dict[str, set[Term]]


def merged_ids(case: Case, rule: Rule) -> Statement:
    """No two credentials say different things of one id: readers merge them, and take both for true."""
    if len(case.credentials) <= 1:
        return not_applicable(rule, "reason.one_credential")
    shared = _described_twice(case)
    found = [entry for node in shared[:MOST_MERGED] for entry in _merge_findings(case, rule, node)]
    if len(shared) > MOST_MERGED:
        found.append(finding(rule, "links.merged_more", params={"count": len(shared) - MOST_MERGED}, path="more"))
    return judged(rule, found)


def _described_twice(case: Case) -> list[str]:
    """Named nodes that more than one credential makes statements about."""
    first: dict[str, int] = {}
    shared: dict[str, None] = {}
    for number, entry in enumerate(case.credentials):
        for node in entry.described:
            if first.setdefault(node, number) != number and not is_blank(node):
                shared[node] = None
    return list(shared)


class _PlacesOf:
    """Where each credential has the members of one node; thousands may describe the same."""

    def __init__(self, case: Case, node: str) -> None:
        self.node = node
        self._case = case
        self._first: dict[str, dict[tuple[str, str], Place]] = {}

    def within(self, entry: CaseCredential, path: str) -> Place:
        """The first member of that name inside of the credential; its own place where it has none."""
        if path not in self._first:
            self._first[path] = self._by_container(path)
        return self._first[path].get((entry.credential.file, entry.credential.pointer), entry.place)

    def _by_container(self, path: str) -> dict[tuple[str, str], Place]:
        found: dict[tuple[str, str], Place] = {}
        for place in self._case.member_places.get((self.node, path), ()):
            container = place.pointer
            while container:
                container = container.rpartition("/")[0]
                found.setdefault((place.file, container), place)
        return found


def _merge_findings(case: Case, rule: Rule, node: str) -> Iterator[Finding]:
    """What each credential adds to those that have the node as their subject, and say most of it."""
    told = [_Facts(entry, members) for entry in case.credentials if (members := _members(entry, node))]
    first, *others = sorted(told, key=lambda facts: (node not in facts.entry.subjects, -len(facts.members)))
    known, issuers = {path: set(values) for path, values in first.members.items()}, {first.entry.issuer}
    where = _PlacesOf(case, node)
    for other in others:
        added = [path for path, values in other.members.items() if _adds(case, path, known.get(path), values)]
        if added:
            is_foreign = {other.entry.issuer} != issuers
            yield _merged(rule, where, other, paths=(added, [p for p in added if p in known], is_foreign))
        for path, values in other.members.items():
            known.setdefault(path, set()).update(values)
        issuers.add(other.entry.issuer)


def _merged(rule: Rule, where: _PlacesOf, facts: _Facts, *, paths: tuple[list[str], list[str], bool]) -> Finding:
    added, collide, is_foreign = paths
    text = "links.merged_collide" if collide else "links.merged"
    severity = Severity.VIOLATION if collide or is_foreign else Severity.WARNING
    properties = "all:" + "|".join(f"property:{path}" for path in (collide or added)[:5])
    place = where.within(facts.entry, added[0])
    params: dict[str, str | int] = {"id": quoted(where.node, LONG_ID), "properties": properties}
    return finding(rule, text, severity, place=place, subject=where.node, path=" ".join(sorted(added)), params=params)


def _members(entry: CaseCredential, node: str) -> dict[str, set[Term]]:
    found: dict[str, set[Term]] = {}
    for subject, predicate, value in entry.claims:
        if subject == node:
            found.setdefault(predicate, set()).add(value)
    return found


def _adds(case: Case, path: str, before: set[Term] | None, now: set[Term]) -> bool:
    """Whether something is said that was not said before; a class above or below a known one is nothing new."""
    if path != RDF_TYPE or before is None:
        return path != RDF_TYPE and not now <= (before or set())
    is_a = case.pack.is_a
    return not all(any(is_a(str(k), str(o)) or is_a(str(o), str(k)) for o in before) for k in now)
