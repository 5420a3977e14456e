# SPDX-License-Identifier: Apache-2.0
"""JSON in its canonical form (RFC 8785, JCS): members in order, no white space, numbers as ECMAScript writes them.

Label credentials hold digests of it. What the form cannot say without a loss is refused: a digest of something near
to it would prove nothing.
"""

import math
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring

from assay.credential import Json
from assay.formats.json_text import MAX_SAFE_INTEGER

_MOST_DIGITS = 21
"""Digits before the point up to which ECMAScript writes a number without an exponent (Number::toString)."""
_MOST_ZEROS = 6
"""The same for what is less than one: zeros after the point, and the first digit."""


class NotCanonicalError(ValueError):
    """The value has no canonical form: no number, one that readers do not agree on, a character that is none."""


def canonical_json(value: Json) -> bytes:
    """The canonical form of a value, in UTF-8 (RFC 8785 §3.2); NotCanonicalError where there is none."""
    parts: list[str] = []
    try:
        _write(value, parts)
        return "".join(parts).encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("a surrogate without its other half") from None
    except RecursionError:
        raise NotCanonicalError("nested too deeply") from None


def _write(value: Json, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(encode_basestring(value))
    elif isinstance(value, Mapping):
        _write_object(value, parts)
    elif isinstance(value, Sequence):
        _write_array(value, parts)
    elif value is None or isinstance(value, bool):
        parts.append("null" if value is None else str(value).lower())
    else:
        parts.append(_number(value))


def _write_object(value: Mapping[str, Json], parts: list[str]) -> None:
    parts.append("{")
    for number, name in enumerate(sorted(value, key=_code_units)):
        parts.append(f"{',' if number else ''}{encode_basestring(name)}:")
        _write(value[name], parts)
    parts.append("}")


def _code_units(name: str) -> bytes:
    """Names are ordered by UTF-16 code units, so that a rare character may stand before a usual one (§3.2.3)."""
    return name.encode("utf-16-be")


def _write_array(value: Sequence[Json], parts: list[str]) -> None:
    parts.append("[")
    for number, item in enumerate(value):
        if number:
            parts.append(",")
        _write(item, parts)
    parts.append("]")


def _number(value: float) -> str:
    """As ECMAScript writes it (§3.2.2.3). An integer beyond 2^53 is another number to other readers (appendix D)."""
    if isinstance(value, int):
        if abs(value) > MAX_SAFE_INTEGER:
            raise NotCanonicalError("an integer that readers do not agree on")
        return str(value)
    if not math.isfinite(value):
        raise NotCanonicalError("no number")
    if value == 0:
        return "0"
    return ("-" if value < 0 else "") + _written(*_digits(abs(value)))


def _digits(value: float) -> tuple[str, int]:
    """The shortest digits that stand for the number, and how many of them stand before the point."""
    mantissa, _, exponent = float.__repr__(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits, point = whole + fraction, len(whole) + int(exponent or 0)
    leading = len(digits) - len(digits.lstrip("0"))
    return digits.strip("0"), point - leading


def _written(digits: str, point: int) -> str:
    if len(digits) <= point <= _MOST_DIGITS:
        return digits.ljust(point, "0")
    if 0 < point <= _MOST_DIGITS:
        return f"{digits[:point]}.{digits[point:]}"
    if -_MOST_ZEROS < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if digits[1:] else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
