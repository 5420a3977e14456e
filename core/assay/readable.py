# SPDX-License-Identifier: Apache-2.0
"""A self-description as a person reads it: its parts by name, their rows, and which of them have findings.

Made from the claims, not from the JSON: what is shown here is what was understood and checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.claims import RDF_TYPE
from assay.finding import Outcome, Severity, Stage
from assay.naming import Naming, PlacedClaims
from assay.texts import Texts, load_texts

if TYPE_CHECKING:
    from assay.credential import Json, JsonObject
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


@dataclass(frozen=True, slots=True)
class Row:
    """One value of one property."""

    predicate: str
    label: str
    help: str
    value: str
    pointer: str
    link: str = ""
    """Node id of the section the value stands for; empty for plain values."""
    findings: tuple[int, ...] = ()
    """Places in the report's list of findings."""
    state: PartState = PartState.NOT_JUDGED


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """What a credential says around its subject."""

    issuer: str
    valid_from: str
    valid_until: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the claims: a subject of a credential, or a part of one."""

    node: str
    title: str
    """Its name, else the property that leads to it, else what it is."""
    kind: str
    help: str
    pointer: str
    rows: tuple[Row, ...]
    parent: str = ""
    """Node id of the section it is a part of; empty for a subject."""
    via: str = ""
    """Name of the property that leads to it."""
    depth: int = 0
    findings: tuple[int, ...] = ()
    """Findings about the section itself (something is missing), places in the report's list."""
    to_correct: int = 0
    """Violations in it, its rows included, its parts not."""
    advice: int = 0
    state: PartState = PartState.NOT_JUDGED
    credential: CredentialFacts | None = None
    """Of a subject: the credential it stands in."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a section stands, before its rows are made."""

    node: str
    parent: str
    via: str
    depth: int


def readable(examination: "Examination", texts: Texts | None = None) -> tuple[Section, ...]:
    """The parts of a document in reading order: each subject followed by its own parts.

    A node that several others point to is shown once, where it is first met; subjects of credentials always stand on
    their own. Nodes that no subject leads to follow at the end. A document without claims gives an empty tuple.
    """
    graph = examination.claims
    naming = Naming(graph, examination.pack, texts or load_texts())
    claims = PlacedClaims(graph, naming, examination.node_places, examination.member_places, examination.value_places)
    spots = tuple(_spots(examination.subjects, claims))
    marks = _Marks(examination, claims, {spot.node for spot in spots})
    titles = {spot.node: _title(spot, naming) for spot in spots}
    facts = _credential_facts(examination)
    return tuple(_section(spot, claims, marks=marks, titles=titles, facts=facts) for spot in spots)


def _spots(subjects: Sequence[str], claims: PlacedClaims) -> Iterator[_Spot]:
    """Depth first, without recursion: a document may nest as deep as it likes."""
    starts = [node for node in subjects if node in claims.graph]
    if len(starts) == len(tuple(claims.graph.subjects())):
        pointed_at = {term for _, _, term in claims.graph if isinstance(term, str)}
        starts = [node for node in starts if node not in pointed_at] or starts
    seen = set(starts)
    for start in starts:
        yield from _walk(start, claims, seen)
    for node in claims.graph.subjects():
        if node in claims.node_places and node not in seen:
            seen.add(node)
            yield from _walk(node, claims, seen)


def _walk(start: str, claims: PlacedClaims, seen: set[str]) -> Iterator[_Spot]:
    stack = [_Spot(start, "", "", 0)]
    while stack:
        spot = stack.pop()
        yield spot
        parts: list[_Spot] = []
        for predicate, term in claims.values(spot.node):
            if isinstance(term, str) and predicate != RDF_TYPE and term in claims.graph and term not in seen:
                seen.add(term)
                parts.append(_Spot(term, spot.node, claims.naming.label(predicate), spot.depth + 1))
        stack.extend(reversed(parts))


def _title(spot: _Spot, naming: Naming) -> str:
    return naming.title(spot.node) or spot.via or naming.kind(spot.node) or naming.value(spot.node)


