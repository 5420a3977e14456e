# SPDX-License-Identifier: Apache-2.0
"""Lines for a terminal: wrapped to its width, coloured only if asked. Strangers' text is made visible before it."""

from enum import StrEnum
from typing import NamedTuple

MIN_WIDTH = 40
"""Narrower terminals wrap by themselves."""
MAX_WIDTH = 100
DEFAULT_WIDTH = 88


class Style(StrEnum):
    """Select Graphic Rendition codes (ECMA-48 §8.3.117). Plain colours: they follow the terminal's own palette."""

    BOLD = "1"
    DIM = "2"
    GREEN = "32"
    RED = "31"
    YELLOW = "33"
    CYAN = "36"


class Pen(NamedTuple):
    """How to write: in colour or not, and how wide."""

    colour: bool = False
    width: int = DEFAULT_WIDTH

    def paint(self, text: str, *styles: Style) -> str:
        """The text in the styles, or unchanged where colour is off."""
        if not (self.colour and styles and text):
            return text
        return f"\x1b[{';'.join(styles)}m{text}\x1b[0m"

    def block(self, text: str, *styles: Style, first: str = "", mark: Style | None = None) -> list[str]:
        """The text wrapped: `first` (in the style `mark`) before the first line, as many blanks before the others."""
        indent = columns(first)
        wrapped = wrap(text, max(min(self.width, MAX_WIDTH), MIN_WIDTH) - indent)
        led = self.paint(first, mark) if mark else first
        return [(" " * indent if number else led) + self.paint(line, *styles) for number, line in enumerate(wrapped)]


PLAIN = Pen()
"""Without colour, in the width of a log."""


def columns(text: str) -> int:
    """How many columns the text takes on a terminal: wide East Asian characters two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; words longer than a line are cut. Never empty."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and columns(line) + 1 + columns(word) <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        line = word
        while columns(line) > width:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, room: int) -> int:
    """How many characters go on the line: to the last slash if there is one, else all that fit; at least one."""
    used = 0
    for index, character in enumerate(word):
        used += columns(character)
        if used > room:
            return word.rfind("/", 0, index) + 1 or max(index, 1)
    return len(word)
