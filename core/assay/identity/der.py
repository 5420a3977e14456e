# SPDX-License-Identifier: Apache-2.0
"""Object identifiers inside of a DER value (X.690), for statements that no library at hand reads."""

from collections.abc import Iterator

MAX_DEPTH = 32
"""Of sequences within sequences; what lies deeper is not looked at."""
MAX_OCTETS = 64
"""Of an object identifier. Those that mean something here have ten; a number without an end would take minutes."""


def object_identifiers(der: bytes, depth: int = 0) -> Iterator[str]:
    """The object identifiers in a DER value, at any depth of its sequences and sets."""
    at = 0
    while at + 2 <= len(der) and depth < MAX_DEPTH:
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(der[at : at + size]), at + size
        content, at = der[at : at + length], at + length
        if tag == 0x06 and len(content) <= MAX_OCTETS:  # noqa: PLR2004 - OBJECT IDENTIFIER (X.690 §8.19)
            yield _dotted(content)
        elif tag in (0x30, 0x31):
            yield from object_identifiers(content, depth + 1)


def _dotted(content: bytes) -> str:
    numbers, value = [], 0
    for octet in content:
        value = value << 7 | octet & 0x7F
        if not octet & 0x80:
            numbers.append(value)
            value = 0
    if not numbers:
        return ""
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))
