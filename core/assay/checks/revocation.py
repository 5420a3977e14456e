# SPDX-License-Identifier: Apache-2.0
"""Whether the certificates behind the keys that signed were revoked, by lists and answers that were given.

Without such files it is told as not checked and does not block (contract, Verdict): what is known is at most as new as
the file. A certificate that was revoked is a violation.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from assay.checks.case import Case
from assay.checks.chains import SigningKey, all_keys_known
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.finding import Finding, Place
from assay.identity.certificates import Certificate
from assay.rules.pack import Rule

if TYPE_CHECKING:
    from assay.identity.revocation import RevocationFile, Standing

Told: TypeAlias = "tuple[tuple[Certificate, Standing | None], ...]"
"""Certificates of a chain, and what is known of each."""


def revocation(case: Case, rule: Rule) -> Statement:
    """No certificate of a chain, its root aside, was revoked."""
    if not case.is_signed:
        return not_applicable(rule, "reason.draft")
    found = [
        entry
        for key, told in case.standings
        for entry in _revoked(rule, told, place=key.part.place, subject=key.method.id)
    ]
    is_cleared = all(told and all(known for _, known in told) for _, told in case.standings)
    if found or (is_cleared and all_keys_known(case)):
        return judged(rule, found)
    return not_checked(rule, "reason.revocation_missing", blocks=False, needs="needs.revocation")


def standings(case: Case) -> Iterator["tuple[SigningKey, Told]"]:
    """Each key that signed, with every certificate of its chain that somebody else issued and what is known of it."""
    from assay.identity.revocation import standing

    for key in case.signing_keys:
        chain = key.chain.chain.certificates if key.chain and key.chain.chain else ()
        pairs = pairwise(chain)
        yield key, tuple((one, standing(one, issuer, case.trust.revocations, case.moment)) for one, issuer in pairs)


def _revoked(rule: Rule, told: "Told", *, place: Place, subject: str) -> Iterator[Finding]:
    for number, (one, known) in enumerate(told, 1):
        if known is not None and known.revoked:
            text = "revocation.held" if known.is_held else "revocation.revoked"
            params: dict[str, str | int] = {"subject": one.subject, "day": known.revoked}
            yield finding(rule, text, place=place, subject=subject, path=f"{text} {number}", params=params)


def files_used(case: Case) -> Iterator["RevocationFile"]:
    """The files that said something of a certificate behind a key that signed."""
    if case.trust.revocations:
        yield from (known.file for _, told in case.standings for _, known in told if known is not None)
