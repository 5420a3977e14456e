# SPDX-License-Identifier: Apache-2.0
"""Signing on another machine: a request goes there in a file, and a response comes back in one.

Both are for people to read, and show the digest of what is signed, to be compared on the two screens. The machine that
has the key checks and shows the document anew: it believes nothing the request says of it.
"""

import hashlib
import json
from dataclasses import replace

from assay.credential import Kind
from assay.document import Document
from assay.formats import read
from assay.formats.json_text import parse_json
from assay.issue import PROFILES, Holds, Signed
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.moment import format_moment
from assay.options import Options
from assay.signing import Prepared, prepare, prepare_as_it_is, refuse_unverified, source_of_contexts
from assay.signing_file import SigningFile, signing_file
from assay.values import frozen

MAX_BYTES = 30_000_000
_VERSION = 1


@frozen
class Request:
    """What somebody asks to be signed."""

    did: str
    profile: str
    holds: Holds
    payload: bytes
    reason: str
    made: str

    @property
    def sha256(self) -> str:
        """Digest of what is to be signed, for comparing it on two screens."""
        return hashlib.sha256(self.payload).hexdigest()


def unknown_key(did: str) -> KeyRecord:
    """Stands for the owner's key where that is not at hand: on the machine that asks."""
    return KeyRecord("", "", did, "", "", {}, "", "")


def request_of(prepared: Prepared, reason: str = "") -> bytes:
    """The file that asks for a signature; KeyStoreError where a reason is wanted and missing."""
    if prepared.wants(reason):
        raise KeyStoreError("issue.reason_first")
    did, profile, made = prepared.record.did, prepared.profile.id, format_moment(prepared.moment)
    request = Request(did, profile, prepared.holds, prepared.payload, reason.strip(), made)
    return request_told(request, prepared.examination.report.verdict.value)


def request_told(request: Request, verdict: str) -> bytes:
    """The file of a request. `verdict`: of what is asked for, told to people; whoever signs checks it anew."""
    return _written(
        {
            "format": SigningFile.REQUEST.value,
            "version": _VERSION,
            "did": request.did,
            "profile": request.profile,
            "holds": request.holds.value,
            "made": request.made,
            "verdict": verdict,
            "reason": request.reason,
            "sha256": request.sha256,
            "payload": request.payload.decode(),
        }
    )


def is_request(data: bytes) -> bool:
    """Whether the file is a request; told by what it says of itself."""
    return signing_file(data) is SigningFile.REQUEST


def read_request(data: bytes) -> Request:
    """The request in a file. KeyStoreError where it is none, newer, or its digest is not that of its payload."""
    told = _read(data, SigningFile.REQUEST)
    try:
        found = Request(
            str(told["did"]),
            str(told["profile"]),
            Holds(str(told["holds"])),
            str(told["payload"]).encode(),
            str(told["reason"]),
            str(told["made"]),
        )
        if found.profile not in PROFILES or found.sha256 != told["sha256"]:
            raise KeyStoreError("request.changed")
    except (KeyError, ValueError):
        raise KeyStoreError("request.changed") from None
    return found


def prepare_request(request: Request, record: KeyRecord, options: Options) -> Prepared:
    """What is asked for, checked anew where the key is. KeyStoreError where it is for another owner, or could not be
    signed as it is.
    """
    if request.did != record.did:
        raise KeyStoreError("request.other_owner", did=request.did[:100], owner=record.did)
    document = Document("request", request.payload)
    if request.holds is Holds.SEVERAL:
        raise KeyStoreError("request.several")
    if request.holds is Holds.PRESENTATION:
        if read(document).kind is not Kind.PRESENTATION:
            raise KeyStoreError("request.changed")
        return prepare_as_it_is(document, record, options, request.profile)
    prepared = prepare(document, record, options, request.profile)
    if prepared.payload != request.payload:
        raise KeyStoreError("request.unfinished")
    return prepared


def response_of(request: Request, made: Signed, record: KeyRecord) -> bytes:
    """The file that brings the signature back."""
    return _written(
        {
            "format": SigningFile.RESPONSE.value,
            "version": _VERSION,
            "request": request.sha256,
            "key": record.kid,
            "public_jwk": dict(record.public_jwk),
            "sha256": made.sha256,
            "media_type": made.media_type,
            "document": made.data.decode(),
        }
    )


def asked_by(data: bytes) -> str:
    """Digest of the request that a response says it answers. KeyStoreError where it is no response.

    Nothing is proven by it: it helps to find the request again.
    """
    return str(_read(data, SigningFile.RESPONSE).get("request", ""))


@frozen
class Accepted:
    """What came back, verified."""

    signed: Signed
    kid: str
    thumbprint: str
    """Of the key that signed (RFC 7638), to be compared with what the other machine shows."""


def accept(request: Request, data: bytes) -> Accepted:
    """What was signed, where it is what was asked for. KeyStoreError where it is something else, or does not verify.

    That the key is the owner's is not known from the response: its thumbprint is there to be compared.
    """
    from assay.proofs.jose import SignatureError, thumbprint_of

    told = _read(data, SigningFile.RESPONSE)
    try:
        jwk, kid = told["public_jwk"], str(told["key"])
        suffix = ".jwt" if str(told["media_type"]).endswith("+jwt") else ".json"
        signed = Signed(str(told["document"]).encode(), str(told["media_type"]), suffix)
        if not isinstance(jwk, dict) or told["request"] != request.sha256 or told["sha256"] != signed.sha256:
            raise KeyStoreError("request.other_answer")
        thumbprint = thumbprint_of(json.dumps(jwk))
    except (KeyError, ValueError, SignatureError):
        raise KeyStoreError("request.other_answer") from None
    did, _, fragment = kid.partition("#")
    record = replace(unknown_key(did), fragment=fragment, public_jwk={str(name): str(jwk[name]) for name in jwk})
    contexts = source_of_contexts(PROFILES[request.profile].generation)
    if did != request.did:
        raise KeyStoreError("request.other_answer")
    if request.holds is Holds.SEVERAL:
        from assay.signing_request_several import refuse_other

        refuse_other(signed, request, record, contexts)
        return Accepted(signed, kid, thumbprint)
    if not _holds(signed, request):
        raise KeyStoreError("request.other_answer")
    refuse_unverified(signed, record, contexts)
    return Accepted(signed, kid, thumbprint)


def _holds(signed: Signed, request: Request) -> bool:
    """Whether what was signed is the very text that was asked for; a signature inside is taken out first."""
    from assay.proofs.compact import decoded

    if signed.suffix == ".jwt":
        parts = signed.data.decode().split(".")
        return len(parts) == 3 and decoded(parts[1]) == request.payload  # noqa: PLR2004 - header, payload, signature
    found, asked = (parse_json(data.decode()).value for data in (signed.data, request.payload))
    if not isinstance(found, dict) or not isinstance(asked, dict):
        return False
    return {name: value for name, value in found.items() if name != "proof"} == asked


def _written(told: dict[str, object]) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _read(data: bytes, wanted: SigningFile) -> dict[str, object]:
    try:
        told = json.loads(data) if len(data) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("format") != wanted:
        raise KeyStoreError(f"request.no_{wanted.rpartition('-')[2]}")
    if told.get("version") != _VERSION:
        raise KeyStoreError("request.newer")
    return told
