# SPDX-License-Identifier: Apache-2.0
"""Where a Turtle text speaks of a node. Best effort: the triples come from the RDF parser, this only finds lines."""

import re
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from assay.positions import Lines, Span

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>\s]*>)
  | (?P<text>\"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*\"{3}|'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}
           |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<mark>[;,()\[\]]|\^\^)
  | (?P<word>(?:[^\s;,()\[\]<>"'\#\\^]|\\.)+|[\\<>"'^])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\([_~.\-!$&'()*+,;=/?#@%])")
_UNICODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_DIRECTIVES = ("@prefix", "prefix", "@base", "base")
UNNAMED = "_:unnamed"


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    stop: int


class TurtlePositions:
    """Spans of nodes (`#<iri>`, `#_:label`) in a Turtle text: where it is a subject, else where it is first named."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self._text)

    def locate(self, pointer: str, *, of_key: bool = False) -> Span:  # noqa: ARG002  # a node has no key
        """The span of the node's subject token; the very start where the text does not name the node."""
        node = pointer.removeprefix("#")
        if node.startswith("<") and node.endswith(">"):
            node = node[1:-1]
        start, stop = self._nodes.get(node, (0, 0))
        return self.lines.span(start, stop)

    @cached_property
    def _nodes(self) -> dict[str, tuple[int, int]]:
        return _Reader(self._text).nodes()


class _Reader:
    """Walks the tokens, knowing prefixes, base and whether a statement begins."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._subjects: dict[str, tuple[int, int]] = {}
        self._mentions: dict[str, tuple[int, int]] = {}
        self._unnamed = 0

    def nodes(self) -> dict[str, tuple[int, int]]:
        """Node to the span of its token."""
        depth, begins = 0, True
        for token in self._tokens:
            if token.kind == "word" and token.text.lower() in _DIRECTIVES and depth == 0 and begins:
                self._directive(token.text)
            elif token.kind == "end":
                begins = begins or depth == 0
            elif token.text in ("[", "("):
                self._note(token, is_subject=token.text == "[" and depth == 0 and begins)
                depth, begins = depth + 1, False
            elif token.text in ("]", ")"):
                depth = max(0, depth - 1)
            else:
                self._note(token, is_subject=depth == 0 and begins)
                begins = False
        return {**self._mentions, **self._subjects}

    def _note(self, token: _Token, *, is_subject: bool) -> None:
        node = self._named(token)
        if node:
            known = self._subjects if is_subject else self._mentions
            known.setdefault(node, (token.start, token.stop))

    def _named(self, token: _Token) -> str:
        if token.kind == "iri":
            return self._absolute(_plain(token.text[1:-1]))
        if token.text in ("[", "("):
            self._unnamed += 1
            return f"{UNNAMED}{self._unnamed}"
        if token.kind != "word" or ":" not in token.text:
            return ""
        prefix, _, rest = token.text.partition(":")
        if prefix == "_":
            return token.text
        return self._prefixes.get(prefix, prefix + ":") + _ESCAPE.sub(r"\1", rest)

    def _directive(self, word: str) -> None:
        """Takes the tokens of a prefix or base declaration, with or without its full stop."""
        name = next(self._tokens, None)
        if name is None:
            return
        if "base" in word.lower():
            self._base = self._absolute(name.text.strip("<>"))
            return
        target = next(self._tokens, None)
        if target is not None:
            self._prefixes[name.text.removesuffix(":")] = self._absolute(_plain(target.text.strip("<>")))

    def _absolute(self, iri: str) -> str:
        if not self._base or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
            return iri
        from urllib.parse import urljoin

        return urljoin(self._base, iri)


def _tokens(text: str) -> Iterator[_Token]:
    """Tokens without comments; a full stop that ends a statement comes as a token of kind `end`."""
    for found in _TOKEN.finditer(text):
        kind, told = found.lastgroup or "", found.group()
        if kind == "comment":
            continue
        bare = told.rstrip(".") if kind == "word" else told
        if bare:
            yield _Token(kind, bare, found.start(), found.start() + len(bare))
        if bare != told:
            yield _Token("end", ".", found.end() - 1, found.end())


def _plain(iri: str) -> str:
    """An IRI with its numeric escapes resolved."""
    return _UNICODE.sub(_character, iri)


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code <= sys.maxunicode else found.group()
