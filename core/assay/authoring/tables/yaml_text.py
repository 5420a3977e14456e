# SPDX-License-Identifier: Apache-2.0
"""YAML as plain values: mappings, lists and texts, and nothing else. The only file that imports yaml.

Built from the parser's events, so that none of the library's constructors is ever reached: a tag makes no object, a
number stays as it was written (version `1.10` is not 1.1), and what an alias stands for is one value however often it
is named, never copied. Depth and number are bounded while it is read.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

Yaml: TypeAlias = "str | list[Yaml] | dict[str, Yaml]"
MAX_DEPTH = 64
MAX_EVENTS = 400_000
MAX_ALIASES = 1_000


def read_yaml(text: str) -> Yaml:
    """The one document of a text. ValueError where it is no YAML, holds several, or more than there may be."""
    builder = _Builder()
    for number, event in enumerate(_events(text)):
        if number > MAX_EVENTS:
            raise ValueError("size")
        builder.take(event)
    if builder.count != 1:
        raise ValueError("documents")
    return builder.whole


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader  # the former is ten times as fast
    try:
        yield from yaml.parse(text, Loader=loader)
    except (yaml.YAMLError, RecursionError):
        raise ValueError("form") from None


class _Builder:
    """Puts values together, event by event."""

    def __init__(self) -> None:
        self.whole: Yaml = ""
        self.count = 0
        self._open: list[list[Yaml] | dict[str, Yaml]] = []
        self._keys: list[str | None] = []
        """Of each value that is open the key that waits for its value; None where a key comes next, or for a list."""
        self._anchors: dict[str, Yaml] = {}
        self._aliases = 0

    def take(self, event: Any) -> None:  # noqa: ANN401 - the library has no types
        """One event more. ValueError as `read_yaml`."""
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._put(str(event.value), event.anchor)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            made: list[Yaml] | dict[str, Yaml] = {} if kind == "MappingStartEvent" else []
            self._put(made, event.anchor)
            self._open.append(made)
            self._keys.append(None)
            if len(self._open) > MAX_DEPTH:
                raise ValueError("depth")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
            self._keys.pop()
        elif kind == "AliasEvent":
            self._aliases += 1
            if self._aliases > MAX_ALIASES or event.anchor not in self._anchors:
                raise ValueError("aliases")
            self._put(self._anchors[event.anchor], None)
        elif kind == "DocumentStartEvent":
            self.count += 1

    def _put(self, value: Yaml, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = value
        if not self._open:
            self.whole = value
            return
        around = self._open[-1]
        if isinstance(around, list):
            around.append(value)
        elif self._keys[-1] is None:
            if not isinstance(value, str):
                raise ValueError("key")  # noqa: TRY004 - it is the text that is wrong
            self._keys[-1] = value
        else:
            around.setdefault(self._keys[-1], value)
            self._keys[-1] = None
