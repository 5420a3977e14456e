# SPDX-License-Identifier: Apache-2.0
"""The header of a token beside what the token holds: told by the rules of the envelope, since no key is needed."""

from collections.abc import Iterator

from assay.checks.case import Case
from assay.checks.interface import finding
from assay.credential import Credential, Presentation
from assay.finding import Finding, Place
from assay.proofs.header_profile import Payload, header_faults, issued_faults
from assay.rules.pack import Rule


def header_findings(case: Case, rule: Rule, part: Credential | Presentation, place: Place) -> Iterator[Finding]:
    """What is wrong with the header of the token that a part came in; nothing where it came in none.

    A place in the header there is not: lines are those of what the token holds (contract, Pointers).
    """
    if part.envelope is None:
        return
    payload = Payload.PRESENTATION if isinstance(part, Presentation) else Payload.CREDENTIAL
    header = part.envelope.header
    for fault in (*header_faults(header, payload), *issued_faults(part.content, header, case.moment)):
        path = str(fault.params.get("member", fault.text))
        yield finding(rule, fault.text, fault.severity, place=place, subject=part.id, path=path, params=fault.params)
