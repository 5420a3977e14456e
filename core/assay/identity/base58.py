# SPDX-License-Identifier: Apache-2.0
"""Base58 of Bitcoin (draft-msporny-base58-03), as DIDs that hold a key write it."""

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
MAX_LENGTH = 2048
"""Characters. The time it takes grows with the square of the length, and no key is longer."""


def from_base58(text: str) -> bytes:
    """The bytes of a text; each text is written in one way only. ValueError for any other letter, or too many."""
    if len(text) > MAX_LENGTH:
        raise ValueError(len(text))
    number = 0
    for letter in text:
        if letter not in _VALUES:
            raise ValueError(letter)
        number = number * 58 + _VALUES[letter]
    zeros = len(text) - len(text.lstrip(_ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)
