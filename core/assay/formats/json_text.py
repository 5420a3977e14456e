# SPDX-License-Identifier: Apache-2.0
"""JSON text to values and back: strict as RFC 8259 and RFC 7493 are, with numbers kept as written.

Good text takes the fast path. Anything irregular (a name said twice, a number other programs would change) is read a
second time, slowly, to say where.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import NoReturn, Self

from assay.credential import Json
from assay.formats.json_faults import Flaw, irregularities, syntax_flaw, too_deep
from assay.values import frozen

MAX_DEPTH = 64
"""Levels of nesting. A self-description has about ten; deeper text is made to break readers."""
MAX_VALUES = 60_000
"""Values in one text. The largest real presentation has some five thousand; each may become a finding."""
MAX_SAFE_INTEGER = 2**53 - 1
"""Larger integers are not the same number to every JSON reader (RFC 7493 §2.2)."""
_LONGEST_SAFE = len("-9007199254740991")
_LONGEST_EXACT = 40
"""Digits up to which a refused integer is still kept as one; only to show it."""
_STRING_OR_MARK = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[",{\[]', re.DOTALL)
_INSIDE = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_STEP = 65_536
"""Characters that are looked at in one call."""
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class WrittenNumber(float):
    """A number with a fraction or exponent that remembers how it was written."""

    __slots__ = ("literal",)
    literal: str

    def __new__(cls, literal: str) -> Self:
        """The number a JSON literal stands for; infinite where it is too large for a float."""
        made = super().__new__(cls, literal)
        made.literal = literal
        return made

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]  # float's own stub says float
        return (self.literal,)


@frozen
class ParsedJson:
    """What a text says, and what is wrong with it. After a fatal flaw there is no value."""

    value: Json
    flaws: tuple[Flaw, ...] = ()
    fatal: Flaw | None = None


def parse_json(text: str) -> ParsedJson:
    """The value of a JSON text. Never raises: what is wrong is told as flaws."""
    if text.count(",") + text.count("{") + text.count("[") > MAX_VALUES and _has_too_many(text):
        return ParsedJson(None, fatal=Flaw("too_many_values", 0, params={"limit": MAX_VALUES}))
    try:
        value: Json = _FAST.decode(text)
        regular = _ESCAPED_SURROGATE.search(text) is None
    except _IrregularError:
        regular = False
    except RecursionError:
        return ParsedJson(None, fatal=too_deep(text, MAX_DEPTH))
    except json.JSONDecodeError as error:
        return ParsedJson(None, fatal=syntax_flaw(text, error.pos, error.msg))
    if not regular:
        return _parse_slowly(text)
    if _is_deep(value):
        return ParsedJson(None, fatal=too_deep(text, MAX_DEPTH))
    return ParsedJson(value)


def _parse_slowly(text: str) -> ParsedJson:
    try:
        value: Json = _SLOW.decode(text)
    except RecursionError:
        return ParsedJson(None, fatal=too_deep(text, MAX_DEPTH))
    except json.JSONDecodeError as error:
        return ParsedJson(None, fatal=syntax_flaw(text, error.pos, error.msg))
    if _is_deep(value):
        return ParsedJson(None, fatal=too_deep(text, MAX_DEPTH))
    flaws = tuple(irregularities(text, MAX_SAFE_INTEGER))
    fatal = next((flaw for flaw in flaws if flaw.kind == "not_a_number"), None)
    return ParsedJson(None if fatal else value, flaws, fatal)


def print_json(value: Json) -> str:
    """A value as text: two-space indent, members in order, numbers as written, letters unescaped.

    This is what `assay decode` prints, and what lines refer to for documents that hold a JWT.
    """
    parts: list[str] = []
    _print(value, "\n", parts)
    parts.append("\n")
    return "".join(parts)


def _print(value: Json, indent: str, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(_quoted(value))
    elif isinstance(value, Mapping):
        _print_object(value, indent, parts)
    elif isinstance(value, Sequence):
        _print_array(value, indent, parts)
    elif isinstance(value, WrittenNumber):
        parts.append(value.literal)
    else:
        parts.append(json.dumps(value))


def _print_object(value: Mapping[str, Json], indent: str, parts: list[str]) -> None:
    if not value:
        parts.append("{}")
        return
    inner, lead = indent + "  ", "{"
    for name, item in value.items():
        parts.append(f"{lead}{inner}{_quoted(name)}: ")
        _print(item, inner, parts)
        lead = ","
    parts.append(indent + "}")


def _print_array(value: Sequence[Json], indent: str, parts: list[str]) -> None:
    if not value:
        parts.append("[]")
        return
    inner, lead = indent + "  ", "["
    for item in value:
        parts.append(lead + inner)
        _print(item, inner, parts)
        lead = ","
    parts.append(indent + "]")


def _quoted(text: str) -> str:
    """A JSON string. Half characters stay escaped: they cannot be written as UTF-8."""
    if text.isascii():
        return encode_basestring(text)
    halves = any("\ud800" <= char <= "\udfff" for char in text)
    return encode_basestring_ascii(text) if halves else encode_basestring(text)


def _is_deep(value: Json) -> bool:
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        level = [item for held in level for item in _held(held) if isinstance(item, (dict, list))]
        if not level:
            return False
    return True


def _held(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _has_too_many(text: str) -> bool:
    """Whether more values are in it than are read; step by step, so that other threads are not held up by megabytes."""
    return next(islice(_marks(text), MAX_VALUES, None), None) is not None


def _marks(text: str) -> Iterator[int]:
    """Where there are marks before values, outside of strings; never much more than a step in one call."""
    at = 0
    while at < len(text):
        stop = at + _STEP
        for token in _STRING_OR_MARK.finditer(text, at, stop):
            if text[token.start()] != '"':
                yield token.start()
            elif token.end() == token.start() + 1:  # it ends beyond this step
                stop = _behind_string(text, token.end())
                break
        at = stop


def _behind_string(text: str, at: int) -> int:
    """The offset behind a string that offset is in; behind the text where it does not end."""
    while found := _INSIDE.match(text, at, at + _STEP):
        if text[found.end() : found.end() + 1] == '"':
            return found.end() + 1
        if found.end() == at:
            break
        at = found.end()
    return len(text)


class _IrregularError(Exception):
    """The text is JSON, but not one that every reader understands alike."""


def _only_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _IrregularError
    return found


def _safe_integer(literal: str) -> int:
    if len(literal) > _LONGEST_SAFE or abs(int(literal)) > MAX_SAFE_INTEGER:
        raise _IrregularError
    return int(literal)


def _finite(literal: str) -> WrittenNumber:
    found = WrittenNumber(literal)
    if math.isinf(found):
        raise _IrregularError
    return found


def _refuse(literal: str) -> NoReturn:
    raise _IrregularError(literal)


def _any_integer(literal: str) -> int | float:
    return int(literal) if len(literal) <= _LONGEST_EXACT else WrittenNumber(literal)


_FAST = json.JSONDecoder(
    object_pairs_hook=_only_once, parse_int=_safe_integer, parse_float=_finite, parse_constant=_refuse
)
_SLOW = json.JSONDecoder(parse_int=_any_integer, parse_float=WrittenNumber, parse_constant=WrittenNumber)
