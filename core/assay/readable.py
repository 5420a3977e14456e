# SPDX-License-Identifier: Apache-2.0
"""A self-description as a person reads it: its parts by name, their rows, and which of them have findings.

Made from the claims, not from the JSON: what is shown here is what was understood and checked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, overload

from assay.claims import RDF_TYPE
from assay.finding import Severity
from assay.naming import Naming, PlacedClaims
from assay.part_marks import PartMarks, PartState
from assay.texts import Texts, load_texts
from assay.values import frozen

if TYPE_CHECKING:
    from assay.credential import Json, JsonObject
    from assay.examination import Examination, ExaminedCredential


@frozen
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


class Rows(Sequence[Row]):
    """The rows of a section, made when somebody first looks at them: while a text is written, most are never seen."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[Row, ...]]) -> None:
        self._make = make
        self._made: tuple[Row, ...] | None = None

    def _all(self) -> tuple[Row, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """A row, or some of them."""
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


@frozen
class CredentialFacts:
    """What a credential says around its subject."""

    issuer: str
    valid_from: str
    valid_until: str
    signed: bool


@frozen
class Section:
    """One node of the claims: a subject of a credential, or a part of one."""

    node: str
    title: str
    """Its name, else the property that leads to it, else what it is."""
    kind: str
    help: str
    pointer: str
    rows: Sequence[Row]
    parent: str = ""
    """Node id of the section it is a part of; empty for a subject."""
    via: str = ""
    """Name of the property that leads to it."""
    depth: int = 0
    findings: tuple[int, ...] = ()
    """Findings about the section itself (something is missing), places in the report's list."""
    all_findings: tuple[int, ...] = ()
    """The same with those of its rows."""
    to_correct: int = 0
    """Violations in it, its rows included, its parts not."""
    advice: int = 0
    state: PartState = PartState.NOT_JUDGED
    credential: CredentialFacts | None = None
    """Of a subject: the credential it stands in."""


@frozen
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
    case = examination.judgement.case
    members, values = (case.member_places, case.value_places) if case else ({}, {})
    claims = PlacedClaims(graph, naming, examination.node_places, members, values)
    spots = tuple(_spots(examination.subjects, claims))
    marks = PartMarks(examination, claims, {spot.node for spot in spots})
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
    marks: PartMarks,
    titles: Mapping[str, str],
    facts: Mapping[str, CredentialFacts],
) -> Section:
    rows = Rows(partial(_rows, spot.node, claims, marks=marks, titles=titles))
    own = marks.of_node(spot.node)
    marked = rows if spot.node in marks.nodes_with_marked_rows else ()
    everywhere = own + tuple(index for row in marked for index in row.findings)
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
        all_findings=everywhere,
        to_correct=marks.count(everywhere, Severity.VIOLATION),
        advice=marks.count(everywhere, Severity.WARNING) + marks.count(everywhere, Severity.INFO),
        state=marks.state(everywhere, spot.node),
        credential=facts.get(spot.node),
    )


def _rows(node: str, claims: PlacedClaims, *, marks: PartMarks, titles: Mapping[str, str]) -> tuple[Row, ...]:
    told: set[int] = set()
    made: list[Row] = []
    for predicate, term in claims.values(node):
        if predicate == RDF_TYPE:
            continue
        pointers = claims.pointers(node, predicate, term)
        found = tuple(index for index in marks.at(pointers) if index not in told)
        told.update(found)
        label = claims.naming.label(predicate)
        link = term if isinstance(term, str) and term in titles else ""
        row = Row(
            predicate=predicate,
            label=label,
            help=claims.naming.help(predicate),
            value=_told(link, titles, claims.naming, label) if link else claims.naming.value_of(predicate, term),
            pointer=next(iter(pointers), ""),
            link=link,
            findings=found,
            state=marks.state(found, ""),
        )
        made.append(row)
    return tuple(made)


def _told(node: str, titles: Mapping[str, str], naming: Naming, label: str) -> str:
    """What a row says of the part it leads to: not the row's own label once more."""
    return titles[node] if titles[node] != label else naming.kind(node) or label


def _credential_facts(examination: "Examination") -> dict[str, CredentialFacts]:
    contents = {credential.pointer: credential.content for credential in examination.reading.credentials}
    facts: dict[str, CredentialFacts] = {}
    for credential in examination.credentials:
        told = _facts(credential, contents.get(credential.pointer, {}))
        for subject in credential.subjects:
            facts.setdefault(subject, told)
    return facts


def _facts(credential: "ExaminedCredential", content: "JsonObject") -> CredentialFacts:
    return CredentialFacts(
        issuer=credential.issuer,
        valid_from=_first_text(content.get("validFrom"), content.get("issuanceDate")),
        valid_until=_first_text(content.get("validUntil"), content.get("expirationDate")),
        signed=credential.signed,
    )


def _first_text(first: "Json", second: "Json") -> str:
    if isinstance(first, str):
        return first
    return second if isinstance(second, str) else ""
