# SPDX-License-Identifier: Apache-2.0
"""TOML 1.0 written so that two versions compare well: a member a line, names in order, lists an item a line."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeAlias

Toml: TypeAlias = "str | int | float | bool | datetime | date | time | Sequence[Toml] | Mapping[str, Toml]"
"""What TOML can say, as `tomllib` gives it."""

MAX_BYTES = 1024 * 1024
MAX_LINES = 40_000
MAX_DEPTH = 8
_MOST_DOTS = 100
"""In the names of one line: the reader takes time with the square of how often a name goes on."""
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_SAID = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)|' + r"'''.*?(?:'''|\Z)|" + r'"(?:[^"\\\n]|\\.)*"?|' + r"'[^'\n]*'?|#[^\n]*",
    re.DOTALL,
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\f": "\\f", "\r": "\\r", "\n": "\\n"}
_LAST_CONTROL, _DELETE = 0x1F, 0x7F


def read_toml(text: str) -> dict[str, Toml]:
    """What a text says. ValueError where it is no TOML, or made to keep a reader busy."""
    import tomllib

    if len(text) > MAX_BYTES or text.count("\n") > MAX_LINES:
        raise ValueError("size")
    if any(line.count(".") > _MOST_DOTS for line in _SAID.sub("", text).split("\n")):
        raise ValueError("names")
    try:
        found: dict[str, Toml] = tomllib.loads(text)
    except RecursionError:
        raise ValueError("depth") from None
    if _depth(found) > MAX_DEPTH:
        raise ValueError("depth")
    return found


def toml_text(table: Mapping[str, Toml], order: Sequence[str] = ()) -> str:
    """A table as text. `order`: names that come first, at every level where they occur; the others by their letters.

    ValueError where a text in it is none that can be written: it has half a character.
    """
    lines = list(_table(table, (), tuple(order)))
    text = "\n".join(lines).strip("\n") + "\n"
    text.encode()
    return text


def _table(table: Mapping[str, Toml], path: tuple[str, ...], order: tuple[str, ...]) -> Iterator[str]:
    names = sorted(table, key=lambda name: (order.index(name) if name in order else len(order), name))
    inner = [name for name in names if isinstance(table[name], Mapping)]
    if path and (not inner or len(inner) < len(names)):
        yield from ("", f"[{'.'.join(map(_key, path))}]")
    for name in names:
        value = table[name]
        if not isinstance(value, Mapping):
            yield f"{_key(name)} = {_value(value, order)}"
    for name in inner:
        value = table[name]
        if isinstance(value, Mapping):
            yield from _table(value, (*path, name), order)


def _value(value: Toml, order: tuple[str, ...]) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: (order.index(name) if name in order else len(order), name))
        told = ", ".join(f"{_key(name)} = {_inline(value[name], order)}" for name in names)
        return f"{{ {told} }}" if told else "{}"
    return "".join(("[\n", *(f"    {_inline(item, order)},\n" for item in value), "]")) if value else "[]"


def _inline(value: Toml, order: tuple[str, ...]) -> str:
    """A value on one line, as inline tables ask for."""
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    if isinstance(value, Sequence):
        return f"[{', '.join(_inline(item, order) for item in value)}]"
    return _value(value, order)


def _text(value: str) -> str:
    """A text of several lines stands in several lines."""
    if "\n" not in value:
        return f'"{_escaped(value)}"'
    return '"""\n' + "\n".join(_escaped(line) for line in value.split("\n")) + '"""'


def _escaped(value: str) -> str:
    return "".join(
        _ESCAPES.get(char) or (f"\\u{ord(char):04x}" if ord(char) <= _LAST_CONTROL or ord(char) == _DELETE else char)
        for char in value
    )


def _key(name: str) -> str:
    return name if _BARE.match(name) else f'"{_escaped(name)}"'


def _depth(value: Toml) -> int:
    if isinstance(value, Mapping):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return 1 + max(map(_depth, value), default=0)
    return 0
