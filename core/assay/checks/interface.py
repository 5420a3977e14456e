# SPDX-License-Identifier: Apache-2.0
"""What a check is: a pure function from a case and a rule to a statement."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypedDict, Unpack

from assay.checks.case import Case
from assay.coverage import Coverage
from assay.finding import CheckOutcome, Finding, Outcome, Place, Severity
from assay.levels import LevelJudgement
from assay.rules.pack import Rule
from assay.values import frozen


@frozen
class Statement:
    """What one check has to say: its outcome and its findings."""

    outcome: CheckOutcome
    findings: tuple[Finding, ...] = ()
    coverage: Coverage | None = None
    """Set by the content check only: which nodes it looked at."""
    levels: Mapping[str, LevelJudgement] | None = None
    """Set by the check of the criteria only: each level by its name."""


Check: TypeAlias = Callable[[Case, Rule], Statement]


def judged(rule: Rule, findings: Iterable[Finding], *, coverage: Coverage | None = None) -> Statement:
    """The check was made: failed if it found a violation, else passed."""
    found = tuple(findings)
    failed = any(finding.severity is Severity.VIOLATION for finding in found)
    outcome = CheckOutcome(rule.id, rule.stage, Outcome.FAILED if failed else Outcome.PASSED)
    return Statement(outcome, found, coverage)


def not_checked(rule: Rule, reason: str, *, blocks: bool, needs: str = "") -> Statement:
    """The check was not made, and why; `blocks` says whether that keeps the document from being conformant."""
    return Statement(CheckOutcome(rule.id, rule.stage, Outcome.NOT_CHECKED, reason, needs, blocks))


def judged_or_open(rule: Rule, findings: Iterable[Finding], reason: str, *, needs: str = "") -> Statement:
    """Failed if it found a violation; open, and blocking, if it found less than that; passed if it found nothing."""
    found = tuple(findings)
    if not found or any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    return Statement(not_checked(rule, reason, blocks=True, needs=needs).outcome, found)


def not_applicable(rule: Rule, reason: str) -> Statement:
    """The rule does not concern this document, and why."""
    return Statement(CheckOutcome(rule.id, rule.stage, Outcome.NOT_APPLICABLE, reason))


class Members(TypedDict, total=False):
    """Members of a finding that a check may set; see `Finding`."""

    params: Mapping[str, str | int]
    place: Place | None
    subject: str
    path: str
    value: str


def finding(rule: Rule, text: str, severity: Severity | None = None, /, **members: Unpack[Members]) -> Finding:
    """A finding of the rule, with the rule's severity unless another is given."""
    return Finding(rule.id, rule.stage, severity or rule.severity, text, **members)
