# SPDX-License-Identifier: Apache-2.0
"""The fold: every way to be anything but conformant."""

import pytest

from assay.coverage import Coverage, DroppedTerm, UncheckedNode
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage
from assay.verdict import Scope, Verdict, fold, worst

PASSED = CheckOutcome("T", Stage.CONTENT, Outcome.PASSED)
ALL = Coverage(nodes=2, checked=2)


def _finding(severity: Severity) -> Finding:
    return Finding("T", Stage.CONTENT, severity, "text")


def _outcome(outcome: Outcome, *, blocks: bool = False) -> CheckOutcome:
    return CheckOutcome("T", Stage.CONTENT, outcome, blocks=blocks)


def test_all_checked_and_nothing_wrong_conforms() -> None:
    assert fold((), (PASSED,), ALL) is Verdict.CONFORMANT


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_advice_does_not_change_the_verdict(severity: Severity) -> None:
    assert fold((_finding(severity),), (PASSED,), ALL) is Verdict.CONFORMANT


def test_one_violation_is_enough() -> None:
    assert fold((_finding(Severity.VIOLATION),), (PASSED,), ALL) is Verdict.NON_CONFORMANT


def test_a_violation_outweighs_what_is_open() -> None:
    open_check = _outcome(Outcome.NOT_CHECKED, blocks=True)
    assert fold((_finding(Severity.VIOLATION),), (PASSED, open_check), Coverage()) is Verdict.NON_CONFORMANT


def test_a_failed_check_without_a_finding_still_fails() -> None:
    assert fold((), (PASSED, _outcome(Outcome.FAILED)), ALL) is Verdict.NON_CONFORMANT


@pytest.mark.parametrize(("scope", "stage"), [(Scope.PROOFS, Stage.SIGNATURE), (Scope.CHAIN, Stage.CHAIN)])
def test_where_content_is_not_judged_what_decides_has_to_have_passed(scope: Scope, stage: Stage) -> None:
    decides = CheckOutcome("T", stage, Outcome.PASSED)
    unchecked = Coverage(2, 0, unchecked=(UncheckedNode("n", "", "no_type"),))
    assert fold((), (PASSED, decides), unchecked, scope) is Verdict.CONFORMANT
    assert fold((), (PASSED,), ALL, scope) is Verdict.INCOMPLETE
    assert fold((), (), ALL, scope) is Verdict.INCOMPLETE
    assert fold((), (decides, _outcome(Outcome.NOT_CHECKED, blocks=True)), ALL, scope) is Verdict.INCOMPLETE
    dropped = Coverage(2, 2, dropped_terms=(DroppedTerm("x", "/x"),))
    assert fold((), (decides,), dropped, scope) is Verdict.INCOMPLETE
    assert fold((_finding(Severity.VIOLATION),), (decides,), ALL, scope) is Verdict.NON_CONFORMANT


@pytest.mark.parametrize(
    ("outcomes", "coverage"),
    [
        ((), ALL),
        ((_outcome(Outcome.NOT_APPLICABLE),), ALL),
        ((_outcome(Outcome.NOT_CHECKED),), ALL),
        ((PASSED, _outcome(Outcome.NOT_CHECKED, blocks=True)), ALL),
        ((PASSED,), Coverage()),
        ((PASSED,), Coverage(nodes=2, checked=1)),
        ((PASSED,), Coverage(2, 2, unchecked=(UncheckedNode("n", "", "no_type"),))),
        ((PASSED,), Coverage(2, 2, dropped_terms=(DroppedTerm("x", "/x"),))),
    ],
)
def test_anything_open_is_incomplete(outcomes: tuple[CheckOutcome, ...], coverage: Coverage) -> None:
    assert fold((), outcomes, coverage) is Verdict.INCOMPLETE


def test_what_does_not_block_does_not_block() -> None:
    assert fold((), (PASSED, _outcome(Outcome.NOT_CHECKED)), ALL) is Verdict.CONFORMANT


def test_a_term_dropped_outside_the_subject_does_not_block() -> None:
    coverage = Coverage(2, 2, dropped_terms=(DroppedTerm("x", "/x", inside_subject=False),))
    assert fold((), (PASSED,), coverage) is Verdict.CONFORMANT


def test_the_worst_of_several_counts_and_of_none_nothing_is_known() -> None:
    assert worst([Verdict.CONFORMANT, Verdict.INCOMPLETE]) is Verdict.INCOMPLETE
    assert worst([Verdict.NON_CONFORMANT, Verdict.INCOMPLETE]) is Verdict.NON_CONFORMANT
    assert worst([Verdict.CONFORMANT]) is Verdict.CONFORMANT
    assert worst([]) is Verdict.INCOMPLETE
