# SPDX-License-Identifier: Apache-2.0
"""What is no self-description, named: a web page, a certificate, a DID document, a server's error message."""

import re
from collections.abc import Mapping, Sequence

from assay.credential import Json, JsonObject, Kind
from assay.finding import Finding
from assay.formats import kinds
from assay.formats.faults import fault, quote
from assay.formats.interface import Given

_RULE = "PARSE-not-a-credential"
_PEM = re.compile(r"^-----BEGIN ([A-Z0-9 ]+)-----", re.MULTILINE)
_HTML = re.compile(r"(?is)\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)(?=[\s>])")
_SAID = ("message", "error_description", "detail", "errors", "results", "error", "title")


def text_that_is_none(given: Given) -> tuple[str, Finding] | None:
    """Media type and finding for a text that is plainly something else; None where it may be a credential."""
    if given.text.lstrip()[:1] in ("{", "[", '"'):
        return None
    if pem := _PEM.search(given.text[:2000]):
        if "PRIVATE" in pem.group(1):
            return "application/x-pem-file", fault("PARSE-private-key", "parse.private_key")
        return "application/x-pem-file", fault(_RULE, "parse.certificate")
    if _HTML.match(given.text[:2000]):
        return "text/html", fault(_RULE, "parse.html")
    if given.text.lstrip()[:5].lower() == "<?xml":
        return "application/xml", fault(_RULE, "parse.xml")
    return None


def unrecognised(given: Given) -> Finding:
    """The finding for a text that is of no format known here."""
    text = "parse.no_jwt" if given.is_named(".jwt", ".vc", ".vp") else "parse.unrecognised"
    return fault(_RULE, text, {"seen": quote(given.text.lstrip())})


def value_that_is_none(value: Json) -> tuple[Kind, Finding]:
    """Kind and finding for JSON that holds no credential, presentation or claims."""
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Kind.UNKNOWN, fault(_RULE, "parse.array_without_credentials" if value else "parse.empty_array")
    return Kind.UNKNOWN, fault(_RULE, "parse.bare_value")


def _object(value: JsonObject) -> tuple[Kind, Finding]:
    if kinds.is_did_document(value):
        if _holds_private_key(value):
            return Kind.DID_DOCUMENT, fault("PARSE-private-key", "key.private")
        return Kind.DID_DOCUMENT, fault(_RULE, "parse.did_document")
    if kinds.is_engine_answer(value):
        said = quote(_said(value, 3))
        return Kind.ENGINE_ANSWER, fault("PARSE-engine-answer", "parse.engine_answer", {"seen": said})
    if kinds.is_key(value):
        if _is_private(value):
            return Kind.UNKNOWN, fault("PARSE-private-key", "parse.private_key")
        return Kind.UNKNOWN, fault(_RULE, "parse.public_key")
    if "report_version" in value and "documents" in value:
        return Kind.UNKNOWN, fault(_RULE, "parse.own_report")
    if not value:
        return Kind.UNKNOWN, fault(_RULE, "parse.empty_object")
    return Kind.UNKNOWN, fault(_RULE, "parse.other_json", {"seen": quote(", ".join(value))})


def _is_private(value: JsonObject) -> bool:
    keys = value.get("keys")
    held = keys if isinstance(keys, list) else [value]
    return any(isinstance(key, Mapping) and ("d" in key or "k" in key) for key in held)


def _holds_private_key(document: JsonObject) -> bool:
    """Whether a DID document gives away a key that has to be kept: as a JWK, or under the names of older suites."""
    lists = (found for found in document.values() if isinstance(found, list))
    methods = [entry for found in lists for entry in found if isinstance(entry, Mapping)]
    return any(
        name.startswith("privateKey") or (isinstance(held, Mapping) and "kty" in held and _is_private(held))
        for entry in methods
        for name, held in entry.items()
    )


def _said(value: Json, depth: int) -> str:
    """The first sentence a server's answer has."""
    if isinstance(value, str):
        return value
    if depth and isinstance(value, Mapping):
        return next((said for name in _SAID if name in value and (said := _said(value[name], depth - 1))), "")
    if depth and isinstance(value, Sequence):
        return next((said for item in value[:5] if (said := _said(item, depth - 1))), "")
    return ""
