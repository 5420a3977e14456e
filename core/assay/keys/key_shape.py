# SPDX-License-Identifier: Apache-2.0
"""What a file that may hold a private key looks like, before anything of it is opened.

People bring keys as PEM (RFC 7468, RFC 1421), DER (RFC 5958, 8017, 5915), PKCS#12 (RFC 7292) and JWK (RFC 7517), and
often by mistake a certificate, a public key, or the key of another program.
"""

import codecs
from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from assay.identity.der import values
from assay.identity.pem import decoded
from assay.values import frozen

MAX_BLOCKS = 64
_BEGIN, _END, _DASHES = b"-----BEGIN ", b"-----END ", b"-----"
_LONGEST_LABEL = 40
_PUTTY = b"PuTTY-User-Key-File-"
_JAVA = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")
"""How JKS and JCEKS begin."""
_INTEGER, _OCTETS, _OID, _SEQUENCE, _CONTEXT = 0x02, 0x04, 0x06, 0x30, 0xA0
_PUBLIC_KEY = 0x81
_SEALED_BY_PEM = b"Proc-Type"
"""RFC 1421 §4.6.1.1: the header of a key that is encrypted the old way."""


class Shape(StrEnum):
    """What a part of a file is."""

    KEY = "key"
    """A private key in the open, as DER."""
    SEALED = "sealed"
    """One under a password (PKCS#8), as DER."""
    SEALED_BY_PEM = "sealed_by_pem"
    """One under a password, the old way of OpenSSL."""
    PKCS12 = "pkcs12"
    JSON = "json"
    CERTIFICATE = "certificate"
    PUBLIC = "public"
    """A public key."""
    SSH = "ssh"
    PGP = "pgp"
    JAVA = "java"
    REQUEST = "request"
    """For a certificate; there is no key in it."""
    OTHER = "other"


_LABELS = {
    "PRIVATE KEY": Shape.KEY,
    "ENCRYPTED PRIVATE KEY": Shape.SEALED,
    "RSA PRIVATE KEY": Shape.KEY,
    "EC PRIVATE KEY": Shape.KEY,
    "DSA PRIVATE KEY": Shape.KEY,
    "ANY PRIVATE KEY": Shape.KEY,
    "OPENSSH PRIVATE KEY": Shape.SSH,
    "SSH2 ENCRYPTED PRIVATE KEY": Shape.SSH,
    "PGP PRIVATE KEY BLOCK": Shape.PGP,
    "CERTIFICATE": Shape.CERTIFICATE,
    "X509 CERTIFICATE": Shape.CERTIFICATE,
    "PUBLIC KEY": Shape.PUBLIC,
    "RSA PUBLIC KEY": Shape.PUBLIC,
    "CERTIFICATE REQUEST": Shape.REQUEST,
    "NEW CERTIFICATE REQUEST": Shape.REQUEST,
}
_PRIVATE = frozenset({Shape.KEY, Shape.SEALED, Shape.SEALED_BY_PEM, Shape.PKCS12, Shape.JSON})


@frozen
class Part:
    """A part of a file."""

    shape: Shape
    data: bytes = field(repr=False)
    """DER; of `SEALED_BY_PEM` the whole block; of JSON the text."""

    @property
    def is_private(self) -> bool:
        """Whether there may be a private key in it that is read here."""
        return self.shape in _PRIVATE


def parts(data: bytes) -> tuple[Part, ...]:
    """The parts of a file, in their order; one `OTHER` where it is nothing that is known. Never raises."""
    text = _plain(data)
    if text.startswith(_JAVA):
        return (Part(Shape.JAVA, text),)
    if text.startswith(_PUTTY):
        return (Part(Shape.SSH, text),)
    if text.count(_BEGIN) > MAX_BLOCKS:
        return (Part(Shape.OTHER, text),)
    if _BEGIN in text:
        return tuple(_blocks(text)) or (Part(Shape.OTHER, text),)
    if text.lstrip()[:1] in (b"{", b"["):
        return (Part(Shape.JSON, text),)
    return (Part(_der_shape(text), text),)


