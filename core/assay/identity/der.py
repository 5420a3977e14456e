# SPDX-License-Identifier: Apache-2.0
"""DER values (X.690) that no library at hand reads: object identifiers in statements, the octets of a public key, and
what a locked key says of its lock.
"""

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


def bit_string_at_the_end(der: bytes) -> bytes:
    """The octets of the bit string that ends a sequence of two, such as a public key (RFC 5280 §4.1.2.7)."""
    _, inside = _content(der)
    start, algorithm = _content(inside)
    _, key = _content(inside[start + len(algorithm) :])
    return key[1:]


def _content(der: bytes) -> tuple[int, bytes]:
    """Where the content of a value begins, and the content (X.690 §8.1.3)."""
    length, start = der[1], 2
    if length & 0x80:
        start = 2 + (length & 0x7F)
        length = int.from_bytes(der[2:start])
    return start, der[start : start + length]


def values(content: bytes, most: int = 64) -> list[tuple[int, bytes]]:
    """Tag and content of each value in the content of a sequence (X.690 §8.1), of definite length each.

    ValueError where they are cut off, of no definite length, with a tag of several octets, or more than `most`.
    """
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(content):
        size = content[at + 1] if at + 2 <= len(content) else 0xFF
        start = at + 2 + (size & 0x7F if size & 0x80 else 0)
        length = int.from_bytes(content[at + 2 : start]) if size & 0x80 else size
        is_plain = size not in (0x80, 0xFF) and content[at] & 0x1F != 0x1F  # noqa: PLR2004 - X.690 §8.1.2.4, §8.1.3
        if not is_plain or start + length > len(content) or len(found) == most:
            raise ValueError("no DER")
        found.append((content[at], content[start : start + length]))
        at = start + length
    return found


def dotted(content: bytes) -> str:
    """An object identifier in writing. ValueError where it is longer than any that means something."""
    if len(content) > MAX_OCTETS:
        raise ValueError("no object identifier")
    return _dotted(content)
