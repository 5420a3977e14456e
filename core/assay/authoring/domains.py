# SPDX-License-Identifier: Apache-2.0
"""Web domains as people give them: typed, or copied out of a browser."""

import re

_DOMAIN = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
"""A host name (RFC 1123 §2.1) with at least one dot: did:web needs one that the web can find."""
_NUMBERS = re.compile(r"[0-9.]+\Z")
_PROTOCOL = re.compile(r"https?://", re.IGNORECASE)
_LONGEST = 2_000


def is_domain(text: str) -> bool:
    """Whether a text is a web domain, without protocol, port and path."""
    last = text.rpartition(".")[2]
    is_name = last[:1].isalpha() and not last.endswith("-")
    return is_name and _DOMAIN.fullmatch(text) is not None and _NUMBERS.match(text) is None


def domain_in(text: str) -> str:
    """The web domain that somebody means, in small letters as the web has it; empty where it is none.

    What a browser shows around it is left out; letters beyond ASCII are written as the web writes them (RFC 3490).
    """
    told = _PROTOCOL.sub("", text[:_LONGEST].strip(), count=1).partition("/")[0].lower()
    if not told.isascii():
        try:
            told = told.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return told if is_domain(told) else ""
