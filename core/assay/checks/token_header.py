# SPDX-License-Identifier: Apache-2.0
"""Header and claims of a token beside what the token holds: told by the rules of the envelope, without any key."""

from collections.abc import Iterator

from assay.checks.case import Case, CaseCredential
from assay.checks.interface import finding
from assay.checks.issuer_name import claims_out_of_time, claims_that_differ
from assay.credential import Credential, Presentation
from assay.finding import Finding, Place
from assay.proofs.header_profile import Payload, header_faults, issued_faults
from assay.rules.pack import Rule
from assay.texts import quoted


def header_findings(case: Case, rule: Rule, part: Credential | Presentation, place: Place) -> Iterator[Finding]:
    """What is wrong with the header of the token that a part came in; nothing where it came in none.

    Tagus signs inside of credentials, and what a token around one says is read by nobody (a rule's `params`: `format`).

    A place in the header there is not: lines are those of what the token holds (contract, Pointers).
    """
    if part.envelope is None or rule.params.get("format") == "1.1":
        return
    payload = Payload.PRESENTATION if isinstance(part, Presentation) else Payload.CREDENTIAL
    header = part.envelope.header
    for fault in (*header_faults(header, payload), *issued_faults(part.content, header, case.moment)):
        path = str(fault.params.get("member", fault.text))
        yield finding(rule, fault.text, fault.severity, place=place, subject=part.id, path=path, params=fault.params)


def token_findings(case: Case, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """Claims of a JWT beside the members of the credential: they may say the same, and nothing else. And its header."""
    content, subject = entry.credential.content, entry.credential.id
    for name, said, meant in claims_that_differ(content):
        place, params = entry.member_place(name), {"member": name, "value": quoted(said), "expected": quoted(meant)}
        text = "envelope.claim_differs"
        yield finding(rule, text, place=place, subject=subject, path=name, value=said, params=params)
    for name in claims_out_of_time(content, entry.credential.envelope, case.moment):
        place, text = entry.member_place(name), f"envelope.claim_{name}"
        yield finding(rule, text, place=place, subject=subject, path=name)
    yield from header_findings(case, rule, entry.credential, entry.place)
