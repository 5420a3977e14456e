# SPDX-License-Identifier: Apache-2.0
"""Official files as graphs: Turtle, or JSON-LD as the Gaia-X registry serves it, whose context stands in the file.

JSON-LD lets words it does not know vanish without an error. In a document that is a finding; in shapes it would be a
rule that nobody checks. So whatever would vanish here is refused (PackError), with the line it stands in.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn

from assay.claims import ClaimsGraph, Triple
from assay.errors import PackError
from assay.linked_data.rdf import is_iri, parse_json_ld_graphs, parse_turtle
from assay.rules.lines import line_of_text

_NOWHERE = "https://relative.invalid/"
"""Base of the reading: an IRI that begins with it was relative, which in an official file names nothing."""
_LINE = re.compile(r"\bline (\d+)")
_PLAIN_KEYWORDS = frozenset({"@id", "@type", "@value", "@language", "@list", "@set", "@graph"})
_CONTEXT_KEYWORDS = frozenset({"@base", "@language", "@version", "@vocab"})
_DEPTH = 200


def official_graph(data: bytes, name: str) -> ClaimsGraph:
    """The statements of a Turtle or JSON-LD file, told apart by its first character.

    `name` is the file as shown to people. PackError (file, line) where it is neither, or JSON-LD would drop a part.
    """
    text = decoded(data, name)
    if text.lstrip()[:1] in ("{", "[") and not _begins_as_turtle(text):
        return ClaimsGraph(_json_ld_triples(text, name))
    return ClaimsGraph(turtle_triples(data, name))


def turtle_triples(data: bytes, name: str) -> list[Triple]:
    """The statements of a Turtle file; PackError (file, line) where it is none."""
    decoded(data, name)
    try:
        return parse_turtle(data)
    except ValueError as error:
        told = _LINE.search(str(error))
        line = int(told.group(1)) if told else 0
        raise PackError("pack.unreadable", file=name, line=line, reason=str(error)) from error


def json_value(text: str, name: str) -> object:
    """A JSON text as a value; PackError (file, line) for what is no JSON, or a member that stands twice."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [key for key, _ in pairs]
            twice = next(key for key in names if names.count(key) > 1)
            raise PackError("pack.member_twice", file=name, line=line_of_text(text, json.dumps(twice)), key=twice)
        return found

    try:
        return json.loads(text, object_pairs_hook=once)
    except RecursionError as error:
        raise PackError("pack.unreadable", file=name, line=1, reason="nested too deeply") from error
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise PackError("pack.unreadable", file=name, line=line, reason=str(error)) from error


def decoded(data: bytes, name: str) -> str:
    """The bytes as text; PackError (file, line) where they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError("pack.not_utf8", file=name, line=line) from error


def _begins_as_turtle(text: str) -> bool:
    """A blank node in brackets may begin a Turtle file: then no `[{`, `["`, or `[]` alone follows as in JSON."""
    start = text.lstrip()
    return start.startswith("[") and start[1:].lstrip()[:1] not in ("{", "[", '"', "]")


def _json_ld_triples(text: str, name: str) -> list[Triple]:
    value = json_value(text, name)
    _Audit(text, name).whole(value)
    try:
        graphs = parse_json_ld_graphs(text.encode(), base=_NOWHERE)
    except ValueError as error:
        told = _LINE.search(str(error))
        line = int(told.group(1)) if told else 0
        raise PackError("pack.unreadable", file=name, line=line, reason=str(error)) from error
    if len(graphs) > 1:
        raise PackError("pack.named_graph", file=name, line=line_of_text(text, '"@graph"'))
    for iri in (part for triple in graphs[""] for part in triple if isinstance(part, str)):
        if iri.startswith(_NOWHERE):
            word = iri.removeprefix(_NOWHERE)
            raise PackError("pack.word_unknown", file=name, line=line_of_text(text, json.dumps(word)), key=word)
    return graphs[""]


class _Audit:
    """Looks at every member of a JSON-LD text: each has to become a statement, or be refused."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._terms: dict[str, object] = {}

    def whole(self, value: object) -> None:
        """The top of the file: its context, then everything in it."""
        if isinstance(value, dict):
            self._read_context(value.pop("@context", {}))
        self._node(value, 0)

    def _read_context(self, context: object) -> None:
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, str):
                self._refuse("pack.context_remote", part)
            if not isinstance(part, Mapping):
                self._refuse("pack.word_unknown", "@context")
            self._terms.update(part)
        for term, meaning in self._terms.items():
            if term in _CONTEXT_KEYWORDS:
                continue
            inner = meaning if isinstance(meaning, Mapping) else {}
            if not isinstance(meaning, str | Mapping) or not set(inner) <= {"@id", "@type", "@container"}:
                self._refuse("pack.context_unusual", term)
            if inner.get("@container", "@set") not in ("@set", "@list"):
                self._refuse("pack.context_unusual", term)

    def _node(self, value: object, depth: int) -> None:
        if depth > _DEPTH:
            raise PackError("pack.unreadable", file=self._name, line=1, reason="nested too deeply")
        if value is None:
            self._refuse("pack.value_null", "null", quoted=False)
        for key, member in self._members(value):
            if key and not self._has_meaning(key):
                self._refuse("pack.word_unknown", key)
            self._node(member, depth + 1)

    @staticmethod
    def _members(value: object) -> Iterator[tuple[str, object]]:
        if isinstance(value, Mapping):
            yield from value.items()
        elif isinstance(value, list):
            yield from (("", item) for item in value)

    def _has_meaning(self, key: str) -> bool:
        if key.startswith("@"):
            return key in _PLAIN_KEYWORDS
        if key in self._terms or "@vocab" in self._terms:
            return True
        prefix, colon, rest = key.partition(":")
        is_absolute = key.startswith("urn:") or (rest.startswith("//") and is_iri(key))
        return bool(colon) and (is_absolute or prefix in self._terms)

    def _refuse(self, text_id: str, word: str, *, quoted: bool = True) -> NoReturn:
        shown = json.dumps(word, ensure_ascii=False) if quoted else word
        raise PackError(text_id, file=self._name, line=line_of_text(self._text, shown), key=word)
