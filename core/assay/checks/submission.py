# SPDX-License-Identifier: Apache-2.0
"""The submission as a set: what has to be in it, and who vouches for the registration numbers.

A draft is told what is still needed; a presentation that lacks it is wrong; one credential alone is no submission
(CD 24.11, PA1.1 and Gaia-X Trust Anchors).
"""

from collections.abc import Mapping

from assay.checks.case import Case, Setting, folded_id
from assay.checks.interface import Statement, finding, judged, judged_or_open, not_applicable, not_checked
from assay.checks.roles import Said
from assay.credential import Kind
from assay.finding import Finding, Severity
from assay.rules.pack import Rule
from assay.rules.trust import OWN, Role, TrustedParty
from assay.texts import quoted

LABORATORY = "lab"
"""The operator whose notaries and clearing houses are for trying out."""
_NOT_LISTED = "links.notary_unlisted"


def submission_set(case: Case, rule: Rule) -> Statement:
    """A participant's credential, a registration number's, an acceptance of the terms: each at least once."""
    if case.setting is Setting.ALONE or case.reading.kind is Kind.LABEL:
        return not_applicable(rule, "reason.set_not_needed_alone")
    roles = case.roles
    if not roles.said:
        return not_applicable(rule, "reason.bare_claims")
    parts = (
        ("links.needed_participant", roles.participants),
        ("links.needed_number", roles.numbers),
        ("links.needed_terms", roles.acceptances),
    )
    severity = Severity.INFO if case.setting is Setting.DRAFT else None
    return judged(rule, [finding(rule, text, severity, path=text) for text, present in parts if not present])


def notary(case: Case, rule: Rule) -> Statement:
    """Registration numbers come from a notary that is on the list of the pack, or that the user added to it.

    The list is none of Gaia-X's own: a name that is not on it leaves the question open, it is no violation. A number
    one attests oneself is one: no notary has seen it. Whose labels are is told by their own rule.
    """
    roles = case.roles
    if not roles.numbers:
        return not_applicable(rule, "reason.no_notary")
    if not case.trusted.in_role(Role.NOTARY):
        return not_checked(rule, "reason.no_trust_list", blocks=True)
    asked = {said.issuer: said for said in reversed(roles.numbers)}
    found = [_notary_finding(case, rule, said) for said in reversed(asked.values())]
    if any(entry.text in {_NOT_LISTED, "links.notary_slip"} for entry in found):
        return judged_or_open(rule, found, "reason.notary_unlisted")
    return judged(rule, found)


def _notary_finding(case: Case, rule: Rule, said: Said) -> Finding:
    if (listed := case.trusted.listed(said.issuer, Role.NOTARY)) is not None:
        text, severity = known_as(listed)
        return about_issuer(rule, text, severity, said=said, params=party_params(listed))
    if speaks_for_itself(case, said.issuer):
        severity = Severity.WARNING if case.setting is Setting.DRAFT else Severity.VIOLATION
        return about_issuer(rule, "links.number_self_issued", severity, said=said)
    meant = meant_instead(case, said.issuer, Role.NOTARY)
    text = "links.notary_slip" if meant else _NOT_LISTED
    params: dict[str, str | int] = {"suggestion": meant, "dated": case.trusted.dated}
    return about_issuer(rule, text, Severity.WARNING, said=said, params=params)


def known_as(party: TrustedParty) -> tuple[str, Severity]:
    """How an operator is known: text and severity."""
    if party.evidence == OWN:
        return "links.issuer_own", Severity.INFO
    if party.operator == LABORATORY:
        return "links.notary_laboratory", Severity.WARNING
    return "links.notary_seen" if party.evidence == "seen" else "links.notary_derived", Severity.INFO


def party_params(party: TrustedParty) -> dict[str, str | int]:
    """What fills a text about an operator."""
    return {"operator": party.operator, "dated": party.dated}


def meant_instead(case: Case, issuer: str, role: Role) -> str:
    """The listed name that is the same but for what people take for the same; empty where there is none."""
    same = (party.did for party in case.trusted.in_role(role) if folded_id(party.did) == folded_id(issuer))
    return next(same, "")


def speaks_for_itself(case: Case, issuer: str) -> bool:
    """Whether the issuer has issued anything but registration numbers and labels in this set: no notary, no clearing
    house. Whether it is one that counts is another question, and told there.
    """
    of_office = {(said.entry.node, said.subject) for said in (*case.roles.numbers, *case.roles.labels)}
    return any(said.issuer == issuer and (said.entry.node, said.subject) not in of_office for said in case.roles.said)


def about_issuer(
    rule: Rule, text: str, severity: Severity, *, said: Said, params: Mapping[str, str | int] | None = None
) -> Finding:
    """A finding about who issued a credential."""
    told: dict[str, str | int] = {"issuer": quoted(said.issuer, 120), **(params or {})}
    place, subject = said.entry.member_place("issuer"), said.entry.credential.id
    return finding(rule, text, severity, place=place, subject=subject, path="issuer", value=said.issuer, params=told)
