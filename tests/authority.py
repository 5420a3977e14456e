# SPDX-License-Identifier: Apache-2.0
"""A certification authority for tests: roots, authorities, leaves of every kind, from keys of fixed seeds."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from signing import ACME, did_document, private_key, public_jwk

EV, ORGANISATION, DOMAIN = "2.23.140.1.1", "2.23.140.1.2.2", "2.23.140.1.2.1"
STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
HOST = "acme.example"
X5U = "https://acme.example/.well-known/x509CertificateChain.pem"
STRANGER = "did:web:other.example"


@dataclass(frozen=True)
class Holder:
    """A name and its key."""

    name: str
    key: Any

    @classmethod
    def of(cls, name: str) -> "Holder":
        """With a key made from the name: the same each time."""
        number = int.from_bytes(hashlib.sha256(f"an authority's test key: {name}".encode()).digest()[:31])
        return cls(name, ec.derive_private_key(number, ec.SECP256R1()))


ROOT, MIDDLE, LEAF = (
    Holder.of("Test Root"),
    Holder.of("Test EV Authority"),
    Holder("Acme Cloud GmbH", private_key(ACME)),
)


def certificate(holder: Holder, issuer: Holder, *, ca: bool = False, **told: Any) -> x509.Certificate:
    """A certificate; `told`: starts, ends, policies, hosts, statements (DER), below (path length), signs (usage),
    allows (hosts below it), critical (an extension nobody knows).
    """
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(holder.name))
        .issuer_name(_name(issuer.name))
        .public_key(holder.key.public_key())
        .serial_number(int.from_bytes(hashlib.sha256(f"{holder.name} {issuer.name}".encode()).digest()[:8]) + 1)
        .not_valid_before(told.get("starts", STARTS))
        .not_valid_after(told.get("ends", ENDS))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=told.get("below")), critical=True)
    )
    if ca:
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
        )
        signs = told.get("signs", True)
        made = made.add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=signs, crl_sign=True, decipher_only=False, **usage),
            True,
        )
    if policies := told.get("policies"):
        named = [x509.PolicyInformation(x509.ObjectIdentifier(policy), None) for policy in policies]
        made = made.add_extension(x509.CertificatePolicies(named), critical=False)
    if hosts := told.get("hosts"):
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
    if statements := told.get("statements"):
        oid = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
        made = made.add_extension(x509.UnrecognizedExtension(oid, statements), critical=False)
    if allowed := told.get("allows"):
        names = [x509.DNSName(host) for host in allowed]
        made = made.add_extension(x509.NameConstraints(permitted_subtrees=names, excluded_subtrees=None), critical=True)
    if strange := told.get("critical"):
        made = made.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier(strange), b"\x05\x00"), True)
    if isinstance(issuer.key, Ed25519PrivateKey):
        return made.sign(issuer.key, None)
    return made.sign(issuer.key, SHA256(), ecdsa_deterministic=True)


def chain(*, policies: Iterable[str] = (EV,), hosts: Iterable[str] = (HOST,), **told: Any) -> list[x509.Certificate]:
    """Leaf, authority, root; `told` goes to the leaf."""
    leaf = certificate(LEAF, MIDDLE, policies=tuple(policies), hosts=tuple(hosts), **told)
    return [leaf, certificate(MIDDLE, ROOT, ca=True, below=0), certificate(ROOT, ROOT, ca=True)]


def pem(certificates: Iterable[x509.Certificate]) -> bytes:
    """The certificates as a PEM file."""
    return b"".join(entry.public_bytes(Encoding.PEM) for entry in certificates)


def specimen() -> dict[str, Any]:
    """Files of a signer whose chain is in order, and of another one whose key names none, as options and by name."""
    method = {**did_document()["verificationMethod"][0], "publicKeyJwk": public_jwk(x5u=X5U)}
    return {
        "did.json": did_document(verificationMethod=[method]),
        "other-did.json": did_document(STRANGER),
        "chain.pem": pem(chain()).decode(),
        "anchors.pem": pem([certificate(ROOT, ROOT, ca=True)]).decode(),
        "options.toml": {"did": ["did.json", "other-did.json"], "chain": ["chain.pem"], "anchors": ["anchors.pem"]},
    }


def revocation_list(by: Holder, *serials: int) -> str:
    """A list of an authority's, as PEM: the same each time."""
    made = x509.CertificateRevocationListBuilder().issuer_name(_name(by.name)).last_update(STARTS).next_update(ENDS)
    for serial in serials:
        one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(STARTS).build()
        made = made.add_revoked_certificate(one)
    signed = made.sign(by.key, SHA256(), ecdsa_deterministic=True)
    return signed.public_bytes(Encoding.PEM).decode()


def specimen_of_revocation() -> dict[str, Any]:
    """Files of two signers with chains in order, the second one's certificate revoked, as options and by name."""
    other = certificate(Holder("Other GmbH", private_key(STRANGER)), MIDDLE, policies=(EV,), hosts=("other.example",))
    method = {**did_document(STRANGER)["verificationMethod"][0], "publicKeyJwk": public_jwk(STRANGER, x5u=X5U)}
    told = specimen()
    options = {
        **told["options.toml"],
        "chain": ["chain.pem", "other-chain.pem"],
        "status": ["authority-list.pem", "root-list.pem"],
    }
    return {
        **told,
        "other-did.json": did_document(STRANGER, verificationMethod=[method]),
        "other-chain.pem": pem([other, *chain()[1:]]).decode(),
        "authority-list.pem": revocation_list(MIDDLE, other.serial_number),
        "root-list.pem": revocation_list(ROOT),
        "options.toml": options,
    }


def qualified_seal() -> bytes:
    """QcStatements of a qualified certificate for electronic seals (ETSI EN 319 412-5)."""
    compliance, types = _oid("0.4.0.1862.1.1"), _oid("0.4.0.1862.1.6") + _sequence(_oid("0.4.0.1862.1.6.2"))
    return _sequence(_sequence(compliance) + _sequence(types))


def _oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    octets = bytes([40 * first + second])
    for number in rest:
        part = [number & 0x7F]
        while number := number >> 7:
            part.insert(0, number & 0x7F | 0x80)
        octets += bytes(part)
    return bytes([0x06, len(octets)]) + octets


def _sequence(content: bytes) -> bytes:
    return bytes([0x30, len(content)]) + content


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
