# SPDX-License-Identifier: Apache-2.0
"""What the rule about labels said of a document, for tests."""

from typing import Any

from assay.finding import Outcome, Severity
from assay.reports.report import DocumentReport
from checking import examined

LOIRE, TAGUS = "LOIRE-LINKS-label", "TAGUS-LINKS-label"
QUIET = {("label.states", Severity.INFO), ("links.notary_derived", Severity.INFO), ("links.notary_seen", Severity.INFO)}
"""Said of every label that a known clearing house issued."""


def checked(document: Any, **options: Any) -> DocumentReport:
    """The report of a document that is handed in."""
    return examined(document, draft=False, **options).report


def outcome(report: DocumentReport, rule: str = LOIRE) -> tuple[Outcome, str, str, bool]:
    """What came of the rule: outcome, reason, need, and whether it blocks."""
    found = next(entry.check for entry in report.checks if entry.check.id == rule)
    return found.outcome, found.reason, found.needs, found.blocks


def told(report: DocumentReport, rule: str = LOIRE) -> set[tuple[str, Severity]]:
    """What the rule said beyond what it says of every label."""
    return {(found.text, found.severity) for found in report.findings if found.rule == rule} - QUIET


def why(report: DocumentReport, text: str) -> list[str]:
    """The reasons given with findings of that text."""
    return [found.why for found in report.findings if found.text == text]


PASSED = (Outcome.PASSED, "", "", False)


def open_for(reason: str, needs: str = "") -> tuple[Outcome, str, str, bool]:
    """Not checked, and that blocks."""
    return Outcome.NOT_CHECKED, reason, needs, True
