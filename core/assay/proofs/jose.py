# SPDX-License-Identifier: Apache-2.0
"""Keys as JWK, and signatures with detached content (RFC 7515 Appendix F). The only file that imports jwcrypto.

The public key stands in the protected header (§4.1.3), so that a changed file and an unknown signer can be told apart.
Whether a key is trusted is the caller's question: a key that a signature brings along proves nothing about a person.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.errors import AssayError

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from assay.proofs.signatures import KeyHandle

ALGORITHM = "EdDSA"
"""RFC 8037; whatever a header says, nothing else is accepted."""
_HEADER = frozenset({"alg", "jwk"})
_PUBLIC = frozenset({"kty", "crv", "x"})


class SignatureError(AssayError):
    """A signature or key that is not what it has to be."""


def sign_detached(payload: bytes, private_jwk: str) -> dict[str, str]:
    """`protected` and `signature` over the payload, by an Ed25519 private key given as JWK.

    SignatureError where the key is of another kind or has no private part.
    """
    from jwcrypto.jws import JWS

    key = _key(private_jwk)
    if not key.has_private:
        raise SignatureError("signature.no_private_key")
    token = JWS(payload)
    protected = {"alg": ALGORITHM, "jwk": _public(key)}
    token.add_signature(key, alg=None, protected=json.dumps(protected, sort_keys=True), header=None)
    token.detach_payload()
    told = json.loads(token.serialize())
    return {name: told[name] for name in ("protected", "signature")}


def verify_detached(signature: bytes, payload: bytes) -> str:
    """The thumbprint (RFC 7638) of the key that signed the payload; SignatureError where none did.

    `signature` is the JSON that `sign_detached` gives. Headers with anything but algorithm and public key are refused:
    `crit`, `b64` and key addresses change what a signature means.
    """
    from jwcrypto.common import JWException
    from jwcrypto.jws import JWS

    protected, told = _parts(signature)
    try:
        header = json.loads(_decoded(protected))
        if not isinstance(header, dict) or set(header) != _HEADER or header["alg"] != ALGORITHM:
            raise SignatureError("signature.wrong")
        if not isinstance(header["jwk"], dict) or set(header["jwk"]) != _PUBLIC:
            raise SignatureError("signature.wrong")
        key = _key(json.dumps(header["jwk"]))
        token = JWS()
        token.allowed_algs = [ALGORITHM]
        token.deserialize(json.dumps({"payload": "", "protected": protected, "signature": told}))
        token.verify(key, alg=ALGORITHM, detached_payload=payload)
    except (JWException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise SignatureError("signature.wrong") from error
    return str(key.thumbprint())


def imported(jwk: str) -> "KeyHandle":
    """The public key of a JWK (RFC 7517), ready to verify with; SignatureError where it is none.

    Numbers are checked as they are read: a point that is not on its curve is no key.
    """
    from jwcrypto.common import JWException
    from jwcrypto.jwk import JWK

    try:
        key: KeyHandle = JWK(**json.loads(jwk)).get_op_key("verify")
    except (JWException, ValueError, TypeError, LookupError, RecursionError) as error:
        raise SignatureError("signature.no_key") from error
    return key


def exported(key: object) -> str:
    """A public key of the cryptographic library as JWK (RFC 7517); SignatureError for a kind JOSE does not have."""
    from jwcrypto.common import JWException
    from jwcrypto.jwk import JWK

    try:
        told = json.loads(JWK.from_pyca(key).export_public())
    except (JWException, ValueError, TypeError, LookupError) as error:
        raise SignatureError("signature.no_key") from error
    return json.dumps({name: value for name, value in told.items() if name != "kid"})


def thumbprint_of(jwk: str) -> str:
    """The thumbprint (RFC 7638) of any public key given as JWK; SignatureError where it is none."""
    from jwcrypto.common import JWException
    from jwcrypto.jwk import JWK

    try:
        return str(JWK(**json.loads(jwk)).thumbprint())
    except (JWException, ValueError, TypeError, LookupError, RecursionError) as error:
        raise SignatureError("signature.no_key") from error


def thumbprint(jwk: str) -> str:
    """The thumbprint (RFC 7638) of an Ed25519 key given as JWK; SignatureError for any other key."""
    return str(_key(jwk).thumbprint())


def _parts(signature: bytes) -> tuple[str, str]:
    try:
        told = json.loads(signature)
    except (ValueError, RecursionError) as error:
        raise SignatureError("signature.wrong") from error
    if not isinstance(told, dict) or set(told) != {"protected", "signature"}:
        raise SignatureError("signature.wrong")
    protected, value = told["protected"], told["signature"]
    if not isinstance(protected, str) or not isinstance(value, str):
        raise SignatureError("signature.wrong")
    return protected, value


def _decoded(text: str) -> bytes:
    from jwcrypto.common import base64url_decode

    found: bytes = base64url_decode(text)
    return found


def _key(jwk: str) -> "JWK":
    from jwcrypto.common import JWException
    from jwcrypto.jwk import JWK

    try:
        told = json.loads(jwk)
        key = JWK(**told)
    except (JWException, ValueError, TypeError, LookupError, RecursionError) as error:
        raise SignatureError("signature.no_key") from error
    if told.get("kty") != "OKP" or told.get("crv") != "Ed25519":
        raise SignatureError("signature.no_key")
    return key


def _public(key: "JWK") -> Mapping[str, str]:
    found: dict[str, str] = {name: value for name, value in json.loads(key.export_public()).items() if name in _PUBLIC}
    return found
