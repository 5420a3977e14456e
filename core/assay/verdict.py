# SPDX-License-Identifier: Apache-2.0
"""The verdict: three values, folded in one function. Nothing else in the program decides conformity."""

from collections.abc import Iterable
from enum import StrEnum

from assay.coverage import Coverage
from assay.finding import CheckOutcome, Finding, Outcome, Severity


class Verdict(StrEnum):
    """The answer for a document, or for a set: the worst of its documents."""

    CONFORMANT = "conformant"
    INCOMPLETE = "incomplete"
    NON_CONFORMANT = "non_conformant"


_WORST_FIRST = (Verdict.NON_CONFORMANT, Verdict.INCOMPLETE, Verdict.CONFORMANT)


def fold(findings: Iterable[Finding], outcomes: Iterable[CheckOutcome], coverage: Coverage) -> Verdict:
    """The verdict of one document.

    Non-conformant if any finding is a violation or any check failed; else incomplete if a check that blocks was not
    made, a node is unchecked, a term inside a subject was dropped, or nothing at all was checked; else conformant.
    """
    outcomes = tuple(outcomes)
    if any(finding.severity is Severity.VIOLATION for finding in findings):
        return Verdict.NON_CONFORMANT
    if any(check.outcome is Outcome.FAILED for check in outcomes):
        return Verdict.NON_CONFORMANT
    if not any(check.outcome is Outcome.PASSED for check in outcomes) or coverage.checked == 0:
        return Verdict.INCOMPLETE
    if any(check.outcome is Outcome.NOT_CHECKED and check.blocks for check in outcomes):
        return Verdict.INCOMPLETE
    if (
        coverage.unchecked
        or any(term.inside_subject for term in coverage.dropped_terms)
        or coverage.checked != coverage.nodes
    ):
        return Verdict.INCOMPLETE
    return Verdict.CONFORMANT


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst verdict; incomplete where there is none (nothing was checked)."""
    seen = set(verdicts)
    return next((verdict for verdict in _WORST_FIRST if verdict in seen), Verdict.INCOMPLETE)
