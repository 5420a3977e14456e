# SPDX-License-Identifier: Apache-2.0
"""Offerings and data of Tagus: issued by their own provider, personal data with a legal ground (engine step T3e)."""

from collections.abc import Iterator

from assay.checks.case import Case, CaseCredential
from assay.checks.interface import Statement, finding, not_applicable
from assay.checks.tagus_case import (
    PARTICIPANT,
    about,
    described,
    issuer_of,
    needed_in_set,
    nodes_of,
    same_issuer,
    with_open_references,
)
from assay.claims import XSD, Literal, Term
from assay.finding import Finding, Severity
from assay.rules.pack import Rule
from assay.texts import quoted
from assay.values import frozen

LONG_ID = 120


def own_issuer(case: Case, rule: Rule) -> Statement:
    """Who issues the thing issues its participant too, and that participant is in the set.

    `params`: `class` of the thing, `property` that leads to its participant.
    """
    name, path = str(rule.params["class"]), case.pack.namespace + str(rule.params["property"])
    things = tuple(described(case, name))
    if not things:
        return not_applicable(rule, "reason.no_offering" if name == "ServiceOffering" else "reason.no_data_resource")
    wrong: list[Finding] = []
    missing: list[Finding] = []
    for entry, node in things:
        for value in case.claims.objects(node, path):
            thing = _Thing(entry, node, value)
            (wrong if _describers(case, value) else missing).extend(_findings(case, rule, thing, path))
    return with_open_references(case, rule, wrong, missing)


@frozen
class _Thing:
    """An offering or data resource, its credential, and the participant it names."""

    entry: CaseCredential
    node: str
    value: Term


def _describers(case: Case, participant: Term) -> tuple[CaseCredential, ...]:
    """Credentials about the participant. The clearing house takes a text that is an id of the set for a reference."""
    named = participant.value if isinstance(participant, Literal) else participant
    return tuple(entry for entry in case.credentials if named in entry.subjects)


def _findings(case: Case, rule: Rule, thing: _Thing, path: str) -> Iterator[Finding]:
    value, place = thing.value, case.place_of(thing.node, path, thing.value)
    told = value.value if isinstance(value, Literal) else value
    params = {"value": quoted(told, LONG_ID), "property": f"property:{path}"}
    text = ""
    if isinstance(value, Literal):
        severity, as_text = Severity.WARNING, "tagus.participant_as_text"
        yield finding(rule, as_text, severity, place=place, subject=thing.node, path=path, value=told, params=params)
    if not (describers := _describers(case, value)):
        text = "tagus.participant_absent"
    elif not any(node == told for _, node in about(case, PARTICIPANT)):
        text = "tagus.provider_no_participant"
    elif thing.entry.credential.is_bare_claims:
        return
    elif not any(same_issuer(issuer_of(thing.entry), issuer_of(other)) for other in describers):
        text = "tagus.issuers_differ"
        params |= {"issuer": quoted(issuer_of(thing.entry)), "other": quoted(issuer_of(describers[0]))}
    if text:
        yield finding(rule, text, place=place, subject=thing.node, path=path, value=told, params=params)


def legitimate_interest(case: Case, rule: Rule) -> Statement:
    """Where a data resource holds personal data, the set states a legitimate interest."""
    path = case.pack.namespace + "containsPII"
    personal = [node for node in nodes_of(case, "DataResource") if any(map(_is_true, case.claims.objects(node, path)))]
    if not personal:
        return not_applicable(rule, "reason.no_personal_data")
    interest = case.pack.namespace + "LegitimateInterest"
    if any(interest in case.claims.types(node) for node in case.nodes):
        return needed_in_set(case, rule, ())
    found = [
        finding(rule, "tagus.no_interest", place=case.place_of(node, path), subject=node, path=path)
        for node in personal
    ]
    return needed_in_set(case, rule, found)


def _is_true(value: Term) -> bool:
    """A boolean that is true, also where it came as text: the clearing house compares the words."""
    return isinstance(value, Literal) and value.value in ("true", "1") and value.datatype.startswith(XSD)
