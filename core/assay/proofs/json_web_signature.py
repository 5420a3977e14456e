# SPDX-License-Identifier: Apache-2.0
"""JsonWebSignature2020: a signature inside of a JSON-LD document, over its canonical form, in two variants.

The standard variant signs the digests of the proof's own members and of the document (JSON Web Signature 2020 §3,
Data Integrity). That of the Gaia-X clearing houses signs the digest of the document alone, written as hexadecimal text:
date, purpose and key name of the proof are not covered. Nothing in a proof says which it is, so both are tried.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping

from assay.credential import Json, JsonObject
from assay.finding import Severity
from assay.identity.did import did_url
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.identity.trust import TrustFiles
from assay.linked_data.canonical import SECONDS, CanonicalError, canonical_form
from assay.linked_data.contexts import ContextSource
from assay.proofs.answer import Fault, ProofAnswer, shown
from assay.proofs.compact import decoded
from assay.proofs.signatures import ALGORITHMS, is_signature
from assay.proofs.token_proof import algorithm_faults, method_faults, owner_faults
from assay.proofs.verification_key import KeyFault, remembered_key
from assay.values import frozen

TYPE = "JsonWebSignature2020"
_HEADER = frozenset({"alg", "b64", "crit", "kid", "typ"})


@frozen
class _Detached:
    """The value of `jws`, taken apart."""

    algorithm: str
    protected: str
    signature: bytes


def is_json_web_signature(proof: Json) -> bool:
    """Whether this is one proof of the kind that is verified here."""
    return isinstance(proof, dict) and proof.get("type") == TYPE


@frozen
class SignedDocument:
    """A credential that carries its signature inside, and what it takes to work out what was signed."""

    content: JsonObject
    proof: JsonObject
    """What stands in it as `proof`; one that `is_json_web_signature` takes."""
    issuer: str
    contexts: ContextSource
    stand_ins: frozenset[str] = frozenset()
    """Addresses that are answered with the document of another one: what was signed may have been something else."""
    around: tuple[Json, ...] = ()
    """Contexts of the document around it, with which its content is read; they are not signed along."""
    seconds: float = SECONDS
    """How long the ordering of its unnamed parts may take."""


def document_proof(given: SignedDocument, trust: TrustFiles) -> ProofAnswer:
    """What the proof of a credential comes to."""
    named = given.proof.get("verificationMethod")
    url = did_url(named) if isinstance(named, str) else None
    did = url.did if url else ""
    document = trust.document(did) if did else None
    method = _method(document, named) if document and isinstance(named, str) else None
    identity = (*_identity_faults(given.proof, given.issuer, did), *_listed(str(named), document, method))
    parts = _parts(given.proof)
    if isinstance(parts, Fault):
        return ProofAnswer(did, document, method, identity, (parts,))
    identity = (*identity, *algorithm_faults(parts.algorithm, method))
    if method is None:
        return ProofAnswer(did, document, method, identity)
    try:
        told, is_verified = _signature(given, parts, method)
        also = (Fault("proof.read_otherwise"),) if is_verified and _reads_otherwise(given) else ()
    except CanonicalError as error:
        reason = Fault(f"proof.{error.text_id.partition('.')[2]}", error.params, Severity.WARNING)
        return ProofAnswer(did, document, method, identity, (reason,), gap="reason.no_canonical_form")
    return ProofAnswer(did, document, method, identity, (told, *also), is_verified)


def _method(document: DidDocument, named: str) -> VerificationMethod | None:
    """The key of exactly that id; else the first of its owner's whose id contains it, as the Tagus service finds it.

    One that a document lists under somebody else's name is none of its own.
    """
    if any(entry.id == named for entry in document.methods):
        return document.method(named)
    own = (entry for entry in document.methods if entry.id.startswith(f"{document.id}#"))
    found = next((entry for entry in own if named in entry.id), None)
    return document.method(found.id) if found else None


def _identity_faults(proof: Mapping[str, Json], issuer: str, did: str) -> Iterator[Fault]:
    named = proof.get("verificationMethod")
    if named is None:
        yield Fault("identity.method_unnamed")
    elif not did:
        yield Fault("identity.method_form", {"value": shown(named)})
    yield from owner_faults(did, issuer)
    if proof.get("proofPurpose") != "assertionMethod":
        yield Fault("identity.purpose", {"value": shown(proof.get("proofPurpose", ""))})


def _listed(named: str, document: DidDocument | None, method: VerificationMethod | None) -> Iterator[Fault]:
    if document is not None and method is not None and method.id != named:
        params = {"named": shown(named.rpartition("#")[2]), "fragment": shown(method.id.rpartition("#")[2])}
        if "#" in named:
            yield Fault("identity.method_part", params)
        elif len(document.methods) > 1:
            yield Fault("identity.method_first", params)
        else:
            yield Fault("identity.method_lax", params, Severity.WARNING)
    yield from method_faults(method.id if method else named, document, method)


def _parts(proof: Mapping[str, Json]) -> _Detached | Fault:
    """The detached signature, or what is wrong with it."""
    jws = proof.get("jws")
    parts = jws.split(".") if isinstance(jws, str) else []
    if len(parts) != 3 or parts[1]:  # noqa: PLR2004 - header, nothing, signature (RFC 7515, Appendix F)
        return Fault("proof.not_detached")
    header = _header(parts[0])
    if header is None or not set(header) <= _HEADER or not _leaves_payload_as_it_is(header):
        return Fault("proof.detached_header")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        return Fault("proof.algorithm", {"name": shown(algorithm), "known": ", ".join(ALGORITHMS)})
    return _Detached(algorithm, parts[0], decoded(parts[2]))


def _leaves_payload_as_it_is(header: Mapping[str, Json]) -> bool:
    """The payload is signed as it is, and not carried along (RFC 7797 §3 and §6)."""
    return header.get("b64") is False and header.get("crit") == ["b64"]


def _header(part: str) -> Mapping[str, Json] | None:
    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        made = dict(pairs)
        if len(made) != len(pairs):
            raise ValueError("a member twice")
        return made

    try:
        told = json.loads(decoded(part), object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _signature(given: SignedDocument, parts: _Detached, method: VerificationMethod) -> tuple[Fault, bool]:
    """Which variant it is and True, or why it does not hold and False. CanonicalError where that cannot be told."""
    if method.jwk is None:
        return Fault("key.form"), False
    try:
        key = remembered_key(method.jwk)
    except KeyFault as fault:
        return Fault(fault.text_id, fault.params), False
    if not key.can_verify(parts.algorithm):
        return Fault("proof.kind_differs", {"algorithm": parts.algorithm, "key": f"{key.kty} {key.crv}".strip()}), False
    for text, payload in _payloads(given):
        if is_signature(parts.algorithm, key.handle, parts.signature, parts.protected.encode() + b"." + payload):
            return Fault(text, severity=Severity.INFO), True
    named = given.stand_ins.intersection(_context_addresses(given.content))
    if named:
        raise CanonicalError("canonical.stand_in", address=min(named))
    return Fault("proof.wrong_form"), False


def _reads_otherwise(given: SignedDocument) -> bool:
    """Whether the contexts of the document around it change what it says: what is judged then is not what was signed.

    One address that the credential begins with anyway, as every presentation of Tagus has it, changes nothing.
    """
    named = given.content.get("@context")
    own = tuple(named) if isinstance(named, list) else (named,)
    if not given.around or (given.around == own[:1] and isinstance(own[0], str)):
        return False
    body = {name: value for name, value in given.content.items() if name != "proof"}
    return _digest({**body, "@context": [*given.around, *own]}, given) != _digest(body, given)


def _context_addresses(value: Json) -> Iterator[str]:
    """Every address under an `@context`, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _context_addresses(item)
    elif isinstance(value, dict):
        named = value.get("@context")
        yield from (item for item in (named if isinstance(named, list) else [named]) if isinstance(item, str))
        for item in value.values():
            yield from _context_addresses(item)


def _payloads(given: SignedDocument) -> Iterator[tuple[str, bytes]]:
    """What may have been signed: of each variant the text id that names it, and the bytes."""
    body = {name: value for name, value in given.content.items() if name != "proof"}
    document = _digest(body, given)
    yield "proof.variant_gaia_x", document.hex().encode()
    options: dict[str, Json] = {name: value for name, value in given.proof.items() if name not in ("jws", "@context")}
    options["@context"] = given.content.get("@context")
    yield "proof.variant_standard", _digest(options, given) + document


def _digest(document: JsonObject, given: SignedDocument) -> bytes:
    return hashlib.sha256(canonical_form(document, given.contexts, seconds=given.seconds).encode()).digest()
