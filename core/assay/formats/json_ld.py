# SPDX-License-Identifier: Apache-2.0
"""Credentials, presentations and claims as JSON (VCDM 1.1, VCDM 2.0, JSON-LD 1.1), JWTs inside them included."""

from collections.abc import Sequence

from assay.credential import Reading
from assay.finding import Finding
from assay.formats.assembly import nothing, reading_of
from assay.formats.faults import quote
from assay.formats.interface import Given
from assay.formats.jose_text import flaw_finding, looks_like_token, place_within
from assay.formats.json_faults import Flaw
from assay.formats.json_text import parse_json
from assay.positions import Lines

_STARTS = ("{", "[", '"')


class JsonLd:
    """JSON text of any kind."""

    def recognises(self, given: Given) -> bool:
        """Whether the text begins as JSON does, or is named so."""
        return given.text.lstrip()[:1] in _STARTS or given.is_named(".json", ".jsonld")

    def read(self, given: Given) -> Reading:
        """What the JSON holds; a syntax error is told with its line."""
        parsed = parse_json(given.text)
        if parsed.fatal is not None:
            told = _told((parsed.fatal,), given.text)
            return nothing("application/json", [*given.findings, *told], text=given.text)
        flaws = _told(parsed.flaws, given.text)
        is_token = isinstance(parsed.value, str) and looks_like_token(parsed.value)
        return reading_of(parsed.value, given, is_token=is_token, earlier=flaws)


def _told(flaws: Sequence[Flaw], text: str) -> list[Finding]:
    if not flaws:
        return []
    lines = Lines(text)
    return [_finding(flaw, text, lines) for flaw in flaws]


def _finding(flaw: Flaw, text: str, lines: Lines) -> Finding:
    line, column = lines.point(flaw.offset)
    where: dict[str, str | int] = {"line": line, "column": column, "seen": quote(text, flaw.offset)}
    return flaw_finding(flaw, where, place=place_within(flaw, None))
