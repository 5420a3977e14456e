# SPDX-License-Identifier: Apache-2.0
"""Did you mean: the nearest defined term, prefix or known context address for one that is not."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from assay.linked_data.definitions import KEYWORDS
from assay.linked_data.terms import ActiveContext

GAIA_X_PREFIX = "gx"
_LONGEST = 80
_SCHEMES: Final = frozenset(
    [
        "http",
        "https",
        "urn",
        "did",
        "tag",
        "info",
        "data",
        "ipfs",
        "ipns",
        "doi",
        "ark",
        "hdl",
        "oid",
        "file",
        "ftp",
        "ni",
        "nih",
        "cid",
        "mailto",
        "tel",
        "geo",
        "bundle",
        "uuid",
    ]
)


def has_known_scheme(iri: str) -> bool:
    """Whether an IRI begins with a scheme in use; else it is most likely a prefix that nobody defined."""
    return iri.partition(":")[0].lower() in _SCHEMES


@lru_cache(maxsize=256)
def similar_term(term: str, active: ActiveContext) -> str:
    """The defined term that was probably meant, e.g. another case, a slip of the pen, the form with a prefix."""
    if len(term) > _LONGEST:
        return ""
    if f"@{term}" in KEYWORDS:
        return f"@{term}"
    known = {known: None for known in active.terms() if _says_something(known, active)}
    bare = term.partition(":")[2] or term
    for wanted in (term, bare):
        found = _other_case(wanted, known)
        if found:
            return found
    near = _near(bare, known, n=1, cutoff=0.8)
    if near:
        return near[0]
    keyword = _near(term, KEYWORDS, n=1, cutoff=0.8) if term[:1] == "@" else []
    if keyword:
        return keyword[0]
    gaia_x = active.get(GAIA_X_PREFIX)
    return f"{GAIA_X_PREFIX}:{term}" if gaia_x is not None and gaia_x.is_prefix and term.isidentifier() else ""


@lru_cache(maxsize=256)
def similar_prefix(compact: str, active: ActiveContext) -> str:
    """The compact IRI with the prefix that was probably meant."""
    prefix, _, suffix = compact.partition(":")
    if len(prefix) > _LONGEST:
        return ""
    prefixes = {known: None for known in active.terms() if _is_prefix(known, active)}
    found = _other_case(prefix, prefixes)
    near = [found] if found else _near(prefix, prefixes, n=1, cutoff=0.6)
    if near:
        return f"{near[0]}:{suffix}"
    return suffix if active.get(suffix) is not None else ""


def similar_address(url: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known context addresses that were probably meant: several where two were glued together, none if none."""
    known = tuple(known)
    plain = {_plain(address): address for address in reversed(known)}
    same = plain.get(_plain(url))
    if same is not None:
        return (same,)
    cuts = [at for at in range(1, min(len(url), 400)) if url.startswith(("http:", "https:"), at)]
    for cut in cuts:
        parts = [plain.get(_plain(part)) for part in (url[:cut], url[cut:])]
        if all(parts):
            return tuple(part for part in parts if part)
    return tuple(_near(url, known, n=1, cutoff=0.75)) if len(url) <= 2 * _LONGEST else ()


def _near(word: str, known: Iterable[str], *, n: int, cutoff: float) -> list[str]:
    from difflib import get_close_matches  # only when something is wrong

    return get_close_matches(word, list(known), n=n, cutoff=cutoff)


def _plain(url: str) -> str:
    bare = url.strip().strip("<>\"',; ").lower().removeprefix("http://").removeprefix("https://")
    return bare.removeprefix("www.").rstrip("#/")


def _other_case(term: str, known: Iterable[str]) -> str:
    low = term.lower()
    return next((candidate for candidate in known if candidate.lower() == low and candidate != term), "")


def _says_something(term: str, active: ActiveContext) -> bool:
    found = active.get(term)
    return found is not None and found.iri is not None


def _is_prefix(term: str, active: ActiveContext) -> bool:
    found = active.get(term)
    return found is not None and found.is_prefix
