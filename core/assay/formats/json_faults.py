# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a JSON text, and where: named as a person would name it ("a comma too many")."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from assay.json_tree import JsonTree, decoded_string
from assay.values import frozen

MAX_FLAWS = 100
"""More of the same kind teach nothing; the verdict is the same."""
_SPACE = " \t\n\r"
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_COMMENT = ("//", "/*", "#")
_CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2033\u2032\u00b4`"
"""Quotation marks of word processors: double, single, angle, primes, accents."""
_NUMBER = re.compile(r"-?\d")


@frozen
class Flaw:
    """One thing wrong: its kind (the end of a text id), its offset, and the value it concerns, if it is one."""

    kind: str
    offset: int
    pointer: str | None = None
    of_key: bool = False
    params: Mapping[str, str | int] = field(default_factory=dict)


def syntax_flaw(text: str, offset: int, message: str) -> Flaw:
    """Why the text stops being JSON at the offset where the parser gave up.

    Decided by the characters there rather than by one parser's wording; the message only tells apart what happens
    inside strings, after the end, and after a name.
    """
    if "Unterminated string" in message or not text[offset:].strip(_SPACE):
        return Flaw("json_truncated", min(offset, max(0, len(text.rstrip(_SPACE)) - 1)))
    if "control character" in message:
        return Flaw("json_line_break_in_text" if text[offset] in "\r\n" else "json_control_character", offset)
    if "escape" in message:
        return Flaw("json_bad_escape", offset)
    if "Extra data" in message and text[offset : offset + 2] not in ("//", "/*"):
        return Flaw("json_more_after_end", offset)
    if "':'" in message:
        return Flaw("json_colon_missing", offset)
    return _by_character(text, offset)


def _by_character(text: str, offset: int) -> Flaw:
    here, before = text[offset], text[:offset].rstrip(_SPACE)
    comma = _comma_too_many(text, offset, len(before))
    if comma is not None:
        return Flaw("json_trailing_comma", comma)
    if text.startswith(_COMMENT, offset):
        return Flaw("json_comment", offset)
    if here in ",}]" and before[-1:] == ":":
        return Flaw("json_value_missing", offset)
    if here in _CURLY or here == "'":
        return Flaw("json_single_quotes" if here == "'" else "json_curly_quotes", offset)
    if here in "+." or (before[-1:].isdigit() and offset == len(before) and (here.isalnum() or here in "._-+")):
        return Flaw("json_bad_number", offset)
    if word := _WORD.match(text, offset):
        kind = "json_name_without_quotes" if before[-1:] in "{," and _names(text, word.end()) else "json_unknown_word"
        return Flaw(kind, offset, params={"word": word.group()[:40]})
    if before[-1:] and before[-1] in '"}]0123456789el' and (here in '"{[' or _NUMBER.match(text, offset)):
        return Flaw("json_missing_comma", offset)
    return Flaw("json_syntax", offset)


def _comma_too_many(text: str, offset: int, before: int) -> int | None:
    """The offset of a comma with nothing after it. Parsers stop at the comma or at the bracket."""
    if text[offset] in "}]" and before and text[before - 1] == ",":
        return before - 1
    if text[offset] == "," and text[before - 1 : before] != ":" and text[offset + 1 :].lstrip(_SPACE)[:1] in ("}", "]"):
        return offset
    return None


def _names(text: str, offset: int) -> bool:
    return text[offset : offset + 40].lstrip(_SPACE).startswith(":")


def too_deep(text: str, limit: int) -> Flaw:
    """Where the nesting passes the limit."""
    tree = JsonTree(text)
    depths: dict[int, int] = {}
    for node in range(len(tree)):
        if tree.is_container(node):
            depths[node] = depths.get(tree.parents[node], 0) + 1
            if depths[node] > limit:
                return Flaw("too_deep", tree.starts[node], params={"limit": limit})
    return Flaw("too_deep", 0, params={"limit": limit})


def irregularities(text: str, max_integer: int) -> Iterator[Flaw]:
    """Names said twice, numbers other readers would change or refuse, half characters. At most `MAX_FLAWS`."""
    tree = JsonTree(text)
    told = 0
    for node in range(len(tree)):
        for flaw in _flaws_of(tree, node, max_integer):
            yield flaw
            told += 1
        if told >= MAX_FLAWS:
            return


def _flaws_of(tree: JsonTree, node: int, max_integer: int) -> Iterator[Flaw]:
    if tree.is_object(node):
        yield from _repeated(tree, node)
    key = tree.key(node)
    if key is not None and _has_half(key):
        yield Flaw("half_character", tree.keys[node], tree.pointer(node), of_key=True)
    if tree.is_container(node):
        return
    start = tree.starts[node]
    raw = tree.text[start : tree.stops[node]]
    kind = _kind_of_scalar(raw, max_integer)
    if kind:
        yield Flaw(kind, start, tree.pointer(node), params={"number": raw[:40]} if raw[0] != '"' else {})


def _kind_of_scalar(raw: str, max_integer: int) -> str:
    if raw[0] == '"':
        return "half_character" if _has_half(decoded_string(raw)) else ""
    if raw in ("NaN", "Infinity", "-Infinity"):
        return "not_a_number"
    if raw in ("true", "false", "null"):
        return ""
    if raw.lstrip("-").isdigit():
        return "number_too_large" if len(raw) > len(f"-{max_integer}") or abs(int(raw)) > max_integer else ""
    return "number_too_large" if math.isinf(float(raw)) else ""


def _repeated(tree: JsonTree, node: int) -> Iterator[Flaw]:
    first: dict[str, int] = {}
    last: dict[str, tuple[int, int]] = {}
    for child in tree.children(node):
        key = tree.key(child) or ""
        if key in first:
            count = last[key][1] + 1 if key in last else 2
            last[key] = (child, count)
        first.setdefault(key, child)
    for key, (child, count) in last.items():
        params: dict[str, str | int] = {"name": key[:60], "times": count}
        yield Flaw("duplicate_name", tree.keys[child], tree.pointer(child), of_key=True, params=params)


def _has_half(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
