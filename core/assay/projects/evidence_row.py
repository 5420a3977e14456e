# SPDX-License-Identifier: Apache-2.0
"""One row of the evidence register: a file or an address, what it is, and which claims and criteria it backs."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import cast

from assay.projects.toml_text import Toml
from assay.slug import slug
from assay.values import frozen

LONGEST = 2_000
MOST = 2_000
"""Claims or criteria of one row."""
MEMBERS = (
    "title", "file", "url", "media_type", "size", "sha256", "sha512", "issuer", "standard", "number",
    "valid_from", "valid_until", "criteria", "claims",
)  # fmt: skip
"""Members of a row in the order they are written."""
CLAIM = ("credential", "node", "property")
_LONGEST_ID = 40
_TEXTS = frozenset({"title", "file", "url", "media_type", "sha256", "sha512", "issuer", "standard", "number"})
_DIGESTS = {"sha256": re.compile(r"[0-9a-f]{64}\Z"), "sha512": re.compile(r"[0-9a-f]{128}\Z")}


@frozen
class Claim:
    """A statement that evidence backs."""

    credential: str
    """The id of the credential."""
    node: str
    """The id of what is described."""
    property: str
    """IRI of the property; empty for all that is said of the node."""


@frozen
class Evidence:
    """One piece of evidence. What is not known is empty."""

    title: str
    file: str = ""
    """Name of the file in the folder of evidence."""
    url: str = ""
    """Where it is, or will be, published."""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    """Of the file, lower-case hex."""
    sha512: str = ""
    issuer: str = ""
    """Who says it: the body that certified, the auditor, the company itself."""
    standard: str = ""
    """The standard it was assessed by, as the criteria table of the pack abbreviates it."""
    number: str = ""
    """What the issuer calls it."""
    valid_from: date | None = None
    valid_until: date | None = None
    criteria: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()


class RowError(ValueError):
    """A row is none; the name of the member where it shows is all it says."""


def row_of(told: Mapping[str, Toml]) -> Evidence:
    """The row that a table tells. RowError where a member is unknown, or not what it should be."""
    unknown = next((name for name in told if name not in MEMBERS), None)
    if unknown is not None:
        raise RowError(unknown)
    if not _is_text(told.get("title")):
        raise RowError("title")
    for name in _TEXTS & told.keys():
        if not _is_text(told[name]) or (name in _DIGESTS and not _DIGESTS[name].match(str(told[name]))):
            raise RowError(name)
    return Evidence(
        **{name: str(told[name]) for name in _TEXTS & told.keys()},
        size=_size(told.get("size", 0)),
        valid_from=_day(told, "valid_from"),
        valid_until=_day(told, "valid_until"),
        criteria=tuple(str(entry) for entry in _list(told, "criteria", str)),
        claims=tuple(_claim(entry) for entry in _list(told, "claims", dict)),
    )


def row_id(title: str, taken: Collection[str]) -> str:
    """A free id for a row, like its title."""
    stem = slug(title, _LONGEST_ID) or "evidence"
    tries = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in tries if name not in taken)


def row_told(row: Evidence) -> dict[str, Toml]:
    """The row as a table."""
    told: dict[str, Toml] = {
        name: value
        for name in MEMBERS
        if name not in {"criteria", "claims"} and (value := cast("Toml", getattr(row, name)))
    }
    if row.criteria:
        told["criteria"] = list(row.criteria)
    if row.claims:
        told["claims"] = [{name: getattr(claim, name) for name in CLAIM} for claim in row.claims]
    return told


def _is_text(value: "Toml | None") -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST


def _size(value: Toml) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RowError("size")
    return value


def _day(told: Mapping[str, Toml], name: str) -> date | None:
    value = told.get(name)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RowError(name)
    return value


def _list(told: Mapping[str, Toml], name: str, kind: type) -> list[Toml]:
    value = told.get(name, [])
    if not isinstance(value, list) or len(value) > MOST or not all(isinstance(item, kind) for item in value):
        raise RowError(name)
    return value


def _claim(told: Toml) -> Claim:
    table = cast("Mapping[str, Toml]", told)
    texts = [value for value in table.values() if isinstance(value, str) and len(value) <= LONGEST]
    if set(table) != set(CLAIM) or len(texts) < len(CLAIM):
        raise RowError("claims")
    return Claim(*(str(table[name]) for name in CLAIM))
