# SPDX-License-Identifier: Apache-2.0
"""Whether a certificate was revoked, by files of its issuer: lists (CRL, RFC 5280 §5) and answers (OCSP, RFC 6960).

A file is believed where the issuer of the certificate signed it, or for answers somebody the issuer made a responder,
and while it says itself that it counts. Nothing is asked anywhere.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from assay.identity.certificates import Certificate, is_signed_by, wrapped
from assay.identity.der import bit_string_at_the_end
from assay.identity.given_file import GivenFile, TrustFileError
from assay.values import frozen

if TYPE_CHECKING:
    from cryptography.x509 import CertificateRevocationList
    from cryptography.x509.ocsp import OCSPResponse, OCSPSingleResponse

MAX_BYTES = 30_000_000
"""The longest published lists have some millions of bytes."""
PEM_LIST = b"-----BEGIN X509 CRL-----"
MAX_RESPONDERS = 8
"""Certificates that come with an answer, and are looked at."""
_PARTIAL = frozenset({"2.5.29.27", "2.5.29.28"})
"""A list of changes, and one for some certificates or reasons only (RFC 5280 §5.2.4, §5.2.5): they cannot clear any."""
_FORGEABLE = frozenset({"md5", "sha1"})
_RESPONDER = "1.3.6.1.5.5.7.3.9"
"""Extended key usage of who may answer for an issuer (RFC 6960 §4.2.2.2)."""
_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
"""SHA-1 names the issuer here, and protects nothing (RFC 6960 §4.3)."""


@frozen
class RevocationFile:
    """A list or an answer that was given."""

    name: str
    sha256: str
    dated: str
    """Day from which it counts, YYYY-MM-DD."""
    data: bytes = field(repr=False)


@frozen
class Standing:
    """What a believed file says of one certificate."""

    file: RevocationFile
    revoked: str = ""
    """Day on which it was, YYYY-MM-DD; empty where it stands."""
    is_held: bool = False
    """Set aside for now, not for good (`certificateHold`)."""


@frozen
class Life:
    """How long a file counts."""

    about: str
    """Whose certificates, or which ones: the same for a newer file of its kind."""
    begins: datetime | None = None
    ends: datetime | None = None
    """Of several answers in one file the first to end."""


def looks_like_revocation(data: bytes) -> bool:
    """Whether these are no list of credentials but a list or answer of an authority: PEM of its own, or DER."""
    return data.startswith(b"\x30") or PEM_LIST in data[:200]


def read_revocation(given: GivenFile) -> RevocationFile:
    """The list or answer in a file. TrustFileError where it is neither."""
    if len(given.data) > MAX_BYTES:
        raise TrustFileError("certificate.list_too_large", file=given.name, limit=MAX_BYTES)
    listed, answered = _list(given.data), _answer(given.data)
    if listed is not None:
        since = listed.last_update_utc
    elif answered is not None:
        since = answered.produced_at_utc
    else:
        raise TrustFileError("certificate.list_unreadable", file=given.name)
    return RevocationFile(given.name, given.sha256, since.date().isoformat(), given.data)


def life_of(file: RevocationFile) -> Life:
    """About what the list or answer speaks, and how long it counts, as it says itself; not verified."""
    with suppress(*_broken()):
        if (listed := _list(file.data)) is not None:
            return Life(listed.issuer.rfc4514_string(), listed.last_update_utc, listed.next_update_utc)
        if (answered := _answer(file.data)) is not None:
            ones = list(answered.responses)
            ends = [one.next_update_utc for one in ones if one.next_update_utc is not None]
            about = ",".join(f"{one.issuer_key_hash.hex()}:{one.serial_number:x}" for one in ones)
            return Life(about, answered.produced_at_utc, min(ends, default=None))
    return Life(file.name)


def standing(
    certificate: Certificate, issuer: Certificate, files: Sequence[RevocationFile], moment: datetime
) -> Standing | None:
    """What the files say of a certificate at the moment: that it was revoked, if any says so; None if none counts."""
    told: list[Standing] = []
    for file in files:
        with suppress(*_broken()):
            told += _told(certificate, issuer, file, moment)
    return next((entry for entry in told if entry.revoked), None) or next(iter(told), None)


def _broken() -> tuple[type[Exception], ...]:
    """What the library raises for files that are damaged, now or when more of them is read."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import DuplicateExtension, InvalidVersion

    return (ValueError, TypeError, UnsupportedAlgorithm, DuplicateExtension, InvalidVersion)


def _told(certificate: Certificate, issuer: Certificate, file: RevocationFile, moment: datetime) -> Iterator[Standing]:
    if (listed := _list(file.data)) is not None:
        yield from _by_list(certificate, issuer, file, listed, moment=moment)
    elif (answered := _answer(file.data)) is not None and _is_believed(answered, issuer, moment):
        for one in answered.responses:
            yield from _by_answer(certificate, issuer, file, one, moment=moment)


