# SPDX-License-Identifier: Apache-2.0
"""The signature algorithms of JOSE that are accepted, each for one kind of key. Here alone cryptography is imported.

What is not in the table is refused, whatever a header asks for: `none`, HMAC and encryption keys never come near a key
that could be mistaken for theirs (RFC 8725 §3.1).
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

from assay.values import frozen

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

_SHORT, _MIDDLE = 256, 384
"""Bits of a digest; the longest has 512."""
MIN_RSA_BITS = 2048
"""RFC 7518 §3.3 and §3.5."""
MAX_RSA_BITS = 8192
"""Verifying with a longer modulus, or a large exponent, takes seconds."""
MAX_RSA_EXPONENT_BITS = 64
_SMALL_PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167)  # fmt: skip


_P = 2**255 - 19
_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7
_SMALL_ORDER = frozenset((0, 1, _P - 1, _P, _P + 1, _Y, _P - _Y))
"""Heights of the points of Ed25519 that are back where they started within eight steps, however they are written."""


class KeyHandle(Protocol):
    """A public key of the library: each kind of key wants other things beside signature and bytes."""

    def verify(self, *given: object) -> None:
        """Raises where the signature is not one of these bytes."""

    def public_bytes(self, encoding: object, form: object, /) -> bytes:
        """The key itself."""


_Verify: TypeAlias = Callable[[KeyHandle, bytes, bytes], None]
"""Key, signature, what was signed; raises where they do not fit."""


@frozen
class Algorithm:
    """One value of `alg`."""

    kty: str
    """Kind of the key (RFC 7517 §4.1)."""
    crv: str
    """Curve of the key; empty where the kind has none."""
    verify: _Verify


def _pss(bits: int) -> _Verify:
    def verify(key: KeyHandle, signature: bytes, signed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS

        digest = _digest(bits)
        key.verify(signature, signed, PSS(MGF1(digest), digest.digest_size), digest)

    return verify


def _pkcs1(bits: int) -> _Verify:
    def verify(key: KeyHandle, signature: bytes, signed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

        key.verify(signature, signed, PKCS1v15(), _digest(bits))

    return verify


def _ecdsa(bits: int) -> _Verify:
    """R and S as two numbers of the curve's size, one after the other (RFC 7518 §3.4)."""

    def verify(key: KeyHandle, signature: bytes, signed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

        size = bits // 8
        if len(signature) != 2 * size:
            raise ValueError(len(signature))
        numbers = (int.from_bytes(part) for part in (signature[:size], signature[size:]))
        key.verify(encode_dss_signature(*numbers), signed, ECDSA(_digest(bits)))

    return verify


def _eddsa(key: KeyHandle, signature: bytes, signed: bytes) -> None:
    key.verify(signature, signed)


def _digest(bits: int) -> "SHA256 | SHA384 | SHA512":
    from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

    if bits == _SHORT:
        return SHA256()
    return SHA384() if bits == _MIDDLE else SHA512()


ALGORITHMS: Mapping[str, Algorithm] = {
    "PS256": Algorithm("RSA", "", _pss(256)),
    "PS384": Algorithm("RSA", "", _pss(384)),
    "PS512": Algorithm("RSA", "", _pss(512)),
    "RS256": Algorithm("RSA", "", _pkcs1(256)),
    "ES256": Algorithm("EC", "P-256", _ecdsa(256)),
    "ES384": Algorithm("EC", "P-384", _ecdsa(384)),
    "EdDSA": Algorithm("OKP", "Ed25519", _eddsa),
}
"""RFC 7518 §3.1, RFC 8037 §3.1; what Gaia-X clearing houses, notaries and wallets sign with."""


def is_signature(algorithm: str, key: KeyHandle, signature: bytes, signed: bytes) -> bool:
    """Whether the private part of the key signed the bytes. KeyError for an algorithm that is not accepted."""
    from cryptography.exceptions import InvalidSignature

    try:
        ALGORITHMS[algorithm].verify(key, signature, signed)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def public_key_digest(key: KeyHandle) -> str:
    """SHA-256 of the public key as certificates carry it (SubjectPublicKeyInfo), in hexadecimal."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def rsa_numbers(key: KeyHandle) -> tuple[int, int]:
    """Modulus and exponent of an RSA key; zeros for any other."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if not isinstance(key, RSAPublicKey):
        return 0, 0
    numbers = key.public_numbers()
    return numbers.n, numbers.e


def is_of_small_order(key: KeyHandle) -> bool:
    """Whether an Ed25519 key is one of the few with which anybody can sign (RFC 8032 §5.1.7 checks no key for it)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not isinstance(key, Ed25519PublicKey):
        return False
    return int.from_bytes(key.public_bytes_raw(), "little") & (2**255 - 1) in _SMALL_ORDER


def is_factorable(modulus: int) -> bool:
    """Whether a modulus has the fingerprint of a faulty generator of smart cards, whose keys can be factored.

    Such a modulus is a power of 65537 modulo each small prime (CVE-2017-15361, Nemec and others, 2017, §2).
    """
    return all(modulus % prime in _powers(prime) for prime in _SMALL_PRIMES)


@cache
def _powers(prime: int) -> frozenset[int]:
    return frozenset(pow(65537, exponent, prime) for exponent in range(prime - 1))
