# SPDX-License-Identifier: Apache-2.0
"""Text for the printed report: what its fonts cannot show is written as the character's number."""

from functools import cache

from assay.reports.safe_text import visible
from assay.rules.bundled import resource


def printable(text: str) -> str:
    """The text, visible and within the characters of the printed report's fonts; others become `<U+6F22>`.

    PDF/A-2a forbids text without a glyph (ISO 19005-2 §6.2.11.8) and a report must not show boxes for names.
    """
    known = _characters()
    return "".join(one if one in known else _number(one) for one in visible(text))


def plainest(text: str) -> str:
    """The text in ASCII and the signs of the report itself; every other character by its number."""
    return "".join(one if one.isascii() or one in "✓✕\u2013“”·…" else _number(one) for one in visible(text))


def _number(character: str) -> str:
    return f"<U+{ord(character):04X}>"


@cache
def _characters() -> frozenset[str]:
    found: set[str] = set()
    for line in resource("templates", "report_characters.txt").read_text("ascii").splitlines():
        if line.startswith("#"):
            continue
        for part in line.split():
            first, _, last = part.partition("-")
            found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)
