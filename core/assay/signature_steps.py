# SPDX-License-Identifier: Apache-2.0
"""A checklist for each credential: who signed, with which key, and what is known of that key, its chain and its status.

Made from what the checks worked out; nothing is judged anew. The report says the same of the document as a whole.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assay.chain_steps import chain_steps, revocation_step
from assay.checklist import About, SignedThing, Step, Told, file_name
from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.proofs import SignedPart, issuer_of
from assay.finding import Outcome
from assay.identity.did import holds_its_key, host_of, published_at
from assay.identity.file_kind import FileKind

if TYPE_CHECKING:
    from assay.checks.chains import SigningKey
    from assay.checks.status import StatusAnswer
    from assay.credential import JsonObject
    from assay.examination import Examination
    from assay.proofs.answer import Fault, ProofAnswer
    from assay.reports.report import DocumentReport

_DATES = (("validFrom", "validUntil"), ("issuanceDate", "expirationDate"))
_STATUS_NEEDS = {
    "reason.status_list_missing": ("needs.status_list", FileKind.STATUS),
    "reason.status_unproven": ("needs.status_proof", FileKind.DID_DOCUMENT),
    "reason.status_unclear": ("needs.status_list", FileKind.STATUS),
}


def signed_things(examination: "Examination") -> tuple[SignedThing, ...]:
    """Presentations first, then credentials in their order; none where the document could not be read."""
    case = examination.judgement.case
    return tuple(_Checklists(case, examination.report).all()) if case is not None else ()


class _Checklists:
    """The checklists of one case."""

    def __init__(self, case: Case, report: "DocumentReport") -> None:
        self._case = case
        self._told = Told(report)
        self._keys = {(key.part.proof.did, key.method.id): key for key in case.signing_keys if key.part.proof}
        self._standings = {(key.part.proof.did, key.method.id): told for key, told in case.standings if key.part.proof}
        self._answers: dict[str, list[StatusAnswer]] = {}
        for answer in case.status_answers:
            self._answers.setdefault(answer.credential.credential.pointer, []).append(answer)

    def all(self) -> Iterator[SignedThing]:
        """Every part that is signed, or could be."""
        presented = {(file, entry.pointer): entry.content for file, entry in self._case.presentations}
        credentials = {(entry.place.file, entry.credential.pointer): entry for entry in self._case.credentials}
        for part in self._case.signed_parts:
            where = (part.place.file, part.place.pointer)
            entry = credentials.get(where) if where not in presented else None
            content = entry.credential.content if entry else presented[where]
            yield self._thing(part, entry, content)

    def _thing(self, part: SignedPart, entry: CaseCredential | None, content: "JsonObject") -> SignedThing:
        steps = list(self._of_proof(part, part.proof) if part.proof else self._unsigned(part))
        if entry is not None:
            steps += [self._dates(entry), self._status(entry)]
        node = entry.subjects[0] if entry and entry.subjects else ""
        issuer = issuer_of(content) or (part.proof.did if part.proof else "")
        return SignedThing(part.place.pointer, node, issuer, entry is None, tuple(steps))

    def _unsigned(self, part: SignedPart) -> Iterator[Step]:
        if part.has_other_proof:
            yield Step(About.SIGNED, Outcome.NOT_CHECKED, "other_proof", reason="reason.other_proof")
        elif self._case.setting is Setting.DRAFT:
            yield Step(About.SIGNED, Outcome.NOT_APPLICABLE, "draft")
        else:
            yield Step(About.SIGNED, Outcome.NOT_CHECKED, "unsigned", needs="needs.signature")

    def _of_proof(self, part: SignedPart, proof: "ProofAnswer") -> Iterator[Step]:
        method = proof.method.id if proof.method else ""
        key = self._keys.get((proof.did, method))
        judged = (self._document(proof, key), self._key(part, proof), self._signature(part, proof))
        yield _signer(proof, is_proven=all(step.outcome is Outcome.PASSED for step in judged))
        yield from judged
        yield from chain_steps(key.chain if key else None, method, self._told)
        yield revocation_step(self._standings.get((proof.did, method), ()), method, self._told)

    def _document(self, proof: "ProofAnswer", key: "SigningKey | None") -> Step:
        about, document = About.DOCUMENT, proof.document
        address = published_at(proof.did)
        text = "missing" if address else "missing_unpublished"
        missing = Step(
            about, Outcome.NOT_CHECKED, text, {"did": proof.did, "address": address},
            self._told.of(proof.did, "proof.document_missing", "proof.document_unpublished"),
            reason="reason.did_document_missing", needs="needs.did_json", wants=FileKind.DID_DOCUMENT,
        )  # fmt: skip
        if document is None:
            return missing if proof.did else Step(about, Outcome.NOT_CHECKED, "open", reason="reason.no_key_to_verify")
        if holds_its_key(proof.did):
            return Step(about, Outcome.PASSED, "inside")
        params = {"file": file_name(document.file), "day": document.dated}
        if not document.came_along or (key and key.chain and key.chain.vouches_for(host_of(proof.did))):
            return Step(about, Outcome.PASSED, "found", params)
        return Step(
            about, Outcome.NOT_CHECKED, "along", params, self._told.of(proof.did, "identity.came_along"),
            reason="reason.key_came_along", needs="needs.did_json", wants=FileKind.DID_DOCUMENT,
        )  # fmt: skip

    def _key(self, part: SignedPart, proof: "ProofAnswer") -> Step:
        """Whether the key that is named is the issuer's, and may sign credentials."""
        about, found = About.KEY, self._told.faults(part.id, proof.identity)
        if self._is_wrong(found, proof.identity):
            return Step(about, Outcome.FAILED, "failed", {}, found)
        if proof.method is None:
            reason = "reason.no_key_to_verify" if proof.document else "reason.did_document_missing"
            return Step(about, Outcome.NOT_CHECKED, "open", {}, found, reason=reason)
        return Step(about, Outcome.PASSED, "holds", {"key": proof.method.id.rpartition("#")[2]}, found)

    def _signature(self, part: SignedPart, proof: "ProofAnswer") -> Step:
        about, found = About.SIGNATURE, self._told.faults(part.id, proof.signature)
        if self._is_wrong(found, proof.signature):
            return Step(about, Outcome.FAILED, "failed", {}, found)
        if proof.is_verified and not proof.gap:
            return Step(about, Outcome.PASSED, "holds", {}, found)
        no_key = "reason.no_key_to_verify" if proof.document else "reason.did_document_missing"
        return Step(about, Outcome.NOT_CHECKED, "open", {}, found, reason=proof.gap or no_key)

    def _is_wrong(self, found: tuple[int, ...], faults: "tuple[Fault, ...]") -> bool:
        """By what the report says; a fault it does not tell counts."""
        return self._told.is_violated(found) or (not found and any(fault.severity is None for fault in faults))

    def _dates(self, entry: CaseCredential) -> Step:
        content, pointer = entry.credential.content, entry.credential.pointer
        start, end = next((names for names in _DATES if any(name in content for name in names)), _DATES[0])
        told = {"start": _day(content.get(start)), "end": _day(content.get(end))}
        text = "both" if all(told.values()) else "start" if told["start"] else "end" if told["end"] else "none"
        found = self._told.validity(entry.credential.id, pointer, of_lists=False)
        outcome = Outcome.PASSED if text != "none" else Outcome.NOT_APPLICABLE
        outcome = Outcome.FAILED if self._told.is_violated(found) else outcome
        return Step(About.DATES, outcome, text, told, found)

    def _status(self, entry: CaseCredential) -> Step:
        answers, about = self._answers.get(entry.credential.pointer, []), About.STATUS
        found = self._told.validity(entry.credential.id, entry.credential.pointer, of_lists=True)
        if self._told.is_violated(found):
            return Step(about, Outcome.FAILED, "withdrawn", {}, found)
        if not answers:
            return Step(about, Outcome.NOT_APPLICABLE, "none", {}, found)
        if reason := next((answer.reason for answer in answers if answer.reason), ""):
            needs, wants = _STATUS_NEEDS[reason]
            return Step(about, Outcome.NOT_CHECKED, "open", {}, found, reason=reason, needs=needs, wants=wants)
        return Step(about, Outcome.PASSED, "active", {}, found)


def _signer(proof: "ProofAnswer", *, is_proven: bool) -> Step:
    """Who signed; while the lines below do not all hold, it is only what the signature says of itself."""
    if not proof.did:
        return Step(About.SIGNED, Outcome.NOT_CHECKED, "nobody", reason="reason.no_key_to_verify")
    fragment = proof.method.id.rpartition("#")[2] if proof.method else ""
    text = ("key" if fragment else "issuer") if is_proven else "said"
    outcome = Outcome.PASSED if is_proven else Outcome.NOT_CHECKED
    return Step(About.SIGNED, outcome, text, {"did": proof.did, "key": fragment})


def _day(told: object) -> str:
    return told[: len("2026-01-31")] if isinstance(told, str) else ""
