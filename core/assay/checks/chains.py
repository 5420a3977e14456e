# SPDX-License-Identifier: Apache-2.0
"""Certificate chains behind the keys that signed: who vouches for their owners, and whether clearing houses take it.

Each key once, however many credentials it signed. A chain comes from a given file or stands in the key itself.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from assay.checks.case import Case, Setting
from assay.checks.interface import Statement, finding, judged, not_checked
from assay.checks.proofs import SignedPart, nothing_signed
from assay.finding import Finding, Place, Severity
from assay.identity.did import host_of
from assay.identity.did_document import VerificationMethod
from assay.identity.key_chain import Gap, KeyChain, covers, key_chain
from assay.proofs.signatures import public_key_digest
from assay.proofs.verification_key import KeyFault, remembered_key
from assay.rules.pack import Rule
from assay.texts import quoted
from assay.values import frozen

if TYPE_CHECKING:
    from assay.identity.listed import Listed

LONGEST_ADDRESS = 300
PlaceOf: TypeAlias = Callable[[int], Place | None]
_REASONS = {Gap.NO_CHAIN: "reason.no_chain", Gap.NO_ANCHOR: "reason.no_anchor"}
_NEEDS = {"reason.no_chain": "needs.chain", "reason.no_anchor": "needs.anchors"}
_NEEDS_OF_LISTS = {
    "unknown_signer": "needs.list_of_lists",
    "unknown_lists": "needs.list_signer",
    "lists_expired": "needs.list_of_lists",
    "expired": "needs.newer_list",
    "signer_expired": "needs.newer_list",
}
"""What would settle it where a trusted list has the authority, but is not to be believed."""


@frozen
class SigningKey:
    """A key that signed something, with its chain."""

    part: SignedPart
    """The first that it signed."""
    method: VerificationMethod
    chain: KeyChain | None
    """None where the key itself is of no use; that is told with the signature."""


def signing_keys(case: Case) -> Iterator[SigningKey]:
    """The keys that are named by proofs and listed in DID documents at hand, each once."""
    seen: set[tuple[str, str]] = set()
    for part in case.signed_parts:
        method = part.proof.method if part.proof else None
        if part.proof is None or method is None or (part.proof.did, method.id) in seen:
            continue
        seen.add((part.proof.did, method.id))
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
    found = [
        entry
        for key in case.signing_keys
        if key.chain
        for entry in chain_findings(rule, key.chain, place=everywhere(key.part.place), subject=key.method.id)
    ]
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    if reason := _why_open(case):
        return Statement(
            not_checked(rule, reason, blocks=True, needs=_needs(reason, _first_open(case))).outcome, tuple(found)
        )
    return judged(rule, found)


def _first_open(case: Case) -> KeyChain | None:
    return next((key.chain for key in case.signing_keys if key.chain and key.chain.gap), None)


def all_keys_known(case: Case) -> bool:
    """Whether every part that has to be signed names a key at hand: only then what holds of all keys holds of all."""
    parts = [part for part in case.signed_parts if part.proof or case.setting is not Setting.DRAFT]
    return bool(parts) and all(part.proof is not None and part.proof.method is not None for part in parts)


def _why_open(case: Case) -> str:
    """Why a key's chain is not known; every part has to name a key that is at hand."""
    if not all_keys_known(case):
        return "reason.follows_proof"
    chains = [key.chain for key in case.signing_keys]
    if any(chain is None for chain in chains):
        return "reason.follows_proof"
    if reason := next((_REASONS[chain.gap] for chain in chains if chain and chain.gap), ""):
        return reason
    return "reason.other_host" if any(_is_elsewhere(case, key) for key in case.signing_keys) else ""


