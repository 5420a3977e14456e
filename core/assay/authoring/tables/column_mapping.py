# SPDX-License-Identifier: Apache-2.0
"""Which column is what: proposed by the headers, changed by a person, and what comes of it, row by row."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assay.authoring.questions.documents import Answers
from assay.authoring.questions.drafting import Draft
from assay.authoring.tables.class_fields import Offer, as_key
from assay.authoring.tables.faults import KEPT, Fault
from assay.authoring.tables.known_names import Named, NamedRow
from assay.authoring.tables.table import Table
from assay.authoring.tables.targets import told_in
from assay.values import frozen


class How(StrEnum):
    """How it is known what a column is."""

    HEADER = "header"
    """Its header says so: the table was exported."""
    NAME = "name"
    """Its header is one of the names of the field."""
    GUESS = "guess"
    """Its header may mean another field, too."""
    KEPT = "kept"
    """A mapping that was kept says so."""
    CHOSEN = "chosen"
    NONE = "none"
    """No field takes it."""


@frozen
class Column:
    """One column."""

    header: str
    target: str = ""
    """Id of what it is; empty where nothing takes it."""
    how: How = How.NONE


@frozen
class ColumnMapping:
    """What a table is about, and what each of its columns is: the mapping."""

    kind: str
    """`class` or `questions`."""
    subject: str
    """The class by its short name, or the set of questions by its id."""
    pack: str
    columns: tuple[Column, ...]

    def with_target(self, index: int, target: str) -> "ColumnMapping":
        """With another target for a column; empty: nothing takes it."""
        columns = list(self.columns)
        columns[index] = replace(columns[index], target=target, how=How.CHOSEN if target else How.NONE)
        return replace(self, columns=tuple(columns))


@frozen
class Around:
    """What all that is made has in common."""

    base: str
    """What ids begin with."""
    issuer: str
    moment: datetime
    language: str
    """Of texts in a language."""
    known: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    """What rows of other tables describe, by their names as `as_key` has them."""
    taken: frozenset[str] = frozenset()
    """Names of files that rows of other tables have."""


@frozen
class Problem:
    """One cell that is not, or not all, in what was made."""

    row: int
    """As a spreadsheet program counts; 0 where the whole column is meant."""
    column: int
    fault: Fault
    text: str
    """What the cell, or the part of it that is meant, says."""

    @property
    def is_kept(self) -> bool:
        """Whether it is written all the same."""
        return self.fault in KEPT


@frozen
class Made:
    """What comes of a table."""

    drafts: tuple[Draft, ...] = ()
    rows: tuple[int, ...] = ()
    """The row that each draft is of."""
    problems: tuple[Problem, ...] = ()
    answers: tuple[Answers, ...] = ()
    """Where rows answer questions, what each of those that make something says."""
    idle: tuple[int, ...] = ()
    """Rows in which no column that is taken says anything: nothing is made of them."""


class Taker(Protocol):
    """What the rows of a table describe: something of a class, or the answers to a set of questions."""

    @property
    def kind(self) -> str:
        """As a mapping has it."""

    @property
    def subject(self) -> str:
        """As a mapping has it."""

    @property
    def pack_id(self) -> str:
        """The rules whose words it uses."""

    @property
    def offers(self) -> Sequence[Offer]:
        """All that columns can be."""

    def offer(self, name: str) -> Offer | None:
        """What an id stands for; None where it stands for nothing."""

    def missing(self, taken: Collection[str]) -> Sequence[str]:
        """What each row must have, in words, where these are the targets of the columns."""

    def made(self, mapping: ColumnMapping, table: Table, around: Around) -> Made:
        """What comes of the rows."""

    def named(self, mapping: ColumnMapping, table: Table, around: Around) -> Sequence[NamedRow]:
        """What the rows describe, for other tables to refer to."""


@frozen
class ColumnState:
    """How one column does."""

    index: int
    called: str
    column: Column
    label: str
    """What it is, in words; empty where nothing takes it."""
    samples: tuple[str, ...]
    filled: int
    """Rows in which it says something."""
    empty: int
    """Rows in which it says nothing, though each must have it."""
    faults: Mapping[Fault, int]
    """How many rows have which fault in it."""


@frozen
class Review:
    """A mapping at work: what will be made, what cannot be read, what is missing, what nothing takes."""

    mapping: ColumnMapping
    made: Made
    columns: tuple[ColumnState, ...]
    missing: tuple[str, ...]
    """What each row must have and no column is, in words."""
    count: int
    """Rows."""

    @property
    def untaken(self) -> tuple[ColumnState, ...]:
        """Columns that say something and that nothing takes."""
        return tuple(state for state in self.columns if not state.column.target and state.filled)


def proposed(
    table: Table, taker: Taker, kept: ColumnMapping | None = None, places: Callable[[str], Sequence[str]] | None = None
) -> ColumnMapping:
    """The mapping that the headers propose. `kept`: one of earlier that has the same headers. `places`: ids of targets
    that a header is known to mean.
    """
    headers = table.headers
    start = ColumnMapping(taker.kind, taker.subject, taker.pack_id, tuple(Column(header) for header in headers))
    if kept is not None and fits(kept, table, taker):
        columns = tuple(replace(entry, how=How.KEPT if entry.target else How.NONE) for entry in kept.columns)
        return replace(start, columns=columns)
    found = {
        index: Column(header, said, How.HEADER)
        for index, header in enumerate(headers)
        if (said := told_in(header)) and taker.offer(said) is not None
    }
    if len(found) < len(headers):
        offered = {offer.id for offer in taker.offers}
        for index, header in enumerate(headers if places is not None else ()):
            place = next((name for name in places(header) if name in offered), "") if places is not None else ""
            if place and index not in found:
                found[index] = Column(header, place, How.NAME)
        _by_name(headers, taker, found)
    return replace(start, columns=tuple(found.get(index, Column(header)) for index, header in enumerate(headers)))


def fits(mapping: ColumnMapping, table: Table, taker: Taker) -> bool:
    """Whether a mapping is one for this table: the same headers, the same subject, targets that are known."""
    same = (mapping.kind, mapping.subject) == (taker.kind, taker.subject)
    headers = tuple(column.header for column in mapping.columns) == table.headers
    return same and headers and all(not entry.target or taker.offer(entry.target) for entry in mapping.columns)


def review(mapping: ColumnMapping, table: Table, taker: Taker, around: Around) -> Review:
    """What comes of a mapping, and how each column does."""
    made = taker.made(mapping, table, around)
    by_column: dict[int, dict[Fault, set[int]]] = {}
    for problem in made.problems:
        by_column.setdefault(problem.column, {}).setdefault(problem.fault, set()).add(problem.row)
    states = []
    for index, column in enumerate(mapping.columns):
        offer = taker.offer(column.target) if column.target else None
        values = [value for value in table.column(index) if value.strip()]
        empty = len(table.rows) - len(values) if offer is not None and offer.is_required else 0
        faults = Counter({fault: len(rows) for fault, rows in by_column.get(index, {}).items()})
        samples = tuple(dict.fromkeys(values))[:3]
        states.append(
            ColumnState(
                index, table.called(index), column, offer.label if offer else "", samples, len(values), empty, faults
            )
        )
    missing = taker.missing({column.target for column in mapping.columns if column.target})
    return Review(mapping, made, tuple(states), tuple(missing), len(table.rows))


def _by_name(headers: Sequence[str], taker: Taker, found: dict[int, Column]) -> None:
    """Columns by the names of fields, those that mean one most surely first; no field is proposed twice."""
    taken = {column.target for column in found.values()}
    offers = taker.offers
    levels = max((len(offer.keys) for offer in offers), default=0)
    for level in range(levels):
        by_key: dict[str, list[Offer]] = {}
        for offer in offers:
            for key in offer.keys[level] if level < len(offer.keys) else ():
                by_key.setdefault(key, []).append(offer)
        for index, header in enumerate(headers):
            meant = by_key.get(as_key(header), ()) if index not in found and as_key(header) else ()
            free = [offer for offer in meant if offer.id not in taken]
            if free:
                is_sure = len(meant) == 1 or level == 0
                found[index] = Column(header, free[0].id, How.NAME if is_sure else How.GUESS)
                taken.add(free[0].id)
