# SPDX-License-Identifier: Apache-2.0
"""Where a Turtle text speaks of a node. Best effort: the triples come from the RDF parser, this only finds lines."""

import re
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from assay.finding import Place
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

    def find(self, place: Place) -> Span:
        """The span of a place: of its node, or of the character where reading stopped."""
        if place.offset >= 0:
            return self.lines.span(place.offset, place.offset + 1)
        return self.locate(place.pointer, place.of_key)

    def locate(self, pointer: str, of_key: bool = False) -> Span:  # noqa: ARG002, FBT001, FBT002  # a node has no key
        """The span of the node's subject token; the very start where the text does not name the node."""
        node = pointer.removeprefix("#")
        if node.startswith("<") and node.endswith(">"):
            node = node[1:-1]
        start, stop = self._nodes.get(node, (0, 0))
        return self.lines.span(start, stop)

    @cached_property
    def _nodes(self) -> dict[str, tuple[int, int]]:
        return _Reader(self._text).nodes()


class _Frame:
    """What is being said: a statement, a `[ … ]` or a list; of which node; and what comes next."""

    __slots__ = ("expects", "kind", "node", "span")

    def __init__(self, kind: str, span: tuple[int, int], node: str = "", expects: str = "predicate") -> None:
        self.kind, self.span, self.node, self.expects = kind, span, node, expects


class _Reader:
    """Walks the tokens, knowing prefixes, base and what each token is for.

    Unnamed nodes are numbered as `assay.linked_data.rdf` numbers them: when a triple first mentions them, and a triple
    is there once its object is complete.
    """

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._subjects: dict[str, tuple[int, int]] = {}
        self._mentions: dict[str, tuple[int, int]] = {}
        self._unnamed = 0
        self._frames = [_Frame("statement", (0, 0), expects="subject")]

    def nodes(self) -> dict[str, tuple[int, int]]:
        """Node to the span of its token."""
        for token in self._tokens:
            top = self._frames[-1]
            if top.expects == "item" and token.text != ")":
                self._cell(token, top)
            if token.kind == "word" and token.text.lower() in _DIRECTIVES and top.expects == "subject":
                self._directive(token.text)
            elif token.kind == "end":
                self._frames = [_Frame("statement", (0, 0), expects="subject")]
            elif token.kind == "mark":
                self._mark(token, top)
            else:
                self._term(_Frame("term", (token.start, token.stop), self._named(token) or "literal"))
        return {**self._mentions, **self._subjects}

    def _mark(self, token: _Token, top: _Frame) -> None:
        span = (token.start, token.stop)
        if token.text == "[":
            self._frames.append(_Frame("bracket", span))
        elif token.text == "(":
            self._frames.append(_Frame("list", span, expects="item"))
        elif token.text in "])":
            if len(self._frames) > 1:
                closed = self._frames.pop()
                closed.node = closed.node or ("literal" if closed.kind == "list" else "")  # () is a name, not a node
                self._term(closed)
        elif token.text == "^^":
            next(self._tokens, None)  # the datatype belongs to the literal before it
        else:
            top.expects = "predicate" if token.text == ";" else "object"

    def _term(self, term: _Frame) -> None:
        """A term is complete: the subject, a predicate, or the object that makes a triple."""
        top = self._frames[-1]
        if top.expects == "subject":
            top.node, top.span, top.expects = term.node, term.span, "predicate"
            top.kind = "statement" if term.node else "bracket"
            if term.node not in ("", "literal"):
                self._subjects.setdefault(term.node, term.span)
        elif top.expects == "predicate":
            top.expects = "object"
        else:
            self._speak(top)
            self._mention(term)

    def _speak(self, frame: _Frame) -> None:
        """A triple of the frame's node is there: an unnamed node has its number from now on."""
        if frame.kind == "bracket" and not frame.node:
            frame.node = self._number(frame.span)

    def _cell(self, token: _Token, top: _Frame) -> None:
        """An item of a list begins, and with it the unnamed node that holds it.

        With the first one the triple that has the list as object is there too: the parser's order, not Turtle's.
        """
        if top.node:
            self._number((token.start, token.stop))
        elif token.text in ("[", "("):
            self._speak(self._frames[-2])
            top.node = self._number(top.span)
        else:
            top.node = self._number(top.span)
            self._speak(self._frames[-2])

    def _mention(self, term: _Frame) -> None:
        """The term stands as an object; one that is unnamed and says nothing is first mentioned here."""
        node = term.node or self._number(term.span)
        if node != "literal":
            self._mentions.setdefault(node, term.span)

    def _number(self, span: tuple[int, int]) -> str:
        self._unnamed += 1
        node = f"{UNNAMED}{self._unnamed}"
        self._subjects.setdefault(node, span)
        return node

    def _named(self, token: _Token) -> str:
        if token.kind == "iri":
            return self._absolute(_plain(token.text[1:-1]))
        if token.kind != "word" or ":" not in token.text:
            return ""
        prefix, _, rest = token.text.partition(":")
        if prefix == "_":
            return token.text
        return self._prefixes.get(prefix, prefix + ":") + _ESCAPE.sub(r"\1", rest)

    def _directive(self, word: str) -> None:
        """Takes the tokens of a prefix or base declaration; its full stop, if it has one, ends nothing else."""
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
    """Tokens without comments and language tags; a full stop that ends a statement comes as a token of kind `end`."""
    after_text = -1
    for found in _TOKEN.finditer(text):
        kind, told = found.lastgroup or "", found.group()
        if kind == "comment":
            continue
        is_tag = told[0] == "@" and found.start() == after_text
        after_text = found.end() if kind == "text" else -1
        bare = told.rstrip(".") if kind == "word" else told
        if bare and not is_tag:
            yield _Token(kind, bare, found.start(), found.start() + len(bare))
        if bare != told:
            yield _Token("end", ".", found.end() - 1, found.end())


def _plain(iri: str) -> str:
    """An IRI with its numeric escapes resolved."""
    return _UNICODE.sub(_character, iri)


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code <= sys.maxunicode else found.group()
