# SPDX-License-Identifier: Apache-2.0
"""Tables as text (RFC 4180): in the encodings and with the delimiters that spreadsheet programs write.

A cell that a spreadsheet program would take for a formula is written with an apostrophe before it, as such programs
write text; read back, it is what it was. That holds behind every mark that one of them takes for a delimiter, too.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from assay.authoring.tables.table import LONGEST_CELL, TableError

DELIMITERS = (";", "\t", ",", "|")
"""Where two fit alike, the one named first."""
_LOOKED_AT = 50
"""Records by which the delimiter is found."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How one spreadsheet program is told the delimiter, in a line before the table."""
_BEGINS = r"(^|[;,|\t\r\n])"
_FORMULA = "=+\\-@\t\r\uff1d\uff0b\uff0d\uff20"
"""What formulas begin with, in full width too."""
_TO_GUARD = re.compile(rf"{_BEGINS}('*)(?=[{_FORMULA}])")
_GUARDED = re.compile(rf"{_BEGINS}'('*)(?=[{_FORMULA}])")
_HALF = 0.5


def read_csv(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Numbered records. TableError where it is no text, or its quotes do not end."""
    text = _decoded(data)
    said = _SAID.match(text)
    delimiter = said.group(1) if said else _delimiter(text)
    start = said.end() if said else 0
    first = 2 if said else 1
    for number, record in enumerate(_records(text[start:], delimiter), first):
        yield number, tuple(_GUARDED.sub(r"\1\2", cell) for cell in record)


def written_csv(records: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """A table as the bytes of a file, in UTF-8 with the mark by which spreadsheet programs know it.

    TableError where a cell cannot be written: it has half a character, or what no text file may have.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for record in records:
        writer.writerow([_TO_GUARD.sub(r"\1'\2", cell) for cell in record])
    try:
        return out.getvalue().encode("utf-8-sig")
    except UnicodeEncodeError:
        raise TableError("table_characters") from None


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _guessed(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise TableError("table_encoding") from None
        text = _of_windows(data)
    if "\0" in text:
        raise TableError("table_encoding")
    return text


def _guessed(data: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte, in the languages this is for."""
    sample = data[:4096]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if half and half.count(0) > len(half) * _HALF:
            return name
    return "utf-8"


def _of_windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise TableError("table_encoding") from None


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise TableError("table_quotes", line=reader.line_num) from None


def _delimiter(text: str) -> str:
    """The one by which the first records have the most cells alike."""
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[bool, float, int]:
    try:
        found = [record for record in islice(_records(text, delimiter), _LOOKED_AT) if any(record)]
    except TableError:
        return False, 0.0, 0
    if not found or len(found[0]) < len(("one", "two")):
        return False, 0.0, 0
    width = len(found[0])
    alike = sum(len(record) == width for record in found) / len(found)
    return True, alike, width
