# SPDX-License-Identifier: Apache-2.0
"""Ids for copies: like those of the original, and no others' ids."""

import re
import uuid
from collections.abc import Collection
from urllib.parse import urldefrag

_NUMBERED = re.compile(r"(.*?)-([0-9]{1,6})\Z", re.DOTALL)
_UUID = "urn:uuid:"
_ENDING = re.compile(r"(.*[^/:.])(\.[A-Za-z0-9]{1,8})\Z", re.DOTALL)


def parts_of(iri: str) -> tuple[str, str]:
    """An id in two parts: the document that it is in, and the anchor with its `#`; empty where there is none."""
    base, anchor = urldefrag(iri)
    return base, f"#{anchor}" if anchor else ""


class FreshIds:
    """Ids that nobody has yet, each like another one."""

    def __init__(self, taken: Collection[str]) -> None:
        """`taken`: ids that somebody has."""
        self._taken = set(taken)
        self._last: dict[tuple[str, str], int] = {}
        """The last number that was given, by what stands before and after it."""

    def like(self, base: str) -> str:
        """An id like this one, taken from here on: with the next number before its ending.

        Of an id that is a random number (RFC 9562), another such number that follows from it: the same copy of the same
        document has the same ids.
        """
        found = self._random(base) if base.lower().startswith(_UUID) else self._numbered(base)
        self._taken.add(found)
        return found

    def _random(self, base: str) -> str:
        found = f"{_UUID}{uuid.uuid5(uuid.NAMESPACE_URL, base)}"
        while found in self._taken:
            found = f"{_UUID}{uuid.uuid5(uuid.NAMESPACE_URL, found)}"
        return found

    def _numbered(self, base: str) -> str:
        split = _ENDING.match(base) if "/" in base.partition("://")[2] else None
        stem, ending = split.groups() if split else (base, "")
        numbered = _NUMBERED.match(stem)
        stem, number = (numbered[1], int(numbered[2])) if numbered else (stem, 1)
        number = max(number, self._last.get((stem, ending), 1))
        while True:
            number += 1
            found = f"{stem}-{number}{ending}"
            if found not in self._taken:
                self._last[stem, ending] = number
                return found
