# SPDX-License-Identifier: Apache-2.0
"""Which lines of a JSON text can be folded away: those between a bracket that ends a line and its partner below."""

import re
from itertools import islice

_TOKEN = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|[{}\[\]]|\n')
_CLOSES = {"}": "{", "]": "["}


class Folds:
    """The folds of one text, looked for in as many steps as one likes.

    `found`: line with an opening bracket to the line of its partner, both from 0; only where a line lies between them.
    Of several brackets in a line the outermost counts. Broken JSON gives what can be paired.
    """

    def __init__(self, shown: str) -> None:
        self.found: dict[int, int] = {}
        self._tokens = _TOKEN.finditer(shown)
        self._opened: list[tuple[str, int]] = []
        self._line = 0

    def go_on(self, most: int | None = None) -> bool:
        """Look at so many marks more, or at all that are left; whether that was the end."""
        opened, seen = self._opened, 0
        for token in islice(self._tokens, most):
            seen += 1
            mark = token.group()
            if mark == "\n":
                self._line += 1
            elif mark in ("{", "["):
                opened.append((mark, self._line))
            elif mark in _CLOSES and opened and opened[-1][0] == _CLOSES[mark]:
                _, start = opened.pop()
                if self._line - start > 1:
                    self.found[start] = self._line
        return most is None or seen < most


def folds(shown: str) -> dict[int, int]:
    """The folds of a text, all at once."""
    looked = Folds(shown)
    looked.go_on()
    return looked.found
