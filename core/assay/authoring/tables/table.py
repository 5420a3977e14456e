# SPDX-License-Identifier: Apache-2.0
"""A table as values: a row of headers, rows of texts. Whatever file it is from, what it may hold is bounded here."""

from collections.abc import Iterable, Sequence

from assay.authoring.tables.targets import told_in
from assay.errors import UsageError
from assay.values import frozen

MAX_BYTES = 20_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 500
MAX_CELLS = 200_000
LONGEST_CELL = 32_767
"""Characters; no spreadsheet program takes more in a cell."""
_LETTERS = 26


class TableError(UsageError):
    """A table, or a description of an interface, cannot be read or written as a whole."""


@frozen
class Row:
    """One row."""

    number: int
    """Which row of the file it is, as a spreadsheet program counts them."""
    cells: tuple[str, ...]
    """As many as there are headers; empty for nothing."""


@frozen
class Unread:
    """A cell whose value could not be told: a formula that was never worked out, an error of a formula."""

    row: int
    column: int


@frozen
class Table:
    """All of it."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    """Of the sheet; empty where the file has none."""
    sheets: tuple[str, ...] = ()
    """All that the file has to choose from."""
    unread: tuple[Unread, ...] = ()

    def column(self, index: int) -> tuple[str, ...]:
        """The values of a column, top to bottom."""
        return tuple(row.cells[index] for row in self.rows)

    def called(self, index: int) -> str:
        """What a column is called: by its header without an id at its end, else by its letter."""
        header = self.headers[index]
        said = told_in(header)
        return (header.removesuffix(f"[{said}]").strip() if said else header) or column_letters(index)


def table_of(records: Iterable[tuple[int, Sequence[str]]], name: str = "", sheets: tuple[str, ...] = ()) -> Table:
    """A table of numbered records; the first that says anything has the headers. Empty rows and columns are left out.

    TableError where it has no headers and rows, or more than there may be.
    """
    kept: list[tuple[int, Sequence[str]]] = []
    cells = 0
    for number, record in records:
        filled = _trimmed(record)
        if not any(cell.strip() for cell in filled):
            continue
        cells += len(filled)
        _refuse_too_much(number, filled, len(kept), cells)
        kept.append((number, filled))
    if len(kept) < len(("headers", "row")):
        raise TableError("table_empty")
    width = max(len(record) for _, record in kept)
    headers, *rows = ((number, (*record, *[""] * (width - len(record)))) for number, record in kept)
    told = tuple(" ".join(header.split()) for header in headers[1])
    return Table(told, tuple(Row(number, tuple(record)) for number, record in rows), name, sheets)


def column_letters(index: int) -> str:
    """The letters that spreadsheet programs have for a column, counted from 0."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def _trimmed(record: Sequence[str]) -> Sequence[str]:
    """Without the empty cells at its end."""
    end = len(record)
    while end and not record[end - 1]:
        end -= 1
    return record[:end]


def _refuse_too_much(number: int, record: Sequence[str], rows: int, cells: int) -> None:
    if len(record) > MAX_COLUMNS:
        raise TableError("table_columns", limit=MAX_COLUMNS)
    if rows > MAX_ROWS or cells > MAX_CELLS:
        raise TableError("table_rows", limit=MAX_ROWS, cells=MAX_CELLS)
    for index, cell in enumerate(record):
        if len(cell) > LONGEST_CELL:
            raise TableError("table_cell", row=number, column=column_letters(index), limit=LONGEST_CELL)
