# SPDX-License-Identifier: Apache-2.0
"""Compact JWS text opened, never verified: RFC 7515 §3.1 and §7.1, base64url as strict as RFC 7515 §2 and Appendix C.

Header and payload are read as this file's JSON is: irregular ones are told, because two readers could see two things.
"""

import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from assay.credential import JoseEnvelope, JsonObject
from assay.finding import Finding, Place
from assay.formats.faults import fault, key_place, quote, remark, writable
from assay.formats.json_faults import Flaw
from assay.formats.json_text import parse_json
from assay.values import frozen

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*\Z")
_OUTSIDE = re.compile(r"[^A-Za-z0-9_-]")
_TOKEN_LIKE = re.compile(r"[A-Za-z0-9_\-+/=.~\s]+\Z")
_SIGNED_PARTS, _ENCRYPTED_PARTS = 3, 5
"""RFC 7515 §3.1, RFC 7516 §3.1."""
_WRAPPING = " \t\r\n\"'`\ufeff"
_LAST_CHARACTERS = {2: "AQgw", 3: "AEIMQUYcgkosw048"}
"""Characters that may end a base64url text of that length modulo 4: the unused bits are zero (RFC 4648 §3.5)."""


@frozen
class OpenedJws:
    """What a token holds. Without `envelope` and `payload` it could not be opened; the findings say why."""

    envelope: JoseEnvelope | None = None
    payload: "JsonObject | None" = None
    findings: tuple[Finding, ...] = ()
    values: int = 0
    """About how many values the payload has."""


def looks_like_token(text: str) -> bool:
    """Whether the text means to be a JWT, whole or damaged: base64url that begins with a JSON object."""
    bare = text.lstrip(_WRAPPING)
    if bare[:1] != "e" or not _TOKEN_LIKE.match(bare := bare.rstrip(_WRAPPING)):
        return False
    head = "".join(bare[:96].split(".", 1)[0].split())[:64]
    decoded = _decoded(head[: len(head) - len(head) % 4], strict=False) or b""
    return decoded[:1] == b"{" and decoded[1:].lstrip()[:1] in (b'"', b"")


def open_token(text: str, place: Place | None = None) -> OpenedJws:
    """Opens the token in a text, with quotes and white space around it taken off (and told)."""
    bare = text.strip(_WRAPPING)
    findings: list[Finding] = []
    if bare != text:
        findings.append(remark("PARSE-jwt-wrapping", "parse.jwt_wrapping", place=place))
    broken = _line_break(bare)
    if broken:
        findings.append(fault("PARSE-jwt-line-breaks", "parse.jwt_line_breaks", place=place))
        bare = broken
    opened = _open_compact(bare, place)
    return replace(opened, findings=(*findings, *opened.findings))


def _line_break(text: str) -> str:
    """The text without the white space inside it; empty if it has none."""
    pieces = text.split()
    return "".join(pieces) if len(pieces) > 1 else ""


def _open_compact(compact: str, place: Place | None) -> OpenedJws:
    shape = _shape_fault(compact, place)
    if shape is not None:
        return OpenedJws(findings=(shape,))
    names = ("header", "payload", "signature")
    raw: list[bytes] = []
    for name, part in zip(names, compact.split("."), strict=True):
        found = _strictly_decoded(part, name, place)
        if isinstance(found, Finding):
            return OpenedJws(findings=(found,))
        raw.append(found)
    header, header_findings = _object(raw[0], "header", place)
    payload, payload_findings = _object(raw[1], "payload", place)
    findings = (*header_findings, *payload_findings)
    if header is None or payload is None:
        return OpenedJws(findings=findings)
    return OpenedJws(JoseEnvelope(header, compact), payload, findings, raw[1].count(b",") + raw[1].count(b":"))


