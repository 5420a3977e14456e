# SPDX-License-Identifier: Apache-2.0
"""Keys of every kind with the algorithm they sign with. RSA keys are made once a process: that is what takes time."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from jwcrypto.jwk import JWK

from authority import Holder
from signing import private_key


@dataclass(frozen=True)
class Signer:
    """A key, and the algorithm it is used with."""

    key: Any
    algorithm: str

    def sign(self, data: bytes) -> bytes:
        """The signature as JOSE has it (RFC 7518 §3)."""
        return SIGN[self.algorithm](self.key, data)

    def jwk(self, *, private: bool = False, **members: Any) -> dict[str, Any]:
        """The key as JWK; members that are None are left out."""
        key = self.key if private else self.key.public_key()
        told = {**JWK.from_pyca(key).export(private, as_dict=True), "alg": self.algorithm, **members}
        return {name: value for name, value in told.items() if value is not None and name != "kid"}


def _raw(key: Any, data: bytes) -> bytes:
    return b"".join(number.to_bytes(32) for number in decode_dss_signature(key.sign(data, ec.ECDSA(SHA256()))))


SIGN: dict[str, Callable[[Any, bytes], bytes]] = {
    "PS256": lambda key, data: key.sign(data, padding.PSS(padding.MGF1(SHA256()), 32), SHA256()),
    "RS256": lambda key, data: key.sign(data, padding.PKCS1v15(), SHA256()),
    "ES256": _raw,
    "EdDSA": lambda key, data: key.sign(data),
}


@cache
def rsa_signer(name: str, bits: int = 2048, algorithm: str = "PS256") -> Signer:
    """An RSA key of that name: another one in each process."""
    return Signer(_rsa(name, bits), algorithm)


@cache
def _rsa(_name: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def ec_signer(name: str) -> Signer:
    """A P-256 key made from the name."""
    return Signer(Holder.of(name).key, "ES256")


def ed_signer(name: str) -> Signer:
    """An Ed25519 key made from the name."""
    return Signer(private_key(name), "EdDSA")


def x5c(certificate_der: bytes) -> str:
    """A certificate as it stands in a JWK (RFC 7517 §4.7)."""
    return base64.b64encode(certificate_der).decode()
