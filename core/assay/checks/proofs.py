# SPDX-License-Identifier: Apache-2.0
"""Signatures: whether each part carries one that holds, and whether its key may speak for the issuer.

A key comes from a DID document that was given. Without one nothing is known, and that is said; a signature is never
taken on trust, and a signature that holds says nothing yet about who is behind the key: the chain does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assay.checks.case import Case, Setting
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.credential import Credential, JsonObject, Presentation
from assay.finding import Finding, Place, Severity
from assay.identity.did import published_at
from assay.linked_data.contexts import ContextSource
from assay.proofs.answer import Fault, ProofAnswer
from assay.proofs.json_web_signature import document_proof, is_json_web_signature
from assay.proofs.token_proof import token_proof
from assay.rules.pack import Rule

_NEEDS = {"reason.did_document_missing": "needs.did_json", "reason.not_signed_yet": "needs.signature"}
"""What would settle it, where one thing would."""


@dataclass(frozen=True, slots=True)
class SignedPart:
    """A credential or presentation, with what its signature comes to."""

    id: str
    place: Place
    proof: ProofAnswer | None
    """None where it carries none of a kind that is verified."""
    is_token: bool
    is_presentation: bool
    has_other_proof: bool
    """It carries a proof of another kind, alone or beside the one that is verified."""


def signed_parts(case: Case) -> Iterator[SignedPart]:
    """Presentations first, then credentials in their order; bare claims are nobody's to sign."""
    for file, presentation in case.presentations:
        place = Place(presentation.pointer, file=file)
        yield _part(case, presentation, place, None)
    contexts = ContextSource(case.pack.contexts)
    for entry in case.credentials:
        if not entry.credential.is_bare_claims:
            yield _part(case, entry.credential, entry.place, contexts)


def _part(case: Case, part: Presentation | Credential, place: Place, contexts: ContextSource | None) -> SignedPart:
    content, envelope, is_presentation = part.content, part.envelope, isinstance(part, Presentation)
    issuer, inside = _issuer(content), content.get("proof")
    answer, is_other = None, "proof" in content
    if envelope is not None:
        answer = token_proof(envelope, issuer, case.trust)
    elif contexts is not None and isinstance(inside, dict) and is_json_web_signature(inside):
        answer, is_other = document_proof(content, inside, issuer, case.trust, contexts), False
    return SignedPart(part.id, place, answer, envelope is not None, is_presentation, is_other)


def _parts(case: Case, rule: Rule) -> tuple[SignedPart, ...]:
    """As far as the generation takes them (`params`: `inside`).

    Tagus signs credentials inside of themselves, and no presentation; later generations take tokens only.
    """
    if rule.params.get("inside"):
        return tuple(
            part for part in case.signed_parts if part.proof or part.has_other_proof or not part.is_presentation
        )
    return tuple(part if part.is_token else _as_other(part) for part in case.signed_parts)


def _as_other(part: SignedPart) -> SignedPart:
    return replace(part, proof=None, has_other_proof=part.has_other_proof or part.proof is not None)


def _issuer(content: JsonObject) -> str:
    """The issuer as the payload names it; for a presentation without one, its holder."""
    named = content.get("issuer", content.get("holder"))
    found = named.get("id") if isinstance(named, dict) else named
    return found if isinstance(found, str) else ""


def signature(case: Case, rule: Rule) -> Statement:
    """Every part carries a signature that holds over the bytes as received (VC-JOSE-COSE §3.1)."""
    early = _nothing_signed(case, rule)
    if early is not None:
        return early
    found = [entry for part in _parts(case, rule) if part.proof for entry in _told(rule, part, part.proof.signature)]
    missing = list(_missing_documents(case, rule))
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return Statement(judged(rule, found).outcome, (*found, *missing))
    if reason := _why_open(case, rule):
        return Statement(_open(rule, reason).outcome, (*found, *missing))
    return judged(rule, found)


def issuer_key(case: Case, rule: Rule) -> Statement:
    """The key that a token names is one of its issuer's, and may make assertions (ICAM 25.11 §5.2.2)."""
    early = _nothing_signed(case, rule)
    if early is not None:
        return early
    found = [entry for part in _parts(case, rule) if part.proof for entry in _told(rule, part, part.proof.identity)]
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    if reason := _why_open(case, rule):
        return Statement(_open(rule, reason).outcome, tuple(found))
    return judged(rule, found)


def _nothing_signed(case: Case, rule: Rule) -> Statement | None:
    if case.is_signed:
        return None
    if case.setting is Setting.DRAFT:
        return not_applicable(rule, "reason.draft")
    return _open(rule, "reason.not_signed_yet")


def _open(rule: Rule, reason: str) -> Statement:
    return not_checked(rule, reason, blocks=True, needs=_NEEDS.get(reason, ""))


def _why_open(case: Case, rule: Rule) -> str:
    """The first reason why not everything was verified; empty where every part that has to be signed is."""
    parts = _parts(case, rule)
    if not parts:
        return "reason.nothing_to_verify"
    if any(part.has_other_proof for part in parts):
        return "reason.other_proof"
    if case.setting is not Setting.DRAFT and any(part.proof is None for part in parts):
        return "reason.not_signed_yet"
    proofs = [part.proof for part in parts if part.proof is not None]
    if gap := next((proof.gap for proof in proofs if proof.gap), ""):
        return gap
    if any(proof.did and proof.document is None for proof in proofs):
        return "reason.did_document_missing"
    if not proofs or not all(proof.is_verified for proof in proofs):
        return "reason.no_key_to_verify"
    return ""


def _told(rule: Rule, part: SignedPart, faults: Iterable[Fault]) -> Iterator[Finding]:
    for fault in faults:
        yield finding(
            rule, fault.text, fault.severity, place=part.place, subject=part.id, path=fault.text, params=fault.params
        )


def _missing_documents(case: Case, rule: Rule) -> Iterator[Finding]:
    """Which file would settle it: each DID whose document is not at hand, once, with the address it lies at."""
    seen: set[str] = set()
    for part in _parts(case, rule):
        did = part.proof.did if part.proof and part.proof.document is None else ""
        if did and did not in seen:
            seen.add(did)
            address = published_at(did)
            text = "proof.document_missing" if address else "proof.document_unpublished"
            params: dict[str, str | int] = {"did": did, "address": address}
            yield finding(rule, text, Severity.INFO, place=part.place, subject=did, path="did", params=params)
