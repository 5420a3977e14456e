# SPDX-License-Identifier: Apache-2.0
"""Several tables at once, as the sheets of a workbook are: a row refers to one of another by its name or id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.authoring.tables.class_fields import as_key
from assay.authoring.tables.known_names import Named, NamedRow
from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.tables.column_mapping import Around, ColumnMapping, Review, Taker
    from assay.authoring.tables.table import Table


@frozen
class Sheet:
    """One table, and what its columns are."""

    table: "Table"
    taker: "Taker"
    mapping: "ColumnMapping"


def reviews(sheets: Sequence[Sheet], around: "Around") -> "tuple[Review, ...]":
    """What comes of each: no two rows have one file, and those of one can refer to those of all others."""
    from assay.authoring.tables.column_mapping import review

    if len(sheets) == 1:
        return (review(sheets[0].mapping, sheets[0].table, sheets[0].taker, around),)
    named: list[Sequence[NamedRow]] = []
    taken: list[frozenset[str]] = []
    for sheet in sheets:
        taken.append(frozenset(row.file for rows in named for row in rows))
        named.append(sheet.taker.named(sheet.mapping, sheet.table, replace(around, taken=taken[-1])))
    found = []
    for at, sheet in enumerate(sheets):
        others = joined(by_name(rows) for number, rows in enumerate(named) if number != at)
        found.append(review(sheet.mapping, sheet.table, sheet.taker, replace(around, known=others, taken=taken[at])))
    return tuple(found)


def by_name(rows: Iterable[NamedRow]) -> Mapping[str, tuple[Named, ...]]:
    """What rows describe, by each of their names as `as_key` has it."""
    found: dict[str, list[Named]] = {}
    for row in rows:
        for key in dict.fromkeys(filter(None, map(as_key, row.names))):
            found.setdefault(key, []).append(row.named)
    return {key: tuple(dict.fromkeys(told)) for key, told in found.items()}


def joined(several: Iterable[Mapping[str, tuple[Named, ...]]]) -> Mapping[str, tuple[Named, ...]]:
    """What is known in all of them together."""
    found: dict[str, tuple[Named, ...]] = {}
    for known in several:
        for key, told in known.items():
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *told)))
    return found
