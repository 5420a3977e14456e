# SPDX-License-Identifier: Apache-2.0
"""Character classes and escapes of XML Schema's regular expressions, in Python's words."""

import re
import sys
import unicodedata
from functools import cache

Ranges = tuple[tuple[int, int], ...]

_NAME_START: Ranges = (
    (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF),
    (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF),
    (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
_NAME: Ranges = tuple(
    sorted((*_NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)))
)
_CATEGORIES = frozenset(
    (
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So",
        "C", "Cc", "Cf", "Co", "Cn",
    )
)  # fmt: skip
_SURROGATES = range(0xD800, 0xE000)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_PROPERTY = re.compile(r"\\([pP])\{([A-Za-z]{1,2})\}")
_WORD_OUTSIDE = r"[^\W_]"


class CharacterError(ValueError):
    """A class or escape that XML Schema does not know or Python cannot express; the text says which."""


def escape_class(text: str, at: int, *, cased: bool) -> tuple[str, str, int]:
    """The escape at `at`, outside a class: its Python text, the character it stands for if one, and where it ends."""
    fragment, literal, end = _fragment(text, at, negative=False, cased=cased)
    if literal:
        return re.escape(literal), literal, end
    return (_WORD_OUTSIDE if fragment == r"\w" else f"[{fragment}]"), "", end


def _fragment(text: str, at: int, *, negative: bool, cased: bool) -> tuple[str, str, int]:
    """An escape as a fragment of a Python class, or as a character; and where it ends.

    Where XPath and Python differ, a positive fragment is what both mean, one to be subtracted what either means.
    """
    letter = text[at + 1 : at + 2]
    if letter in _CONTROLS:
        return "", _CONTROLS[letter], at + 2
    if letter and letter in "dD":
        return "\\" + letter, "", at + 2
    if letter == "s":
        return (r"\s" if negative else r" \t\n\r"), "", at + 2
    if letter and letter in "Sw" and not negative:
        return "\\" + letter, "", at + 2
    if letter and letter in "iIcC":
        named = _NAME_START if letter in "iI" else _NAME
        return _text(named if letter.islower() else _complement(named)), "", at + 2
    found = _PROPERTY.match(text, at)
    if found and found.group(2) in _CATEGORIES and not cased:
        ranges = _category(found.group(2))
        return _text(ranges if found.group(1) == "p" else _complement(ranges)), "", found.end()
    if letter and letter.isascii() and not letter.isalnum() and letter.isprintable() and letter != " ":
        return "", letter, at + 2
    raise CharacterError(f"escape \\{letter}")


@cache
def _category(name: str) -> Ranges:
    found: list[tuple[int, int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(name) and code not in _SURROGATES:
            if found and found[-1][1] == code - 1:
                found[-1] = (found[-1][0], code)
            else:
                found.append((code, code))
    return tuple(found)


def _complement(ranges: Ranges) -> Ranges:
    found, start = [], 0
    for first, last in ranges:
        if first > start:
            found.append((start, first - 1))
        start = last + 1
    return (*found, (start, sys.maxunicode))


def _text(ranges: Ranges) -> str:
    return "".join(_char(chr(first)) + "-" + _char(chr(last)) for first, last in ranges)


def _char(char: str) -> str:
    code = ord(char)
    if char.isascii():
        return f"\\x{code:02x}" if not char.isalnum() else char
    return f"\\U{code:08x}"


def _class(fragments: list[str], *, negated: bool) -> str:
    r"""The Python class; an underscore is kept out where only `\w` would let it in (for XPath it is punctuation)."""
    python = f"[{'^' if negated else ''}{''.join(fragments)}]"
    others = "".join(fragment for fragment in fragments if fragment != r"\w")
    if r"\w" not in fragments or (others and re.match(f"[{others}]", "_")):
        return python
    return f"(?:(?!_){python})"


class ClassReader:
    """Reads one bracketed class. `read` gives its Python text, `end` is then where it ends."""

    def __init__(self, text: str, at: int, *, spaced: bool, cased: bool) -> None:
        self._text = text
        self.end = at
        self._spaced = spaced
        self._cased = cased

    def read(self, *, negative: bool = False) -> str:
        """The class that opens at `end`; `negative` where it is subtracted from another."""
        self.end += 1
        negated = self._text.startswith("^", self.end)
        self.end += negated
        fragments: list[str] = []
        subtracted = ""
        while not self._text.startswith("]", self.end):
            if subtracted:
                raise CharacterError("subtraction")
            if self._text.startswith("-[", self.end) and fragments:
                self.end += 1
                subtracted = self.read(negative=not negative)
            else:
                fragments.append(self._member(negative=negative != negated, first=not fragments))
        self.end += 1
        if not fragments:
            raise CharacterError("empty class")
        python = _class(fragments, negated=negated)
        return f"(?:(?!{subtracted}){python})" if subtracted else python

    def _member(self, *, negative: bool, first: bool) -> str:
        fragment, start = self._single(negative=negative)
        if fragment:
            return fragment
        following = self._text[self.end : self.end + 2]
        if start == "-" and not (first or following.startswith("]")):
            raise CharacterError("hyphen")
        if following.startswith("-") and following not in ("-]", "-["):
            self.end += 1
            fragment, last = self._single(negative=negative)
            if fragment or ord(last) < ord(start):
                raise CharacterError("range")
            return f"{_char(start)}-{_char(last)}"
        return _char(start)

    def _single(self, *, negative: bool) -> tuple[str, str]:
        char = self._text[self.end : self.end + 1]
        if not char or char in "[]" or (self._spaced and char in " \t\n\r"):
            raise CharacterError("class")
        if char == "\\":
            fragment, literal, self.end = _fragment(self._text, self.end, negative=negative, cased=self._cased)
            return fragment, literal
        self.end += 1
        return "", char
