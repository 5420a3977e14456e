# SPDX-License-Identifier: Apache-2.0
"""Compact tokens for tests: well-formed, with a signature that is none. Nothing here signs."""

import base64
import json
from typing import Any


def _part(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(told).rstrip(b"=").decode()


def token(header: dict[str, Any], payload: Any) -> str:
    """A compact JWS with a made-up signature."""
    return f"{_part(header)}.{_part(payload)}.{base64.urlsafe_b64encode(b'x' * 64).rstrip(b'=').decode()}"


def vc_jwt(credential: Any, *, typ: str = "vc+jwt", cty: str = "vc") -> str:
    """A credential as VC-JWT."""
    issuer = credential.get("issuer", "did:web:acme.example")
    return token({"alg": "PS256", "typ": typ, "cty": cty, "iss": issuer, "kid": f"{issuer}#JWK"}, credential)


def vp_jwt(*credentials: Any, mark: str = ",") -> str:
    """Credentials as enveloped credentials of a VP-JWT."""
    enveloped = [
        {
            "@context": "https://www.w3.org/ns/credentials/v2",
            "id": f"data:application/vc+jwt{mark}{vc_jwt(credential)}",
            "type": "EnvelopedVerifiableCredential",
        }
        for credential in credentials
    ]
    payload = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "issuer": "did:web:acme.example",
        "validFrom": "2026-04-15T09:00:00Z",
        "verifiableCredential": enveloped,
    }
    return token(
        {
            "alg": "PS256",
            "typ": "vp+jwt",
            "cty": "vp",
            "iss": "did:web:acme.example",
            "kid": "did:web:acme.example#JWK",
        },
        payload,
    )
