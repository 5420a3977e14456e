# SPDX-License-Identifier: Apache-2.0
"""`assay diff OLD NEW` (also `assay compare`): what two JSON reports say differently; or two documents."""

from argparse import Namespace
from pathlib import Path

from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.errors import UsageError
from assay.reports.compare import Comparison, compare
from assay.reports.compare_report import json_bytes, text
from assay.reports.told_report import MAX_REPORT_BYTES, ToldReport, read_report
from assay.texts import Texts
from assay.whole_file import read_regular


def run(arguments: Namespace, texts: Texts) -> int:
    """Compare the reports: 0 nothing new, 1 new findings (contract: Exit codes). UsageError where one is none."""
    if arguments.documents:
        from assay.cli.diff_documents import run as run_documents

        return run_documents(arguments, texts)
    return show(compare(_opened(arguments.old), _opened(arguments.new)), arguments, texts)


def show(comparison: Comparison, arguments: Namespace, texts: Texts) -> int:
    """The comparison in the format asked for, and the exit code that tells whether anything is new."""
    if arguments.format == "json":
        write(json_bytes(comparison))
    else:
        write_lines(text(comparison, texts))
    return ExitCode.NON_CONFORMANT if comparison.has_new else ExitCode.CONFORMANT


def _opened(path: str) -> ToldReport:
    try:
        data = read_regular(Path(path), MAX_REPORT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError("report_unreadable", name=path, reason=getattr(error, "strerror", None) or "") from error
    return read_report(data, path)
