# SPDX-License-Identifier: Apache-2.0
"""Credentials taken apart: each subject as places and what is said there, and what no table can say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.authoring.tables.targets import (
    CREDENTIAL,
    FROM,
    ID,
    ISSUER,
    MAX_NUMBER,
    MAX_STEPS,
    NODE,
    UNTIL,
    Step,
    Target,
)
from assay.claims import RDF_TYPE, ClaimsGraph, Term, is_blank
from assay.values import frozen

if TYPE_CHECKING:
    from assay.checks.case import CaseCredential

_AROUND = frozenset((
    "@context", "id", "@id", "type", "@type", "issuer", "credentialSubject", "validFrom", "validUntil", "issuanceDate",
    "expirationDate",
))  # fmt: skip
"""Members of a credential that a table has."""
_STARTS, _ENDS = ("validFrom", "issuanceDate"), ("validUntil", "expirationDate")


class Why(StrEnum):
    """Why something is not in a table."""

    NO_CLASS = "no_class"
    """It does not say what it is."""
    SHARED = "shared"
    """Two places describe the same part, which has no id."""
    VALUE = "value"
    """A cell cannot hold it: it is empty, too long, or has characters that files of tables may not have."""
    DEEP = "deep"
    SIGNATURE = "signature"
    MEMBER = "member"
    """Something is said of the credential itself that has no column."""
    UNREAD = "unread"
    """The document holds no credential that could be read."""


@frozen
class Lost:
    """Something that is not in the tables."""

    document: str
    why: Why
    what: str = ""
    """The property, member or value."""


@dataclass(slots=True)
class Row:
    """One subject while it is taken apart."""

    document: str
    cells: dict[Target, str] = field(default_factory=dict)
    values: dict[tuple[tuple[Step, ...], str], tuple[Term, ...]] = field(default_factory=dict)


def beside(credential: "CaseCredential", document: str) -> Iterator[Lost]:
    """What is said of the credential itself and has no column."""
    if credential.credential.is_signed:
        yield Lost(document, Why.SIGNATURE)
    if not credential.credential.is_bare_claims:
        for member in credential.credential.content:
            if member not in _AROUND and member != "proof":
                yield Lost(document, Why.MEMBER, member)


class Taking:
    """Takes one credential apart."""

    def __init__(self, graph: ClaimsGraph, credential: "CaseCredential", document: str, lost: list[Lost]) -> None:
        self._graph = graph
        self._credential = credential
        self._document = document
        self._lost = lost
        self._seen: set[str] = set()

    def row(self, subject: str, classes: tuple[str, ...]) -> Row:
        """What is said of a subject, and of its parts."""
        found = Row(self._document)
        if not is_blank(subject):
            found.cells[Target(ID, classes=classes)] = subject
        else:
            found.cells[Target(ID, classes=classes)] = ""
        content = self._credential.credential.content
        found.cells[Target(CREDENTIAL)] = self._credential.credential.id
        found.cells[Target(ISSUER)] = self._credential.issuer
        found.cells[Target(FROM)] = _first(content, _STARTS)
        found.cells[Target(UNTIL)] = _first(content, _ENDS)
        self._seen = {subject, *self._credential.subjects}
        self._take(found, subject, ())
        return found

    def _take(self, row: Row, node: str, steps: tuple[Step, ...]) -> None:
        for predicate, terms in self._graph.members(node).items():
            if predicate == RDF_TYPE:
                continue
            plain = tuple(term for term in terms if not self._is_part(term))
            if plain:
                row.values[steps, predicate] = plain
            counts: dict[tuple[str, ...], int] = {}
            for part in terms:
                if isinstance(part, str) and part not in plain:
                    self._take_part(row, part, (steps, predicate), counts)

    def _take_part(
        self, row: Row, part: str, place: tuple[tuple[Step, ...], str], counts: dict[tuple[str, ...], int]
    ) -> None:
        steps, predicate = place
        if part in self._seen:
            self._lost.append(Lost(self._document, Why.SHARED, predicate))
            return
        self._seen.add(part)
        classes = tuple(str(cls) for cls in self._graph.types(part))
        counts[classes] = counts.get(classes, 0) + 1
        if len(steps) >= MAX_STEPS or counts[classes] > MAX_NUMBER:
            self._lost.append(Lost(self._document, Why.DEEP, predicate))
            return
        inside = (*steps, Step(predicate, classes, counts[classes]))
        if not is_blank(part):
            row.cells[Target(ID, inside)] = part
        elif not set(self._graph.members(part)) - {RDF_TYPE}:
            row.cells[Target(NODE, inside)] = "x"
        self._take(row, part, inside)

    def _is_part(self, term: Term) -> bool:
        """Whether it is a node that is described here and nowhere else yet."""
        if not isinstance(term, str):
            return False
        return is_blank(term) or (term in self._graph and term not in self._seen)


def _first(content: Mapping[str, object], names: Iterable[str]) -> str:
    return next((told for name in names if isinstance(told := content.get(name), str)), "")
