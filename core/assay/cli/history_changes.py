# SPDX-License-Identifier: Apache-2.0
"""`assay history delete`, `export` and `retention`: what becomes of the records."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from assay.cli.exit_code import ExitCode
from assay.cli.history import named
from assay.cli.lines import write_lines
from assay.cli.output_file import refuse_bad_target
from assay.errors import UsageError
from assay.history.entry import Wanted
from assay.history.exporting import export
from assay.history.looking import entries, entry
from assay.history.removing import (
    delete_all,
    delete_document,
    delete_entry,
    delete_older,
    delete_run,
    keep_for,
    keep_limit,
    kept_days,
)
from assay.history.store import History, set_aside_files
from assay.moment import format_moment, now
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.whole_file import write_whole


def _delete(history: History, arguments: Namespace, texts: Texts) -> int:
    asked = [arguments.ids, arguments.document, arguments.before, arguments.all]
    if sum(map(bool, asked)) != 1:
        raise UsageError("record_file.delete_what")
    if not arguments.yes:
        raise UsageError("record_file.delete_yes")
    count = _deleted(history, arguments)
    lines = [texts.say("history.deleted", count=count)]
    left = set_aside_files(history)
    if left:
        lines.append(texts.say("history.set_aside_left", names=", ".join(visible(path.name) for path in left)))
    write_lines(lines)
    return ExitCode.CONFORMANT


def _deleted(history: History, arguments: Namespace) -> int:
    if arguments.all:
        return delete_all(history)
    if arguments.before is not None:
        return delete_older(history, arguments.before)
    if arguments.document:
        return _of_document(history, arguments.document)
    chosen = [named(name) for name in arguments.ids]
    found = [entry(history, run, position or 0) for run, position in chosen]  # all are there before any goes
    pairs = zip(chosen, found, strict=True)
    return sum(delete_run(history, run) if place is None else delete_entry(history, one) for (run, place), one in pairs)


def _of_document(history: History, name: str) -> int:
    """By the path it was recorded with, as a file named here has it, or by its name."""
    for document in dict.fromkeys((name, str(Path(name).absolute()))):
        if entries(history, Wanted(document=document, most=1)).total:
            return delete_document(history, document)
    raise UsageError("record_file.no_document", name=name)


def _export(history: History, arguments: Namespace, texts: Texts) -> int:
    refuse_bad_target(arguments.out, ())
    data = b"".join(export(history, format_moment(now())))
    try:
        write_whole(Path(arguments.out).absolute(), data, private=True)
    except OSError as error:
        raise UsageError("out_unwritable", name=arguments.out, reason=error.strerror or "") from error
    write_lines([texts.say("cli.written", name=visible(arguments.out))])
    return ExitCode.CONFORMANT


def _retention(history: History, arguments: Namespace, texts: Texts) -> int:
    deleted = 0
    if arguments.forever or arguments.days:
        keep_for(history, arguments.days)
        deleted = keep_limit(history, now())
    days = kept_days(history)
    lines = [texts.say("history.kept_for", count=days) if days else texts.say("history.kept_forever")]
    if deleted:
        lines.append(texts.say("history.over", count=deleted))
    write_lines(lines)
    return ExitCode.CONFORMANT


ACTIONS: Mapping[str, Callable[[History, Namespace, Texts], int]] = {
    "delete": _delete,
    "export": _export,
    "retention": _retention,
}
