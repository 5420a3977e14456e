# SPDX-License-Identifier: Apache-2.0
"""Files that rows come from and go to: tables as text, workbooks, descriptions of interfaces. One door for all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.authoring.tables.csv_text import read_csv, written_csv
from assay.authoring.tables.exporting import ExportedTable
from assay.authoring.tables.table import MAX_BYTES, Table, TableError, table_of
from assay.authoring.tables.targets import ID, PREFIXES, Names, told_in
from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.tables.workbook import Sheet
    from assay.rules.pack import RulePack

_COMMA_LANGUAGES = frozenset(("en",))
"""Languages whose spreadsheet programs part cells by commas; the others have commas in their numbers."""


class FileKind(StrEnum):
    """What sort of file it is."""

    CSV = "csv"
    WORKBOOK = "xlsx"
    INTERFACE = "interface"


@frozen
class Source:
    """A file read."""

    kind: FileKind
    table: Table


def read_source(data: bytes, name: str, sheet: str = "") -> Source:
    """The rows of a file, by what it holds and by the ending of its name. TableError where there are none.

    `sheet`: the one that is wanted of a workbook; the first that is not hidden without.
    """
    from assay.authoring.tables.workbook import BEGINS, SEALED, read_workbook

    if len(data) > MAX_BYTES:
        raise TableError("table_size", limit=MAX_BYTES // 1_000_000)
    if data.startswith((BEGINS, SEALED)):
        found = _of_sheet(read_workbook(data, sheet))
        if found is None:
            raise TableError("table_empty")
        return found
    if sheet:
        raise TableError("table_no_sheets")
    if _is_interface(data, name):
        from assay.authoring.tables.interfaces import read_interface

        return Source(FileKind.INTERFACE, read_interface(data))
    return Source(FileKind.CSV, table_of(read_csv(data)))


def read_exported(data: bytes, name: str) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """All sheets of a workbook that say what their rows are about, and the names of those that do not; of any other
    file its one table. TableError as `read_source`.
    """
    sheets = read_sheets(data, name)
    told = tuple(found for found in sheets if says_what(found.table))
    if not told:
        return sheets[:1], ()
    return told, tuple(found.table.name for found in sheets if not says_what(found.table))


def read_sheets(data: bytes, name: str) -> tuple[Source, ...]:
    """All sheets of a workbook that have rows, in their order; of any other file its one table. TableError as
    `read_source`.
    """
    from assay.authoring.tables.workbook import BEGINS, SEALED, read_workbook

    if len(data) > MAX_BYTES or not data.startswith((BEGINS, SEALED)):
        return (read_source(data, name),)
    first = read_workbook(data)
    sheets = (first if title == first.name else read_workbook(data, title) for title in first.names)
    found = tuple(source for sheet in sheets if (source := _of_sheet(sheet)) is not None)
    if not found:
        raise TableError("table_empty")
    return found


def _of_sheet(sheet: "Sheet") -> Source | None:
    """The rows of a sheet; None where it has none. TableError where they are too many."""
    try:
        table = table_of(sheet.records, sheet.name, sheet.names)
    except TableError as error:
        if error.text_id == "table_empty":
            return None
        raise
    return Source(FileKind.WORKBOOK, replace(table, unread=sheet.unread))


def written_table(tables: Sequence[ExportedTable], kind: FileKind, lang: str) -> bytes:
    """Tables as the bytes of one file; of text, the one table. TableError where a cell cannot be written."""
    if kind is FileKind.WORKBOOK:
        from assay.authoring.tables.workbook import written_workbook

        return written_workbook([(table.title, table.records) for table in tables])
    return written_csv(tables[0].records, "," if lang in _COMMA_LANGUAGES else ";")


def classes_told(table: Table, pack: "RulePack") -> tuple[str, ...]:
    """The classes of a pack that the headers say the rows are about; none where they do not say."""
    names = Names(pack)
    for header in table.headers:
        target = names.target(told_in(header)) if told_in(header) else None
        if target is not None and target.name == ID and target.classes:
            return target.classes
    return ()


def says_what(table: Table) -> bool:
    """Whether the headers say what the rows are about."""
    return any(told_in(header).startswith(f"{ID}(") for header in table.headers)


def generation_told(table: Table) -> str:
    """The generation whose vocabulary the headers say the rows are about; empty where they do not say."""
    told = [told_in(header).removeprefix(f"{ID}(") for header in table.headers if told_in(header).startswith(f"{ID}(")]
    prefixes = {prefix: generation for generation, prefix in PREFIXES.items()}
    return next((prefixes.get(name.partition(":")[0], "") for name in told), "")


def _is_interface(data: bytes, name: str) -> bool:
    """Whether a file describes an interface rather than rows: JSON by its first character, YAML by its name or by
    what every such description begins with.
    """
    ending = name.rpartition(".")[2].lower()
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_marked = any(line.startswith((b"openapi:", b"swagger:")) for line in start.splitlines())
    return ending in ("json", "yaml", "yml") or start.startswith(b"{") or is_marked


_Read = Callable[[bytes], Table]
_KINDS: Mapping[str, FileKind] = {"csv": FileKind.CSV, "tsv": FileKind.CSV, "xlsx": FileKind.WORKBOOK}


def kind_of(name: str) -> FileKind | None:
    """The kind of file that is meant by the ending of a name that is to be written."""
    return _KINDS.get(name.rpartition(".")[2].lower())
