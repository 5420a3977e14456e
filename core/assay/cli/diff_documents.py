# SPDX-License-Identifier: Apache-2.0
"""`assay diff --documents OLD NEW`: what two documents say differently, whatever their texts look like."""

from argparse import Namespace

from assay.authoring.reuse.apart_told import json_bytes, lines
from assay.authoring.reuse.comparing import compared
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.cli.one_document import one_document
from assay.errors import UsageError
from assay.examination import Examination
from assay.moment import now
from assay.options import Options
from assay.pipeline import examine
from assay.reports.safe_text import visible
from assay.texts import Texts


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


def _examined(path: str, lang: str) -> Examination:
    found = examine(one_document(path), Options(draft=True, moment=now(), lang=lang))
    if not len(found.claims):
        raise UsageError("said_apart_nothing", name=path)
    return found