def _shape_fault(compact: str, place: Place | None) -> Finding | None:
    parts = compact.split(".")
    if "~" in compact:
        return fault("PARSE-sd-jwt", "parse.sd_jwt", place=place)
    if len(parts) == _ENCRYPTED_PARTS:
        return fault("PARSE-jwt-encrypted", "parse.jwt_encrypted", place=place)
    if len(parts) > _SIGNED_PARTS:
        return fault("PARSE-jwt-parts", "parse.jwt_parts", {"count": len(parts)}, place=place)
    if len(parts) < _SIGNED_PARTS or not parts[2]:
        return fault("PARSE-jwt-truncated", "parse.jwt_truncated", place=place)
    if not parts[1]:
        return fault("PARSE-jwt-detached", "parse.jwt_detached", place=place)
    return None


def _strictly_decoded(part: str, name: str, place: Place | None) -> bytes | Finding:
    outside = _OUTSIDE.search(part)
    if outside:
        seen = quote(outside.group())
        return fault("PARSE-jwt-base64url", f"parse.jwt_{name}_character", {"seen": seen}, place=place)
    allowed = _LAST_CHARACTERS.get(len(part) % 4)
    if len(part) % 4 == 1 or (allowed and part[-1] not in allowed):
        return fault("PARSE-jwt-truncated", "parse.jwt_cut", place=place)
    return _decoded(part, strict=True) or b""


def _decoded(part: str, *, strict: bool) -> bytes | None:
    if strict and not _ALPHABET.match(part):
        return None
    padded = part.replace("-", "+").replace("_", "/") + "=" * (-len(part) % 4)
    try:
        return binascii.a2b_base64(padded)
    except binascii.Error:
        return None


def _object(data: bytes, name: str, place: Place | None) -> "tuple[JsonObject | None, tuple[Finding, ...]]":
    """Header or payload as a JSON object, with what is irregular about it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, (fault("PARSE-jwt-content", f"parse.jwt_{name}_not_json", place=place),)
    parsed = parse_json(text)
    if parsed.fatal is not None:
        return None, (_broken(parsed.fatal, name, text, place),)
    if not isinstance(parsed.value, dict):
        return None, (fault("PARSE-jwt-content", f"parse.jwt_{name}_not_json", place=place),)
    return parsed.value, tuple(_irregular(parsed.flaws, name, place))


def _broken(flaw: Flaw, name: str, text: str, place: Place | None) -> Finding:
    if flaw.kind in ("too_deep", "too_many_values"):
        return flaw_finding(flaw, place=place)
    seen = quote(text, flaw.offset)
    return fault("PARSE-jwt-content", f"parse.jwt_{name}_not_json", {"seen": seen}, place=place)


def _irregular(flaws: Iterable[Flaw], name: str, place: Place | None) -> Iterator[Finding]:
    for flaw in flaws:
        if name == "payload":
            where = place_within(flaw, place)
            yield flaw_finding(flaw, place=where)
        else:
            yield fault("PARSE-jwt-header", "parse.jwt_header_irregular", place=place, path=flaw.pointer or "")


def place_within(flaw: Flaw, place: Place | None) -> Place | None:
    """The place of a flaw in a text that stands at a place of the decoded view."""
    if flaw.pointer is None:
        return place or Place("", offset=flaw.offset)
    pointer = (place.pointer if place else "") + flaw.pointer
    return key_place(pointer) if flaw.of_key else Place(writable(pointer))


def flaw_finding(flaw: Flaw, params: Mapping[str, str | int] | None = None, *, place: Place | None) -> Finding:
    """The finding for something wrong with a JSON text; `params` say more about where."""
    rule = "PARSE-json-syntax" if flaw.kind.startswith("json_") else "PARSE-" + flaw.kind.replace("_", "-")
    told = {name: quote(value) if isinstance(value, str) else value for name, value in flaw.params.items()}
    named = str(told.get("name", told.get("number", "")))
    return fault(rule, f"parse.{flaw.kind}", {**told, **(params or {})}, place=place, path=named)
