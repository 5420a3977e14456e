# SPDX-License-Identifier: Apache-2.0
"""Whether a private key that came from elsewhere is of a kind that signs here, strong enough, and whole.

The library's own look at an RSA key takes five seconds for 8,192 bits, and would take minutes for more. Here the
numbers are compared first, each factor is tried for being prime a few times, and at last the key signs something that
its public part has to verify.
"""

import secrets
from typing import cast

from assay.keys.hushed import Hushed
from assay.keys.private_key import PrivateHandle, PrivateKey
from assay.keys.signer import KeyStoreError
from assay.proofs.signatures import (
    MAX_RSA_BITS,
    MAX_RSA_EXPONENT_BITS,
    MIN_RSA_BITS,
    KeyHandle,
    is_factorable,
    is_signature,
)
from assay.proofs.verification_key import verification_key

LEAST_EXPONENT = 65537
"""BSI TR-02102-1 §3.5, FIPS 186-5 §A.1.1: smaller ones are known for their accidents."""
_CLOSE = 100
"""Bits that the factors have to differ in, at least in the upper half (FIPS 186-5 §A.1.3): else Fermat finds them."""
_TRIALS = 2
"""An odd number that is no prime, and was not made to look like one, passes none of them."""


def sound(handle: object) -> PrivateKey:
    """The key, looked at. KeyStoreError (`key_import.…`) where it is no key to sign with."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(handle, RSAPrivateKey):
        _check_rsa(handle)
    elif isinstance(handle, EllipticCurvePrivateKey):
        if handle.curve.name not in ("secp256r1", "secp384r1"):
            raise KeyStoreError("key_import.kind", kind=f"EC {handle.curve.name}")
    elif not isinstance(handle, Ed25519PrivateKey):
        raise KeyStoreError("key_import.kind", kind=type(handle).__name__.removesuffix("PrivateKey").lstrip("_"))
    key = PrivateKey(cast("PrivateHandle", handle))
    if not _verifies(key):
        raise KeyStoreError("key_import.mismatch")
    return key


def public_octets(handle: object) -> bytes:
    """The public part as certificates have it (SubjectPublicKeyInfo): it ends with the key itself."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = cast("KeyHandle", cast("PrivateHandle", handle).public_key())
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _check_rsa(key: object) -> None:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    key = cast("RSAPrivateKey", key)
    bits = key.key_size
    if bits < MIN_RSA_BITS:
        raise KeyStoreError("key_import.weak", bits=bits, least=MIN_RSA_BITS)
    if bits > MAX_RSA_BITS:
        raise KeyStoreError("key_import.kind", kind=f"RSA {bits}")
    numbers = key.private_numbers()
    n, e = numbers.public_numbers.n, numbers.public_numbers.e
    if e < LEAST_EXPONENT or e.bit_length() > MAX_RSA_EXPONENT_BITS:
        raise KeyStoreError("key_import.exponent")
    if is_factorable(n) or abs(numbers.p - numbers.q).bit_length() <= bits // 2 - _CLOSE:
        raise KeyStoreError("key_import.factorable")
    if not _belong_together(n, e, (numbers.p, numbers.q, numbers.d), (numbers.dmp1, numbers.dmq1, numbers.iqmp)):
        raise KeyStoreError("key_import.mismatch")


def _belong_together(n: int, e: int, secret: tuple[int, int, int], rest: tuple[int, int, int]) -> bool:
    """RFC 8017 §3.2."""
    (p, q, d), (dp, dq, qi) = secret, rest
    if not (p & q & 1 and q > 1 and p > 1 and p * q == n and 1 < d < n):
        return False
    return (
        all((e * power - 1) % (prime - 1) == 0 for prime, power in ((p, dp), (q, dq), (p, d), (q, d)))
        and 0 < dp < p
        and 0 < dq < q
        and 0 < qi < p
        and qi * q % p == 1
        and _is_prime(p)
        and _is_prime(q)
    )


def _is_prime(number: int) -> bool:
    """By the trial of Miller and Rabin (FIPS 186-5 §B.3.1)."""
    power = ((number - 1) & -(number - 1)).bit_length() - 1
    odd = (number - 1) >> power
    for _ in range(_TRIALS):
        found = pow(secrets.randbelow(number - 3) + 2, odd, number)
        if found in (1, number - 1):
            continue
        for _ in range(power - 1):
            found = found * found % number
            if found == number - 1:
                break
        else:
            return False
    return True


def _verifies(key: PrivateKey) -> bool:
    """Whether what it signs, others can verify: by the same code that verifies credentials."""
    word = secrets.token_bytes(32)
    with Hushed():
        public = verification_key(key.public_jwk)
        return is_signature(key.algorithm, public.handle, key.sign(word), word)
    return False
