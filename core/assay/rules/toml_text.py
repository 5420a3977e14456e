# SPDX-License-Identifier: Apache-2.0
"""Writes the TOML files of a pack, the same bytes for the same values. Python reads TOML, but does not write it."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def toml_text(values: Mapping[str, object]) -> bytes:
    """A document as `tomllib` would read it, in the order given: plain values first, then tables.

    The innermost tables, which hold texts alone, are written in one line where they stand in a table of tables.
    """
    return ("\n".join(_lines(values, "")).strip("\n") + "\n").encode()


def _lines(values: Mapping[str, object], path: str) -> Iterator[str]:
    tables: dict[str, Any] = {
        key: value for key, value in values.items() if _is_table(value, path) or _is_tables(value)
    }
    for key, value in values.items():
        if key not in tables:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in tables.items():
        name = f"{path}.{_key(key)}" if path else _key(key)
        for entry in value if isinstance(value, list) else [value]:
            yield f"\n[[{name}]]" if isinstance(value, list) else f"\n[{name}]"
            yield from _lines(dict(entry), name)


def _is_table(value: object, path: str) -> bool:
    is_flat = isinstance(value, Mapping) and all(isinstance(told, str) for told in value.values())
    return isinstance(value, Mapping) and not (path and is_flat and "." not in path)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if is_bare else _text(key)


def _value(value: object) -> str:
    match value:
        case str():
            return _text(value)
        case bool():
            return str(value).lower()
        case int() | float() | datetime.date():
            return str(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(told)}" for key, told in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(map(_value, value)) + "]"
    raise TypeError(type(value).__name__)


def _text(value: str) -> str:
    """A basic string (TOML 1.0, String): JSON's escapes are TOML's, but for the one character JSON leaves alone."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
