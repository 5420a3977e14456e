# SPDX-License-Identifier: Apache-2.0
"""Bytes to text: UTF-8 as JSON, Turtle and JWT demand; anything else is said, and shown as well as may be."""

import codecs
from collections.abc import Sequence

from assay.document import MAX_DOCUMENT_BYTES, Document
from assay.finding import Finding, Place
from assay.formats.faults import fault, quote, remark

_MAGIC = (
    (b"%PDF-", "binary_pdf"),
    (b"PK\x03\x04", "binary_archive"),
    (b"PK\x05\x06", "binary_archive"),
    (b"\x1f\x8b", "binary_archive"),
    (b"7z\xbc\xaf\x27\x1c", "binary_archive"),
    (b"\x89PNG", "binary_image"),
    (b"\xff\xd8\xff", "binary_image"),
    (b"GIF8", "binary_image"),
    (b"\x30\x82", "binary_certificate"),
    (b"\xfe\xed\xfe\xed", "binary_certificate"),
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
    (b"[\0", "utf-16-le"),
    (b"\0[", "utf-16-be"),
    (b"e\0", "utf-16-le"),
    (b"\0e", "utf-16-be"),
    (b"@\0", "utf-16-le"),
    (b"\0@", "utf-16-be"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")


def text_of(document: Document) -> tuple[str, Sequence[Finding]]:
    """The characters of a document and what is odd about its bytes; no text where there is none to read."""
    data = document.data
    if document.oversize:
        sizes = {"size": _megabytes(document.oversize), "limit": _megabytes(MAX_DOCUMENT_BYTES)}
        return "", [fault("PARSE-too-large", "parse.too_large", sizes)]
    if not data.lstrip(b" \t\r\n\0\xef\xbb\xbf"):
        return "", [fault("PARSE-empty", "parse.empty")]
    for magic, text_id in _MAGIC:
        if data.startswith(magic):
            return "", [fault("PARSE-binary", f"parse.{text_id}")]
    for magic, encoding in _WIDE:
        if data.startswith(magic):
            return _wide(data, encoding)
    return _narrow(data)


def _narrow(data: bytes) -> tuple[str, Sequence[Finding]]:
    findings: list[Finding] = []
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        findings.append(remark("PARSE-byte-order-mark", "parse.byte_order_mark"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    if "\0" in text:
        if _is_binary(data):
            return "", [fault("PARSE-binary", "parse.binary")]
        line, column = point(text, text.index("\0"))
        place = Place("", offset=text.index("\0"))
        return text, [*findings, fault("PARSE-nul", "parse.nul", {"line": line, "column": column}, place=place)]
    if _is_binary(data):
        return "", [fault("PARSE-binary", "parse.binary")]
    return text, findings


def _not_utf8(data: bytes, offset: int) -> tuple[str, Sequence[Finding]]:
    if _is_binary(data):
        return "", [fault("PARSE-binary", "parse.binary")]
    text = data.decode("cp1252", "replace")  # what such bytes most often are; only to show them
    line, column = point(text, offset)
    params: dict[str, str | int] = {"line": line, "column": column, "seen": quote(text, offset)}
    return text, [fault("PARSE-encoding", "parse.not_utf8", params, place=Place("", offset=offset))]


def _wide(data: bytes, encoding: str) -> tuple[str, Sequence[Finding]]:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return "", [fault("PARSE-binary", "parse.binary")]
    return text, [fault("PARSE-encoding", "parse.wide_encoding", {"encoding": encoding[:6].upper()})]


def _is_binary(data: bytes) -> bool:
    """More control characters than any text has."""
    head = data[:4096]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 20 > len(head)


def point(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted directly: for the one place where reading stopped."""
    from assay.positions import Lines

    return Lines(text).point(offset)


def _megabytes(size: int) -> int:
    return max(1, round(size / (1024 * 1024)))
