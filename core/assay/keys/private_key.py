# SPDX-License-Identifier: Apache-2.0
"""A private key in memory: made, read, written for the vault alone, and signing with it."""

import json
from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias, cast

from assay.keys.key_type import KeyType, key_type
from assay.keys.signer import KeyStoreError
from assay.proofs.jose import exported
from assay.proofs.signatures import ALGORITHMS


class PrivateHandle(Protocol):
    """A private key of the library: each kind of key wants other things beside the bytes to sign."""

    def sign(self, *given: object) -> bytes:
        """The signature in the library's form."""

    def public_key(self) -> object:
        """The public part."""

    def private_bytes(self, encoding: object, form: object, encryption: object, /) -> bytes:
        """The key itself."""


_Sign: TypeAlias = Callable[[PrivateHandle, bytes], bytes]
_EXPONENT = 65537


class PrivateKey:
    """A key that was looked at and is fit to sign. Nothing of it is shown by `repr`, and it cannot be pickled."""

    __slots__ = ("_handle", "public_jwk", "type")

    def __init__(self, handle: PrivateHandle) -> None:
        """KeyStoreError where the key is of a kind that does not sign here, or too weak."""
        self._handle = handle
        jwk: dict[str, str] = json.loads(exported(handle.public_key()))
        bits = getattr(handle, "key_size", 0)
        found = key_type(jwk["kty"], jwk.get("crv", ""), bits)
        if found is None:
            kind = f"{jwk['kty']} {jwk.get('crv', '') or bits}"
            raise KeyStoreError("private_key.kind", kind=kind)
        self.type: KeyType = found
        self.public_jwk: Mapping[str, str] = {**jwk, "alg": found.algorithm}

    def __reduce__(self) -> str:
        """Refuses to be pickled: a key goes to no other process."""
        raise TypeError("a private key is not passed on")

    @property
    def algorithm(self) -> str:
        """What it signs with, as a header names it."""
        return self.type.algorithm

    @property
    def handle(self) -> PrivateHandle:
        """The key of the library, for certificate requests."""
        return self._handle

    def pkcs8(self) -> bytes:
        """The key itself, as DER (RFC 5958): for sealing, never for a file or a message."""
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return self._handle.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, data: bytes, algorithm: str = "") -> bytes:
        """The signature in the form of JOSE (RFC 7518 §3). KeyStoreError for an algorithm of another kind of key."""
        name = algorithm or self.algorithm
        wanted = ALGORITHMS.get(name)
        if wanted is None or (wanted.kty, wanted.crv) != (self.type.kty, self.type.crv):
            raise KeyStoreError("private_key.algorithm", algorithm=name, kind=self.type.name)
        return _SIGNERS[name](self._handle, data)


def make(wanted: KeyType) -> PrivateKey:
    """A new key, from the random numbers of the system."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    made: object
    if wanted.kty == "RSA":
        made = rsa.generate_private_key(_EXPONENT, wanted.bits)
    elif wanted.kty == "OKP":
        made = ed25519.Ed25519PrivateKey.generate()
    else:
        made = ec.generate_private_key(ec.SECP256R1() if wanted.crv == "P-256" else ec.SECP384R1())
    return PrivateKey(cast("PrivateHandle", made))


def from_pkcs8(data: bytes) -> PrivateKey:
    """What `pkcs8` gave. KeyStoreError where it is no such key."""
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    try:
        found = load_der_private_key(
            data, None, unsafe_skip_rsa_key_validation=True
        )  # it was looked at when it came in
        return PrivateKey(cast("PrivateHandle", found))
    except (ValueError, TypeError, AttributeError):
        raise KeyStoreError("private_key.broken") from None  # what the library says may quote the key


def _pss(bits: int) -> _Sign:
    def sign(key: PrivateHandle, data: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS

        digest = getattr(hashes, f"SHA{bits}")()
        return key.sign(data, PSS(MGF1(digest), digest.digest_size), digest)

    return sign


def _pkcs1(key: PrivateHandle, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    return key.sign(data, PKCS1v15(), SHA256())


def _ecdsa(bits: int) -> _Sign:
    """R and S as two numbers of the curve's size, one after the other (RFC 7518 §3.4)."""

    def sign(key: PrivateHandle, data: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        told = key.sign(data, ECDSA(getattr(hashes, f"SHA{bits}")()))
        return b"".join(number.to_bytes(bits // 8) for number in decode_dss_signature(told))

    return sign


def _eddsa(key: PrivateHandle, data: bytes) -> bytes:
    return key.sign(data)


_SIGNERS: Mapping[str, _Sign] = {
    "PS256": _pss(256),
    "PS384": _pss(384),
    "PS512": _pss(512),
    "RS256": _pkcs1,
    "ES256": _ecdsa(256),
    "ES384": _ecdsa(384),
    "EdDSA": _eddsa,
}
"""The other side of `assay.proofs.signatures.ALGORITHMS`."""
