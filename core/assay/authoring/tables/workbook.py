# SPDX-License-Identifier: Apache-2.0
"""Workbooks (Office Open XML, ECMA-376): their values read, tables written. The only file that imports openpyxl.

A workbook is a zip file of XML from anybody: what it would come to is added up before any of it is parsed, and a part
that declares a document type, which the standard forbids (ECMA-376-2 §8.3.2), is refused, so that no entity is ever
expanded. Of formulas the values alone are read that were worked out when it was saved; nothing else is followed.
"""

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assay.authoring.tables.table import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TableError, Unread, column_letters
from assay.values import frozen

if TYPE_CHECKING:
    from zipfile import ZipFile

BEGINS = b"PK\x03\x04"
SEALED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook with a password begins, and one of before 2007."""
MAX_PARTS = 2_000
MAX_XML = 40_000_000
"""Bytes of all XML parts unpacked; ten thousand rows of twenty columns have a fifth of it."""
MAX_TAGS = 50_000
MAX_TAGS_OF_CELLS = 1_000_000
"""Beginnings and ends of elements in one part: what the library takes its time for. Cells and their texts have four."""
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error,
)  # fmt: skip
"""What reader and library raise at made-up files: the library has no error of its own for them."""
_XML = (".xml", ".rels", ".vml")
_OF_CELLS = ("xl/worksheets/", "xl/sharedstrings")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""\A<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
_UTF8 = (b"utf-8", b"us-ascii")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XML cannot hold or would change, and what would be taken for such an escape (ECMA-376-1 §22.9.2.19)."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE = 31
_WIDEST = 40
_EXACT = 1e15
"""Whole numbers below are shown as such."""
_HUNDRED = 100
_LAST_ROW = 1_048_576
_MOST_SEEN = 1_000_000
"""Cells that are looked at, the empty ones before a filled one included."""


@frozen
class Sheet:
    """One sheet as read."""

    name: str
    names: tuple[str, ...]
    """Of all sheets."""
    records: tuple[tuple[int, tuple[str, ...]], ...]
    unread: tuple[Unread, ...]


@dataclass(slots=True)
class _Cells:
    """Cells while they are read."""

    records: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    worked_out: set[tuple[int, int]] = field(default_factory=set)
    """Formulas whose value is an empty text."""


def read_workbook(data: bytes, wanted: str = "") -> Sheet:
    """A sheet of a workbook: the one of that name, else the first that is not hidden.

    TableError where it is no workbook, too much, or has no such sheet.
    """
    has_formulas = _looked_over(data)
    with _opened(data, values=True) as book:
        names = tuple(str(sheet.title) for sheet in book.worksheets)
        shown = [str(sheet.title) for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(names)
        name = wanted or next(iter(shown), "")
        if name not in names:
            raise TableError("table_sheet", name=wanted, known=", ".join(names))
        cells = _Cells()
        _read(book[name], cells)
    if has_formulas:
        with _opened(data, values=False) as book:
            _find_formulas(book[name], cells)
    return Sheet(name, names, tuple(cells.records), tuple(cells.unread))


def written_workbook(sheets: Sequence[tuple[str, Iterable[Sequence[str]]]]) -> bytes:
    """Tables with their titles as a workbook, a sheet each, every cell a text.

    TableError where a cell cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, (_, records) in zip(_titles(name for name, _ in sheets), sheets, strict=True):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        rows = [list(record) for record in records]
        for index, header in enumerate(rows[0] if rows else ()):
            sheet.column_dimensions[column_letters(index)].width = min(_WIDEST, len(header) + 2)
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, text, is_header=number == 0) for text in row])
    out = io.BytesIO()
    try:
        book.save(out)
    except ValueError:
        raise TableError("table_characters") from None
    return out.getvalue()


