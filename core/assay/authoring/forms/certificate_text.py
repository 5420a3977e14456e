# SPDX-License-Identifier: Apache-2.0
"""Certificates as the value of a field: what is to be known of them, and their text."""

import base64
import textwrap
from datetime import date

from assay.identity.certificates import MAX_BYTES, MAX_CERTIFICATES, read_certificates
from assay.identity.given_file import TrustFileError
from assay.identity.pem import blocks
from assay.values import frozen

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_LINE = 64
"""Characters a line (RFC 7468 §2)."""


@frozen
class CertificateFacts:
    """What a person has to know of a certificate."""

    subject: str
    issuer: str
    last_day: date
    """In coordinated universal time, as certificates have it (RFC 5280 §4.1.2.5)."""


@frozen
class CertificateChain:
    """Certificates in the order of their file, the first of them that of the owner."""

    facts: tuple[CertificateFacts, ...]
    text: str
    """All of them and nothing else, as PEM."""


def chain_in(data: bytes, file: str = "") -> CertificateChain:
    """The certificates of a PEM or DER file. TrustFileError where there are none, where one cannot be read, and where a
    private key is in the file: what is in a document is published.
    """
    found = read_certificates(data, file)
    facts = tuple(CertificateFacts(one.subject, one.issuer, one.ends.date()) for one in found)
    return CertificateChain(facts, "".join(map(_pem, blocks(data, file, MAX_BYTES, MAX_CERTIFICATES))))


def chain_of(text: str) -> CertificateChain | None:
    """The certificates that a value is; None for an address, and for any other text."""
    if _BEGIN not in text:
        return None
    try:
        return chain_in(text.encode("utf-8", "replace"))
    except TrustFileError:
        return None


def _pem(der: bytes) -> str:
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode(), _LINE))
    return f"{_BEGIN}\n{body}\n{_END}\n"
