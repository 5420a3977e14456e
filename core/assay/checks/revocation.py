# SPDX-License-Identifier: Apache-2.0
"""Whether the certificates behind the keys that signed were revoked, by lists and answers that were given.

Without such files it is told as not checked and does not block (contract, Verdict): what is known is at most as new as
the file. A certificate that was revoked is a violation.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from assay.checks.case import Case
from assay.checks.chains import PlaceOf, SigningKey, all_keys_known, everywhere
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.finding import Finding
from assay.identity.certificates import Certificate
from assay.identity.key_chain import KeyChain
from assay.identity.trust import TrustFiles
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
        for entry in _revoked(rule, told, place=everywhere(key.part.place), subject=key.method.id)
    ]
    is_cleared = all(_is_cleared(told) for _, told in case.standings)
    return _statement(rule, found, is_cleared=is_cleared and all_keys_known(case))


def revocation_alone(rule: Rule, told: Told, place: PlaceOf) -> Statement:
    """The same of a chain that stands by itself; `told` is what `of_chain` gives."""
    found = list(_revoked(rule, told, place=place, subject=""))
    return _statement(rule, found, is_cleared=_is_cleared(told))


def _is_cleared(told: Told) -> bool:
    """Whether something that counts says of each certificate that it was not revoked."""
    return bool(told) and all(known is not None for _, known in told)


def _statement(rule: Rule, found: list[Finding], *, is_cleared: bool) -> Statement:
    if found or is_cleared:
        return judged(rule, found)
    return not_checked(rule, "reason.revocation_missing", blocks=False, needs="needs.revocation")


def standings(case: Case) -> Iterator["tuple[SigningKey, Told]"]:
    """Each key that signed, with every certificate of its chain that somebody else issued and what is known of it."""
    for key in case.signing_keys:
        yield key, of_chain(key.chain, case.trust, case.moment)


def of_chain(chain: KeyChain | None, trust: TrustFiles, moment: datetime) -> Told:
    """Every certificate of a chain that somebody else issued, from the first, and what is known of it."""
    from assay.identity.revocation import standing

    pairs = pairwise(chain.chain.certificates if chain and chain.chain else ())
    return tuple((one, standing(one, issuer, trust.revocations, moment)) for one, issuer in pairs)


def _revoked(rule: Rule, told: Told, *, place: PlaceOf, subject: str) -> Iterator[Finding]:
    for number, (one, known) in enumerate(told, 1):
        if known is not None and known.revoked:
            text = "revocation.held" if known.is_held else "revocation.revoked"
            params: dict[str, str | int] = {"subject": one.subject, "day": known.revoked}
            yield finding(rule, text, place=place(number), subject=subject, path=f"{text} {number}", params=params)


def files_used(case: Case) -> Iterator["RevocationFile"]:
    """The files that said something of a certificate behind a key that signed."""
    if case.trust.revocations:
        yield from (file for _, told in case.standings for file in files_of(told))


def files_of(told: Told) -> Iterator["RevocationFile"]:
    """The files that said something."""
    yield from (known.file for _, known in told if known is not None)
