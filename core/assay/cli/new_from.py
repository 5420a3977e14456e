# SPDX-License-Identifier: Apache-2.0
"""`assay new --from`: drafts of the rows of a table, or of a description of an interface, with an account of each."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from assay.authoring.questions.drafting import Draft, together
from assay.authoring.tables.column_mapping import ColumnMapping, Review, Taker, fits
from assay.authoring.tables.files import Source, classes_told, generation_told, read_exported, read_source
from assay.authoring.tables.kept import keep_mapping, kept_mapping, mapping_of, mapping_text
from assay.authoring.tables.several import Sheet, reviews
from assay.authoring.tables.table import MAX_BYTES, TableError
from assay.authoring.tables.taking import around_of, class_taker, proposal, question_taker, taker_of
from assay.authoring.tables.wording import faults_told, problem_told, summary
from assay.cli.check import standard_input
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.out_folder import folder_wanted, made_folder
from assay.cli.output_file import refuse_bad_target, write_file
from assay.credential import Json
from assay.errors import UsageError
from assay.formats.json_text import print_json
from assay.moment import now
from assay.places import user_mappings
from assay.projects.names import free_name
from assay.reports.safe_text import visible
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load, newest_of
from assay.rules.pack import RulePack
from assay.texts import Texts, one_line

MOST_TOLD = 200
"""Problems that are listed one by one; `--json` has all."""
_LONGEST = 50
_MAX_MAPPING = 1_000_000


def run(arguments: Namespace, texts: Texts) -> int:
    """Make the drafts. 0 where everything was taken; 2 where something of the table is in no draft."""
    moment = arguments.at or now()
    sources, left = _sources(arguments)
    around = around_of(arguments.domain, moment, texts.lang)
    found = reviews([_sheet(arguments, source, moment, texts) for source in sources], around)
    written = [] if arguments.show else _write([draft for one in found for draft in one.made.drafts], arguments)
    kept = _keep(found[0].mapping, arguments)
    if arguments.json:
        accounts: list[Json] = [_account(one, written, texts) for one in found]
        several: dict[str, Json] = {"import_version": 1, "sheets": accounts, "left": list(left)}
        write(print_json(accounts[0] if len(accounts) == 1 else several).encode("utf-8", "replace"))
    else:
        names = [source.table.name if len(sources) > 1 else "" for source in sources]
        for line in (*_all_lines(found, names, left, texts), *_ends(written, kept, texts)):
            write(f"{line}\n".encode("utf-8", "replace"))
    return ExitCode.CONFORMANT if not left and all(map(_is_whole, found)) else ExitCode.INCOMPLETE


def _sheet(arguments: Namespace, source: Source, moment: datetime, texts: Texts) -> Sheet:
    mapping, taker = _mapping(arguments, source, _pack(arguments, source, moment), texts)
    return Sheet(source.table, taker, mapping)


def _is_whole(found: Review) -> bool:
    """Whether everything of a table is in a draft."""
    return not found.untaken and not found.made.idle and all(entry.is_kept for entry in found.made.problems)


def _sources(arguments: Namespace) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """What is read: the one table, or all sheets of a workbook that was exported; and the sheets that are left out."""
    data = _data(arguments.source, MAX_BYTES)
    if arguments.sheet or arguments.cls or arguments.questions or arguments.mapping or arguments.keep_mapping:
        return (read_source(data, arguments.source, arguments.sheet),), ()
    return read_exported(data, arguments.source)


def _pack(arguments: Namespace, source: Source, moment: datetime) -> RulePack:
    """The one that is named, else the newest of what the headers say, else the one that comes first."""
    told = newest_of(generation_told(source.table), moment) if not arguments.pack else None
    return told or load(arguments.pack or DEFAULT_PACK, moment)


def _data(name: str, most: int) -> bytes:
    """One byte more than there may be at most, which whoever reads it refuses."""
    if name == "-":
        return standard_input()
    try:
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise UsageError("table_unreadable", name=name, reason=getattr(error, "strerror", "") or "") from None


def _mapping(arguments: Namespace, source: Source, pack: RulePack, texts: Texts) -> tuple[ColumnMapping, Taker]:
    """The mapping that is named, else the one of earlier, else what the headers propose."""
    table = source.table
    if arguments.mapping:
        mapping = mapping_of(_data(arguments.mapping, _MAX_MAPPING))
        taker = taker_of(mapping, pack if arguments.pack else load(mapping.pack), texts.lang)
        if not fits(mapping, table, taker):
            raise TableError("table_mapping_other")
        return mapping, taker
    taker = _taker(arguments, source, pack, texts)
    return proposal(table, taker, kept_mapping([user_mappings()], table, taker)), taker


def _taker(arguments: Namespace, source: Source, pack: RulePack, texts: Texts) -> Taker:
    if arguments.questions:
        return question_taker(arguments.questions, texts.lang)
    if arguments.cls:
        return class_taker(pack, arguments.cls, texts.lang)
    told = classes_told(source.table, pack)
    if not told:
        raise TableError("table_class_needed")
    return class_taker(pack, "+".join(f"<{cls}>" for cls in told), texts.lang)


def _write(drafts: Sequence[Draft], arguments: Namespace) -> list[str]:
    """The drafts as files of a folder, or as one document."""
    if not arguments.out:
        raise UsageError("new_out_needed")
    if not drafts:
        raise TableError("table_nothing")
    if folder_wanted(arguments.out):
        made_folder(arguments.out)
        files = {str(Path(arguments.out) / name): draft.text.encode() for name, draft in _named(drafts).items()}
    else:
        whole = drafts[0].text.encode() if len(drafts) == 1 else together(drafts).data
        files = {arguments.out: whole}
    for target in files:
        refuse_bad_target(target, [arguments.source])
        if Path(target).exists() and not arguments.replace:
            raise UsageError("migrate_out_exists", name=target)
    for target, data in files.items():
        write_file(target, data)
    return list(files)


def _named(drafts: Sequence[Draft]) -> dict[str, Draft]:
    """Drafts by file names, of which no two are one on any system."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        found[free_name(draft.name, found)] = draft
    return found


