# SPDX-License-Identifier: Apache-2.0
"""A certificate request (PKCS#10, RFC 2986) for a key, wherever its private part is: only `Signer` is asked to sign.

The library builds a request together with a private key of its own kind. What it needs of one is the public part and a
signature in its own form; a stand-in gives both, so that a token that never gives its key can ask for a certificate.
"""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from assay.identity.did import host_of
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError, Signer
from assay.proofs.signatures import KeyHandle, public_key_digest
from assay.proofs.verification_key import VerificationKey, verification_key
from assay.values import frozen

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
    from cryptography.hazmat.primitives.hashes import SHA256, SHA384
    from cryptography.x509 import CertificateSigningRequest, Name

LONGEST_COMMON_NAME = 64
"""RFC 5280 §A.1 (ub-common-name); a longer host stands among the alternative names alone."""
MOST_HOSTS = 20
_MOST: Mapping[str, int] = {"organisation": 64, "country": 2, "locality": 128, "state": 128, "unit": 64}
"""RFC 5280 §A.1, by the names of `Subject`."""
_ALGORITHMS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("RSA", ""): ("RS256", "SHA256"),
    ("EC", "P-256"): ("ES256", "SHA256"),
    ("EC", "P-384"): ("ES384", "SHA384"),
    ("OKP", "Ed25519"): ("EdDSA", ""),
}
"""What a request is signed with, and the digest of it. RSA the old way: few authorities take PSS."""


@frozen
class Subject:
    """Whose certificate it is to be, as registers have it."""

    organisation: str
    country: str
    """Two letters (ISO 3166-1)."""
    locality: str = ""
    state: str = ""
    unit: str = ""


def certificate_request(record: KeyRecord, signer: Signer, subject: Subject, *, also: Sequence[str] = ()) -> bytes:
    """The request as PEM, for the host of the key's did:web; `also` names further hosts.

    It asks for a certificate to sign with (RFC 5280 §4.2.1.3); the authority adds what belongs to the product that is
    bought. KeyStoreError where the subject is not fit (`certificate_request.…`), the signer has another key than the
    record, or it does not sign.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    hosts = tuple(dict.fromkeys(map(_checked_host, (host_of(record.did), *also))))
    if len(hosts) > MOST_HOSTS:
        raise KeyStoreError("certificate_request.many_hosts", most=MOST_HOSTS)
    name = _name(subject, hosts[0])
    public = verification_key(record.public_jwk)
    if public_key_digest(public.handle) != public_key_digest(verification_key(signer.public_jwk).handle):
        raise KeyStoreError("certificate_request.other_signer", name=record.name)
    builder = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(name)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
        .add_extension(x509.KeyUsage(True, *[False] * 8), critical=True)  # noqa: FBT003 - digital signature alone
    )
    stand_in, digest = _stand_in(public, signer)
    made = builder.sign(stand_in, digest)
    if not _is_signed(made):
        raise KeyStoreError("certificate_request.signature", name=record.name)
    return made.public_bytes(Encoding.PEM)


def _checked_host(host: str) -> str:
    """A host in the letters of the DNS. KeyStoreError for an address of numbers: nobody certifies those as names."""
    found = host.lower().rstrip(".")
    labels = found.removeprefix("*.").split(".")
    is_number = False
    with suppress(ValueError):
        is_number = bool(ipaddress.ip_address(found))
    fits = all(0 < len(label) <= 63 and label.isascii() for label in labels)  # noqa: PLR2004 - RFC 1035 §2.3.4
    plain = all(label.replace("-", "").isalnum() and label.strip("-") == label for label in labels)
    if is_number or not fits or not plain or len(found) > 253:  # noqa: PLR2004 - RFC 1035 §2.3.4
        raise KeyStoreError("certificate_request.host", host=host[:100])
    return found


def _name(subject: Subject, host: str) -> "Name":
    """Country first, as authorities write it."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    oids = {
        "country": NameOID.COUNTRY_NAME,
        "state": NameOID.STATE_OR_PROVINCE_NAME,
        "locality": NameOID.LOCALITY_NAME,
        "organisation": NameOID.ORGANIZATION_NAME,
        "unit": NameOID.ORGANIZATIONAL_UNIT_NAME,
    }
    told = dict(_checked(subject))
    named = [x509.NameAttribute(oid, told[field]) for field, oid in oids.items() if told[field]]
    if len(host) <= LONGEST_COMMON_NAME:
        named.append(x509.NameAttribute(NameOID.COMMON_NAME, host))
    return x509.Name(named)


def _checked(subject: Subject) -> Iterator[tuple[str, str]]:
    for field, most in _MOST.items():
        told = " ".join(getattr(subject, field).split())
        is_needed = field in ("organisation", "country")
        if (is_needed and not told) or len(told) > most or not told.isprintable():
            raise KeyStoreError("certificate_request.field", field=f"text:subject_field.{field}", most=most)
        yield field, told.upper() if field == "country" else told
        if field == "country" and not (told.isascii() and told.isalpha() and len(told) == most):
            raise KeyStoreError("certificate_request.country")


def _is_signed(made: "CertificateSigningRequest") -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        return made.is_signature_valid
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False


class _StandIn:
    """What the library asks of a private key while it builds a request."""

    def __init__(self, public: VerificationKey, signer: Signer, algorithm: str) -> None:
        self._public, self._signer, self._algorithm = public, signer, algorithm

    def public_key(self) -> KeyHandle:
        """The public part, that goes into the request."""
        return self._public.handle

    def sign(self, data: bytes, *_how: object) -> bytes:
        """The signature as certificates have it: of curves as two numbers in DER (RFC 3279 §2.2.3)."""
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

        told = self._signer.sign(data, self._algorithm)
        if self._public.kty != "EC":
            return told
        half = len(told) // 2
        return encode_dss_signature(int.from_bytes(told[:half]), int.from_bytes(told[half:]))


class _Rsa(_StandIn):
    """For an RSA key."""


class _Ec(_StandIn):
    """For a key on a curve."""


class _Ed25519(_StandIn):
    """For an Ed25519 key."""


def _stand_in(
    public: VerificationKey, signer: Signer
) -> "tuple[CertificateIssuerPrivateKeyTypes, SHA256 | SHA384 | None]":
    """The stand-in, made known to the library as one of its kinds of keys, and the digest to sign with."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    RSAPrivateKey.register(_Rsa)
    EllipticCurvePrivateKey.register(_Ec)
    Ed25519PrivateKey.register(_Ed25519)
    algorithm, digest = _ALGORITHMS[public.kty, public.crv]
    kind = {"RSA": _Rsa, "EC": _Ec}.get(public.kty, _Ed25519)
    made = cast("CertificateIssuerPrivateKeyTypes", kind(public, signer, algorithm))
    return made, cast("SHA256 | SHA384", getattr(hashes, digest)()) if digest else None
