# SPDX-License-Identifier: Apache-2.0
"""Rows that each describe something of one class, made into credentials: one row, one credential."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assay.authoring.forms.new_documents import NewCredential, credential_written, new_spelling
from assay.authoring.forms.parts import Part, Statement
from assay.authoring.forms.spelling import UnwritableError
from assay.authoring.questions.drafting import Draft
from assay.authoring.tables.cell_values import CellReader
from assay.authoring.tables.class_fields import ClassFields, Offer, as_key
from assay.authoring.tables.column_mapping import Around, ColumnMapping, Made, Problem
from assay.authoring.tables.faults import Fault
from assay.authoring.tables.known_names import Named, NamedRow
from assay.authoring.tables.several import by_name, joined
from assay.authoring.tables.targets import AROUND, CREDENTIAL, FROM, ID, ISSUER, NODE, UNTIL, Step, Target
from assay.slug import slug
from assay.texts import local_name
from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.tables.table import Row, Table
    from assay.rules.pack import RulePack

_NAMES = ("name", "legalName", "title")
"""Last parts of the properties that a row is called by, best first."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_LONGEST_NAME = 60


class ClassRows:
    """Takes the rows of a table as descriptions of something of one class."""

    kind = "class"

    def __init__(
        self, pack: "RulePack", classes: Sequence[str], lang: str, known: Mapping[str, str] | None = None
    ) -> None:
        """`known`: names of what rows may refer to, to their ids."""
        self.fields = ClassFields(pack, classes, lang)
        self._pack = pack
        self._known = {as_key(name): (Named(node),) for name, node in (known or {}).items()}

    @property
    def subject(self) -> str:
        """The classes by their short names."""
        return "+".join(map(self.fields.names.short, self.fields.classes))

    @property
    def pack_id(self) -> str:
        """The pack that the class is of."""
        return self._pack.id

    @property
    def offers(self) -> Sequence[Offer]:
        """All fields, those of parts too."""
        return self.fields.offers

    def offer(self, name: str) -> Offer | None:
        """A field by its id, be it offered or not."""
        if name in self._offered:
            return self._offered[name]
        target = self.fields.names.target(name)
        is_known = target is not None and (
            target.name.startswith("@") or target.is_verbatim or self.fields.field(target) is not None
        )
        offer = None
        if target is not None and is_known:
            help_ = self.fields.naming.help(target.name)
            offer = Offer(name, self.fields.label(target), help_, self.fields.is_required(target))
        self._offered[name] = offer
        return offer

    def missing(self, taken: Collection[str]) -> Sequence[str]:
        """Required fields that no column is: a part as a whole where no column says anything of it."""
        targets = [target for name in taken if (target := self.fields.names.target(name)) is not None]
        return list(dict.fromkeys(self._missing(targets, ())))

    def _missing(self, targets: list[Target], steps: tuple[Step, ...]) -> Iterator[str]:
        depth = len(steps)
        near = [target for target in targets if target.steps[:depth] == steps]
        inside = dict.fromkeys(target.steps[depth] for target in near if len(target.steps) > depth)
        said = {target.name for target in near if len(target.steps) == depth} | {step.predicate for step in inside}
        for entry in self.fields.form_at(steps) or ():
            if entry.is_required and entry.predicate not in said:
                yield self.fields.label(Target(entry.predicate, steps))
        for step in inside:
            yield from self._missing(near, (*steps, step))

    def made(self, mapping: ColumnMapping, table: "Table", around: Around) -> Made:
        """A credential for each row that says something."""
        return _Making(self, mapping, table, around).made(self._known)

    def named(self, mapping: ColumnMapping, table: "Table", around: Around) -> Sequence[NamedRow]:
        """The rows by what they are called and by their ids."""
        return _Making(self, mapping, table, around).named()

    @cached_property
    def _offered(self) -> dict[str, Offer | None]:
        return {}


@dataclass(slots=True)
class _Node:
    """Something that a row describes, while it is put together."""

    classes: tuple[str, ...]
    id: str = ""
    said: list[tuple[str, Statement]] = field(default_factory=list)
    parts: dict[Step, "_Node"] = field(default_factory=dict)

    def at(self, steps: Sequence[Step]) -> "_Node":
        """The part that steps lead to."""
        found = self
        for step in steps:
            found = found.parts.setdefault(step, _Node(step.classes))
        return found


@frozen
class _Identity:
    """What a row's credential is called."""

    file: str
    credential: str
    subject: str


