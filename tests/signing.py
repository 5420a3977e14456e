# SPDX-License-Identifier: Apache-2.0
"""Signed tokens for tests, by keys made from fixed seeds: the same bytes each time. Not for anything else."""

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assay.linked_data.contexts import ContextSource
from assay.rules.bundled import load_bundled

ACME = "did:web:acme.example"
FRAGMENT = "key-1"


def encoded(data: bytes) -> str:
    """Base64url without padding (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def private_key(name: str = ACME) -> Ed25519PrivateKey:
    """The key of that name."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"a test key for {name}".encode()).digest())


def public_jwk(name: str = ACME, **members: Any) -> dict[str, Any]:
    """Its public part as JWK; members that are None are left out."""
    raw = private_key(name).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    told = {"kty": "OKP", "crv": "Ed25519", "x": encoded(raw), "alg": "EdDSA", **members}
    return {member: value for member, value in told.items() if value is not None}


def did_document(did: str = ACME, **members: Any) -> dict[str, Any]:
    """A DID document with one key that may make assertions."""
    method = {"id": f"{did}#{FRAGMENT}", "type": "JsonWebKey", "controller": did, "publicKeyJwk": public_jwk(did)}
    told = {"id": did, "verificationMethod": [method], "assertionMethod": [f"{did}#{FRAGMENT}"]}
    return {"@context": ["https://www.w3.org/ns/did/v1"], **told, **members}


def json_file(place: Path, document: dict[str, Any]) -> str:
    """Writes the document; gives its path."""
    place.write_text(json.dumps(document), encoding="utf-8")
    return str(place)


def token(payload: Any, *, key: str = ACME, **header: Any) -> str:
    """A compact JWS over the payload; members of the header that are None are left out."""
    kind = "vp" if "verifiableCredential" in payload else "vc"
    told = {"alg": "EdDSA", "typ": f"{kind}+jwt", "cty": kind, "iss": key, "kid": f"{key}#{FRAGMENT}", **header}
    parts = ({name: value for name, value in told.items() if value is not None}, payload)
    signed = ".".join(encoded(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return f"{signed}.{encoded(private_key(key).sign(signed.encode()))}"


def enveloped(compact: str) -> dict[str, Any]:
    """A VC-JWT as it stands in a presentation (VCDM 2.0 §4.13.1)."""
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:application/vc+jwt,{compact}",
        "type": "EnvelopedVerifiableCredential",
    }


def presented(*compact: str) -> dict[str, Any]:
    """An unsigned presentation of VC-JWTs."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "issuer": ACME,
        "validFrom": "2026-01-15T09:00:00Z",
        "verifiableCredential": [enveloped(entry) for entry in compact],
    }


DETACHED = {"alg": "EdDSA", "b64": False, "crit": ["b64"]}


def unverified_proof(issuer: str) -> dict[str, Any]:
    """A JsonWebSignature2020 of the right form, by a key nobody has."""
    return {**_options(issuer), "jws": f"{encoded(json.dumps(DETACHED).encode())}..{encoded(b'no signature')}"}


def signed_inside(
    credential: dict[str, Any], *, key: str = ACME, variant: str = "gaia-x", **members: Any
) -> dict[str, Any]:
    """The credential with a JsonWebSignature2020 of either variant; `header` and members of the proof can be changed.

    The canonical form is PyLD's, so that ours has a judge.
    """
    header = encoded(json.dumps({**DETACHED, **members.pop("header", {})}).encode())
    body, options = {name: told for name, told in credential.items() if name != "proof"}, {**_options(key), **members}
    document = hashlib.sha256(_normalized(body))
    payload = document.hexdigest().encode()
    if variant == "standard":
        payload = (
            hashlib.sha256(_normalized({**options, "@context": credential["@context"]})).digest() + document.digest()
        )
    signature = private_key(key).sign(header.encode() + b"." + payload)
    return {**body, "proof": {**options, "jws": f"{header}..{encoded(signature)}"}}


def _options(key: str) -> dict[str, Any]:
    return {
        "type": "JsonWebSignature2020",
        "created": "2026-01-15T09:00:00Z",
        "proofPurpose": "assertionMethod",
        "verificationMethod": f"{key}#{FRAGMENT}",
    }


def _normalized(document: dict[str, Any]) -> bytes:
    return _canonical(json.dumps(document))


@lru_cache(maxsize=256)
def _canonical(document: str) -> bytes:
    """Made once of the same text: many tests sign the same credentials, and PyLD takes its time."""
    from pyld import jsonld

    contexts = ContextSource(load_bundled("gaia-x-tagus-22.10").contexts)

    def loaded(url: str, _: object) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts.document(url),
        }

    wanted = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loaded}
    told: str = jsonld.normalize(json.loads(document), wanted)
    return told.encode()
