# SPDX-License-Identifier: Apache-2.0
"""Terms and conditions: accepted by everyone who issues, and in a text that is in force (CD 24.11, Trust Anchors)."""

import re
from collections.abc import Iterator
from datetime import UTC

from assay.checks.case import Case, CaseCredential, Setting, folded_id
from assay.checks.interface import Statement, finding, judged, judged_or_open, not_applicable, not_checked
from assay.checks.roles import Said
from assay.checks.submission import about_issuer, speaks_for_itself
from assay.checks.validity import parse_date_time_stamp
from assay.claims import Literal, Term
from assay.finding import Finding, Severity
from assay.rules.pack import Rule, TermsHash
from assay.rules.trust import Role
from assay.texts import quoted

WORD = "gaiaxTermsAndConditions"
_PARTS_OF_A_DID = re.compile(r"[/?#]")
"""What parts a DID from what may follow it (DID core, §3.2)."""


def terms(case: Case, rule: Rule) -> Statement:
    """Whoever issued a credential of the set has accepted the terms in a credential of its own in the set.

    Notaries and clearing houses of the list are exempt, and so is who attests registration numbers and nothing else.
    """
    if case.setting is Setting.ALONE:
        return not_applicable(rule, "reason.set_not_needed_alone")
    if not case.roles.said:
        return not_applicable(rule, "reason.bare_claims")
    if not case.roles.acceptances:
        if case.setting is Setting.DRAFT:
            return not_applicable(rule, "reason.no_terms")
        return not_checked(rule, "reason.no_terms", blocks=True, needs="needs.terms")
    return _judged_terms(case, rule, tuple(_terms_findings(case, rule)))


def _judged_terms(case: Case, rule: Rule, found: tuple[Finding, ...]) -> Statement:
    """A draft may still lack what others add (told as info); what looks like a mistake keeps it open."""
    if case.setting is Setting.DRAFT and any(entry.severity is Severity.WARNING for entry in found):
        return judged_or_open(rule, found, "reason.terms_unclear")
    return judged(rule, found)


def _terms_findings(case: Case, rule: Rule) -> Iterator[Finding]:
    is_draft = case.setting is Setting.DRAFT
    accepted = {said.issuer for said in case.roles.acceptances if _accepts(case, said)}
    folded = {folded_id(issuer): issuer for issuer in case.roles.issuers}
    mistake = Severity.WARNING if is_draft else Severity.VIOLATION
    for said in case.roles.acceptances:
        if not _accepts(case, said):
            yield about_issuer(rule, "links.terms_of_another", mistake, said=said)
    for issuer, said in case.roles.issuers.items():
        if folded[folded_id(issuer)] != issuer:
            params: dict[str, str | int] = {"suggestion": quoted(folded[folded_id(issuer)], 120)}
            yield about_issuer(rule, "links.issuer_slip", mistake, said=said, params=params)
        elif issuer not in accepted and not _is_exempt(case, issuer):
            severity = Severity.INFO if is_draft else Severity.VIOLATION
            yield about_issuer(rule, "links.terms_missing", severity, said=said)


def _accepts(case: Case, said: Said) -> bool:
    """It states the terms itself, and not for somebody else: a subject that is a DID, or below one, is the issuer's."""
    word = case.pack.namespace + WORD
    states = any(subject == said.subject and predicate == word for subject, predicate, _ in said.entry.claims)
    if said.subject[:4].lower() != "did:":
        return states
    return states and _PARTS_OF_A_DID.split(said.subject, maxsplit=1)[0] == said.issuer


def _is_exempt(case: Case, issuer: str) -> bool:
    listed = any(case.trusted.is_listed(issuer, role) for role in Role)
    return listed or not speaks_for_itself(case, issuer)


def terms_hash(case: Case, rule: Rule) -> Statement:
    """The digest of the accepted terms is one the pack knows, and in force when the credential starts to be valid."""
    word = case.pack.namespace + WORD
    if not case.claims.with_predicate(word):
        return not_applicable(rule, "reason.no_terms")
    told = [
        (entry, subject, value)
        for entry in case.credentials
        for subject, predicate, value in entry.claims
        if predicate == word
    ]
    return judged(rule, (found for entry, subject, value in told for found in _hash(case, rule, entry, subject, value)))


def _hash(case: Case, rule: Rule, entry: CaseCredential, subject: str, /, value: Term) -> Iterator[Finding]:
    path = case.pack.namespace + WORD
    told = value.value if isinstance(value, Literal) else value
    known = {accepted.sha256: accepted for accepted in case.pack.terms}
    place = case.place_of(subject, path, value)
    params: dict[str, str | int] = {"value": quoted(told, 80), "current": _current(case)}
    if not isinstance(value, Literal) or told not in known:
        text = "links.hash_written" if told.strip().lower() in known else "links.hash_unknown"
        params["suggestion"] = told.strip().lower()[:64]
        yield finding(rule, text, place=place, subject=subject, path=path, value=told[:100], params=params)
        return
    accepted, day = known[told], _first_day(case, entry)
    if not _in_force(accepted, day):
        params |= {"day": accepted.valid_until or accepted.valid_from, "start": day}
        text = "links.hash_over" if accepted.valid_until and day > accepted.valid_until else "links.hash_early"
        yield finding(rule, text, Severity.WARNING, place=place, subject=subject, path=path, value=told, params=params)


def _first_day(case: Case, entry: CaseCredential) -> str:
    """The day, in UTC, from which the credential is valid; that of the check where it does not say so."""
    start = parse_date_time_stamp(entry.credential.content.get("validFrom")) or case.moment
    return start.astimezone(UTC).date().isoformat()


def _in_force(accepted: TermsHash, day: str) -> bool:
    return accepted.valid_from <= day and (not accepted.valid_until or day <= accepted.valid_until)


def _current(case: Case) -> str:
    """The digest of the terms in force at the moment of the check; empty where the pack knows of none."""
    day = case.moment.astimezone(UTC).date().isoformat()
    return next((accepted.sha256 for accepted in case.pack.terms if _in_force(accepted, day)), "")
