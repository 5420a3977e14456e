# SPDX-License-Identifier: Apache-2.0
"""The kinds of keys that can be made, and the algorithm each signs with."""

from collections.abc import Mapping

from assay.proofs.signatures import MAX_RSA_BITS, MIN_RSA_BITS
from assay.values import frozen


@frozen
class KeyType:
    """One kind of key."""

    name: str
    """As `--type` names it."""
    kty: str
    crv: str
    """Curve; empty for RSA."""
    bits: int
    """Length of the modulus, or of the curve."""
    algorithm: str
    """What it signs with (`alg`): RSA keys with PS256, which clearing houses and notaries sign with themselves."""


def _rsa(bits: int) -> KeyType:
    return KeyType(f"rsa{bits}", "RSA", "", bits, "PS256")


_CURVES = (
    KeyType("p256", "EC", "P-256", 256, "ES256"),
    KeyType("p384", "EC", "P-384", 384, "ES384"),
    KeyType("ed25519", "OKP", "Ed25519", 256, "EdDSA"),
)
KEY_TYPES: Mapping[str, KeyType] = {entry.name: entry for entry in (*map(_rsa, (2048, 3072, 4096)), *_CURVES)}
DEFAULT = "rsa3072"
"""Taken by every clearing house that was seen, certified by every authority that sells the certificates they want, and
long enough for years to come (BSI TR-02102-1 asks for 3,000 bits)."""


def key_type(kty: str, crv: str, bits: int) -> KeyType | None:
    """The kind of a key that came from elsewhere; None where it is not one that signs here."""
    if kty == "RSA":
        return _rsa(bits) if MIN_RSA_BITS <= bits <= MAX_RSA_BITS else None
    return next((entry for entry in _CURVES if (entry.kty, entry.crv) == (kty, crv)), None)
