# SPDX-License-Identifier: Apache-2.0
"""A public key as a JWK (RFC 7517), and whether it may verify a signature of an algorithm."""

import json
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from assay.errors import AssayError
from assay.proofs.signatures import (
    ALGORITHMS,
    MAX_RSA_BITS,
    MAX_RSA_EXPONENT_BITS,
    MIN_RSA_BITS,
    KeyHandle,
    is_factorable,
    is_of_small_order,
    rsa_numbers,
)
from assay.values import frozen

_PRIVATE = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))
_KINDS = frozenset(algorithm.kty for algorithm in ALGORITHMS.values())
_MEMBERS = {"RSA": ("kty", "n", "e"), "EC": ("kty", "crv", "x", "y"), "OKP": ("kty", "crv", "x")}
"""What makes up a public key (RFC 7518 §6, RFC 8037 §2); whatever else is there is passed over (RFC 7517 §4)."""
_CURVES = frozenset(algorithm.crv for algorithm in ALGORITHMS.values() if algorithm.crv)


class KeyFault(AssayError):  # noqa: N818 - why a key is not used; its holder may be able to help
    """A key that no signature is verified with; `text_id` says why (`key.<reason>`)."""


@frozen
class VerificationKey:
    """A key that was looked at and is fit to verify."""

    kty: str
    crv: str
    alg: str
    """The algorithm it says it is for; empty where it does not say (RFC 7517 §4.4)."""
    handle: KeyHandle = field(repr=False, compare=False)
    """The key itself, for `assay.proofs.signatures`."""

    def can_verify(self, algorithm: str) -> bool:
        """Whether it is of the kind and the curve that the algorithm needs."""
        wanted = ALGORITHMS[algorithm]
        return (self.kty, self.crv) == (wanted.kty, wanted.crv)


def verification_key(jwk: Mapping[str, object]) -> VerificationKey:
    """The key of a JWK. KeyFault for one with private parts, of another kind, for another use, too weak or broken."""
    from assay.proofs.jose import SignatureError, imported

    if not _PRIVATE.isdisjoint(jwk):
        raise KeyFault("key.private")
    kty, crv, alg = (_text(jwk, name) for name in ("kty", "crv", "alg"))
    if kty not in _KINDS or (kty != "RSA" and crv not in _CURVES):
        raise KeyFault("key.kind", kind=f"{kty} {crv}".strip()[:40])
    if not _is_for_verifying(jwk):
        raise KeyFault("key.use")
    try:
        handle = imported(json.dumps({name: jwk[name] for name in _MEMBERS[kty] if name in jwk}))
    except (SignatureError, ValueError, TypeError, RecursionError) as error:
        raise KeyFault("key.broken") from error
    if is_of_small_order(handle):
        raise KeyFault("key.broken")
    if kty == "RSA":
        _refuse_weak(*rsa_numbers(handle))
    return VerificationKey(kty, crv if kty != "RSA" else "", alg, handle)


def _text(jwk: Mapping[str, object], name: str) -> str:
    found = jwk.get(name, "")
    if not isinstance(found, str):
        raise KeyFault("key.broken")
    return found


def _is_for_verifying(jwk: Mapping[str, object]) -> bool:
    """RFC 7517 §4.2 and §4.3: `use` and `key_ops`, where they are there."""
    operations = jwk.get("key_ops", ["verify"])
    return jwk.get("use", "sig") == "sig" and isinstance(operations, list) and "verify" in operations


def _refuse_weak(modulus: int, exponent: int) -> None:
    bits = modulus.bit_length()
    if bits < MIN_RSA_BITS:
        raise KeyFault("key.weak", bits=bits, least=MIN_RSA_BITS)
    if bits > MAX_RSA_BITS or exponent.bit_length() > MAX_RSA_EXPONENT_BITS:
        raise KeyFault("key.oversized", bits=bits)
    if is_factorable(modulus):
        raise KeyFault("key.factorable")


def remembered_key(jwk: Mapping[str, object]) -> VerificationKey:
    """As `verification_key`; the same JWK is read once a process."""
    return _remembered(_Jwk(jwk))


class _Jwk:
    """A JWK that may be remembered: the same where it says the same."""

    __slots__ = ("_told", "content")

    def __init__(self, content: Mapping[str, object]) -> None:
        self.content = content
        self._told = repr(sorted(content.items()))

    def __hash__(self) -> int:
        return hash(self._told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Jwk) and self._told == other._told


@lru_cache(maxsize=4_096)
def _remembered(jwk: _Jwk) -> VerificationKey:
    return verification_key(jwk.content)