def _section(
    spot: _Spot,
    claims: PlacedClaims,
    *,
    marks: "_Marks",
    titles: Mapping[str, str],
    facts: Mapping[str, CredentialFacts],
) -> Section:
    rows = tuple(_rows(spot.node, claims, marks=marks, titles=titles))
    own = marks.of_node(spot.node)
    everywhere = own + tuple(index for row in rows for index in row.findings)
    return Section(
        node=spot.node,
        title=titles[spot.node],
        kind=claims.naming.kind(spot.node),
        help=claims.naming.kind_help(spot.node),
        pointer=next(iter(claims.node_places.get(spot.node, ())), ""),
        rows=rows,
        parent=spot.parent,
        via=spot.via,
        depth=spot.depth,
        findings=own,
        to_correct=marks.count(everywhere, Severity.VIOLATION),
        advice=marks.count(everywhere, Severity.WARNING) + marks.count(everywhere, Severity.INFO),
        state=marks.state(everywhere, spot.node),
        credential=facts.get(spot.node),
    )


def _rows(node: str, claims: PlacedClaims, *, marks: "_Marks", titles: Mapping[str, str]) -> Iterator[Row]:
    told: set[int] = set()
    for predicate, term in claims.values(node):
        if predicate == RDF_TYPE:
            continue
        pointers = claims.pointers(node, predicate, term)
        found = tuple(index for index in marks.at(pointers) if index not in told)
        told.update(found)
        label = claims.naming.label(predicate)
        link = term if isinstance(term, str) and term in titles else ""
        yield Row(
            predicate=predicate,
            label=label,
            help=claims.naming.help(predicate),
            value=_told(link, titles, claims.naming, label) if link else claims.naming.value(term),
            pointer=next(iter(pointers), ""),
            link=link,
            findings=found,
            state=marks.state(found, ""),
        )


def _told(node: str, titles: Mapping[str, str], naming: Naming, label: str) -> str:
    """What a row says of the part it leads to: not the row's own label once more."""
    return titles[node] if titles[node] != label else naming.kind(node) or label


def _credential_facts(examination: "Examination") -> dict[str, CredentialFacts]:
    contents = {credential.pointer: credential.content for credential in examination.reading.credentials}
    facts: dict[str, CredentialFacts] = {}
    for credential in examination.credentials:
        content = contents.get(credential.pointer, {})
        for subject in credential.subjects:
            facts.setdefault(subject, _facts(credential, content))
    return facts


def _facts(credential: "ExaminedCredential", content: "JsonObject") -> CredentialFacts:
    def first(*members: str) -> str:
        found: Sequence[Json] = [content.get(member) for member in members]
        return next((value for value in found if isinstance(value, str)), "")

    return CredentialFacts(
        issuer=credential.issuer,
        valid_from=first("validFrom", "issuanceDate"),
        valid_until=first("validUntil", "expirationDate"),
        signed=credential.signed,
    )


class _Marks:
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
        members, values = claims.member_places.items(), claims.value_places.items()
        rows = {pointer for (node, _), places in members if node in shown for pointer in places}
        rows.update(pointer for (node, *_), pointer in values if node in shown)
        nodes = {pointer: node for node in shown for pointer in claims.node_places.get(node, ())}
        nodes |= {entry.pointer: entry.subjects[0] for entry in reversed(credentials) if entry.subjects}
        by_id = {entry.id: entry.subjects[0] for entry in credentials if entry.id and entry.subjects}
        for index, finding in enumerate(self._report.findings):
            places = tuple(_upwards(finding.location.pointer if finding.location else None))
            nearest = next((pointer for pointer in places if pointer in nodes or pointer in rows), None)
            about = finding.subject if finding.subject in shown else by_id.get(finding.subject, "")
            if nearest is not None and nearest not in nodes:
                self._at.setdefault(nearest, []).append(index)
            elif home := (nodes[nearest] if nearest is not None else about):
                self._of_node.setdefault(home, []).append(index)


def _upwards(pointer: str | None) -> Iterator[str]:
    """The pointer and those of the places around it, innermost first."""
    while pointer is not None:
        yield pointer
        pointer = pointer.rpartition("/")[0] if pointer.startswith("/") else None
