# SPDX-License-Identifier: Apache-2.0
"""Criteria of the levels as data: at which level each applies, how it is to be shown, and what in the claims shows it.

`criteria.toml`: `levels`, the names of the levels in order, then one table a criterion.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, cast

from assay.rules.fields import Table


class Evidence(StrEnum):
    """How a criterion is to be shown at a level (CD 24.11 §3)."""

    DECLARATION = "declaration"
    CERTIFICATION = "certification"
    NONE = "none"
    """The criterion does not apply."""


class CarrierCertainty(StrEnum):
    """How well it is known that the carrier is what a clearing house looks for."""

    CODE = "code"
    """Named in code that runs against the service."""
    INFERRED = "onto"
    """The vocabulary has a word whose definition fits."""
    NONE = "none"
    """No word of the vocabulary carries it."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion."""

    id: str
    levels: Mapping[str, Evidence]
    """Level name to how the criterion is to be shown there."""
    certainty: CarrierCertainty
    clause: str


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """All criteria of a pack, in the order of the rules."""

    levels: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()


class CriterionEntry(TypedDict):
    """See `Criterion`."""

    id: str
    levels: dict[str, str]
    certainty: str
    clause: str


class CriteriaDocument(TypedDict):
    """`criteria.json`."""

    levels: list[str]
    criteria: list[CriterionEntry]


def criteria_table(table: Table) -> CriteriaDocument:
    """`criteria.toml`, checked key by key; PackError for what is missing, unknown or wrong."""
    levels = list(table.texts("levels"))
    found = CriteriaDocument(levels=levels, criteria=[_entry(entry, levels) for entry in table.tables("criteria")])
    table.done()
    return found


def _entry(table: Table, levels: list[str]) -> CriterionEntry:
    applies = {level: table.text(level) for level in levels}
    entry = CriterionEntry(
        id=table.text("id"), levels=applies, certainty=table.text("certainty"), clause=table.text("clause")
    )
    table.done()
    for level, evidence in applies.items():
        if evidence not in set(Evidence):
            table.wrong(level, ", ".join(Evidence))
    if entry["certainty"] not in set(CarrierCertainty):
        table.wrong("certainty", ", ".join(CarrierCertainty))
    return entry


def criteria_of(document: Mapping[str, object]) -> CriteriaTable:
    """The values of a prebuilt document; an empty table of an empty one."""
    if not document:
        return CriteriaTable()
    told = cast("CriteriaDocument", document)
    return CriteriaTable(
        tuple(told["levels"]),
        tuple(
            Criterion(
                id=entry["id"],
                levels={level: Evidence(evidence) for level, evidence in entry["levels"].items()},
                certainty=CarrierCertainty(entry["certainty"]),
                clause=entry["clause"],
            )
            for entry in told["criteria"]
        ),
    )
