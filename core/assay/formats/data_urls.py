# SPDX-License-Identifier: Apache-2.0
"""The JWT in the id of an enveloped credential: `data:application/vc+jwt,<JWT>` (VCDM 2.0 §4.13, RFC 2397)."""

import re

from assay.credential import JsonObject
from assay.finding import Finding, Place, Severity
from assay.formats import kinds
from assay.formats.faults import fault, member, quote
from assay.formats.jose_text import looks_like_token

_DATA_URL = re.compile(
    r"data:(?P<media>[^,;\s]*)(?:;[\w-]+(?:=[\w.-]+)?)*(?P<mark>[,;])(?P<token>.*)\Z", re.DOTALL | re.IGNORECASE
)
_CURRENT = ("application/vc+jwt", "application/vp+jwt")
_LEGACY = (
    "application/vc+ld+json+jwt",
    "application/vc+ld+jwt",
    "application/vp+ld+json+jwt",
    "application/vp+ld+jwt",
    "application/jwt",
    "application/vc+ld+json",
    "application/vp+ld+json",
)
"""Spellings of earlier drafts, still written by wallets and accepted by some engines."""
_UNSUPPORTED = (
    "application/vc+sd-jwt",
    "application/vp+sd-jwt",
    "application/dc+sd-jwt",
    "application/vc+cose",
    "application/vp+cose",
)


def enveloped_token(value: JsonObject, pointer: str) -> tuple[str, tuple[Finding, ...]]:
    """The JWT that an enveloped entry stands for, with what is wrong about its form; empty where there is none."""
    url = kinds.data_url(value)
    place = Place(member(pointer, "id" if "id" in value else "@id")) if url else Place(pointer)
    findings: list[Finding] = []
    if not any(name.startswith("EnvelopedVerifiable") for name in kinds.types_of(value)):
        findings.append(fault("ENVELOPE-enveloped-type", "parse.enveloped_type", place=Place(pointer)))
    parts = _DATA_URL.match(url)
    if parts is None:
        findings.append(fault("ENVELOPE-enveloped-form", "parse.enveloped_form", {"seen": quote(url)}, place=place))
        return url if looks_like_token(url) else "", tuple(findings)
    findings += _media_findings(parts["media"].lower(), place, kinds.types_of(value))
    token = parts["token"]
    if parts["mark"] == ";":
        findings.append(
            fault("ENVELOPE-enveloped-separator", "parse.enveloped_separator", place=place, severity=Severity.WARNING)
        )
    if not looks_like_token(token):
        findings.append(fault("ENVELOPE-enveloped-form", "parse.enveloped_form", {"seen": quote(token)}, place=place))
        return "", tuple(findings)
    return token, tuple(findings)


def _media_findings(media: str, place: Place, types: tuple[str, ...]) -> list[Finding]:
    rule, params = "ENVELOPE-enveloped-media-type", {"media_type": quote(media)}
    other = "EnvelopedVerifiablePresentation" if media.startswith("application/vc") else "EnvelopedVerifiableCredential"
    if media in (*_CURRENT, *_LEGACY) and media != "application/jwt" and other in types:
        return [fault(rule, "parse.enveloped_other_kind", params, place=place, value=media)]
    if media in _CURRENT:
        return []
    if media in _LEGACY:
        return [fault(rule, "parse.enveloped_legacy", params, place=place, severity=Severity.WARNING, value=media)]
    text = "parse.enveloped_unsupported" if media in _UNSUPPORTED else "parse.enveloped_media_type"
    return [fault(rule, text, params, place=place, value=media)]
