# SPDX-License-Identifier: Apache-2.0
"""X.509 certificates (RFC 5280) out of files and keys: what they say, and whether one was signed by another.

The only file that imports cryptography's X.509 part. Nothing here says whether anybody trusts a certificate.
"""

import hashlib
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.identity.der import object_identifiers
from assay.identity.given_file import TrustFileError
from assay.identity.pem import blocks, decoded
from assay.texts import quoted
from assay.values import frozen

if TYPE_CHECKING:
    from cryptography.x509 import Certificate as Parsed
    from cryptography.x509 import Extension, ExtensionType

MAX_BYTES = 500_000
MAX_CERTIFICATES = 32
"""Of a chain. The longest published ones have five."""
MAX_ANCHORS_BYTES = 5_000_000
MAX_ANCHORS = 2_000
"""Of a file of anchors. The list of the browsers has about 140."""
_EV, _ORGANISATION, _DOMAIN, _PERSON = (f"2.23.140.1.{end}" for end in ("1", "2.2", "2.1", "2.3"))
"""Policies of the CA/Browser Forum (Baseline Requirements §7.1.6.1; EV Guidelines §7.1.6.1)."""
_LONG = 120
"""Characters of a name that are shown."""
_NAME_CONSTRAINTS = "2.5.29.30"
_UNDERSTOOD = frozenset({
    "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.32", "2.5.29.33", "2.5.29.36", "2.5.29.37", "2.5.29.54",
    _NAME_CONSTRAINTS, "1.3.6.1.5.5.7.1.3",
})  # fmt: skip
"""Key usage, alternative names, basic constraints, the four about policies, extended usage, names, statements."""
_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_QUALIFIED, _SEAL, _WEBSITE = "0.4.0.1862.1.1", "0.4.0.1862.1.6.2", "0.4.0.1862.1.6.3"
"""QcCompliance and the types eSeal and website (ETSI EN 319 412-5 §4.2)."""


class Kind(StrEnum):
    """What its issuer vouches for, as far as a certificate says so itself."""

    EV = "ev"
    QUALIFIED_SEAL = "qualified_seal"
    QUALIFIED_WEBSITE = "qualified_website"
    QUALIFIED = "qualified"
    ORGANISATION = "organisation"
    DOMAIN = "domain"
    UNKNOWN = "unknown"


@frozen
class Certificate:
    """One certificate."""

    sha256: str
    subject: str
    """Whose it is, for people: the common name, else the organisation."""
    issuer: str
    subject_name: bytes = field(repr=False)
    """The whole name as DER: names are the same where these bytes are."""
    issuer_name: bytes = field(repr=False)
    starts: datetime
    ends: datetime
    is_authority: bool
    """It may sign certificates: basic constraints, and key usage where it is given (RFC 5280 §4.2.1.3, §4.2.1.9)."""
    below: int | None
    """How many authorities may stand between it and a leaf; None for any number."""
    key: str
    """Kind and size of its key, such as `RSA 2048`."""
    key_bits: int
    spki: str
    """SHA-256 of its public key (SubjectPublicKeyInfo), in hexadecimal."""
    digest: str
    """The hash its signature is made with; empty where the algorithm has none of its own."""
    kind: Kind
    hosts: tuple[str, ...]
    """DNS names it is for."""
    limits_names: bool
    """It allows certain names only below itself (RFC 5280 §4.2.1.10)."""
    unknown_critical: str
    """An extension that has to be understood and is not (RFC 5280 §4.2), dotted; empty where there is none."""
    handle: "Parsed" = field(repr=False, compare=False)

    @property
    def names_itself(self) -> bool:
        """Whether issuer and subject are the same name."""
        return self.subject_name == self.issuer_name

    def __reduce__(self) -> "tuple[Callable[[bytes, str], Certificate], tuple[bytes, str]]":
        """Goes to another process as its bytes: the library's own object cannot."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return _certificate, (self.handle.public_bytes(Encoding.DER), "")


def read_certificates(data: bytes, file: str = "") -> tuple[Certificate, ...]:
    """The certificates of a PEM file in their order, or the one of a DER file. TrustFileError where there are none.

    A private key in the file is refused: such a file is about to be published by mistake.
    """
    return tuple(_certificate(der, file) for der in blocks(data, file, MAX_BYTES, MAX_CERTIFICATES))


def read_anchors(data: bytes, file: str = "") -> tuple[Certificate, ...]:
    """As `read_certificates`, for a long list; one that cannot be read is no anchor, and does not spoil the others."""
    found = []
    for der in blocks(data, file, MAX_ANCHORS_BYTES, MAX_ANCHORS):
        with suppress(TrustFileError):
            found.append(_certificate(der, file))
    if not found:
        raise TrustFileError("certificate.none", file=file)
    return tuple(found)


def from_x5c(entries: object) -> tuple[Certificate, ...]:
    """The chain inside of a JWK (RFC 7517 §4.7): base64 of DER, the leaf first. TrustFileError where it is none."""
    if not isinstance(entries, list) or not 0 < len(entries) <= MAX_CERTIFICATES:
        raise TrustFileError("certificate.none", file="")
    if not all(isinstance(entry, str) and len(entry) <= MAX_BYTES for entry in entries):
        raise TrustFileError("certificate.none", file="")
    return tuple(_certificate(decoded(entry.encode("ascii", "replace")), "") for entry in entries)


def is_signed_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether the key of `issuer` signed the certificate, and the names fit."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate.handle.verify_directly_issued_by(issuer.handle)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def respects_names(chain: Sequence[Certificate], moment: datetime) -> bool:
    """Whether the names of a chain stay within what its authorities allow, by cryptography's own verifier.

    It refuses whatever it cannot judge. The other demands of the web's profile are not made here.
    """
    from cryptography import x509
    from cryptography.x509.verification import (
        Criticality,
        ExtensionPolicy,
        PolicyBuilder,
        Store,
        VerificationError,
    )

    anything = ExtensionPolicy.permit_all()
    authority = anything.require_present(x509.BasicConstraints, Criticality.AGNOSTIC, None)
    builder = PolicyBuilder().store(Store([chain[-1].handle])).time(moment)
    verifier = builder.extension_policies(ca_policy=authority, ee_policy=anything).build_client_verifier()
    try:
        verifier.verify(chain[0].handle, [entry.handle for entry in chain[1:-1]])
    except (VerificationError, ValueError):
        return False
    return True


def wrapped(parsed: "Parsed") -> Certificate:
    """A certificate that the library has read already. TrustFileError where it cannot be used."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return _certificate(parsed.public_bytes(Encoding.DER), "")


