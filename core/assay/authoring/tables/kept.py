# SPDX-License-Identifier: Apache-2.0
"""Mappings that are kept: a small JSON file each, found again by the headers of a table and what its rows describe."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from assay.authoring.tables.column_mapping import Column, ColumnMapping, How, Taker, fits
from assay.authoring.tables.table import MAX_COLUMNS, Table, TableError
from assay.formats.json_text import print_json

FORMAT, VERSION = "assay-mapping", 1
MAX_BYTES = 1_000_000
_SUFFIX = ".mapping.json"
_DIGITS = 16
_KINDS = ("class", "questions")


def kept_mapping(folders: Sequence[Path], table: Table, taker: Taker) -> ColumnMapping | None:
    """The mapping of earlier for such a table, from the first folder that has one; None where none fits."""
    name = _name(taker.kind, taker.subject, table.headers)
    for folder in folders:
        with suppress(OSError, TableError):
            mapping = mapping_of((folder / name).read_bytes()[: MAX_BYTES + 1])
            if fits(mapping, table, taker):
                return mapping
    return None


def keep_mapping(folder: Path, mapping: ColumnMapping) -> Path:
    """Keeps a mapping in a folder, to be found again; and the file. OSError where it cannot be written."""
    from assay.whole_file import write_whole

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _name(mapping.kind, mapping.subject, [column.header for column in mapping.columns])
    write_whole(path, mapping_text(mapping).encode("utf-8", "replace"))
    return path


def mapping_text(mapping: ColumnMapping) -> str:
    """A mapping as the text of its file: a column a line would say, its header and what it is."""
    columns = [
        {"header": column.header, **({"target": column.target} if column.target else {})} for column in mapping.columns
    ]
    return print_json(
        {
            "format": FORMAT,
            "version": VERSION,
            "kind": mapping.kind,
            "subject": mapping.subject,
            "pack": mapping.pack,
            "columns": columns,
        }
    )


def mapping_of(data: bytes) -> ColumnMapping:
    """The mapping of a file. TableError where it is none."""
    if len(data) > MAX_BYTES:
        raise TableError("table_mapping")
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise TableError("table_mapping") from None
    if not isinstance(told, Mapping) or told.get("format") != FORMAT or told.get("version") != VERSION:
        raise TableError("table_mapping")
    columns, texts = told.get("columns"), [told.get(name) for name in ("kind", "subject", "pack")]
    if not isinstance(columns, list) or len(columns) > MAX_COLUMNS or not all(isinstance(text, str) for text in texts):
        raise TableError("table_mapping")
    kind, subject, pack = map(str, texts)
    if kind not in _KINDS:
        raise TableError("table_mapping")
    return ColumnMapping(kind, subject, pack, tuple(map(_column, columns)))


def _column(told: object) -> Column:
    header, target = (told.get("header"), told.get("target", "")) if isinstance(told, Mapping) else (None, None)
    if not isinstance(header, str) or not isinstance(target, str):
        raise TableError("table_mapping")
    return Column(header, target, How.KEPT if target else How.NONE)


def _name(kind: str, subject: str, headers: Sequence[str]) -> str:
    told = json.dumps([kind, subject, *headers], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS] + _SUFFIX
