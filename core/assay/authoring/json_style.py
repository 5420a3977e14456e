# SPDX-License-Identifier: Apache-2.0
"""How a JSON text is written: line ends, indent, blanks after colon and comma. What is added looks as what is there."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import TypeAlias

from assay.credential import Json
from assay.formats.json_text import WrittenNumber
from assay.json_tree import NONE, JsonTree
from assay.values import frozen

BLANKS = " \t\r\n"
_NEWLINE = re.compile(r"\r\n|\n|\r")
_KEY_AND_COLON = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")([ \t\r\n]*:[ \t\r\n]*)', re.DOTALL)
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")


@frozen
class Verbatim:
    """JSON text that is taken as it is, with its own line breaks."""

    text: str


NewValue: TypeAlias = "Json | Verbatim | Sequence[NewValue]"


class Style:
    """The manners of one JSON text."""

    def __init__(self, tree: JsonTree) -> None:
        self._tree = tree
        self._text = tree.text

    def first(self, node: int) -> int:
        """Where a value begins, its key included."""
        key = self._tree.keys[node]
        return self._tree.starts[node] if key == NONE else key

    def lead(self, node: int) -> str:
        """The blanks between a value (or its key) and the sign before it."""
        stop = self.first(node)
        start = stop
        while start and self._text[start - 1] in BLANKS:
            start -= 1
        return self._text[start:stop]

    def lead_among(self, children: Sequence[int]) -> str:
        """The blanks before a further member of an object or item of an array that has some."""
        if len(children) > 1:
            return self.lead(children[1])
        own = self.lead(children[0])
        return own if _NEWLINE.search(own) else self.after_comma

    def colon(self, near: int = NONE) -> str:
        """A colon with its blanks, as it is written after the key of a value; as elsewhere, where it has none."""
        for node in (near, *range(1, min(len(self._tree), 3))):
            if node != NONE and self._tree.keys[node] != NONE:
                found = _KEY_AND_COLON.match(self._text, self._tree.keys[node])
                if found:
                    return found[2]
        return ": " if self.is_spaced else ":"

    def key_span(self, node: int) -> tuple[int, int]:
        """Where the key of a value stands, its quotes included."""
        found = _KEY_AND_COLON.match(self._text, self._tree.keys[node])
        return (found.start(1), found.end(1)) if found else (self._tree.keys[node], self._tree.keys[node])

    @cached_property
    def newline(self) -> str:
        """How lines end; empty where the text is written in one line."""
        return found[0] if len(self._tree) > 1 and (found := _NEWLINE.search(self.lead(1))) else ""

    @cached_property
    def unit(self) -> str:
        """The indent of one level."""
        found = _NEWLINE.split(self.lead(1))[-1] if self.newline else ""
        return found or "  "

    @cached_property
    def is_spaced(self) -> bool:
        """Whether blanks stand after commas and colons that end no line."""
        return len(self._tree) <= 1 or ": " in self._text[:4000] or ", " in self._text[:4000]

    @cached_property
    def after_comma(self) -> str:
        """The blanks after a comma that ends no line."""
        for node in range(1, min(len(self._tree), 4000)):
            if self._tree.ordinals[node] and not _NEWLINE.search(lead := self.lead(node)):
                return lead
        return " " if self.is_spaced else ""

    @cached_property
    def _escapes(self) -> bool:
        return self._text.isascii() and _ESCAPED.search(self._text) is not None

    def indent_of(self, node: int) -> str | None:
        """The indent of the line that a value begins; None where it begins none."""
        parts = _NEWLINE.split(self.lead(node))
        return parts[-1] if len(parts) > 1 else None

    def base(self, node: int) -> str | None:
        """The indent that what is inside of a value is indented from; None where it is all in one line."""
        found = self.indent_of(node)
        return "" if found is None and node == 0 and self.newline else found

    def printed(self, value: NewValue, base: str | None) -> str:
        """A value as text; `base` is the indent of its line, None for all in one line."""
        if isinstance(value, Verbatim):
            return value.text
        if isinstance(value, str):
            return self.quoted(value)
        if isinstance(value, Mapping):
            lines = [f"{self.quoted(name)}{self.colon()}" for name in value]
            return self._joined("{}", lines, list(value.values()), base)
        if isinstance(value, Sequence):
            return self._joined("[]", [""] * len(value), list(value), base)
        return value.literal if isinstance(value, WrittenNumber) else json.dumps(value)

    def _joined(self, braces: str, heads: Sequence[str], items: Sequence[NewValue], base: str | None) -> str:
        if not items:
            return braces
        inner = None if base is None else base + self.unit
        told = [head + self.printed(item, inner) for head, item in zip(heads, items, strict=True)]
        if base is None:
            return braces[0] + f",{self.after_comma}".join(told) + braces[1]
        start = self.newline + (inner or "")
        return braces[0] + start + f",{start}".join(told) + self.newline + base + braces[1]

    def quoted(self, text: str) -> str:
        """A JSON string; letters are escaped where the text does so, and half characters always."""
        halves = any("\ud800" <= char <= "\udfff" for char in text)
        return encode_basestring_ascii(text) if halves or self._escapes else encode_basestring(text)