def _is_elsewhere(case: Case, key: SigningKey) -> bool:
    """A key of a notary or clearing house whose certificate is not for its host: anybody with a certificate of their
    own could have written the DID document that says so.
    """
    did, leaf = key.part.proof.did if key.part.proof else "", key.chain.leaf if key.chain else None
    return (
        leaf is not None and any(party.did == did for party in case.trusted.parties) and not covers(leaf, host_of(did))
    )


def chain_outcome(rule: Rule, chain: KeyChain, findings: Sequence[Finding]) -> Statement:
    """What a chain comes to that stands by itself, given what is told of it."""
    if chain.gap and not any(entry.severity is Severity.VIOLATION for entry in findings):
        reason = _REASONS[chain.gap]
        return Statement(not_checked(rule, reason, blocks=True, needs=_needs(reason, chain)).outcome, tuple(findings))
    return judged(rule, findings)


def _needs(reason: str, first: KeyChain | None) -> str:
    """The file that would settle it; `first` is the first chain that is open for that reason."""
    if first and first.listed and first.listed.doubt in _NEEDS_OF_LISTS:
        return _NEEDS_OF_LISTS[first.listed.doubt]
    return _NEEDS.get(reason, "")


def chain_findings(rule: Rule, chain: KeyChain, *, place: PlaceOf, subject: str) -> Iterator[Finding]:
    """What is to be told of the chain of a key, or of one that stands by itself.

    `place` gives the place of a certificate of it, counted from 1; of 0 that of the whole.
    """
    told = partial(finding, rule)
    for fault in chain.faults:
        where, path = place(fault.number), f"{fault.text} {fault.number}"
        yield told(fault.text, place=where, subject=subject, path=path, params=fault.params)
    for fault in chain.advice:
        if fault.text == "chain.qualified_not_ev" and rule.params.get("takes_qualified"):
            continue
        where, warning = place(fault.number), Severity.WARNING
        yield told(fault.text, warning, place=where, subject=subject, path=fault.text, params=fault.params)
    if rule.params.get("x5u_only") and subject and not chain.address:
        yield told("chain.inside_only", place=place(0), subject=subject, path="x5u")
    if chain.gap is Gap.NO_CHAIN:
        address: dict[str, str | int] = {"address": quoted(chain.address, LONGEST_ADDRESS)}
        yield told("chain.missing", Severity.INFO, place=place(0), subject=subject, path="x5u", params=address)
    if chain.anchor and chain.anchor.is_of_folder and chain.chain:
        file = quoted(chain.anchor.name, LONGEST_ADDRESS)
        vouches: dict[str, str | int] = {"root": chain.chain.certificates[-1].subject, "file": file}
        where, warning = place(0), Severity.WARNING
        yield told("chain.folder_root", warning, place=where, subject=subject, path="anchor", params=vouches)
    if chain.gap is Gap.NO_ANCHOR and chain.chain:
        root = {"root": chain.chain.certificates[-1].subject}
        where = place(len(chain.chain.certificates))
        yield told("chain.not_anchored", Severity.WARNING, place=where, subject=subject, path="root", params=root)
    if chain.listed:
        text, severity = _text_of(chain.listed)
        yield told(text, severity, place=place(0), subject=subject, path=text, params=_words_of(chain.listed))


def everywhere(place: Place) -> PlaceOf:
    """The place of what was signed, whichever certificate is meant: the chain is not part of the document."""
    return lambda _number: place


def _text_of(listed: "Listed") -> tuple[str, Severity]:
    if listed.doubt is None:
        return "trusted_list.vouches", Severity.INFO
    return f"trusted_list.{listed.doubt}", Severity.WARNING


def _words_of(listed: "Listed") -> dict[str, str | int]:
    found, service = listed.found, listed.service
    return {
        "country": found.territory,
        "service": quoted(service.name, LONGEST_ADDRESS),
        "since": service.since.date().isoformat(),
        "issued": found.issued.date().isoformat(),
        "until": found.next_update.date().isoformat() if found.next_update else found.issued.date().isoformat(),
        "signer": found.signer.subject,
    }
