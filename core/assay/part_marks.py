# SPDX-License-Identifier: Apache-2.0
"""How the parts of a self-description stand: which findings belong to which part, and what follows for it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.finding import Outcome, Severity, Stage
from assay.naming import PlacedClaims

if TYPE_CHECKING:
    from assay.examination import Examination, ExaminedCredential
    from assay.reports.report import DocumentReport


class PartState(StrEnum):
    """How a part or row stands, worst first."""

    TO_CORRECT = "to_correct"
    UNCHECKED = "unchecked"
    ADVICE = "advice"
    CHECKED = "checked"
    """Its contents were checked and nothing is to correct; says nothing of signatures."""
    NOT_JUDGED = "not_judged"


class PartMarks:
    """Which findings belong to which part: by their place, else by the node they are about."""

    def __init__(self, examination: "Examination", claims: PlacedClaims, shown: set[str]) -> None:
        self._report: DocumentReport = examination.report
        self._unchecked = {node.node for node in examination.report.coverage.unchecked}
        self._content_ran = any(
            made.check.stage is Stage.CONTENT and made.check.outcome in (Outcome.PASSED, Outcome.FAILED)
            for made in examination.report.checks
        )
        self._at: dict[str, list[int]] = {}
        self._of_node: dict[str, list[int]] = {}
        self.nodes_with_marked_rows: frozenset[str] = frozenset()
        """Nodes that may have a row with a finding; all others have none."""
        self._place(examination.credentials, claims, shown)

    def at(self, pointers: Sequence[str]) -> tuple[int, ...]:
        """Findings whose nearest shown place is one of these."""
        return tuple(index for pointer in pointers for index in self._at.get(pointer, ()))

    def of_node(self, node: str) -> tuple[int, ...]:
        """Findings about the node itself."""
        return tuple(self._of_node.get(node, ()))

    def count(self, findings: Sequence[int], severity: Severity) -> int:
        """How many different things they say: the same fault told by two shapes counts once."""
        if not findings:
            return 0
        found = (self._report.findings[index] for index in findings)
        return len({finding.id for finding in found if finding.severity is severity})

    def state(self, findings: Sequence[int], node: str) -> PartState:
        """The worst of the findings; of a node without any, whether it was checked."""
        if self.count(findings, Severity.VIOLATION):
            return PartState.TO_CORRECT
        if node in self._unchecked:
            return PartState.UNCHECKED
        if findings:
            return PartState.ADVICE
        return PartState.CHECKED if node and self._content_ran else PartState.NOT_JUDGED

    def _place(self, credentials: "Sequence[ExaminedCredential]", claims: PlacedClaims, shown: set[str]) -> None:
        around = [_upwards(found.location.pointer if found.location else None) for found in self._report.findings]
        rows = _nodes_of_rows(claims, {pointer for places in around for pointer in places}, shown)
        nodes = {pointer: node for node in shown for pointer in claims.node_places.get(node, ())}
        nodes |= {entry.pointer: entry.subjects[0] for entry in reversed(credentials) if entry.subjects}
        by_id = {entry.id: entry.subjects[0] for entry in credentials if entry.id and entry.subjects}
        for index, (finding, places) in enumerate(zip(self._report.findings, around, strict=True)):
            nearest = next((pointer for pointer in places if pointer in nodes or pointer in rows), None)
            about = finding.subject if finding.subject in shown else by_id.get(finding.subject, "")
            if nearest is not None and nearest not in nodes:
                self._at.setdefault(nearest, []).append(index)
            elif home := (nodes[nearest] if nearest is not None else about):
                self._of_node.setdefault(home, []).append(index)
        self.nodes_with_marked_rows = frozenset(node for pointer in self._at for node in rows[pointer])


def _nodes_of_rows(claims: PlacedClaims, wanted: set[str], shown: set[str]) -> dict[str, set[str]]:
    """Those of the wanted pointers at which a row of a shown node stands, with the nodes."""
    found: dict[str, set[str]] = {}
    if not wanted:
        return found
    for (node, _), places in claims.member_places.items():
        for place in places if node in shown else ():
            if place.pointer in wanted:
                found.setdefault(place.pointer, set()).add(node)
    for (node, _, _), place in claims.value_places.items():
        if place.pointer in wanted and node in shown:
            found.setdefault(place.pointer, set()).add(node)
    return found


def _upwards(pointer: str | None) -> tuple[str, ...]:
    """The pointer and those of the places around it, innermost first."""
    found: list[str] = []
    while pointer is not None:
        found.append(pointer)
        pointer = pointer.rpartition("/")[0] if pointer.startswith("/") else None
    return tuple(found)
