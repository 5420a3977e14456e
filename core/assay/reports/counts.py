# SPDX-License-Identifier: Apache-2.0
"""The numbers every renderer shows, counted in one place so that no two formats can differ."""

from collections import Counter
from typing import NamedTuple

from assay.finding import Outcome, Severity
from assay.reports.regroup import different
from assay.reports.report import DocumentReport, LevelReport, Report
from assay.verdict import Verdict


class Counts(NamedTuple):
    """Control totals of one document: `nodes` = `checked` + `unchecked`; findings as a person counts them."""

    violations: int
    warnings: int
    infos: int
    passed: int
    failed: int
    not_checked: int
    not_applicable: int
    nodes: int
    checked: int
    unchecked: int
    dropped: int


class Totals(NamedTuple):
    """Control totals of a report: `found` = `documents` + `skipped`, `documents` = the sum of the verdicts."""

    found: int
    documents: int
    skipped: int
    conformant: int
    incomplete: int
    non_conformant: int


class CriteriaCounts(NamedTuple):
    """How many criteria of one level are in which state; `total` leaves out those that do not apply."""

    met: int
    total: int
    missing: int
    needs_certification: int
    not_checked: int
    number_missed: int
    """Shown, with a number that is not reached."""


def counts(document: DocumentReport) -> Counts:
    """Control totals of a document."""
    severities = Counter(finding.severity for finding in different(document.findings))
    outcomes = Counter(reported.check.outcome for reported in document.checks)
    coverage = document.coverage
    return Counts(
        violations=severities[Severity.VIOLATION],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
        passed=outcomes[Outcome.PASSED],
        failed=outcomes[Outcome.FAILED],
        not_checked=outcomes[Outcome.NOT_CHECKED],
        not_applicable=outcomes[Outcome.NOT_APPLICABLE],
        nodes=coverage.nodes,
        checked=coverage.checked,
        unchecked=coverage.nodes - coverage.checked,
        dropped=len(coverage.dropped_terms),
    )


def totals(report: Report) -> Totals:
    """Control totals of a report."""
    verdicts = Counter(document.verdict for document in report.documents)
    return Totals(
        found=len(report.documents) + len(report.skipped),
        documents=len(report.documents),
        skipped=len(report.skipped),
        conformant=verdicts[Verdict.CONFORMANT],
        incomplete=verdicts[Verdict.INCOMPLETE],
        non_conformant=verdicts[Verdict.NON_CONFORMANT],
    )


def criteria_counts(level: LevelReport) -> CriteriaCounts:
    """The criteria of one level, counted by state."""
    states = Counter(str(state.get("state", "not_checked")) for state in level.criteria.values())
    shown = [state for state in level.criteria.values() if state.get("state") in ("evidenced", "declared")]
    missed = sum(state.get("meets_number") is False for state in shown)
    return CriteriaCounts(
        met=len(shown) - missed,
        total=len(level.criteria) - states["not_applicable"],
        missing=states["missing"],
        needs_certification=states["needs_certification"],
        not_checked=states["not_checked"],
        number_missed=missed,
    )
