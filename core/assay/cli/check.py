# SPDX-License-Identifier: Apache-2.0
"""`assay check`: documents in, one report out, the verdict as exit code."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from assay.cli.console import is_terminal, pen, write
from assay.cli.exit_code import ExitCode, exit_code
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.progress import TerminalProgress, terminal_progress
from assay.cli.run import tell
from assay.document import MAX_DOCUMENT_BYTES, Document
from assay.errors import PackError, UsageError
from assay.found import CREDENTIALS
from assay.identity.trust import TrustFiles
from assay.moment import now
from assay.opening import Opened, open_paths
from assay.options import Options
from assay.places import user_trust
from assay.reports import RENDERERS, render
from assay.reports.report import Report, RunRecord
from assay.texts import Texts
from assay.verdict import Scope, Verdict

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

_GARBAGE = (50_000, 20, 100)
"""Objects between two collections: a check makes many that stay and few that go in circles. A fifth of a large one."""
SEVERAL = 2


def run(arguments: Namespace, texts: Texts, scope: Scope = Scope.SUBMISSION) -> int:
    """Check the paths and show or write the report; what could not be opened is told and the rest still checked."""
    options = options_of(arguments, texts, scope)
    refuse(arguments)
    opened = open_paths(arguments.paths, stdin=standard_input)
    for error in opened.errors:
        tell(error, texts)
    if not opened.documents:
        return ExitCode.USAGE
    verdict = report(opened, options, arguments, texts)
    return ExitCode.USAGE if opened.errors else exit_code(verdict)


def report(opened: Opened, options: Options, arguments: Namespace, texts: Texts) -> Verdict:
    """Judge the documents, show or write the report, and give its verdict."""
    from assay.pipeline import check

    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()
    progress = terminal_progress(texts, len(opened.documents))
    try:
        with _executor(options.jobs, len(opened.documents)) as executor:
            made = check(opened.documents, options, skipped=opened.skipped, progress=progress, executor=executor)
    finally:
        if isinstance(progress, TerminalProgress):
            progress.finish()
    if options.scope is Scope.SUBMISSION and _may_be_in_project(opened.documents):
        from assay.projects.reported import with_evidence

        made = with_evidence(made, opened.documents, options.moment, texts)
    _give(made, arguments, _format(arguments), texts)
    if arguments.record:
        from assay.cli.check_record import keep

        keep(made, opened.documents, arguments.paths, texts)
    return made.verdict


def _may_be_in_project(documents: Sequence[Document]) -> bool:
    """Whether a document may lie in a project, by the names of folders: only then it is looked for one."""
    folders = {os.path.split(entry.accepted)[0] for entry in documents if isinstance(entry.accepted, str)}
    if any(entry.archive is not None for entry in documents):
        return True
    return any(Path(folder).absolute().name == CREDENTIALS for folder in folders)


def _executor(jobs: int, documents: int) -> "AbstractContextManager[Executor | None]":
    """Processes for `--jobs`; none where one is asked for or one document leaves nothing to share out."""
    from contextlib import nullcontext

    if jobs < SEVERAL or documents < SEVERAL:
        return nullcontext()
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(min(jobs, documents), mp_context=get_context("spawn"))


def options_of(arguments: Namespace, texts: Texts, scope: Scope) -> Options:
    """What the command line asks for. UsageError for packs, engines and trust files that cannot be used."""
    moment = arguments.at or now()
    if arguments.pack is not None:
        _refuse_unusable_pack(arguments.pack, moment)
    extensions = tuple(dict.fromkeys(arguments.extensions))
    if extensions or arguments.pack is not None:
        from assay.cli.extensions import refuse_bad_extensions

        refuse_bad_extensions(extensions, arguments.pack, moment)
    if arguments.engines:
        _refuse_unknown_engines(arguments.engines, arguments.pack)
    return Options(
        pack=arguments.pack,
        extensions=extensions,
        engines=tuple(dict.fromkeys(arguments.engines)),
        levels=tuple(dict.fromkeys(arguments.levels)),
        draft=arguments.draft,
        moment=moment,
        lang=texts.lang,
        cross_check=arguments.cross_check,
        together=arguments.together,
        jobs=arguments.jobs,
        scope=scope,
        trust=_trust(arguments, scope),
    )


def _trust(arguments: Namespace, scope: Scope) -> TrustFiles:
    """The trust files; of a chain by itself, only the documents that were named are those it has to go with."""
    chains = () if scope is Scope.CHAIN else arguments.chains
    own = user_trust()
    folders = [*arguments.trust_folders, *([str(own)] if own.is_dir() else [])]
    files = {"chains": chains, "anchors": arguments.anchors, "statuses": arguments.statuses}
    if not (arguments.dids or folders or any(files.values())):
        return TrustFiles()
    from assay.identity.given_file import TrustFileError
    from assay.identity.trust_opening import open_trust

    try:
        found = open_trust(arguments.dids, folders, **files)
    except TrustFileError as error:
        raise UsageError(error.text_id, **error.params) from error
    return found.with_documents(arguments.dids) if scope is Scope.CHAIN else found


def _refuse_unusable_pack(pack_id: str, moment: datetime) -> None:
    from assay.rules.library import load

    try:
        load(pack_id, moment)
    except PackError as error:
        raise UsageError(error.text_id, **error.params) from error


def _refuse_unknown_engines(engines: list[str], pack: str | None) -> None:
    from assay.engine_answers import known_engines

    known = known_engines(pack)
    for engine in engines:
        if engine not in known:
            raise UsageError("engine_unknown", id=engine, known=", ".join(known))


def _format(arguments: Namespace) -> str:
    """The format asked for; else the one the output file's name ends in; else text."""
    if arguments.format:
        return str(arguments.format)
    suffix = PurePath(arguments.out or "").suffix.lower()
    return next((name for name, renderer in RENDERERS.items() if renderer.suffix == suffix), "text")


