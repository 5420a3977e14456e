# SPDX-License-Identifier: Apache-2.0
"""What an authority delivers: certificates as PEM, DER or PKCS#7 (RFC 5652 §5, .p7b), one file or several.

Nothing here says which of them count.
"""

import warnings
from collections.abc import Iterable, Iterator

from assay.identity.certificates import MAX_BYTES, MAX_CERTIFICATES, Certificate, read_certificates, wrapped
from assay.identity.given_file import TrustFileError
from assay.identity.pem import BEGIN, decoded
from assay.keys.hushed import Hushed
from assay.keys.signer import KeyStoreError

MOST_FILES = 10
_PKCS7 = (b"-----BEGIN PKCS7-----", b"-----BEGIN PKCS #7 SIGNED DATA-----", b"-----BEGIN CMS-----")
_ANY_END = b"-----END "
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_AT = 24
"""Octets within which a PKCS#7 file says that it is one."""


def delivered(files: Iterable[bytes]) -> tuple[Certificate, ...]:
    """The certificates of the files, each once, in the order they come.

    KeyStoreError (`certificates_for.…`) where a file holds none, one of them cannot be read, there are too many, or a
    private key is among them.
    """
    found: dict[str, Certificate] = {}
    for number, data in enumerate(files):
        if number == MOST_FILES:
            raise KeyStoreError("certificates_for.many_files", most=MOST_FILES)
        found.update((one.sha256, one) for one in _read(data))
    if len(found) > MAX_CERTIFICATES:
        raise KeyStoreError("certificates_for.too_many", most=MAX_CERTIFICATES)
    if not found:
        raise KeyStoreError("certificates_for.none")
    return tuple(found.values())


def _read(data: bytes) -> tuple[Certificate, ...]:
    """Outside of the `try`: an error of the file is told in our words, with nothing of it behind."""
    fault = "too_large" if len(data) > MAX_BYTES else ""
    try:
        if not fault:
            return tuple(_certificates(data))
    except TrustFileError as error:
        fault = error.text_id.rpartition(".")[2]
    raise KeyStoreError(f"certificates_for.{fault if fault in _FAULTS else 'none'}", most=MAX_CERTIFICATES)


_FAULTS = frozenset({"too_large", "too_many", "private_key", "broken"})


def _certificates(data: bytes) -> Iterator[Certificate]:
    text = data.strip()
    inside = next((text.partition(mark)[2].partition(_ANY_END)[0] for mark in _PKCS7 if mark in text), b"")
    if inside or _SIGNED_DATA in text[:_AT]:
        yield from _of_pkcs7(decoded(inside) if inside else data)
    elif BEGIN not in text and data[:1] != b"\x30" and (der := decoded(text)):  # base64 alone, as some mails have it
        yield from _of_pkcs7(der) if _SIGNED_DATA in der[:_AT] else read_certificates(der)
    else:
        yield from read_certificates(data)


def _of_pkcs7(der: bytes) -> tuple[Certificate, ...]:
    from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates

    found = None
    with Hushed(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # OpenSSL writes the set of certificates in their order, not in that of DER
        found = load_der_pkcs7_certificates(der)
    if not found:
        raise TrustFileError("certificate.none", file="")
    if len(found) > MAX_CERTIFICATES:
        raise TrustFileError("certificate.too_many", file="", limit=MAX_CERTIFICATES)
    return tuple(map(wrapped, found))
