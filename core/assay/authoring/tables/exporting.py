# SPDX-License-Identifier: Apache-2.0
"""Credentials as tables: a table a class, a row a credential, a column a field, so that reading it gives them again.

Whether a column reads as what was said is tried here, cell by cell: where the form alone would read something else, the
header says the datatype or the language, and the cell is taken letter by letter. What no table can say is told.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assay.authoring.tables.apart import Lost, Row, Taking, Why, beside
from assay.authoring.tables.cell_values import CellReader
from assay.authoring.tables.class_fields import ClassFields
from assay.authoring.tables.faults import KEPT
from assay.authoring.tables.table import LONGEST_CELL, MAX_COLUMNS, MAX_ROWS, TableError
from assay.authoring.tables.targets import (
    ID,
    MAX_NUMBER,
    REFERENCE,
    Step,
    Target,
    header_with,
)
from assay.claims import ClaimsGraph, Literal, Term
from assay.values import frozen

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay.rules.pack import RulePack

_JOIN = " | "


@frozen
class ExportedTable:
    """All credentials about one class."""

    subject: str
    """Short names of the class."""
    title: str
    records: tuple[tuple[str, ...], ...]
    """The headers first."""


@frozen
class Exported:
    """Tables, and what is not in them."""

    tables: tuple[ExportedTable, ...]
    lost: tuple[Lost, ...]

    @property
    def count(self) -> int:
        """The number of credentials in all tables."""
        return sum(len(table.records) - 1 for table in self.tables)


def exported(examined: Iterable["Examination"], lang: str) -> Exported:
    """The credentials of documents as tables, in the order of the documents.

    TableError (`table_columns`, `table_rows`) where one would be more than can be read again.
    """
    by_class: dict[tuple[str, ...], tuple[RulePack, list[Row]]] = {}
    lost: list[Lost] = []
    for examination in examined:
        case, name = examination.judgement.case, examination.document.name
        if case is None or not any(entry.subjects for entry in case.credentials):
            lost.append(Lost(name, Why.UNREAD))
            continue
        for credential in case.credentials:
            lost += beside(credential, name)
            graph = ClaimsGraph(credential.claims)
            for subject in credential.subjects:
                classes = tuple(str(cls) for cls in graph.types(subject))
                if not classes:
                    lost.append(Lost(name, Why.NO_CLASS))
                    continue
                row = Taking(graph, credential, name, lost).row(subject, classes)
                by_class.setdefault(classes, (case.pack, []))[1].append(row)
    tables = tuple(_table(pack, classes, rows, lang, lost) for classes, (pack, rows) in by_class.items())
    return Exported(tables, tuple(dict.fromkeys(lost)))


def _table(
    pack: "RulePack", classes: tuple[str, ...], rows: Sequence[Row], lang: str, lost: list[Lost]
) -> ExportedTable:
    fields = ClassFields(pack, classes, lang)
    reader = CellReader(fields, "")
    places = dict.fromkeys(place for row in rows for place in row.values)
    for place in places:
        for row in rows:
            if place in row.values:
                _put(row, place, reader, lost)
    targets = sorted({target for row in rows for target in row.cells if _is_needed(target, rows)}, key=_order(fields))
    if len(targets) > MAX_COLUMNS:
        raise TableError("table_columns", limit=MAX_COLUMNS)
    if len(rows) > MAX_ROWS:
        raise TableError("table_rows", limit=MAX_ROWS)
    headers = tuple(header_with(fields.label(target), fields.names.written(target)) for target in targets)
    records = (tuple(row.cells.get(target, "") for target in targets) for row in rows)
    title = ", ".join(map(fields.naming.label, classes))
    return ExportedTable("+".join(map(fields.names.short, classes)), title, (headers, *records))


def _put(row: Row, place: tuple[tuple[Step, ...], str], reader: CellReader, lost: list[Lost]) -> None:
    """The values of one property, in the plainest way that reads as them."""
    steps, predicate = place
    terms = row.values[place]
    plain = Target(predicate, steps)
    cell = _JOIN.join(map(_told, terms))
    meant = reader.meant(plain, cell)
    is_sound = all(fault in KEPT for fault, _ in meant.faults)
    if is_sound and set(meant.terms) == set(terms) and _fits(cell):
        row.cells[plain] = cell
        return
    counts: dict[tuple[str, str], int] = {}
    for term in terms:
        datatype = "" if isinstance(term, Literal) and term.language else _datatype(term)
        language = term.language if isinstance(term, Literal) else ""
        number = counts[datatype, language] = counts.get((datatype, language), 0) + 1
        target = Target(predicate, steps, number if number > 1 else 0, datatype, language)
        if number <= MAX_NUMBER and _fits(_told(term)) and reader.meant(target, _told(term)).terms == (term,):
            row.cells[target] = _told(term)
        else:
            lost.append(Lost(row.document, Why.VALUE, predicate))


def _is_needed(target: Target, rows: Sequence[Row]) -> bool:
    """Whether a column says something, or says what the rows are about."""
    return bool(target.classes) or any(row.cells.get(target) for row in rows)


def _order(fields: ClassFields) -> "_Order":
    return _Order(fields)


class _Order:
    """Columns as the form has its fields: the id first, what is said of the credential itself last."""

    def __init__(self, fields: ClassFields) -> None:
        self._fields = fields

    def __call__(self, target: Target) -> tuple[bool, tuple[tuple[int, str], ...], str]:
        """To sort by."""
        is_around = target.name.startswith("@") and not target.steps and target.name != ID
        told: list[tuple[int, str]] = []
        for depth, step in enumerate(target.steps):
            told.append((self._place(target.steps[:depth], step.predicate), f"{step.classes}{step.number:03}"))
        place = -1 if target.name == ID else self._place(target.steps, target.name)
        told.append((place, f"{target.number:03}"))
        return is_around, tuple(told), self._fields.names.written(target)

    def _place(self, steps: tuple[Step, ...], predicate: str) -> int:
        form = self._fields.form_at(steps)
        known = [entry.predicate for entry in form or ()]
        return known.index(predicate) if predicate in known else len(known)


def _datatype(term: Term) -> str:
    return term.datatype if isinstance(term, Literal) else REFERENCE


def _told(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term


def _fits(cell: str) -> bool:
    """Whether a cell can hold it."""
    if not cell or len(cell) > LONGEST_CELL or "\0" in cell:
        return False
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True