def refuse(arguments: Namespace) -> None:
    """UsageError where the report could not be given as it is asked for."""
    format_name = _format(arguments)
    if arguments.out:
        refuse_bad_target(arguments.out, [*arguments.paths, *arguments.chains])
    elif RENDERERS[format_name].is_binary and is_terminal(sys.stdout):
        raise UsageError("out_needed", format=format_name)


def standard_input() -> bytes:
    """Standard input, one byte more than a document may have at most: enough to see that it is too large."""
    return sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1) if sys.stdin is not None else b""


def _give(report: Report, arguments: Namespace, format_name: str, texts: Texts) -> None:
    run_record = None if format_name == "json" else _run_record(report, arguments, texts)
    if arguments.out:
        write_file(arguments.out, _rendered(report, run_record, arguments, format_name, texts=texts))
        if not arguments.quiet:
            _show_answer(report, arguments.out, texts)
    else:
        write(_rendered(report, run_record, arguments, format_name, texts=texts))


def _rendered(
    report: Report, run_record: RunRecord | None, arguments: Namespace, format_name: str, *, texts: Texts
) -> bytes:
    if format_name != "text":
        return render(report, format_name, run=run_record, words=texts)
    from assay.reports import text_report
    from assay.reports.terminal import PLAIN

    chosen = PLAIN if arguments.out else pen()
    return text_report.render(report, run_record, texts, pen=chosen, quiet=arguments.quiet)


def _show_answer(report: Report, target: str, texts: Texts) -> None:
    """With the report in a file, the answer still on the terminal, one line a document."""
    from assay.reports import text_report
    from assay.reports.safe_text import visible

    write(text_report.render(report, None, texts, pen=pen(), quiet=True))
    write(f"{texts.say('cli.written', name=visible(target))}\n".encode())


def _run_record(report: Report, arguments: Namespace, texts: Texts) -> RunRecord:
    from assay.reports.run_record import make_run_record

    clock = texts.say("report.clock.given" if arguments.at else "report.clock.local")
    return make_run_record(_repeating(report, arguments), clock)


def _repeating(report: Report, arguments: Namespace) -> str:
    """The command line that gives the same report again: with the moment in it, whatever the clock then says."""
    from shlex import join

    moment = [] if arguments.at else ["--at", report.moment]
    return join(["assay", *arguments.argv, *moment])
