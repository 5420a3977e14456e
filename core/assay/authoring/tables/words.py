# SPDX-License-Identifier: Apache-2.0
"""Words that people write in tables and that the rules do not know: other names of fields, yes and no. From data."""

import tomllib
from collections.abc import Mapping
from functools import cache

from assay.rules.bundled import resource


@cache
def _told() -> Mapping[str, Mapping[str, list[str]]]:
    found: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(resource("tables", "words.toml").read_text("utf-8"))
    return found


def synonyms(local: str) -> tuple[str, ...]:
    """Other names that columns have for a property, by the last part of its IRI."""
    return tuple(_told()["columns"].get(local, ()))


def answers(name: str) -> frozenset[str]:
    """Words for `yes` or `no`, in small letters."""
    return frozenset(_told()["answers"][name])


def places(column: str) -> tuple[str, ...]:
    """Ids of the targets that a part of a description of an interface goes to: the first that a class has is right."""
    return tuple(_told()["interface"].get(column, ()))
