# SPDX-License-Identifier: Apache-2.0
"""Who signs in the ecosystem: keys, the DID documents that list them, the chains behind them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto.jwk import JWK

from assay.identity.did import host_of
from authority import EV, MIDDLE, ROOT, Holder, certificate
from signing import FRAGMENT, did_document, private_key, public_jwk

ACME = "did:web:acme.example"
STRANGER = "did:web:other.example"
Json = dict[str, Any]


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """One key for a whole run: making it takes longer than all else."""
    return rsa.generate_private_key(65537, 2048)


@cache
def rsa_jwk() -> Json:
    """Its public part."""
    told = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    members: Json = JWK.from_pem(told).export_public(as_dict=True)
    return {name: members[name] for name in ("kty", "n", "e")} | {"alg": "PS256"}


def signed_by_rsa(data: bytes) -> bytes:
    """PS256 (RFC 7518 §3.5)."""
    return rsa_key().sign(data, PSS(MGF1(SHA256()), SHA256.digest_size), SHA256())


@dataclass
class Signer:
    """One who signs. Everything can be changed before it is written to files."""

    did: str
    alg: str = "EdDSA"
    jwk: Json = field(default_factory=dict)
    chain: list[x509.Certificate] = field(default_factory=list)
    document: Json = field(default_factory=dict)

    @property
    def key(self) -> Any:
        """The private key."""
        return rsa_key() if self.alg == "PS256" else private_key(self.did)

    def sign(self, data: bytes) -> bytes:
        """A signature of the bytes by its algorithm."""
        return signed_by_rsa(data) if self.alg == "PS256" else private_key(self.did).sign(data)


def signer(did: str, alg: str = "EdDSA", **leaf: Any) -> Signer:
    """A signer with everything in order; `leaf` goes to the certificate (`authority.certificate`)."""
    made = Signer(did, alg)
    address = f"https://{host_of(did)}/.well-known/x509CertificateChain.pem"
    made.jwk = {**(rsa_jwk() if alg == "PS256" else public_jwk(did)), "x5u": address}
    method = {"id": f"{did}#{FRAGMENT}", "type": "JsonWebKey", "controller": did, "publicKeyJwk": made.jwk}
    made.document = did_document(did, verificationMethod=[method])
    certify(made, **leaf)
    return made


def certify(made: Signer, **leaf: Any) -> None:
    """A certificate of the key and the chain above it; `policies`, `hosts`, `starts`, `ends`, `statements`, `key`."""
    told = {"policies": [EV], "hosts": [host_of(made.did)], **leaf}
    holder = Holder(f"Holder of {made.did.rpartition('web:')[2]}", told.pop("key", made.key))
    made.chain = [
        certificate(holder, MIDDLE, **told),
        certificate(MIDDLE, ROOT, ca=True, below=0),
        certificate(ROOT, ROOT, ca=True),
    ]


Change = Callable[[Any], object]
"""One thing that is changed about a submission."""
