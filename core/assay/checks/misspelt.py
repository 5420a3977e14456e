# SPDX-License-Identifier: Apache-2.0
"""A member that is required and stands there under a misspelt name: two findings, one thing to correct.

Both stay, each with its rule, severity and id, and count for the verdict as before. The one that misses the member
says what the other says, of the same place, so that a person reads and corrects it once.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from assay.finding import Finding

MISSED: Final = "shape.minCount"
MISSPELT: Final = frozenset(
    {
        "shape.closed_meant",
        "shape.closed_prefix",
        "content.unknown_property_meant",
        "ld.dropped_term_suggestion",
        "ld.undefined_prefix_suggestion",
    }
)
"""Texts that name the member which was probably meant, as `suggestion`."""


def as_one(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings in the same order; a missing member is told as the misspelt one beside it, where one is."""
    given = tuple(findings)
    missed = {_where(found, found.place.pointer) for found in given if found.text == MISSED and found.place}
    if not missed:
        return given
    written: dict[tuple[str, ...], Finding] = {}
    for found in given:
        if found.text in MISSPELT and found.place:
            written.setdefault(_where(found, found.place.pointer.rpartition("/")[0]), found)
    return tuple(_told_as(found, written) for found in given) if missed & written.keys() else given


def _told_as(found: Finding, written: dict[tuple[str, ...], Finding]) -> Finding:
    same = written.get(_where(found, found.place.pointer)) if found.text == MISSED and found.place else None
    return replace(found, text=same.text, params=same.params, place=same.place) if same else found


def _where(found: Finding, node: str) -> tuple[str, ...]:
    """What is compared: the node it is about, and the member that is meant, its prefix aside."""
    meant = str(found.params.get("term" if found.text == MISSED else "suggestion", "")).removeprefix("said:")
    file = found.place.file if found.place else ""
    return (file, node, meant.rpartition(":")[2])
