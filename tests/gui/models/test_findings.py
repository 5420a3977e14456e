# SPDX-License-Identifier: Apache-2.0
"""Cards: what they are made of, none lost, none twice; the model and its filter."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from assay.coverage import Coverage, DroppedTerm, UncheckedNode
from assay.finding import CheckOutcome, Outcome, Severity, Stage
from assay.readable import readable
from assay.reports.regroup import different
from assay.reports.report import DocumentReport, ReportedCheck
from assay_gui.models.entries import Entry, Group, entries, group_of
from assay_gui.models.findings import FindingsFilter, FindingsModel
from assay_gui.words import Words
from checking import examined, sample_bytes

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
WORDS = Words()


def report() -> DocumentReport:
    return examined(sample_bytes("broken/participant-region-as-country.json")).report


def of_group(found: tuple[Entry, ...], group: Group) -> list[Entry]:
    return [entry for entry in found if entry.group is group]


@pytest.mark.parametrize(
    "name",
    [
        "broken/participant-region-as-country.json",
        "broken/participant-headquarters-missing.json",
        "broken/offering-address-as-text.json",
        "broken/offering-reference-slip.json",
    ],
)
def test_the_cards_to_correct_are_as_many_as_the_verdict_says(name: str):
    examination = examined(sample_bytes(name))
    found = entries(examination.report, readable(examination), WORDS)
    told = different(examination.report.findings)
    violations = [item for item in told if item.severity is Severity.VIOLATION]
    assert len(of_group(found, Group.CORRECT)) == len(violations)
    in_groups = [item.message for group in Group for item in told if group_of(item) is group]
    assert [entry.title for entry in found if entry.id] == in_groups
    if violations:
        assert f": {len(violations)} " in examination.report.headline


def test_a_card_says_what_why_how_and_where():
    examination = examined(sample_bytes("broken/participant-region-as-country.json"))
    card = of_group(entries(examination.report, readable(examination), WORDS), Group.CORRECT)[0]
    assert card.title == "Country code: “DE-BY” is a region, where a country is needed."
    assert card.how == "Write “DE”."
    assert card.why
    assert card.pointer == "/credentialSubject/legalAddress/countryCode"
    assert card.node in {section.node for section in readable(examination) if section.title == "Legal address"}


def test_the_same_thing_told_by_two_shapes_is_one_card():
    told = report()
    twice = replace(told, findings=(*told.findings, *told.findings))
    assert len(of_group(entries(twice, (), WORDS), Group.CORRECT)) == 1


def test_a_failed_check_without_a_finding_is_not_lost():
    silent = ReportedCheck(CheckOutcome("X", Stage.CHAIN, Outcome.FAILED), "Chain")
    found = of_group(entries(replace(report(), findings=(), checks=(silent,)), (), WORDS), Group.CORRECT)
    assert [entry.title for entry in found] == ["Chain: this check failed"]


def test_checks_not_made_for_one_reason_are_one_card_that_names_them():
    def unmade(title: str, reason: str) -> ReportedCheck:
        return ReportedCheck(CheckOutcome(title, Stage.LINKS, Outcome.NOT_CHECKED, "r"), title, reason)

    told = replace(report(), checks=(unmade("A", "x"), unmade("B", "x"), unmade("C", "y")))
    found = of_group(entries(told, (), WORDS), Group.UNCHECKED)
    assert [entry.title for entry in found] == ["2 checks were not made", "Not checked: C"]
    assert "A, B" in found[0].why


def test_parts_and_words_nobody_looked_at_are_cards():
    coverage = Coverage(
        2, 1, (UncheckedNode("_:x", "/a", "no_type"),), (DroppedTerm("foo", "/b"), DroppedTerm("e", "/c", False))
    )
    told = replace(report(), findings=(), checks=(), coverage=coverage, unchecked_reasons={"no_type": "it has no type"})
    found = entries(told, (), WORDS)
    assert [(entry.group, entry.pointer) for entry in found] == [(Group.UNCHECKED, "/a"), (Group.UNCHECKED, "/b")]
    assert "it has no type" in found[0].why
    assert "foo" in found[1].title


def test_a_chip_lets_its_own_pass_and_a_search_those_that_say_it():
    model, shown = FindingsModel(), FindingsFilter()
    cards = [Entry(group, f"{group}{number}", "why", "how") for group in Group for number in range(2)]
    model.show(cards)
    assert [model.count(group) for group in Group] == [2, 2, 2, 2]
    for place, group in enumerate(Group):
        shown.choose(group)
        assert shown.shown(model.entries) == ((2 * place, cards[2 * place]), (2 * place + 1, cards[2 * place + 1]))
    shown.search(cards[-1].title.upper())
    assert shown.shown(model.entries) == ((7, cards[-1]),)
    model.show(())
    assert shown.shown(model.entries) == ()
