# SPDX-License-Identifier: Apache-2.0
"""Everything that is told of a submission, rule, text and place: for changes that may be told in no other way."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assay.finding import Outcome, Severity
from assay.proofs.compact import decoded
from assay.reports.report import DocumentReport
from checking import examined
from ecosystem.submission import Submission
from signing import FRAGMENT

Change = Callable[[Submission], object]


class Row:
    """A change and the violations that are told of it, no others; or else which checks stay open, among others."""

    def __init__(self, change: Change, *violations: str, opens: tuple[str, ...] = ()) -> None:
        assert bool(violations) != bool(opens)
        self.change, self.violations, self.opens = change, frozenset(violations), frozenset(opens)


NEVER = frozenset({"reason.needs_world", "reason.no_reference_documents"})
"""Why checks stay open that no file settles here."""


def report_of(made: Submission, folder: Path) -> DocumentReport:
    """Checked with the files that the submission comes with."""
    return examined(made.file(), "submission", draft=False, trust=made.trust(folder)).report


def told(report: DocumentReport, *severities: Severity) -> set[str]:
    """`RULE text /pointer` of each finding of these severities; the generation in front of the rule left out."""
    return {
        f"{_short(found.rule)} {found.text} {found.location.pointer if found.location else 'nowhere'}"
        for found in report.findings
        if found.severity in severities
    }


def left_open(report: DocumentReport) -> set[str]:
    """`RULE reason` of each check that was not made and could have been."""
    return {
        f"{_short(entry.check.id)} {entry.check.reason}"
        for entry in report.checks
        if entry.check.outcome is Outcome.NOT_CHECKED and entry.check.reason not in NEVER
    }


def _short(rule: str) -> str:
    return rule.removeprefix("LOIRE-").removeprefix("TAGUS-")


def key_id(did: str) -> str:
    """The id of a signer's first key."""
    return f"{did}#{FRAGMENT}"


def parts_of(token: str) -> tuple[dict[str, Any], str, str]:
    """Header, payload (encoded) and signature (encoded) of a token."""
    header, payload, signature = token.split(".")
    return json.loads(decoded(header)), payload, signature
