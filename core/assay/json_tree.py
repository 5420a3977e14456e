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

    `starts`, `stops`, `keys`, `parents`, `ordinals`, `skips` are indexed by value; `ordinals` is the place among its
    siblings, `skips` the index after the value's last descendant. The root, if there is one, is value 0.
    """

    __slots__ = ("keys", "ordinals", "parents", "skips", "starts", "stops", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.stops, self.keys = array("q"), array("q"), array("q")
        self.parents, self.ordinals, self.skips = array("q"), array("q"), array("q")
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
            key = self.key(node)
            tokens.append(str(self.ordinals[node]) if key is None else key.replace("~", "~0").replace("/", "~1"))
            node = self.parents[node]
        return "".join("/" + token for token in reversed(tokens))

    def _scan(self) -> None:
        open_nodes: list[int] = []
        counts: list[int] = []  # children met so far, for each open object or array
        key = NONE
        for token in _TOKEN.finditer(self.text):
            mark = self.text[token.start()]
            if mark in "}]":
                if open_nodes:
                    self._close(open_nodes.pop(), token.end())
                    counts.pop()
            elif mark == ":":
                key = self._take_key(open_nodes, counts)
            elif mark != ",":
                self._add(token, key, open_nodes, counts)
                key = NONE
            if not open_nodes and self.starts:
                break
        for node in reversed(open_nodes):
            self._close(node, len(self.text))

    def _add(self, token: re.Match[str], key: int, open_nodes: list[int], counts: list[int]) -> None:
        node = len(self.starts)
        self.starts.append(token.start())
        self.stops.append(token.end())
        self.keys.append(key)
        self.parents.append(open_nodes[-1] if open_nodes else NONE)
        self.ordinals.append(counts[-1] if counts else 0)
        self.skips.append(node + 1)
        if counts:
            counts[-1] += 1
        if self.text[token.start()] in "{[":
            open_nodes.append(node)
            counts.append(0)

    def _close(self, node: int, stop: int) -> None:
        self.stops[node] = stop
        self.skips[node] = len(self.starts)

    def _take_key(self, open_nodes: list[int], counts: list[int]) -> int:
        """A colon came: the string just read was no value but a key."""
        last = len(self.starts) - 1
        if not open_nodes or last <= open_nodes[-1] or self.parents[last] != open_nodes[-1]:
            return NONE
        if self.text[self.starts[last]] != '"':
            return NONE
        counts[-1] -= 1
        for column in (self.stops, self.keys, self.parents, self.ordinals, self.skips):
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
