# SPDX-License-Identifier: Apache-2.0
"""Detached signatures: right ones verify, every other one does not, and the header decides nothing."""

import base64
import json
from typing import Any

import pytest

from assay.proofs.jose import SignatureError, sign_detached, thumbprint, verify_detached

# RFC 8037, appendix A.1 and A.3: the key and its thumbprint
PRIVATE = {
    "kty": "OKP",
    "crv": "Ed25519",
    "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}
PUBLIC = {name: PRIVATE[name] for name in ("kty", "crv", "x")}
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
PAYLOAD = b"rules.toml\0abc\n"


def encoded(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signature(**changed: Any) -> bytes:
    return json.dumps({**sign_detached(PAYLOAD, json.dumps(PRIVATE)), **changed}).encode()


def header(**changed: Any) -> str:
    told = {"alg": "EdDSA", "jwk": PUBLIC, **changed}
    return encoded({name: value for name, value in told.items() if value is not None})


def test_thumbprint_of_the_standards_example() -> None:
    assert thumbprint(json.dumps(PRIVATE)) == thumbprint(json.dumps(PUBLIC)) == THUMBPRINT


def test_what_was_signed_verifies_and_names_its_key() -> None:
    assert verify_detached(signature(), PAYLOAD) == THUMBPRINT


def test_the_signature_is_a_detached_jws_of_the_standard() -> None:
    """RFC 7515 §5.1: Ed25519 over header, dot, payload; checked without the library that made it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    told = sign_detached(PAYLOAD, json.dumps(PRIVATE))
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(PUBLIC["x"] + "="))
    signed = f"{told['protected']}.{encoded(PAYLOAD)}".encode()
    key.verify(base64.urlsafe_b64decode(told["signature"] + "=="), signed)
    assert set(told) == {"protected", "signature"}
    assert "nWGxne" not in base64.urlsafe_b64decode(told["protected"] + "==").decode()


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        signature(more=1),
        signature(payload=encoded(PAYLOAD)),
        signature(signature=""),
        signature(signature=encoded(b"\0" * 64)),
        signature(signature=7),
        signature(protected="*"),
        signature(protected=encoded([])),
        signature(protected=header(alg="none")),
        signature(protected=header(alg="HS256")),
        signature(protected=header(alg="ES256")),
        signature(protected=header(alg=None)),
        signature(protected=header(jwk=None)),
        signature(protected=header(jwk="x")),
        signature(protected=header(crit=["b64"], b64=False)),
        signature(protected=header(b64=False)),
        signature(protected=header(kid="someone")),
        signature(protected=header(jku="https://keys.example/")),
        signature(protected=header(jwk=PRIVATE)),
        signature(protected=header(jwk={**PUBLIC, "crv": "Ed448"})),
        signature(protected=header(jwk={**PUBLIC, "x": PUBLIC["x"][:-4]})),
        signature(protected=header(jwk={"kty": "oct", "k": "AAAA"})),
    ],
)
def test_anything_else_is_no_signature(given: bytes) -> None:
    with pytest.raises(SignatureError):
        verify_detached(given, PAYLOAD)


@pytest.mark.parametrize("payload", [b"", PAYLOAD + b" ", PAYLOAD[:-1]])
def test_other_content_is_not_what_was_signed(payload: bytes) -> None:
    with pytest.raises(SignatureError, match="wrong"):
        verify_detached(signature(), payload)


@pytest.mark.parametrize(
    "key",
    ["", "[]", "{}", "x", json.dumps({"kty": "oct", "k": "AAAA"}), json.dumps({**PUBLIC, "crv": "Ed448"})],
)
def test_another_kind_of_key_does_not_sign(key: str) -> None:
    with pytest.raises(SignatureError, match="no_key"):
        sign_detached(PAYLOAD, key)


def test_a_public_key_does_not_sign() -> None:
    with pytest.raises(SignatureError, match="no_private_key"):
        sign_detached(PAYLOAD, json.dumps(PUBLIC))
