# SPDX-License-Identifier: Apache-2.0
"""Signatures: whether each part carries one that holds, and whether its key may speak for the issuer.

A key comes from a DID document that was given. Without one nothing is known, and that is said; a signature is never
taken on trust, and a signature that holds says nothing yet about who is behind the key: the chain does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from time import monotonic

from assay.checks.case import Case, Setting
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.checks.keys_along import brought_findings, is_unvouched
from assay.checks.validity import parse_date_time_stamp
from assay.credential import Credential, JsonObject
from assay.finding import Finding, Place, Severity
from assay.identity.did import published_at
from assay.linked_data.canonical import SECONDS
from assay.linked_data.contexts import ContextSource
from assay.proofs.answer import Fault, ProofAnswer, shown
from assay.proofs.json_web_signature import SignedDocument, document_proof, is_json_web_signature
from assay.proofs.token_proof import token_proof
from assay.rules.pack import Rule
from assay.values import frozen

_NEEDS = {
    "reason.did_document_missing": "needs.did_json",
    "reason.key_came_along": "needs.did_json",
    "reason.not_signed_yet": "needs.signature",
}
"""What would settle it, where one thing would."""


@frozen
class SignedPart:
    """A credential or presentation, with what its signature comes to."""

    id: str
    place: Place
    proof: ProofAnswer | None
    """None where it carries none of a kind that is verified."""
    has_other_proof: bool
    """It carries a proof of another kind, alone or beside the one that is verified."""


def signed_parts(case: Case) -> Iterator[SignedPart]:
    """Presentations first, then credentials in their order; bare claims are nobody's to sign, and count as unsigned.

    Tagus signs credentials inside of themselves, and no presentation (a rule's `params`: `inside`); later generations
    take tokens only.
    """
    signs_inside = any(rule.params.get("inside") for rule in case.pack.rules.values())
    for file, presentation in case.presentations:
        proof = token_proof(presentation.envelope, issuer_of(presentation.content), case.trust)
        is_other = "proof" in presentation.content
        if proof or is_other or not signs_inside:
            place = Place(presentation.pointer, file=file)
            yield SignedPart(presentation.id, place, proof and timely(proof, case.moment), is_other)
    ends = monotonic() + SECONDS
    for entry in case.credentials:
        credential, content = entry.credential, entry.credential.content
        if not credential.is_bare_claims:
            token = token_proof(credential.envelope, issuer_of(content), case.trust)
            inside = proof_inside(case, credential, ends - monotonic()) if signs_inside and token is None else None
            found, is_other = token or inside, "proof" in content and inside is None
            yield SignedPart(credential.id, entry.place, found and timely(found, case.moment), is_other)


def timely(proof: ProofAnswer, moment: datetime) -> ProofAnswer:
    """The answer, with a fault for a key that counts no longer; what is no time is none to be relied on."""
    fragment = shown(proof.method.id.rpartition("#")[2]) if proof.method else ""
    over = tuple(
        Fault("identity.key_over", {"fragment": fragment, "member": member, "day": shown(said)})
        for member, said in (proof.method.ends if proof.method else ())
        if _is_over(said, moment)
    )
    return replace(proof, identity=(*proof.identity, *over)) if over else proof


def _is_over(said: object, moment: datetime) -> bool:
    instant = parse_date_time_stamp(said) if isinstance(said, str) else None
    return instant is None or instant <= moment


def proof_inside(case: Case, credential: Credential, seconds: float) -> ProofAnswer | None:
    """What a proof of a kind that is verified, inside of a credential, comes to; None where there is none."""
    content, proof = credential.content, credential.content.get("proof")
    if not isinstance(proof, dict) or not is_json_web_signature(proof):
        return None
    known, own = ContextSource(case.pack.contexts), case.pack.context_urls[:1]
    others = frozenset(url for url in case.pack.contexts if url.rstrip("#") not in {it.rstrip("#") for it in own})
    around = credential.inherited_contexts
    signed = SignedDocument(content, proof, issuer_of(content), known, others, around, seconds)
    answer = document_proof(signed, case.trust)
    return replace(answer, signature=(*answer.signature, *_over(proof, case.moment)))


def _over(proof: JsonObject, moment: datetime) -> Iterator[Fault]:
    """A proof that ends by itself (Data Integrity 1.0 §2.1, `expires`); what is no time is none to be relied on."""
    ends = proof.get("expires")
    if ends is not None and _is_over(ends, moment):
        yield Fault("proof.over", {"day": shown(ends)})


def issuer_of(content: JsonObject) -> str:
    """The issuer as the payload names it; for a presentation without one, its holder."""
    named = content.get("issuer", content.get("holder"))
    found = named.get("id") if isinstance(named, dict) else named
    return found if isinstance(found, str) else ""


def signature(case: Case, rule: Rule) -> Statement:
    """Every part carries a signature that holds over the bytes as received (VC-JOSE-COSE §3.1)."""
    early = nothing_signed(case, rule)
    if early is not None:
        return early
    found = [entry for part in case.signed_parts if part.proof for entry in _told(rule, part, part.proof.signature)]
    missing = list(_missing_documents(case, rule))
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return Statement(judged(rule, found).outcome, (*found, *missing))
    if reason := _why_open(case):
        return Statement(_open(rule, reason).outcome, (*found, *missing))
    return judged(rule, found)


def issuer_key(case: Case, rule: Rule) -> Statement:
    """The key that a token names is one of its issuer's, and may make assertions (ICAM 25.11 §5.2.2)."""
    early = nothing_signed(case, rule)
    if early is not None:
        return early
    found = [entry for part in case.signed_parts if part.proof for entry in _told(rule, part, part.proof.identity)]
    found += brought_findings(case, rule)
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    reason = _why_open(case) or ("reason.key_came_along" if is_unvouched(case) else "")
    if reason:
        return Statement(_open(rule, reason).outcome, tuple(found))
    return judged(rule, found)


def nothing_signed(case: Case, rule: Rule) -> Statement | None:
    """What is to be said where nothing is signed; None where something is."""
    if case.is_signed:
        return None
    if case.setting is Setting.DRAFT:
        return not_applicable(rule, "reason.draft")
    return _open(rule, "reason.not_signed_yet")


def _open(rule: Rule, reason: str) -> Statement:
    return not_checked(rule, reason, blocks=True, needs=_NEEDS.get(reason, ""))


def _why_open(case: Case) -> str:
    """The first reason why not everything was verified; empty where every part that has to be signed is."""
    parts = case.signed_parts
    if not parts:
        return "reason.nothing_to_verify"
    if any(part.has_other_proof for part in parts):
        return "reason.other_proof"
    if case.setting is not Setting.DRAFT and (case.has_bare_claims or any(part.proof is None for part in parts)):
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
    for part in case.signed_parts:
        did = part.proof.did if part.proof and part.proof.document is None else ""
        if did and did not in seen:
            seen.add(did)
            address = published_at(did)
            text = "proof.document_missing" if address else "proof.document_unpublished"
            params: dict[str, str | int] = {"did": did, "address": address}
            yield finding(rule, text, Severity.INFO, place=part.place, subject=did, path="did", params=params)
