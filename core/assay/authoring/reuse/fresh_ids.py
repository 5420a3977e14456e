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


def fresh(base: str, taken: Collection[str]) -> str:
    """An id like this one that is not taken: with the next number before its ending.

    Of an id that is a random number (RFC 9562), another such number that follows from it: the same copy of the same
    document has the same ids.
    """
    if base.lower().startswith(_UUID):
        found = base
        while found in taken or found == base:
            found = f"{_UUID}{uuid.uuid5(uuid.NAMESPACE_URL, found)}"
        return found
    split = _ENDING.match(base) if "/" in base.partition("://")[2] else None
    stem, ending = split.groups() if split else (base, "")
    numbered = _NUMBERED.match(stem)
    stem, number = (numbered[1], int(numbered[2])) if numbered else (stem, 1)
    while True:
        number += 1
        found = f"{stem}-{number}{ending}"
        if found not in taken:
            return found
