# SPDX-License-Identifier: Apache-2.0
"""What the members of a presentation hold: nobody expands a presentation, so nothing may stand in them that counts.

Whoever issues or holds is named by an id; names and JWT claims are plain; a clearing house that reads the whole
presentation as linked data would judge anything more (Tagus engine step T2), and so would a reader of a signed one.
"""

from collections.abc import Iterator

from assay.credential import Json, JsonObject

_NAMES = ("id", "@id", "name", "description")
"""What may stand beside the id of an issuer or holder (VCDM 2.0 §4.7)."""
_TERMS = ("id", "@id", "type", "@type")
_WORDS = frozenset(("@value", "@language", "@direction"))
"""A text with its language (VCDM 2.0 §11.1)."""
LONGEST_PLAIN = 300
"""Characters of a text that is surely no token."""
_HOLDERS = ("issuer", "holder")
_SPOKEN = ("name", "description")
_CLAIMS = ("iss", "sub", "jti", "iat", "nbf", "exp", "aud", "nonce")


def members_that_hold_more(content: JsonObject) -> Iterator[str]:
    """Known members of a presentation that hold something nobody reads."""
    yield from (name for name in _HOLDERS if not _is_named(content.get(name), _NAMES))
    yield from (name for name in _SPOKEN if not is_spoken(content.get(name)))
    yield from (name for name in _CLAIMS if not _is_plain(content.get(name)))
    terms = content.get("termsOfUse")
    if not all(_is_named(item, _TERMS) for item in (terms if isinstance(terms, list) else [terms])):
        yield "termsOfUse"


def brings_words(content: JsonObject) -> bool:
    """Whether the presentation defines words of its own: what its members are called is then anybody's guess."""
    contexts = content.get("@context")
    return any(isinstance(item, dict) for item in (contexts if isinstance(contexts, list) else [contexts]))


def _is_named(value: Json, allowed: tuple[str, ...]) -> bool:
    if isinstance(value, dict):
        return all(name in allowed and is_spoken(held) for name, held in value.items())
    return _is_plain(value) and not isinstance(value, list)


def is_spoken(value: Json) -> bool:
    """Whether it is a text, with its language or without, or a list of them; or nothing."""
    if isinstance(value, list):
        return all(map(is_spoken, value))
    if isinstance(value, dict):
        return _WORDS.issuperset(value) and all(map(_is_plain, value.values()))
    return _is_plain(value)


def _is_plain(value: Json) -> bool:
    """One word or number, or a list of them; no text long enough to be a token."""
    if isinstance(value, list):
        return all(not isinstance(item, list) and _is_plain(item) for item in value)
    return not isinstance(value, dict) and not (isinstance(value, str) and len(value) > LONGEST_PLAIN)