def _cell(sheet: Any, text: str, *, is_header: bool) -> Any:  # noqa: ANN401 - the library has no types
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not text:
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TableError("table_characters") from None
    cell = WriteOnlyCell(sheet, _ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    cell.data_type = "s"  # what begins like a formula is text, too
    cell.number_format = "@"
    if is_header:
        cell.font = Font(bold=True)
    return cell


def _titles(wanted: Iterable[str]) -> list[str]:
    """Names that sheets may have, none twice."""
    found: list[str] = []
    for name in wanted:
        stem = _NO_TITLE.sub(" ", name).strip(" '")[:_LONGEST_TITLE] or "1"
        tries = (stem, *(f"{stem[: _LONGEST_TITLE - 4]} {number}" for number in range(2, 1000)))
        taken = {title.casefold() for title in found}
        found.append(next(title for title in tries if title.casefold() not in taken))
    return found


def _looked_over(data: bytes) -> bool:
    """Whether it has formulas. TableError where it is none that may be opened."""
    if data.startswith(SEALED):
        raise TableError("table_sealed")
    if len(data) > MAX_BYTES:
        raise TableError("table_size", limit=MAX_BYTES // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts_are_sound(archive)
    except TableError:
        raise
    except _FAULTS:
        raise TableError("table_workbook") from None


def _parts_are_sound(archive: "ZipFile") -> bool:
    parts = archive.infolist()
    xml = [part for part in parts if part.filename.lower().endswith(_XML)]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in xml) > MAX_XML:
        raise TableError("table_unpacked")
    if any(part.flag_bits & 1 for part in parts):
        raise TableError("table_sealed")
    if len({part.filename for part in parts}) < len(parts):
        raise TableError("table_workbook")
    has_formulas = False
    for part in xml:
        text = archive.read(part)
        has_cells = part.filename.lower().startswith(_OF_CELLS)
        if text.count(b"<") > (MAX_TAGS_OF_CELLS if has_cells else MAX_TAGS):
            raise TableError("table_unpacked")
        encoding = _ENCODING.match(text.removeprefix(b"\xef\xbb\xbf"))
        if _DECLARED.search(text) or b"\0" in text or (encoding and encoding[1].lower() not in _UTF8):
            raise TableError("table_workbook")
        has_formulas = has_formulas or b"<f>" in text or b"<f " in text or b":f>" in text
    return has_formulas


@contextmanager
def _opened(data: bytes, *, values: bool) -> Iterator[Any]:
    """The workbook, to be read row by row."""
    from openpyxl import load_workbook

    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it does not know of a workbook is nothing that is asked for here
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
            yield book
    except TableError:
        raise
    except _FAULTS:
        raise TableError("table_workbook") from None
    finally:
        if book is not None:
            book.close()


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:  # noqa: ANN401 - as above
    """Rows as they are in the file, whatever it says of its size."""
    sheet.reset_dimensions()
    seen = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        seen += len(row)
        if number > _LAST_ROW or seen > _MOST_SEEN:
            raise TableError("table_rows", limit=MAX_ROWS, cells=MAX_CELLS)
        if len(row) > MAX_COLUMNS and any(cell.value is not None for cell in row[MAX_COLUMNS:]):
            raise TableError("table_columns", limit=MAX_COLUMNS)
        yield number, row[:MAX_COLUMNS]


def _read(sheet: Any, into: _Cells) -> None:  # noqa: ANN401 - as above
    for number, row in _rows(sheet):
        texts = []
        for index, cell in enumerate(row):
            if getattr(cell, "data_type", "") == "e":
                into.unread.append(Unread(number, index))
                texts.append("")
            else:
                if cell.value is None and getattr(cell, "data_type", "") == "str":
                    into.worked_out.add((number, index))
                texts.append(_text(cell.value, getattr(cell, "number_format", "") or ""))
        into.records.append((number, tuple(texts)))


def _find_formulas(sheet: Any, into: _Cells) -> None:  # noqa: ANN401 - as above
    """Formulas that have no value: the workbook was written by a program that works nothing out."""
    known = dict(into.records)
    told = {(entry.row, entry.column) for entry in into.unread} | into.worked_out
    for number, row in _rows(sheet):
        texts = known.get(number, ())
        for index, cell in enumerate(row):
            is_empty = index >= len(texts) or not texts[index]
            if getattr(cell, "data_type", "") == "f" and is_empty and (number, index) not in told:
                into.unread.append(Unread(number, index))


def _text(value: object, number_format: str) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value, _QUOTED.sub("", number_format))
    if isinstance(value, datetime):
        is_day = value.time() == time() and "h" not in _QUOTED.sub("", number_format).lower()
        return value.date().isoformat() if is_day else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _duration(value)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{value * _HUNDRED:.10g}%"
    if isinstance(value, int) or (value.is_integer() and abs(value) < _EXACT):
        told = str(int(value))
        is_code = set(number_format) == {"0"}  # postal codes and the like, shown with the noughts they begin with
        return told.zfill(len(number_format)) if is_code else told
    return repr(value)


def _duration(value: timedelta) -> str:
    """As XML Schema writes it (XSD 1.1 part 2 §3.3.6)."""
    seconds = int(value.total_seconds())
    bounds = (86_400, 3_600, 60, 1)
    days, hours, minutes, rest = (seconds % upper // unit for upper, unit in pairwise((10**12, *bounds)))
    clock = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if count)
    told = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"P{told or 'T0S'}"
