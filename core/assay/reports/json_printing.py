# SPDX-License-Identifier: Apache-2.0
"""JSON values as indented text, byte for byte as `json.dumps(value, ensure_ascii=False, indent=2)` writes them.

The standard library indents in Python, piece by piece: twice as slow, which was most of the time of recording a
catalogue of a hundred thousand reports.
"""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring

_quoted = encode_basestring
_WORDS = {True: "true", False: "false"}


def indented(value: object) -> str:
    """The text, without a line end after it. Raises TypeError for what is no JSON value, ValueError for NaN."""
    return _text(value, "\n")


def _text(value: object, indent: str) -> str:
    """`indent`: the line break before what stands at this level."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (dict, Mapping)):
        inner = indent + "  "
        members = [
            f"{_quoted(name)}: {_quoted(item) if isinstance(item, str) else _text(item, inner)}"
            for name, item in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(members)}{indent}}}" if members else "{}"
    if isinstance(value, (list, tuple)):
        inner = indent + "  "
        items = [_text(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{indent}]" if items else "[]"
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return _WORDS[value]
    return int.__repr__(value) if isinstance(value, int) else json.dumps(value, allow_nan=False)
