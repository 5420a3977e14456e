# SPDX-License-Identifier: Apache-2.0
"""Whether the certificates behind the keys that signed were revoked, by lists and answers that were given.

Without such files it is told as not checked and does not block (contract, Verdict): what is known is at most as new as
the file. A certificate that was revoked is a violation.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.finding import Finding, Place
from assay.identity.certificates import Certificate
from assay.identity.trust import TrustFiles
from assay.rules.pack import Rule

if TYPE_CHECKING:
    from datetime import datetime

    from assay.identity.revocation import RevocationFile, Standing


def revocation(case: Case, rule: Rule) -> Statement:
    """No certificate of a chain, its root aside, was revoked."""
    if not case.is_signed:
        return not_applicable(rule, "reason.draft")
    found: list[Finding] = []
    is_open = not case.signing_keys
    for key in case.signing_keys:
        chain = key.chain.chain.certificates if key.chain and key.chain.chain else ()
        told = list(standings(chain, case.trust, case.moment))
        is_open = is_open or not told or any(standing is None for _, standing in told)
        found += revoked(rule, told, place=key.part.place, subject=key.method.id)
    if found or not is_open:
        return judged(rule, found)
    return not_checked(rule, "reason.revocation_missing", blocks=False, needs="needs.revocation")


def standings(
    chain: tuple[Certificate, ...], trust: TrustFiles, moment: "datetime"
) -> Iterator[tuple[Certificate, "Standing | None"]]:
    """Each certificate that somebody else issued, with what is known of it."""
    from assay.identity.revocation import standing

    for one, issuer in itertools.pairwise(chain):
        yield one, standing(one, issuer, trust.revocations, moment)


def revoked(
    rule: Rule, told: Iterable[tuple[Certificate, "Standing | None"]], *, place: Place | None, subject: str
) -> Iterator[Finding]:
    """What is to be told of those that were."""
    for number, (one, known) in enumerate(told, 1):
        if known is not None and known.revoked:
            text = "revocation.held" if known.is_held else "revocation.revoked"
            params: dict[str, str | int] = {"subject": one.subject, "day": known.revoked}
            yield finding(rule, text, place=place, subject=subject, path=f"{text} {number}", params=params)


def files_used(case: Case) -> Iterator["RevocationFile"]:
    """The files that said something of a certificate behind a key that signed."""
    if not case.trust.revocations:
        return
    for key in case.signing_keys:
        chain = key.chain.chain.certificates if key.chain and key.chain.chain else ()
        for _, known in standings(chain, case.trust, case.moment):
            if known is not None:
                yield known.file
