# SPDX-License-Identifier: Apache-2.0
"""`assay export-table`: credentials as a table that reads back as the same credentials."""

import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from assay.authoring.tables.apart import Why
from assay.authoring.tables.exporting import Exported, ExportedTable, exported
from assay.authoring.tables.files import FileKind, kind_of, written_table
from assay.authoring.tables.table import TableError
from assay.authoring.tables.wording import lost_told
from assay.cli.check import standard_input
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.out_folder import folder_wanted, made_folder
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.run import tell
from assay.errors import UsageError
from assay.moment import now
from assay.opening import open_paths
from assay.options import Options
from assay.pipeline import examine
from assay.reports.safe_text import visible
from assay.texts import Texts

_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


def run(arguments: Namespace, texts: Texts) -> int:
    """Write the tables. 0 where they have everything but signatures; 2 where something is in none of them."""
    opened = open_paths(arguments.paths, stdin=standard_input)
    for error in opened.errors:
        tell(error, texts)
    options = Options(draft=True, moment=arguments.at or now(), lang=texts.lang, pack=arguments.pack)
    found = exported((examine(document, options) for document in opened.documents), texts.lang)
    if not found.tables:
        raise TableError("table_nothing_to_export")
    files = _files(found.tables, arguments, texts)
    for name, data in files.items():
        write_file(name, data)
    for line in _lines(found, list(files), texts):
        write(f"{line}\n".encode("utf-8", "replace"))
    if opened.errors:
        return ExitCode.USAGE
    whole = all(lost.why is Why.SIGNATURE for lost in found.lost)
    return ExitCode.CONFORMANT if whole else ExitCode.INCOMPLETE


def _files(tables: Sequence[ExportedTable], arguments: Namespace, texts: Texts) -> dict[str, bytes]:
    """Path and content of each file to write. UsageError where one would go over something."""
    out = arguments.out
    if out and folder_wanted(out):
        folder = made_folder(out)
        names = {str(folder / f"{_NO_NAME.sub('-', table.subject).strip('-')}.csv"): table for table in tables}
        files = {name: written_table([table], FileKind.CSV, texts.lang) for name, table in names.items()}
    else:
        kind = kind_of(out)
        if kind is None:
            raise TableError("table_out")
        if kind is FileKind.CSV and len(tables) > 1:
            raise TableError("table_several", count=len(tables))
        files = {out: written_table(tables, kind, texts.lang)}
    for name in files:
        refuse_bad_target(name, arguments.paths)
        if Path(name).exists() and not arguments.replace:
            raise UsageError("migrate_out_exists", name=name)
    return files


def _lines(found: Exported, written: list[str], texts: Texts) -> list[str]:
    told = [
        texts.say(
            "cli.export_table.told", title=table.title, count=len(table.records) - 1, columns=len(table.records[0])
        )
        for table in found.tables
    ]
    told += [
        visible(texts.say("cli.export_table.lost", name=lost.document, told=lost_told(lost, texts)))
        for lost in found.lost
    ]
    return [*told, *(texts.say("new.written", name=visible(name)) for name in written)]
