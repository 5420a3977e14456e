# SPDX-License-Identifier: Apache-2.0
"""Certificates in a PEM file (RFC 7468 §5), as DER; what they say is read elsewhere."""

import base64
import binascii
import re

from assay.identity.given_file import TrustFileError

BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
_PRIVATE = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")


def blocks(data: bytes, file: str, most_bytes: int, most: int) -> list[bytes]:
    """The DER of each certificate, or the file itself where it is DER; empty for what is no base64.

    Cut at the marks, not matched by a pattern: white space without an end would keep a pattern busy for hours.
    TrustFileError for a file without certificates, with too much, or with a private key.
    """
    if len(data) > most_bytes:
        raise TrustFileError("certificate.too_large", file=file)
    if _PRIVATE.search(data):
        raise TrustFileError("certificate.private_key", file=file)
    parts = [part.partition(_END) for part in data.split(BEGIN)[1:]]
    if not all(mark for _, mark, _ in parts) or not (parts or data[:1] == b"\x30"):
        raise TrustFileError("certificate.none", file=file)
    if len(parts) > most:
        raise TrustFileError("certificate.too_many", file=file, limit=most)
    return [decoded(inside) for inside, _, _ in parts] or [data]


def decoded(part: bytes) -> bytes:
    """Base64 with white space anywhere; empty for anything else."""
    try:
        return base64.b64decode(b"".join(part.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
