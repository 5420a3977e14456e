# SPDX-License-Identifier: Apache-2.0
"""JsonWebSignature2020: a signature inside of a JSON-LD document, over its canonical form, in two variants.

The standard variant signs the digests of the proof's own members and of the document (JSON Web Signature 2020 §3,
Data Integrity). That of the Gaia-X clearing houses signs the digest of the document alone, written as hexadecimal text:
date, purpose and key name of the proof are not covered. Nothing in a proof says which it is, so both are tried.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assay.credential import Json, JsonObject
from assay.finding import Severity
from assay.identity.did import did_url
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.identity.trust import TrustFiles
from assay.linked_data.canonical import CanonicalError, canonical_form
from assay.linked_data.contexts import ContextSource
from assay.proofs.answer import Fault, ProofAnswer, shown
from assay.proofs.compact import decoded
from assay.proofs.signatures import ALGORITHMS, is_signature
from assay.proofs.token_proof import algorithm_faults, method_faults
from assay.proofs.verification_key import KeyFault, remembered_key

TYPE = "JsonWebSignature2020"
_HEADER = frozenset({"alg", "b64", "crit", "kid", "typ"})
_NEEDED = {"b64": False, "crit": ["b64"]}
"""The payload is signed as it is, and not carried along (RFC 7797 §3 and §6)."""


@dataclass(frozen=True, slots=True)
class _Detached:
    """The value of `jws`, taken apart."""

    algorithm: str
    protected: str
    signature: bytes


def is_json_web_signature(proof: Json) -> bool:
    """Whether this is one proof of the kind that is verified here."""
    return isinstance(proof, dict) and proof.get("type") == TYPE


def document_proof(
    content: JsonObject, proof: JsonObject, issuer: str, trust: TrustFiles, contexts: ContextSource
) -> ProofAnswer:
    """What the proof of a credential of that issuer comes to; `proof` is what stands in it under that name."""
    named = proof.get("verificationMethod")
    url = did_url(named) if isinstance(named, str) else None
    did = url.did if url else ""
    document = trust.document(did) if did else None
    method = _method(document, named) if document and isinstance(named, str) else None
    identity = (*_identity_faults(proof, issuer, did), *_listed(str(named), document, method))
    parts = _parts(proof)
    if isinstance(parts, Fault):
        return ProofAnswer(did, document, identity, (parts,))
    identity = (*identity, *algorithm_faults(parts.algorithm, method))
    if method is None:
        return ProofAnswer(did, document, identity)
    return _verified(content, proof, parts, contexts, answer=(did, document, method, identity))


def _method(document: DidDocument, named: str) -> VerificationMethod | None:
    """The key of exactly that id; where a bare DID stands, as the Gaia-X wizard writes it, the only key there is."""
    if "#" not in named and len(document.methods) == 1:
        return document.methods[0]
    return document.method(named)


def _identity_faults(proof: Mapping[str, Json], issuer: str, did: str) -> Iterator[Fault]:
    named = proof.get("verificationMethod")
    if named is None:
        yield Fault("identity.method_unnamed")
    elif not did:
        yield Fault("identity.method_form", {"value": shown(named)})
    elif did != issuer:
        yield Fault("identity.kid_other", {"key": did, "issuer": shown(issuer)})
    if proof.get("proofPurpose") != "assertionMethod":
        yield Fault("identity.purpose", {"value": shown(proof.get("proofPurpose", ""))})


def _listed(named: str, document: DidDocument | None, method: VerificationMethod | None) -> Iterator[Fault]:
    if method is not None and "#" not in named:
        fragment = method.id.rpartition("#")[2]
        yield Fault("identity.method_lax", {"fragment": shown(fragment)}, Severity.WARNING)
    yield from method_faults(named if "#" in named else method.id if method else named, document, method)


def _parts(proof: Mapping[str, Json]) -> _Detached | Fault:
    """The detached signature, or what is wrong with it."""
    jws = proof.get("jws")
    parts = jws.split(".") if isinstance(jws, str) else []
    if len(parts) != 3 or parts[1]:  # noqa: PLR2004 - header, nothing, signature (RFC 7515, Appendix F)
        return Fault("proof.not_detached")
    header = _header(parts[0])
    if header is None or not set(header) <= _HEADER or any(header.get(name) != told for name, told in _NEEDED.items()):
        return Fault("proof.detached_header")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        return Fault("proof.algorithm", {"name": shown(algorithm), "known": ", ".join(ALGORITHMS)})
    return _Detached(algorithm, parts[0], decoded(parts[2]))


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


def _verified(
    content: JsonObject,
    proof: Mapping[str, Json],
    parts: _Detached,
    contexts: ContextSource,
    *,
    answer: tuple[str, DidDocument | None, VerificationMethod, tuple[Fault, ...]],
) -> ProofAnswer:
    did, document, method, identity = answer
    if method.jwk is None:
        return ProofAnswer(did, document, identity, (Fault("key.form"),))
    try:
        key = remembered_key(method.jwk)
        if not key.can_verify(parts.algorithm):
            told = {"algorithm": parts.algorithm, "key": f"{key.kty} {key.crv}".strip()}
            return ProofAnswer(did, document, identity, (Fault("proof.kind_differs", told),))
        for text, payload in _payloads(content, proof, contexts):
            if is_signature(parts.algorithm, key.handle, parts.signature, parts.protected.encode() + b"." + payload):
                return ProofAnswer(did, document, identity, (Fault(text, severity=Severity.INFO),), is_verified=True)
    except KeyFault as fault:
        return ProofAnswer(did, document, identity, (Fault(fault.text_id, fault.params),))
    except CanonicalError as error:
        told_why = Fault(f"proof.{error.text_id.partition('.')[2]}", error.params, Severity.WARNING)
        return ProofAnswer(did, document, identity, (told_why,), gap="reason.no_canonical_form")
    return ProofAnswer(did, document, identity, (Fault("proof.wrong_form"),))


def _payloads(content: JsonObject, proof: Mapping[str, Json], contexts: ContextSource) -> Iterator[tuple[str, bytes]]:
    """What may have been signed: of each variant the text id that names it, and the bytes."""
    body = {name: value for name, value in content.items() if name != "proof"}
    document = hashlib.sha256(canonical_form(body, contexts).encode())
    yield "proof.variant_gaia_x", document.hexdigest().encode()
    options: dict[str, Json] = {name: value for name, value in proof.items() if name not in ("jws", "@context")}
    options["@context"] = content.get("@context")
    told = hashlib.sha256(canonical_form(options, contexts).encode())
    yield "proof.variant_standard", told.digest() + document.digest()
