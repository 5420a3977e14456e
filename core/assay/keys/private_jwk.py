# SPDX-License-Identifier: Apache-2.0
"""A private key written as JWK (RFC 7517 §9.3, RFC 7518 §6, RFC 8037 §2), alone or as the only one of a set."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from assay.identity.did_document import once
from assay.keys.hushed import Hushed
from assay.keys.signer import KeyStoreError

MOST_KEYS = 200
_LONGEST = 1 << 14
"""Bits of a number; of a longer one nothing is said but that it is none."""
Jwk: TypeAlias = Mapping[str, object]
Made = TypeVar("Made")


def only_private(data: bytes) -> Jwk:
    """The private key of a JSON text. KeyStoreError where there is none, or more than one, or it is no JWK."""
    told = _json(data)
    keys = told.get("keys") if isinstance(told, dict) else told
    listed = keys if isinstance(keys, list) else [told]
    found = [entry for entry in listed[:MOST_KEYS] if isinstance(entry, dict) and isinstance(entry.get("kty"), str)]
    if not found or len(listed) > MOST_KEYS:
        raise KeyStoreError("key_import.no_key")
    private = [entry for entry in found if "d" in entry or entry["kty"] == "oct"]
    if len(private) > 1:
        raise KeyStoreError("key_import.several")
    if not private:
        raise KeyStoreError("key_import.only_public")
    return private[0]


def handle_of(jwk: Jwk) -> object:
    """The key of the library, as its numbers say; that they belong together, others have to check.

    KeyStoreError for another kind (`key_import.kind`), another use, numbers that are missing or none.
    """
    kty, crv = _word(jwk, "kty"), _word(jwk, "crv")
    made = _KINDS.get((kty, crv if kty != "RSA" else ""))
    if made is None:
        raise KeyStoreError("key_import.kind", kind=" ".join(filter(None, (kty, crv))) or "?")
    if not _is_for_signing(jwk):
        raise KeyStoreError("key_import.use")
    if "oth" in jwk:
        raise KeyStoreError("key_import.kind", kind="RSA, 3+")
    return made(jwk)


def _json(data: bytes) -> object:
    with Hushed():
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=once, parse_constant=_no_number)
    raise KeyStoreError("key_import.no_key")


def _no_number(_name: str) -> object:
    raise ValueError("no number")


def _word(jwk: Jwk, name: str) -> str:
    """A name of a kind or curve, as far as it can be shown."""
    found = jwk.get(name, "")
    return "".join(char for char in found if char.isalnum() or char == "-")[:20] if isinstance(found, str) else ""


def _is_for_signing(jwk: Jwk) -> bool:
    """RFC 7517 §4.2 and §4.3."""
    operations = jwk.get("key_ops", ["sign"])
    return jwk.get("use", "sig") == "sig" and isinstance(operations, list) and "sign" in operations


def _numbers(jwk: Jwk, names: Sequence[str]) -> list[int]:
    return [int.from_bytes(_octets(jwk, name)) for name in names]


def _octets(jwk: Jwk, name: str) -> bytes:
    """Base64url (RFC 7515 §2); padding is passed over, as some write it."""
    told = jwk.get(name)
    if not isinstance(told, str):
        raise KeyStoreError("key_import.incomplete", member=name)
    found = b""
    if len(told) * 6 <= _LONGEST + 64:
        bare = told.rstrip("=").encode("ascii", "replace")
        try:
            found = base64.b64decode(bare + b"=" * (-len(bare) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            found = b""
    if not found:
        raise KeyStoreError("key_import.broken")
    return found


def _rsa(jwk: Jwk) -> object:
    """Whoever gives one of the factors has to give all that follows from them (RFC 7518 §6.3.2); all are asked for."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateNumbers, RSAPublicNumbers

    n, e, d, p, q, dp, dq, qi = _numbers(jwk, ("n", "e", "d", "p", "q", "dp", "dq", "qi"))
    numbers = RSAPrivateNumbers(p, q, d, dp, dq, qi, RSAPublicNumbers(e, n))
    return _made(lambda: numbers.private_key(unsafe_skip_rsa_key_validation=True))


def _ec(jwk: Jwk) -> object:
    from cryptography.hazmat.primitives.asymmetric import ec

    curve = ec.SECP256R1() if jwk["crv"] == "P-256" else ec.SECP384R1()
    d, x, y = _numbers(jwk, ("d", "x", "y"))
    key = _made(lambda: ec.derive_private_key(d, curve))
    public = key.public_key().public_numbers()
    if (public.x, public.y) != (x, y):
        raise KeyStoreError("key_import.mismatch")
    return key


def _okp(jwk: Jwk) -> object:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    d, x = _octets(jwk, "d"), _octets(jwk, "x")
    key = _made(lambda: Ed25519PrivateKey.from_private_bytes(d))
    if key.public_key().public_bytes_raw() != x:
        raise KeyStoreError("key_import.mismatch")
    return key


def _made(make: Callable[[], Made]) -> Made:
    """What the library makes of the numbers. What it says against them may quote them, and goes no further."""
    with Hushed():
        return make()
    raise KeyStoreError("key_import.mismatch")


_KINDS: Mapping[tuple[str, str], Callable[[Jwk], object]] = {
    ("RSA", ""): _rsa,
    ("EC", "P-256"): _ec,
    ("EC", "P-384"): _ec,
    ("OKP", "Ed25519"): _okp,
}
