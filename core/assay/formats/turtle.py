# SPDX-License-Identifier: Apache-2.0
"""Claims as Turtle or N-Triples (RDF 1.1)."""

import re

from assay.credential import Kind, Reading, Reason
from assay.finding import Finding, Place
from assay.formats.assembly import nothing
from assay.formats.faults import fault, quote
from assay.formats.generation import generation_of_terms
from assay.formats.interface import Given
from assay.formats.json_text import MAX_DEPTH, MAX_VALUES
from assay.positions import Lines

_TURTLE = re.compile(
    r"(?:\s|#[^\n]*\n)*(?:@prefix\s|@base\s|prefix\s+[\w.-]*:\s*<|base\s+<|<[a-z][a-z0-9+.-]*:[^>\s]*>\s|_:\w+\s+[<a\w])",
    re.IGNORECASE,
)
_LINE = re.compile(r"\bline (\d+)(?:\D+?columns? (\d+))?")
_BRACKET = re.compile(
    r"""<[^<>\s]*>|\#[^\n\r]*|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|[\[\]()]""",
    re.DOTALL,
)
"""Brackets, and what may hold brackets that are none: addresses, comments, texts."""
_NAMED_FAULTS = {"No scheme found": "parse.turtle_relative", "has not been declared": "parse.turtle_prefix"}
"""What the parser's words mean; anything else is told as a plain syntax error."""


class Turtle:
    """Turtle and N-Triples text."""

    def recognises(self, given: Given) -> bool:
        """Whether the text begins as Turtle does, or is named so and does not begin as JSON does."""
        named = given.is_named(".ttl", ".nt") and given.text.lstrip()[:1] not in ("{", '"')
        return named or _TURTLE.match(given.text[:4000]) is not None

    def read(self, given: Given) -> Reading:
        """The claims as triples; a syntax error is told with its line."""
        from assay.linked_data.rdf import parse_n_triples, parse_turtle

        is_flat = given.is_named(".nt")
        media_type = "application/n-triples" if is_flat else "text/turtle"
        deep = _too_deep(given.text)
        if deep is not None:
            return nothing(media_type, [*given.findings, deep], text=given.text)
        try:
            data = given.text.encode("utf-8")
            triples = parse_n_triples(data) if is_flat else parse_turtle(data)
        except ValueError as error:
            return nothing(media_type, [*given.findings, _syntax_fault(str(error), given.text)], text=given.text)
        if told := _amiss(len(triples)):
            return nothing(media_type, [*given.findings, told], text=given.text)
        generation, reasons = generation_of_terms(term for triple in triples for term in triple)
        return Reading(
            Kind.CLAIMS,
            generation,
            media_type,
            (Reason("recognised.turtle", {"count": len(triples)}), *reasons),
            text=given.text,
            triples=tuple(triples),
            findings=tuple(given.findings),
        )


def _amiss(count: int) -> Finding | None:
    """The finding for a number of statements that cannot be judged."""
    if count > MAX_VALUES:
        return fault("PARSE-too-many-values", "parse.too_many_values", {"limit": MAX_VALUES})
    return None if count else fault("PARSE-empty", "parse.no_statements")


def _too_deep(text: str) -> Finding | None:
    """The finding for brackets within brackets without end, on which the parser would spend a gigabyte."""
    if text.count("[") + text.count("(") <= MAX_DEPTH:
        return None
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(found.group(), 0)
        if depth > MAX_DEPTH:
            place = Place("", offset=found.start())
            return fault("PARSE-too-deep", "parse.too_deep", {"limit": MAX_DEPTH}, place=place)
    return None


def _syntax_fault(message: str, text: str) -> Finding:
    """The finding for what the RDF parser said, with its line and column."""
    said = _LINE.search(message)
    line, column = (int(number or 1) for number in said.groups()) if said else (1, 1)
    offset = Lines(text).offset(line, column)
    params: dict[str, str | int] = {"line": line, "column": column, "seen": quote(text, offset)}
    text_id = next((named for sign, named in _NAMED_FAULTS.items() if sign in message), "parse.turtle_syntax")
    return fault("PARSE-turtle-syntax", text_id, params, place=Place("", offset=offset))
