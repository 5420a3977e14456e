# SPDX-License-Identifier: Apache-2.0
"""`assay new --like FILE`: a copy of a document with ids of its own; with `--name`, a further service like the one in
it.
"""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from assay.authoring.reuse.copying import ReuseError, copied
from assay.authoring.reuse.deriving import Differs, Offered, derived, services_in
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.cli.one_document import one_document
from assay.cli.output_file import refuse_bad_target, write_file
from assay.document import Document
from assay.errors import UsageError
from assay.options import Options
from assay.pipeline import examine
from assay.reports.safe_text import visible
from assay.texts import Texts


def run(arguments: Namespace, moment: datetime, texts: Texts) -> int:
    """Write the copy, or the further service."""
    target = str(arguments.out)
    if not target:
        raise UsageError("new_out_needed")
    if Path(target).exists():
        raise UsageError("new_out_exists", name=target)
    refuse_bad_target(target, [arguments.like])
    document = one_document(arguments.like)
    try:
        text, left = _made(document, arguments, moment, texts.lang)
    except ReuseError as error:
        raise UsageError(error.text_id, **{"name": arguments.like, **error.params}) from None
    write_file(target, text.encode("utf-8", "surrogatepass"))
    told = [texts.say("new.written", name=visible(target))]
    told += [texts.say("reuse.left", count=left)] if left else []
    write_lines([*told, texts.say("new.next", name=visible(target))])
    return ExitCode.CONFORMANT


def _made(document: Document, arguments: Namespace, moment: datetime, lang: str) -> tuple[str, int]:
    if not (arguments.name or arguments.description or arguments.endpoint or arguments.service):
        (made,) = copied([document], moment)
        if not made.text:
            raise ReuseError("reuse_unreadable")
        return made.text, len(made.left)
    found = examine(document, Options(draft=True, moment=moment, lang=lang))
    offered = _chosen(services_in(found), arguments.service)
    told = {
        Differs.NAME: arguments.name,
        Differs.DESCRIPTION: arguments.description,
        Differs.ENDPOINT: arguments.endpoint,
    }
    wish = {entry.pointer: told[entry.what] for entry in offered.said if told.get(entry.what)}
    return derived(found, offered, wish, moment), 0


def _chosen(services: tuple[Offered, ...], wanted: str) -> Offered:
    """The one of that name or id; the only one where none is named."""
    found = [entry for entry in services if not wanted or wanted in (entry.name, entry.node)]
    if not found:
        raise ReuseError("reuse_no_service")
    if len(found) > 1:
        raise ReuseError("reuse_which_service", count=len(found))
    return found[0]