class _Making:
    def __init__(self, rows: ClassRows, mapping: ColumnMapping, table: "Table", around: Around) -> None:
        self._rows = rows
        self._fields = rows.fields
        self._table = table
        self._around = around
        self._spelling = new_spelling(rows.fields.pack)
        self._targets = [
            (index, target)
            for index, column in enumerate(mapping.columns)
            if column.target and (target := rows.fields.names.target(column.target)) is not None
        ]
        self._reader = CellReader(rows.fields, around.language)
        self._unread = {(entry.row, entry.column) for entry in table.unread}
        self._problems: list[Problem] = []
        self._ids: set[str] = set()

    def named(self) -> list[NamedRow]:
        """What the rows describe."""
        self._refuse_unwritable()
        identities = map(self._identity, self._with_stems())
        return [
            NamedRow(
                one.file,
                tuple(filter(None, (self._name(row), self._cell(row, ID)))),
                Named(one.subject, self._fields.classes),
            )
            for row, one in zip(self._table.rows, identities, strict=True)
        ]

    def made(self, known: Mapping[str, tuple[Named, ...]]) -> Made:
        """`known`: what rows may refer to besides each other."""
        self._reader.known = joined((known, self._around.known, by_name(self.named())))
        identities = [self._identity(row) for row in self._with_stems()]
        drafts, numbers, idle = [], [], []
        for row, identity in zip(self._table.rows, identities, strict=True):
            draft = self._draft(row, identity)
            if draft is None:
                idle.append(row.number)
            else:
                drafts.append(draft)
                numbers.append(row.number)
        self._tell_unread()
        problems = sorted(self._problems, key=lambda entry: (entry.row, entry.column))
        return Made(tuple(drafts), tuple(numbers), tuple(problems), idle=tuple(idle))

    def _draft(self, row: "Row", identity: _Identity) -> Draft | None:
        top = _Node(self._fields.classes, identity.subject)
        for index, target in self._targets:
            if target.name not in (*AROUND, ID) or target.steps:
                self._take(row, index, target, top)
        if not (top.said or top.parts or self._cell(row, ID)):
            return None
        if identity.subject in self._ids:
            column = next((index for index, target in self._targets if target.name == ID and not target.steps), -1)
            self._problems.append(Problem(row.number, column, Fault.TWICE, identity.subject))
        self._ids.add(identity.subject)
        new = NewCredential(
            self._part(top, ()),
            identity.credential,
            self._cell(row, ISSUER) or self._around.issuer,
            self._moment(row, FROM) or self._around.moment,
            self._moment(row, UNTIL),
        )
        try:
            return Draft(f"{identity.file}.json", credential_written(new, self._fields.pack, self._spelling))
        except UnwritableError as error:
            self._problems.append(Problem(row.number, -1, Fault.UNWRITABLE, str(error)))
            return None

    def _take(self, row: "Row", index: int, target: Target, top: _Node) -> None:
        cell = row.cells[index]
        if target.name == NODE:
            if cell.strip():
                top.at(target.steps)
            return
        if target.name == ID:
            if cell.strip():
                top.at(target.steps).id = cell.strip()
            return
        found = self._reader.meant(target, cell)
        for fault, text in found.faults:
            self._problems.append(Problem(row.number, index, fault, text))
        if found.terms:
            top.at(target.steps).said.extend((target.name, term) for term in found.terms)

    def _part(self, node: _Node, steps: tuple[Step, ...]) -> Part:
        said = [*node.said]
        said += [(step.predicate, self._part(inner, (*steps, step))) for step, inner in node.parts.items()]
        form = self._fields.form_at(steps)
        order = {entry.predicate: number for number, entry in enumerate(form or ())}
        said.sort(key=lambda entry: order.get(entry[0], len(order)))
        return Part(node.classes, node.id, tuple(dict.fromkeys(said)))

    def _refuse_unwritable(self) -> None:
        """Columns that the vocabulary gives no way to write: told once each, not for every row."""
        kept = []
        for index, target in self._targets:
            predicates = [step.predicate for step in target.steps]
            predicates += [] if target.name.startswith("@") else [target.name]
            try:
                for predicate in predicates:
                    self._spelling.key(predicate)
            except UnwritableError:
                self._problems.append(Problem(0, index, Fault.UNWRITABLE, ""))
            else:
                kept.append((index, target))
        self._targets = kept

    def _tell_unread(self) -> None:
        taken = {index for index, _ in self._targets}
        self._problems += [
            Problem(row, column, Fault.UNREAD, "") for row, column in sorted(self._unread) if column in taken
        ]

    def _with_stems(self) -> Iterator[tuple["Row", str]]:
        """Each row with a file name of its own, made of its name."""
        taken = set(self._around.taken)
        used: dict[str, int] = {}
        for number, row in enumerate(self._table.rows, 1):
            stem = told = (
                slug(self._name(row), _LONGEST_NAME)
                or f"{slug(local_name(self._fields.classes[0]), _LONGEST_NAME)}-{number}"
            )
            while stem in taken:
                used[told] = used.get(told, 1) + 1
                stem = f"{told}-{used[told]}"
            taken.add(stem)
            yield row, stem

    def _identity(self, row: "tuple[Row, str]") -> _Identity:
        told, credential = self._cell(row[0], ID), self._cell(row[0], CREDENTIAL)
        file = row[1]
        if told and not _IRI.match(told):
            file = slug(told, _LONGEST_NAME) or file
            told = ""
        subject = told or f"{self._around.base}{file}.json#cs"
        whole = subject.partition("#")[0] if told and "#" in told else f"{self._around.base}{file}.json"
        return _Identity(row[1], credential if _IRI.match(credential) else whole, subject)

    def _name(self, row: "Row") -> str:
        return next((cell for index in self._naming if (cell := row.cells[index].strip())), "")

    @cached_property
    def _naming(self) -> list[int]:
        """Columns that a row is called by, best first."""
        top = [(index, local_name(target.name)) for index, target in self._targets if not target.steps]
        return [index for name in _NAMES for index, local in top if local == name]

    def _cell(self, row: "Row", name: str) -> str:
        found = (row.cells[index] for index, target in self._targets if target.name == name and not target.steps)
        return next(found, "").strip()

    def _moment(self, row: "Row", name: str) -> datetime | None:
        told = self._cell(row, name)
        if not told:
            return None
        text = self._reader.moment(told)
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            column = next(index for index, target in self._targets if target.name == name and not target.steps)
            self._problems.append(Problem(row.number, column, Fault.MOMENT, told))
            return None
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
