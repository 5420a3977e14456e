# SPDX-License-Identifier: Apache-2.0
"""`assay migrate`: a draft of the newer generation, with an account of every value of the old document."""

import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from assay.authoring.migration.migrating import Migration, migrate
from assay.authoring.migration.rows import What
from assay.authoring.migration.wording import Told, groups, new_name, old_name, told
from assay.cli.console import write
from assay.cli.exit_code import exit_code
from assay.cli.one_document import one_document
from assay.cli.out_folder import folder_wanted, made_folder
from assay.cli.output_file import refuse_bad_target, write_file
from assay.credential import Json
from assay.document import Document
from assay.errors import UsageError
from assay.examination import Examination
from assay.formats import read
from assay.formats.json_text import parse_json, print_json
from assay.formats.kinds import types_of
from assay.moment import now
from assay.options import Options
from assay.pipeline import examine
from assay.reports.safe_text import visible
from assay.texts import Texts, one_line
from assay.trust_at_hand import trust_at_hand

_LONGEST_NAME = 60
_LONGEST_VALUE = 200
_NO_NAME = re.compile(r"[^a-z0-9]+")


def run(arguments: Namespace, texts: Texts) -> int:
    """Make the draft; the exit code is its verdict, as that of a draft."""
    document = one_document(arguments.file)
    moment = arguments.at or now()
    try:
        made = migrate(read(document), moment)
    except UsageError as error:
        raise UsageError(error.text_id, name=document.name) from None
    files = _files(made, arguments)
    options = Options(draft=True, moment=moment, lang=texts.lang, trust=trust_at_hand())
    judged = examine(Document(document.name, made.text.encode("utf-8", "surrogatepass")), options)
    for target, text in files.items():
        write_file(target, text.encode("utf-8", "surrogatepass"))
    if arguments.json:
        write(print_json(_account(made, judged, list(files), texts)).encode("utf-8", "replace"))
    else:
        for line in _lines(made, judged, (document.name, *files), texts):
            write(f"{line}\n".encode("utf-8", "replace"))
    return exit_code(judged.report.verdict)


def _files(made: Migration, arguments: Namespace) -> dict[str, str]:
    """Path and text of each file to write. UsageError where one would go over something."""
    out = str(arguments.out)
    if not out:
        raise UsageError("migrate_out_needed")
    if not folder_wanted(out):
        files = {out: made.text}
    else:
        folder = made_folder(out)
        files = {str(folder / name): text for name, text in _named(made.credentials).items()}
    for target in files:
        refuse_bad_target(target, [arguments.file])
        if Path(target).exists() and not arguments.replace:
            raise UsageError("migrate_out_exists", name=target)
    return files


def _named(credentials: tuple[str, ...]) -> dict[str, str]:
    """File names for credentials: by what each is about, numbered where several are about the same."""
    found: dict[str, str] = {}
    for text in credentials:
        value = parse_json(text).value
        kinds = [
            kind for kind in _kinds(value) if kind not in ("VerifiableCredential", "EnvelopedVerifiableCredential")
        ]
        spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", next(iter(kinds), ""))
        stem = _NO_NAME.sub("-", spaced.lower()).strip("-")[:_LONGEST_NAME] or "credential"
        names = (f"{stem}.json", *(f"{stem}-{number}.json" for number in range(2, len(credentials) + 2)))
        found[next(name for name in names if name not in found)] = text
    return found


def _kinds(value: Json) -> tuple[str, ...]:
    return types_of(value) if isinstance(value, Mapping) else ()


def _lines(made: Migration, judged: Examination, names: tuple[str, ...], texts: Texts) -> Iterator[str]:
    """The rows by what became of them, then by the reason, each reason said once."""
    name, *targets = names
    yield texts.say("cli.migrate.headline", name=visible(name), old=old_name(made, texts), new=new_name())
    for group in groups(made, texts):
        yield ""
        yield group.heading
        for reason in group.reasons:
            yield f"  {reason.because}"
            yield from (f"    {line}" for line in (_line(entry, texts) for entry in reason.entries) if line)
    yield ""
    for target in targets:
        yield texts.say("cli.migrate.written", name=visible(target))
    yield judged.report.headline


def _line(entry: Told, texts: Texts) -> str:
    """One value: what it is called, what it was, and what it is where that is something else."""
    row = entry.row
    values = [row.said or row.says] if row.said or row.what is What.NEEDS_INPUT else []
    if row.what is What.CHANGED and row.says and row.says != row.said:
        values.append(row.says)
    told_values = " → ".join(one_line(value, _LONGEST_VALUE) for value in values if value)
    if not told_values or not entry.name:
        return visible(entry.name or told_values)
    return visible(texts.say("cli.migrate.value", name=entry.name, value=told_values))


def _account(made: Migration, judged: Examination, targets: list[str], texts: Texts) -> dict[str, Json]:
    """The same for programs."""
    rows: list[Json] = [
        {
            "what": entry.row.what.value,
            "because": entry.row.because,
            "why": entry.because,
            "old": entry.row.old,
            "said": entry.row.said,
            "new": entry.row.new,
            "says": entry.row.says,
            "field": entry.row.field,
            "name": entry.name,
        }
        for entry in told(made.rows, texts)
    ]
    return {
        "migration_version": 1,
        "generation": made.old.value,
        "files": list(targets),
        "verdict": judged.report.verdict.value,
        "counts": {what.value: made.count(what) for what in What},
        "rows": rows,
    }
