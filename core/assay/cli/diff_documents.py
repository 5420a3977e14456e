# SPDX-License-Identifier: Apache-2.0
"""`assay diff --documents OLD NEW`: what two documents say differently, whatever their texts look like."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import groupby

from assay.authoring.reuse.comparing import Apart, compared
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.cli.one_document import one_document
from assay.errors import UsageError
from assay.examination import Examination
from assay.moment import now
from assay.options import Options
from assay.pipeline import examine
from assay.reports.json_report import encoded
from assay.reports.safe_text import visible
from assay.texts import Texts, one_line

VERSION = 1
_LONGEST = 300


def run(arguments: Namespace, texts: Texts) -> int:
    """Compare: 0 they say the same, 1 they do not. UsageError where one says nothing that can be read."""
    old, new = (_examined(path, texts.lang) for path in (arguments.old, arguments.new))
    rows = compared(old, new, texts)
    if arguments.format == "json":
        write(json_bytes(old.document.name, new.document.name, rows))
    else:
        head = texts.say("said_apart.headline", old=visible(old.document.name), new=visible(new.document.name))
        write_lines([head, *lines(rows, texts)])
    return ExitCode.NON_CONFORMANT if rows else ExitCode.CONFORMANT


def lines(rows: Iterable[Apart], texts: Texts) -> Iterator[str]:
    """The differences line by line, those of one part below its name; one line that says so where there are none."""
    is_same = True
    for subject, of_it in groupby(rows, lambda row: row.subject):
        is_same = False
        yield visible(one_line(subject, _LONGEST))
        for row in of_it:
            yield f"  {_line(row, texts)}"
    if is_same:
        yield texts.say("said_apart.same")


def json_bytes(old: str, new: str, rows: Iterable[Apart]) -> bytes:
    """The same for programs: UTF-8 JSON, keys in a fixed order."""
    return encoded(
        {
            "document_comparison_version": VERSION,
            "old": old,
            "new": new,
            "differences": [
                {
                    "side": row.side.value,
                    "subject": row.subject,
                    "property": row.label,
                    "old": row.old,
                    "new": row.new,
                    "old_pointer": row.pointers[0],
                    "new_pointer": row.pointers[1],
                }
                for row in rows
            ],
        }
    )


def _line(row: Apart, texts: Texts) -> str:
    kind = f"part_{row.side.value}" if not row.label else row.side.value
    told = {"old": row.old, "new": row.new}
    shown = {name: visible(one_line(value, _LONGEST)) for name, value in told.items()}
    return texts.say(f"said_apart.{kind}", property=visible(row.label), **shown)


def _examined(path: str, lang: str) -> Examination:
    found = examine(one_document(path), Options(draft=True, moment=now(), lang=lang))
    if not len(found.claims):
        raise UsageError("said_apart_nothing", name=path)
    return found