def without_public(data: bytes) -> tuple[bytes, bytes]:
    """A key of PKCS#8 as the library reads it, and the public key that stood in it; empty where there was none.

    The newer form (RFC 5958 §2, version 1) may carry one; programs in Rust write it, and the library refuses it.
    """
    try:
        ((_, content),) = values(data, 1)
        (_, version), *rest = values(content, 8)
    except ValueError:
        return data, b""
    public = [told[1:] for tag, told in rest if tag == _PUBLIC_KEY]
    if version != b"\x01" or not public or rest[0][0] != _SEQUENCE:
        return data, b""
    return _sequence(b"\x02\x01\x00", *(_value(tag, told) for tag, told in rest if tag != _PUBLIC_KEY)), public[0]


def _sequence(*content: bytes) -> bytes:
    return _value(_SEQUENCE, b"".join(content))


def _value(tag: int, content: bytes) -> bytes:
    """Written in the one way of DER (X.690 §10.1)."""
    size = len(content)
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    length = bytes([size]) if size < 0x80 else bytes([0x80 | len(octets)]) + octets  # noqa: PLR2004 - X.690 §8.1.3
    return bytes([tag]) + length + content


def _plain(data: bytes) -> bytes:
    """As bytes of ASCII: what Windows writes as UTF-16 is turned round; a byte order mark is left out."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _blocks(text: bytes) -> Iterator[Part]:
    """Cut at the marks, not matched by a pattern: white space without an end would keep a pattern busy for hours."""
    for piece in text.split(_BEGIN)[1:]:
        label, mark, rest = piece.partition(_DASHES)
        inside, end, _ = rest.partition(_END + label + _DASHES)
        if not (mark and end) or len(label) > _LONGEST_LABEL:
            continue
        yield _block(label.decode("ascii", "replace"), inside)


def _block(label: str, inside: bytes) -> Part:
    shape = _LABELS.get(label, Shape.OTHER)
    if shape is Shape.KEY and _SEALED_BY_PEM in inside:
        return Part(Shape.SEALED_BY_PEM, _whole(label, inside))
    if shape in (Shape.KEY, Shape.SEALED, Shape.CERTIFICATE):
        return Part(shape, decoded(inside))
    return Part(shape, b"")


def _whole(label: str, inside: bytes) -> bytes:
    """The block as a strict reader wants it: whatever mail programs put before and after its lines is left out."""
    lines = (line.strip() for line in inside.strip().splitlines())
    return b"\n".join((b"-----BEGIN %b-----" % label.encode(), *lines, b"-----END %b-----" % label.encode(), b""))


def _der_shape(data: bytes) -> Shape:
    """By what stands first in the outer sequence. PKCS#12 may be BER, whose length is open."""
    if data[:2] == b"\x30\x80":
        return Shape.PKCS12 if data[2:5] == b"\x02\x01\x03" else Shape.OTHER
    try:
        ((tag, content),) = values(data, 1)
        inner = values(content)
    except ValueError:
        return Shape.OTHER
    if tag != _SEQUENCE or not inner:
        return Shape.OTHER
    (first, told), second = inner[0], inner[1][0] if len(inner) > 1 else 0
    if first == _INTEGER:
        return Shape.PKCS12 if told == b"\x03" and second == _SEQUENCE else _numbered(told, second)
    return _with_algorithm(told, second) if first == _SEQUENCE else Shape.OTHER


def _numbered(told: bytes, second: int) -> Shape:
    """PKCS#8, RSA and EC begin with their version, a public RSA key with its modulus."""
    if len(told) == 1:
        return Shape.KEY if second in (_SEQUENCE, _OCTETS, _INTEGER) else Shape.OTHER
    return Shape.PUBLIC if second == _INTEGER else Shape.OTHER


def _with_algorithm(told: bytes, second: int) -> Shape:
    if told[:1] == bytes([_OID]):
        return {_OCTETS: Shape.SEALED, 0x03: Shape.PUBLIC}.get(second, Shape.OTHER)
    return Shape.CERTIFICATE if second == _SEQUENCE and told[:1] in (bytes([_CONTEXT]), b"\x02") else Shape.OTHER
