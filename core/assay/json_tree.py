# SPDX-License-Identifier: Apache-2.0
"""Where each value of a JSON text stands: one pass, no recursion, no values kept.

Made only when a place is asked for. Works on any text: of broken JSON it keeps what it understood.
"""

import json
import re
from array import array
from collections.abc import Iterator

STRING = r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)'
_TOKEN = re.compile(STRING + r'|[{}\[\]:,]|[^\s"{}\[\]:,]+', re.DOTALL)
_STRING = re.compile(STRING, re.DOTALL)
NONE = -1


class JsonTree:
    """The values of a JSON text in document order, each with its span, its key's start and its parent.

    `starts`, `stops`, `keys`, `parents`, `skips` are indexed by value; `skips` is the index after the value's last
    descendant. The root, if there is one, is value 0.
    """

    __slots__ = ("keys", "parents", "skips", "starts", "stops", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.stops, self.keys = array("q"), array("q"), array("q")
        self.parents, self.skips = array("q"), array("q")
        self._scan()

    def __len__(self) -> int:
        return len(self.starts)

    def is_container(self, node: int) -> bool:
        """Whether the value is an object or an array."""
        return self.text[self.starts[node]] in "{["

    def is_object(self, node: int) -> bool:
        """Whether the value is an object."""
        return self.text[self.starts[node]] == "{"

    def children(self, node: int) -> Iterator[int]:
        """The members of an object, or the items of an array, in order; duplicates included."""
        child = node + 1
        while child < self.skips[node]:
            yield child
            child = self.skips[child]

    def key(self, node: int) -> str | None:
        """The name of the member whose value this is; None for items and for the root."""
        if self.keys[node] == NONE:
            return None
        found = _STRING.match(self.text, self.keys[node])
        return decoded_string(found.group()) if found else None

    def pointer(self, node: int) -> str:
        """The JSON Pointer (RFC 6901) of a value."""
        tokens: list[str] = []
        while node > 0:
            parent = self.parents[node]
            key = self.key(node)
            if key is None:
                key = str(sum(1 for child in self.children(parent) if child < node))
            tokens.append(key.replace("~", "~0").replace("/", "~1"))
            node = parent
        return "".join("/" + token for token in reversed(tokens))

    def _scan(self) -> None:
        stack: list[int] = []
        key = NONE
        for token in _TOKEN.finditer(self.text):
            mark = self.text[token.start()]
            if mark in "}]":
                if stack:
                    self._close(stack.pop(), token.end())
            elif mark == ":":
                key = self._take_key(stack)
            elif mark != ",":
                node = self._add(token.start(), token.end(), key, stack)
                key = NONE
                if mark in "{[":
                    stack.append(node)
            if not stack and self.starts:
                break
        for node in reversed(stack):
            self._close(node, len(self.text))

    def _add(self, start: int, stop: int, key: int, stack: list[int]) -> int:
        node = len(self.starts)
        self.starts.append(start)
        self.stops.append(stop)
        self.keys.append(key)
        self.parents.append(stack[-1] if stack else NONE)
        self.skips.append(node + 1)
        return node

    def _close(self, node: int, stop: int) -> None:
        self.stops[node] = stop
        self.skips[node] = len(self.starts)

    def _take_key(self, stack: list[int]) -> int:
        """A colon came: the string just read was no value but a key."""
        last = len(self.starts) - 1
        if not stack or last <= stack[-1] or self.text[self.starts[last]] != '"' or self.parents[last] != stack[-1]:
            return NONE
        for column in (self.stops, self.keys, self.parents, self.skips):
            column.pop()
        return self.starts.pop()


def decoded_string(raw: str) -> str:
    """The value of a JSON string with its quotes; its raw text where an escape is broken."""
    if "\\" not in raw:
        return raw[1:-1]
    try:
        found = json.loads(raw, strict=False)
    except ValueError:
        return raw[1:-1]
    return found if isinstance(found, str) else raw[1:-1]