def _keep(mapping: ColumnMapping, arguments: Namespace) -> str:
    """Keep the mapping where that was wanted: in a file of that name, and to be found again by the same headers."""
    if not arguments.keep_mapping:
        return ""
    refuse_bad_target(arguments.keep_mapping, [arguments.source])
    write_file(arguments.keep_mapping, mapping_text(mapping).encode())
    try:
        keep_mapping(user_mappings(), mapping)
    except OSError as error:
        raise UsageError("out_unwritable", name=str(user_mappings()), reason=error.strerror or "") from None
    return str(arguments.keep_mapping)


def _all_lines(found: Sequence[Review], names: Sequence[str], left: Sequence[str], texts: Texts) -> Iterator[str]:
    """Table by table, under the names of the sheets where there are several."""
    for one, name in zip(found, names, strict=True):
        if name:
            yield visible(texts.say("cli.new.sheet_told", name=name))
        yield from _lines(one, texts)
        if name:
            yield ""
    if left:
        yield visible(texts.say("table.sheets_left", names=", ".join(left)))


def _lines(found: Review, texts: Texts) -> Iterator[str]:
    """Column by column, then what was made, then what could not be read, row by row."""
    for state in found.columns:
        how = texts.say(f"table.how.{state.column.how.value}")
        line = texts.say("cli.new.column", column=one_line(state.called, _LONGEST), label=state.label or "-", how=how)
        if state.samples:
            line = texts.say("cli.new.sample", line=line, sample=one_line(state.samples[0], _LONGEST))
        yield visible(line)
        yield from (f"    {told}" for told in faults_told(state, found, texts))
    yield ""
    yield from summary(found, texts)
    problems = found.made.problems
    yield from (problem_told(problem, found, texts) for problem in problems[:MOST_TOLD])
    if len(problems) > MOST_TOLD:
        yield texts.say("table.more", count=len(problems) - MOST_TOLD)


def _ends(written: list[str], kept: str, texts: Texts) -> Iterator[str]:
    yield from (texts.say("new.written", name=visible(name)) for name in written)
    if kept:
        yield texts.say("cli.new.kept", name=visible(kept))


def _account(found: Review, written: list[str], texts: Texts) -> dict[str, Json]:
    """The same for programs."""
    columns: list[Json] = [
        {
            "column": state.called,
            "target": state.column.target,
            "label": state.label,
            "how": state.column.how.value,
            "filled": state.filled,
            "empty": state.empty,
            "faults": {fault.value: count for fault, count in state.faults.items()},
        }
        for state in found.columns
    ]
    problems: list[Json] = [
        {
            "row": problem.row,
            "column": found.columns[problem.column].called if problem.column >= 0 else "",
            "fault": problem.fault.value,
            "text": problem.text,
            "written": problem.is_kept,
            "told": problem_told(problem, found, texts),
        }
        for problem in found.made.problems
    ]
    return {
        "import_version": 1,
        "kind": found.mapping.kind,
        "subject": found.mapping.subject,
        "pack": found.mapping.pack,
        "rows": found.count,
        "credentials": len(found.made.drafts),
        "files": list(written),
        "columns": columns,
        "missing": list(found.missing),
        "idle": list(found.made.idle),
        "problems": problems,
    }
