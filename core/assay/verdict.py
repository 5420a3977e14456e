# SPDX-License-Identifier: Apache-2.0
"""The verdict: three values, folded in one function. Nothing else in the program decides conformity."""

from collections.abc import Iterable
from enum import StrEnum

from assay.coverage import Coverage
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage


class Verdict(StrEnum):
    """The answer for a document, or for a set: the worst of its documents."""

    CONFORMANT = "conformant"
    INCOMPLETE = "incomplete"
    NON_CONFORMANT = "non_conformant"


class Scope(StrEnum):
    """What a verdict is about."""

    SUBMISSION = "submission"
    PROOFS = "proofs"
    """Signatures, keys, certificates and dates only; the content is not judged."""
    CHAIN = "chain"
    """A certificate chain without any credential."""


_DECIDES = {Scope.PROOFS: Stage.SIGNATURE, Scope.CHAIN: Stage.CHAIN}
"""The stage that has to have passed where content is not judged."""

_WORST_FIRST = (Verdict.NON_CONFORMANT, Verdict.INCOMPLETE, Verdict.CONFORMANT)


def fold(
    findings: Iterable[Finding],
    outcomes: Iterable[CheckOutcome],
    coverage: Coverage,
    scope: Scope = Scope.SUBMISSION,
) -> Verdict:
    """The verdict of one document.

    Non-conformant if any finding is a violation or any check failed; else incomplete if a check that blocks was not
    made, a node is unchecked, a term inside a subject was dropped, or nothing at all was checked; else conformant.
    Of another scope than a submission: what decides it has to have passed, and nodes need no check of their content.
    """
    outcomes = tuple(outcomes)
    if any(finding.severity is Severity.VIOLATION for finding in findings):
        return Verdict.NON_CONFORMANT
    if any(check.outcome is Outcome.FAILED for check in outcomes):
        return Verdict.NON_CONFORMANT
    if any(check.outcome is Outcome.NOT_CHECKED and check.blocks for check in outcomes):
        return Verdict.INCOMPLETE
    if any(term.inside_subject for term in coverage.dropped_terms):
        return Verdict.INCOMPLETE
    passed = {check.stage for check in outcomes if check.outcome is Outcome.PASSED}
    if scope is not Scope.SUBMISSION:
        return Verdict.CONFORMANT if _DECIDES[scope] in passed else Verdict.INCOMPLETE
    if not passed or coverage.checked == 0 or coverage.unchecked or coverage.checked != coverage.nodes:
        return Verdict.INCOMPLETE
    return Verdict.CONFORMANT


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst verdict; incomplete where there is none (nothing was checked)."""
    seen = set(verdicts)
    return next((verdict for verdict in _WORST_FIRST if verdict in seen), Verdict.INCOMPLETE)
