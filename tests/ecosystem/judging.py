# SPDX-License-Identifier: Apache-2.0
"""What comes of a submission: the verdict, and what is told of it, rule and text at a place."""

from pathlib import Path

from assay.finding import Outcome, Severity
from assay.reports.report import DocumentReport, ReportedFinding
from checking import examined
from ecosystem.submission import Submission

VIOLATION, WARNING = Severity.VIOLATION, Severity.WARNING


def report_of(submission: Submission, folder: Path) -> DocumentReport:
    """Through files and the pipeline, as for the command."""
    files = submission.written(folder)
    return examined(files.document.read_bytes(), files.document.name, draft=False, trust=files.trust()).report


def told(report: DocumentReport, *severities: Severity) -> set[str]:
    """`RULE text /pointer` of each finding of these severities."""
    return {line(found) for found in report.findings if found.severity in severities}


def line(found: ReportedFinding) -> str:
    """`RULE text /pointer`."""
    return f"{found.rule} {found.text} {found.location.pointer if found.location else ''}".rstrip()


def left_open(report: DocumentReport) -> set[str]:
    """`RULE reason` of each check that was not made."""
    return {
        f"{entry.check.id} {entry.check.reason}"
        for entry in report.checks
        if entry.check.outcome is Outcome.NOT_CHECKED and entry.check.reason not in NEVER
    }


NEVER = frozenset({"reason.needs_world", "reason.no_reference_documents"})
"""Reasons that stay with every submission: no file settles them here."""
