# SPDX-License-Identifier: Apache-2.0
"""Which lines of a JSON text can be folded away: those between a bracket that ends a line and its partner below."""

import re

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\]]|\n')
_CLOSES = {"}": "{", "]": "["}


def folds(shown: str) -> dict[int, int]:
    """Line with an opening bracket to the line of its partner, both from 0; only where a line lies between them.

    Of several brackets in a line the outermost counts. Broken JSON gives what can be paired.
    """
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    line = 0
    for token in _TOKEN.finditer(shown):
        mark = token.group()
        if mark == "\n":
            line += 1
        elif mark in ("{", "["):
            opened.append((mark, line))
        elif mark in _CLOSES and opened and opened[-1][0] == _CLOSES[mark]:
            _, start = opened.pop()
            if line - start > 1:
                found[start] = line
    return found
