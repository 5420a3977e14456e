# SPDX-License-Identifier: Apache-2.0
"""Certificate chains behind the keys that signed: who vouches for their owners, and whether clearing houses take it.

Each key once, however many credentials it signed. A chain comes from a given file or stands in the key itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_checked
from assay.checks.proofs import SignedPart, nothing_signed
from assay.finding import Finding, Severity
from assay.identity.did import host_of
from assay.identity.did_document import VerificationMethod
from assay.identity.key_chain import Gap, KeyChain, key_chain
from assay.identity.listed import Doubt, Listed
from assay.proofs.signatures import public_key_digest
from assay.proofs.verification_key import KeyFault, remembered_key
from assay.rules.pack import Rule

_REASONS = {Gap.NO_CHAIN: "reason.no_chain", Gap.NO_ANCHOR: "reason.no_anchor"}
_NEEDS = {"reason.no_chain": "needs.chain", "reason.no_anchor": "needs.anchors"}
_NEEDS_OF_LISTS = {
    Doubt.UNKNOWN_SIGNER: "needs.list_of_lists",
    Doubt.UNKNOWN_LISTS: "needs.list_signer",
    Doubt.LISTS_EXPIRED: "needs.list_of_lists",
    Doubt.EXPIRED: "needs.newer_list",
    Doubt.SIGNER_EXPIRED: "needs.newer_list",
}
"""What would settle it where a trusted list has the authority, but is not to be believed."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signed something, with its chain."""

    part: SignedPart
    """The first that it signed."""
    method: VerificationMethod
    chain: KeyChain | None
    """None where the key itself is of no use; that is told with the signature."""


def signing_keys(case: Case) -> Iterator[SigningKey]:
    """The keys that are named by proofs and listed in DID documents at hand, each once."""
    seen: set[str] = set()
    for part in case.signed_parts:
        method = part.proof.method if part.proof else None
        if part.proof is None or method is None or method.id in seen:
            continue
        seen.add(method.id)
        yield SigningKey(part, method, _chain(case, part.proof.did, method))


def _chain(case: Case, did: str, method: VerificationMethod) -> KeyChain | None:
    if method.jwk is None:
        return None
    try:
        public_key = public_key_digest(remembered_key(method.jwk).handle)
    except KeyFault:
        return None
    return key_chain(method.jwk, public_key, host_of(did), case.trust, case.moment)


def anchored(case: Case, rule: Rule) -> Statement:
    """Every key that signed has a chain in order, of a kind that is taken, to a root that is trusted.

    `params`: `x5u_only` (the Tagus service reads the address of a chain, never one inside of the key),
    `takes_qualified` (its clearing houses were seen to take qualified certificates).
    """
    early = nothing_signed(case, rule)
    if early is not None:
        return early
    found = [entry for key in case.signing_keys for entry in _told(rule, key)]
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    if reason := _why_open(case):
        return Statement(not_checked(rule, reason, blocks=True, needs=_needs(case, reason)).outcome, tuple(found))
    return judged(rule, found)


def _why_open(case: Case) -> str:
    """Why a key's chain is not known; every part has to name a key that is at hand."""
    if not case.signed_parts or any(part.proof is None or part.proof.method is None for part in case.signed_parts):
        return "reason.follows_proof"
    chains = [key.chain for key in case.signing_keys]
    if any(chain is None for chain in chains):
        return "reason.follows_proof"
    return next((_REASONS[chain.gap] for chain in chains if chain and chain.gap), "")


def _needs(case: Case, reason: str) -> str:
    """The file that would settle it: of the first key that lacks one."""
    if reason == "reason.no_anchor":
        first = next(key.chain for key in case.signing_keys if key.chain and key.chain.gap is Gap.NO_ANCHOR)
        if first.listed and first.listed.doubt in _NEEDS_OF_LISTS:
            return _NEEDS_OF_LISTS[first.listed.doubt]
    return _NEEDS.get(reason, "")


def _told(rule: Rule, key: SigningKey) -> Iterator[Finding]:
    chain = key.chain
    if chain is None:
        return
    place, subject = key.part.place, key.method.id
    for fault in chain.faults:
        yield finding(
            rule, fault.text, place=place, subject=subject, path=f"{fault.text} {fault.number}", params=fault.params
        )
    for fault in chain.advice:
        if fault.text == "chain.qualified_not_ev" and rule.params.get("takes_qualified"):
            continue
        text, warning = fault.text, Severity.WARNING
        yield finding(rule, text, warning, place=place, subject=subject, path=text, params=fault.params)
    if rule.params.get("x5u_only") and not chain.address:
        yield finding(rule, "chain.inside_only", place=place, subject=subject, path="x5u")
    if chain.gap is Gap.NO_CHAIN:
        params: dict[str, str | int] = {"address": chain.address}
        yield finding(rule, "chain.missing", Severity.INFO, place=place, subject=subject, path="x5u", params=params)
    if chain.gap is Gap.NO_ANCHOR and chain.chain:
        root = {"root": chain.chain.certificates[-1].subject}
        yield finding(
            rule, "chain.not_anchored", Severity.WARNING, place=place, subject=subject, path="root", params=root
        )
    if chain.listed:
        text, severity = _text_of(chain.listed)
        yield finding(rule, text, severity, place=place, subject=subject, path=text, params=_words_of(chain.listed))


def _text_of(listed: Listed) -> tuple[str, Severity]:
    if listed.doubt is None:
        return "trusted_list.vouches", Severity.INFO
    return f"trusted_list.{listed.doubt}", Severity.WARNING


def _words_of(listed: Listed) -> dict[str, str | int]:
    found, service = listed.found, listed.service
    return {
        "country": found.territory,
        "service": service.name,
        "since": service.since.date().isoformat(),
        "issued": found.issued.date().isoformat(),
        "until": found.next_update.date().isoformat() if found.next_update else found.issued.date().isoformat(),
        "signer": found.signer.subject,
    }