def _certificate(der: bytes, file: str) -> Certificate:
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    broken = (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old roots with a serial number of zero
            parsed = x509.load_der_x509_certificate(der)
            extensions = {entry.oid.dotted_string: entry for entry in parsed.extensions}
            return _facts(der, parsed, extensions)
    except broken as error:
        raise TrustFileError("certificate.broken", file=file) from error


def _facts(der: bytes, parsed: "Parsed", extensions: "dict[str, Extension[ExtensionType]]") -> Certificate:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key, (is_authority, below) = parsed.public_key(), _authority(parsed)
    name, bits = _key(key)
    hashed = parsed.signature_hash_algorithm
    return Certificate(
        hashlib.sha256(der).hexdigest(),
        _name(parsed, "subject"),
        _name(parsed, "issuer"),
        parsed.subject.public_bytes(),
        parsed.issuer.public_bytes(),
        parsed.not_valid_before_utc,
        parsed.not_valid_after_utc,
        is_authority,
        below,
        name,
        bits,
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest(),
        hashed.name if hashed is not None else "",
        _kind(parsed, extensions),
        _hosts(parsed),
        _NAME_CONSTRAINTS in extensions,
        next((oid for oid, entry in extensions.items() if entry.critical and oid not in _UNDERSTOOD), ""),
        parsed,
    )


def _name(parsed: "Parsed", which: str) -> str:
    from cryptography.x509.oid import NameOID

    whole = parsed.subject if which == "subject" else parsed.issuer
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME):
        for attribute in whole.get_attributes_for_oid(oid):
            return quoted(str(attribute.value), _LONG)
    return quoted(whole.rfc4514_string(), _LONG)


def _key(key: object) -> tuple[str, int]:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if isinstance(key, RSAPublicKey):
        return f"RSA {key.key_size}", key.key_size
    if isinstance(key, EllipticCurvePublicKey):
        return f"EC {key.curve.name}", key.curve.key_size
    return type(key).__name__.removesuffix("PublicKey").lstrip("_"), 256


def _authority(parsed: "Parsed") -> tuple[bool, int | None]:
    from cryptography import x509

    try:
        constraints = parsed.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False, None
    try:
        may_sign = parsed.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        may_sign = True
    return constraints.ca and may_sign, constraints.path_length


def _hosts(parsed: "Parsed") -> tuple[str, ...]:
    from cryptography import x509

    try:
        names = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(names.get_values_for_type(x509.DNSName))


def _kind(parsed: "Parsed", extensions: "dict[str, Extension[ExtensionType]]") -> Kind:
    from cryptography import x509

    try:
        policies = parsed.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        policies = x509.CertificatePolicies([])
    named = {policy.policy_identifier.dotted_string for policy in policies}
    if _EV in named:
        return Kind.EV
    if (qualified := _qualified(extensions)) is not None:
        return qualified
    told = {_ORGANISATION: Kind.ORGANISATION, _PERSON: Kind.ORGANISATION, _DOMAIN: Kind.DOMAIN}
    return next((kind for oid, kind in told.items() if oid in named), Kind.UNKNOWN)


def qualified_kind(certificate: Certificate) -> Kind | None:
    """As what it is qualified, also where it has extended validation as well; None where it is not."""
    return _qualified({entry.oid.dotted_string: entry for entry in certificate.handle.extensions})


def _qualified(extensions: "dict[str, Extension[ExtensionType]]") -> Kind | None:
    from cryptography import x509

    entry = extensions.get(_STATEMENTS)
    if entry is None or not isinstance(entry.value, x509.UnrecognizedExtension):
        return None
    statements = frozenset(object_identifiers(entry.value.value))
    types = {_SEAL: Kind.QUALIFIED_SEAL, _WEBSITE: Kind.QUALIFIED_WEBSITE}
    kind = next((kind for oid, kind in types.items() if oid in statements), Kind.QUALIFIED)
    return kind if _QUALIFIED in statements else None
