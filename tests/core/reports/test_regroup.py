# SPDX-License-Identifier: Apache-2.0
"""Regrouping: one cause, many places; every finding in exactly one group."""

from dataclasses import replace

import report_specimens as specimens
from assay.finding import Severity
from assay.reports.regroup import regroup


def test_every_finding_is_in_exactly_one_group():
    findings = specimens.document().findings
    grouped = [finding for group in regroup(findings) for finding in group.findings]
    assert sorted(finding.id for finding in grouped) == sorted(finding.id for finding in findings)


def test_groups_come_heaviest_first_and_else_in_order():
    groups = regroup(tuple(reversed(specimens.document().findings)))
    assert [group.first.severity for group in groups] == [
        Severity.VIOLATION,
        Severity.VIOLATION,
        Severity.WARNING,
        Severity.INFO,
    ]
    assert groups[0].first.message.startswith("“DE-BY”")


def test_the_same_words_by_another_rule_are_the_same_cause():
    """A reference to nothing is found by the shapes and by the check of references: one card, two findings."""
    one = specimens.finding(1, "A fault.")
    groups = regroup((one, replace(one, rule="OTHER", shacl=None)))
    assert [len(group.findings) for group in groups] == [2]


def test_other_words_or_another_severity_are_another_cause():
    one = specimens.finding(1, "A fault.")
    others = (
        replace(one, message="Another."),
        replace(one, fix="Do something else."),
        replace(one, why="Another reason."),
        replace(one, severity=Severity.WARNING),
    )
    assert len(regroup((one, *others))) == 1 + len(others)


def test_two_shapes_that_find_one_fault_give_one_place():
    """The subclass's shape and the parent's report the same fault: two findings, one card, one place."""
    one = specimens.finding(1, "A fault.")
    (group,) = regroup((one, replace(one, id="f" * 16)))
    assert len(group.findings) == 2
    assert group.places == (one.location,)


def test_a_finding_without_a_place_has_none():
    (group,) = regroup((specimens.finding(1, "A fault.", location=None),))
    assert group.places == ()