def _by_list(
    certificate: Certificate,
    issuer: Certificate,
    file: RevocationFile,
    listed: "CertificateRevocationList",
    *,
    moment: datetime,
) -> Iterator[Standing]:
    from cryptography.x509 import ReasonFlags

    is_issuers = listed.issuer.public_bytes() == certificate.issuer_name == issuer.subject_name
    if not is_issuers or not _counts(listed.last_update_utc, listed.next_update_utc, moment):
        return
    extensions = {entry.oid.dotted_string: entry for entry in listed.extensions}
    is_partial = any(oid in _PARTIAL or entry.critical for oid, entry in extensions.items())
    hashed = listed.signature_hash_algorithm
    if hashed is not None and hashed.name in _FORGEABLE:
        return
    key = issuer.handle.public_key()
    if not _may_sign_lists(issuer) or not listed.is_signature_valid(key):  # type: ignore[arg-type]  # others: TypeError
        return
    entry = listed.get_revoked_certificate_by_serial_number(certificate.handle.serial_number)
    if entry is None:
        if not is_partial:
            yield Standing(file)
        return
    reasons = [told.value.reason for told in entry.extensions if told.oid.dotted_string == "2.5.29.21"]
    if entry.revocation_date_utc <= moment and ReasonFlags.remove_from_crl not in reasons:
        day = entry.revocation_date_utc.date().isoformat()
        yield Standing(file, day, is_held=ReasonFlags.certificate_hold in reasons)
    elif not is_partial:
        yield Standing(file)


def _by_answer(
    certificate: Certificate,
    issuer: Certificate,
    file: RevocationFile,
    one: "OCSPSingleResponse",
    *,
    moment: datetime,
) -> Iterator[Standing]:
    from cryptography.x509 import ReasonFlags
    from cryptography.x509.ocsp import OCSPCertStatus

    if one.serial_number != certificate.handle.serial_number or not _names(one, issuer):
        return
    if not _counts(one.this_update_utc, one.next_update_utc, moment):
        return
    if one.certificate_status is OCSPCertStatus.GOOD:
        yield Standing(file)
    elif one.certificate_status is OCSPCertStatus.REVOKED and one.revocation_time_utc is not None:
        if one.revocation_time_utc > moment:
            yield Standing(file)
            return
        day = one.revocation_time_utc.date().isoformat()
        yield Standing(file, day, is_held=one.revocation_reason is ReasonFlags.certificate_hold)


def _names(one: "OCSPSingleResponse", issuer: Certificate) -> bool:
    """Whether the answer is about certificates of this issuer: its name and its very key."""
    hashed = _HASHES.get(one.hash_algorithm.name)
    if hashed is None:
        return False
    name, key = hashed(issuer.subject_name).digest(), hashed(_key_bits(issuer)).digest()
    return (one.issuer_name_hash, one.issuer_key_hash) == (name, key)


def _key_bits(issuer: Certificate) -> bytes:
    """The key without its algorithm: what answers are named by (RFC 6960 §4.1.1), as key identifiers are."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    whole = issuer.handle.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return bit_string_at_the_end(whole)


def _counts(since: datetime, until: datetime | None, moment: datetime) -> bool:
    """A file that does not say until when is none to be relied on (contract: past its own next update, not given)."""
    return until is not None and since <= moment <= until


def _may_sign_lists(issuer: Certificate) -> bool:
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    try:
        return bool(issuer.handle.extensions.get_extension_for_class(KeyUsage).value.crl_sign)
    except ExtensionNotFound:
        return True


def _is_believed(answered: "OCSPResponse", issuer: Certificate, moment: datetime) -> bool:
    """Signed by the issuer, or by a responder whose certificate the issuer signed for just that."""
    if _signed(answered, issuer):
        return True
    return any(
        one.issuer_name == issuer.subject_name
        and one.starts <= moment <= one.ends
        and _is_responder(one)
        and is_signed_by(one, issuer)
        and _signed(answered, one)
        for one in _enclosed(answered)
    )


def _enclosed(answered: "OCSPResponse") -> Iterator[Certificate]:
    """The certificates that came with an answer, as far as they can be read."""
    for one in answered.certificates[:MAX_RESPONDERS]:
        with suppress(TrustFileError):
            yield wrapped(one)


def _is_responder(one: Certificate) -> bool:
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound

    try:
        uses = one.handle.extensions.get_extension_for_class(ExtendedKeyUsage).value
    except ExtensionNotFound:
        return False
    return any(use.dotted_string == _RESPONDER for use in uses)


def _signed(answered: "OCSPResponse", by: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = by.handle.public_key()
    try:
        hashed = answered.signature_hash_algorithm
        if hashed is None or hashed.name in _FORGEABLE:
            return False
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(answered.signature, answered.tbs_response_bytes, ECDSA(hashed))
        elif isinstance(key, RSAPublicKey):
            key.verify(answered.signature, answered.tbs_response_bytes, PKCS1v15(), hashed)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


@lru_cache(maxsize=64)
def _list(data: bytes) -> "CertificateRevocationList | None":
    from cryptography.x509 import load_der_x509_crl, load_pem_x509_crl

    try:
        found = load_pem_x509_crl(data) if PEM_LIST in data[:200] else load_der_x509_crl(data)
    except _broken():
        return None
    return found


@lru_cache(maxsize=64)
def _answer(data: bytes) -> "OCSPResponse | None":
    from cryptography.x509.ocsp import OCSPResponseStatus, load_der_ocsp_response

    try:
        found = load_der_ocsp_response(data)
        return found if found.response_status is OCSPResponseStatus.SUCCESSFUL and list(found.responses) else None
    except _broken():
        return None
