# SPDX-License-Identifier: Apache-2.0
"""Reading: from the bytes of a document to what it holds. To add a format, write its class and add it to `FORMATS`."""

from assay.credential import Reading
from assay.document import Document
from assay.formats.assembly import nothing
from assay.formats.faults import fault
from assay.formats.interface import Format, Given
from assay.formats.json_ld import JsonLd
from assay.formats.jwt import Jwt
from assay.formats.others import text_that_is_none, unrecognised
from assay.formats.plain_text import text_of
from assay.formats.turtle import Turtle

FORMATS: tuple[Format, ...] = (Jwt(), Turtle(), JsonLd())
"""Asked in this order; the first that recognises a text reads it."""


def read(document: Document) -> Reading:
    """What a document holds.

    Never raises for any bytes: what is wrong with them is a finding of the parse stage, and a violation among the
    findings means that nothing later can be judged.
    """
    text, findings = text_of(document)
    if not text:
        return nothing("application/octet-stream", findings)
    given = Given(document, text, findings)
    try:
        return _read(given)
    except (RecursionError, MemoryError):
        return nothing("application/octet-stream", [*findings, fault("PARSE-too-large", "parse.too_complex")])


def _read(given: Given) -> Reading:
    if any(found.rule == "PARSE-nul" for found in given.findings):
        return nothing("text/plain", given.findings, text=given.text)
    if other := text_that_is_none(given):
        media_type, told = other
        is_secret = told.rule == "PARSE-private-key"
        return nothing(media_type, [*given.findings, told], text="" if is_secret else given.text)
    for form in FORMATS:
        if form.recognises(given):
            return form.read(given)
    return nothing("text/plain", [*given.findings, unrecognised(given)], text=given.text)
