# SPDX-License-Identifier: Apache-2.0
"""Signing, step by step: what would be signed is completed, checked and shown; then it is signed, verified by the own
verifier, told in the key log, and only then given away.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.completing import Completed, completed, presentation_facts, refuse_foreign
from assay.credential import Credential, Generation, Json, Kind, Reading
from assay.document import Document
from assay.examination import Examination
from assay.finding import Outcome, Severity, Stage
from assay.formats import read
from assay.formats.json_text import parse_json
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.identity.trust import TrustFiles
from assay.issue import (
    Holds,
    Profile,
    Signed,
    payload_of,
    presentation_of,
    profile_for,
    signed_inside,
    token,
)
from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord, State
from assay.keys.signer import KeyStoreError, Signer
from assay.linked_data.contexts import ContextSource
from assay.moment import now
from assay.options import Options
from assay.pipeline import examine
from assay.proofs.json_web_signature import SignedDocument, document_proof, is_json_web_signature
from assay.proofs.token_proof import token_proof
from assay.rules.library import newest_of
from assay.verdict import Verdict

if TYPE_CHECKING:
    from assay.keys.vault import Vault

_OTHER_FILES_DECIDE = frozenset({Stage.IDENTITY, Stage.SIGNATURE, Stage.CHAIN, Stage.LINKS})
"""Stages that may stay open before signing: what they wait for stands in other documents."""
LEAST_REASON = 10
"""Characters of a reason: an auditor wants to read one."""


class Gate(StrEnum):
    """Whether a document may be signed as it is."""

    OPEN = "open"
    REASON = "reason"
    """It does not conform, or nobody knows: a reason has to be given, and is kept."""


@dataclass(frozen=True)
class Prepared:
    """What would be signed, and what is to be known before."""

    record: KeyRecord
    profile: Profile
    holds: Holds
    content: dict[str, Json]
    payload: bytes
    """The text that was checked, and is signed as it is."""
    filled: tuple[str, ...]
    """The members that were filled in."""
    moment: datetime
    examination: Examination

    @property
    def sha256(self) -> str:
        """Digest of the text, for comparing it on two screens."""
        return hashlib.sha256(self.payload).hexdigest()

    def wants(self, reason: str) -> bool:
        """Whether it may not be signed for that reason, or for none."""
        return self.gate is Gate.REASON and len(reason.strip()) < LEAST_REASON

    @property
    def gate(self) -> Gate:
        """Open where the draft is ready to sign, or waits only for what stands in other documents."""
        return gate_of(self.examination)


def gate_of(examination: Examination) -> Gate:
    """Whether what was examined as a draft may be signed without a reason."""
    judgement, report = examination.judgement, examination.report
    if report.verdict is Verdict.CONFORMANT:
        return Gate.OPEN
    waits = {entry.stage for entry in judgement.outcomes if entry.outcome is Outcome.NOT_CHECKED and entry.blocks}
    seen = judgement.coverage
    is_known = seen.checked == seen.nodes > 0 and not any(term.inside_subject for term in seen.dropped_terms)
    is_waiting = report.verdict is Verdict.INCOMPLETE and is_known and waits <= _OTHER_FILES_DECIDE
    return Gate.OPEN if is_waiting else Gate.REASON


def prepare(document: Document, record: KeyRecord, options: Options, profile: str = "") -> Prepared:
    """A credential or bare claims, completed and checked as a draft. KeyStoreError where it cannot be signed."""
    _refuse_retired(record)
    reading = read(document)
    _refuse_unreadable(reading)
    made = completed(reading, record, options.moment)
    chosen = profile_for(reading.generation, profile)
    return _prepared((record, chosen, Holds.CREDENTIAL), made, options, document.name)


def prepare_presentation(
    documents: Sequence[Document], record: KeyRecord, options: Options, profile: str = ""
) -> Prepared:
    """Signed credentials, put together and checked. KeyStoreError where one is unsigned, or they do not go together."""
    _refuse_retired(record)
    found = [_signed_credential(document) for document in documents]
    generations = {reading.generation for reading, _ in found}
    if len(generations) != 1:
        raise KeyStoreError("issue.mixed")
    chosen = profile_for(found[0][0].generation, profile)
    credentials = [credential for _, credential in found]
    is_tagus = chosen.generation is Generation.TAGUS
    facts = {} if is_tagus else presentation_facts([it.content for it in credentials], record, options.moment)
    content = presentation_of([it.envelope.compact if it.envelope else it.content for it in credentials], facts)
    return _prepared((record, chosen, Holds.PRESENTATION), Completed(content, tuple(facts)), options, "")


def prepare_as_it_is(document: Document, record: KeyRecord, options: Options, profile: str) -> Prepared:
    """An unsigned presentation that was put together elsewhere, checked and signed as it is. KeyStoreError where it is
    somebody else's, or would outlive the key's certificate.
    """
    _refuse_retired(record)
    reading = read(document)
    _refuse_unreadable(reading)
    content = reading.presentation.content if reading.presentation and not reading.presentation.is_signed else {}
    value = parse_json(document.data.decode("utf-8", "replace")).value
    if not isinstance(value, dict) or not content:
        raise KeyStoreError("issue.kind")
    chosen = profile_for(reading.generation, profile)
    if chosen.generation is Generation.LOIRE:
        refuse_foreign(value, record)
    made = Completed(dict(value), ())
    prepared = _prepared((record, chosen, Holds.PRESENTATION), made, options, document.name)
    if prepared.payload != document.data:
        raise KeyStoreError("request.unfinished")
    return prepared


def sign(prepared: Prepared, signer: Signer, vault: "Vault", reason: str = "") -> Signed:
    """The signed document, once it was verified and told in the key log. KeyStoreError where a reason is missing
    (`issue.reason`), the signature does not hold, or the log cannot be written.

    A presentation of Tagus carries no signature of its own: it is given as it is.
    """
    made = signed(prepared, signer, reason)
    tell_signed(vault, prepared, made, reason)
    return made


def signed(prepared: Prepared, signer: Signer, reason: str = "") -> Signed:
    """As `sign`, and not told yet: for `assay.handing_over`, which gives away what it has told."""
    if prepared.wants(reason):
        raise KeyStoreError("issue.reason", least=LEAST_REASON)
    made = _made(prepared, signer)
    if made.data != prepared.payload:
        refuse_unverified(made, prepared.record, source_of_contexts(prepared.profile.generation))
    return made


def tell_signed(vault: "Vault", prepared: Prepared, made: Signed, reason: str) -> None:
    """Tells the key log of a signature, before anybody has it. KeyStoreError where it cannot be written."""
    vault.log(
        Action.SIGN,
        prepared.record,
        document=made.sha256,
        payload=prepared.sha256,
        holds=prepared.holds.value,
        id=str(prepared.content.get("id", prepared.content.get("@id", ""))),
        profile=prepared.profile.id,
        verdict=prepared.examination.report.verdict.value,
        reason=reason.strip(),
    )


def own_document(record: KeyRecord) -> DidDocument:
    """The DID document of a key as it will be once its chain is published: for verifying what the key signed."""
    jwk = {**record.public_jwk, "x5u": record.chain_address}
    return DidDocument(record.did, (VerificationMethod(record.kid, record.did, jwk, may_assert=True),))


def refuse_unverified(made: Signed, record: KeyRecord, contexts: ContextSource) -> None:
    """Returns where the own verifier takes the document; KeyStoreError where it finds anything wrong with it."""
    trust = TrustFiles((own_document(record),))
    reading = read(Document("signed", made.data))
    parts = (reading.presentation,) if reading.presentation else reading.credentials
    if len(parts) != 1:
        raise KeyStoreError("issue.not_verified")
    (part,) = parts
    issuer = str(part.content.get("issuer", ""))
    proof = part.content.get("proof")
    if part.envelope is None and isinstance(proof, dict) and is_json_web_signature(proof):
        answer = document_proof(SignedDocument(part.content, proof, issuer, contexts), trust)
    else:
        found = token_proof(part.envelope, issuer, trust)
        if found is None:
            raise KeyStoreError("issue.not_verified")
        answer = found
    faults = [fault for fault in (*answer.identity, *answer.signature) if fault.severity is Severity.VIOLATION]
    if faults or not answer.is_verified:
        raise KeyStoreError("issue.not_verified")


def _made(prepared: Prepared, signer: Signer) -> Signed:
    if prepared.profile.generation is Generation.LOIRE:
        return token(prepared.payload, prepared.record, signer, prepared.profile, prepared.holds)
    if prepared.holds is Holds.PRESENTATION:
        return Signed(prepared.payload, "application/vp+ld+json", ".json")
    return signed_inside(
        prepared.content, prepared.record, signer, source_of_contexts(prepared.profile.generation), prepared.moment
    )


def source_of_contexts(generation: Generation) -> ContextSource:
    """The contexts that documents of a generation are read with."""
    pack = newest_of(generation.value, now())
    return ContextSource(pack.contexts if pack else {})


def _prepared(by: tuple[KeyRecord, Profile, Holds], made: Completed, options: Options, name: str) -> Prepared:
    payload = payload_of(made.content)
    examination = examine(Document(name or "presentation", payload), replace(options, draft=True))
    return Prepared(*by, made.content, payload, made.filled, options.moment, examination)


def _refuse_retired(record: KeyRecord) -> None:
    if record.state is not State.ACTIVE:
        raise KeyStoreError("issue.retired", name=record.name)


def _refuse_unreadable(reading: Reading) -> None:
    if reading.kind in (Kind.DID_DOCUMENT, Kind.ENGINE_ANSWER):
        return  # read well, and told to be no credential
    if any(found.severity is Severity.VIOLATION and found.stage is Stage.PARSE for found in reading.findings):
        raise KeyStoreError("issue.unreadable")


def _signed_credential(document: Document) -> tuple[Reading, Credential]:
    reading = read(document)
    if reading.kind not in (Kind.CREDENTIAL, Kind.LABEL) or len(reading.credentials) != 1 or not reading.is_signed:
        raise KeyStoreError("issue.not_signed", name=document.name[-100:])
    return reading, reading.credentials[0]
