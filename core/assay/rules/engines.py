# SPDX-License-Identifier: Apache-2.0
"""Profiles of clearing-house engines as data: the steps of each in order, and which rules it enforces there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

from assay.rules.fields import Table


@dataclass(frozen=True, slots=True)
class EngineProfile:
    """One engine as it runs somewhere."""

    id: str
    name: str


class EngineEntry(TypedDict):
    """See `EngineProfile`."""

    id: str
    name: str


class EnginesDocument(TypedDict):
    """`engines.json`."""

    engines: list[EngineEntry]


def engines_table(table: Table) -> EnginesDocument:
    """`engines.toml`, checked key by key; PackError for what is missing, unknown or wrong."""
    found = EnginesDocument(engines=[_entry(entry) for entry in table.tables("engines")])
    table.done()
    return found


def _entry(table: Table) -> EngineEntry:
    entry = EngineEntry(id=table.text("id"), name=table.text("name"))
    table.done()
    return entry


def engines_of(document: Mapping[str, object]) -> tuple[EngineProfile, ...]:
    """The values of a prebuilt document; none of an empty one."""
    if not document:
        return ()
    told = cast("EnginesDocument", document)
    return tuple(EngineProfile(**entry) for entry in told["engines"])
