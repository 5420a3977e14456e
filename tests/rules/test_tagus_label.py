# SPDX-License-Identifier: Apache-2.0
"""Label level 1 of Tagus: 55 criteria, each of which decides; nothing is confirmed by being absent."""

from typing import Any

import pytest

import tagus_specimens as tagus
from assay.examination import Examination
from assay.finding import Outcome, Severity
from assay.levels import CriterionState
from assay.rules.library import load
from assay.texts import LANGUAGES
from assay.verdict import Verdict
from checking import examined

RULE = load("gaia-x-tagus-22.10").rules["TAGUS-CRITERIA-levels"]


def _set(label: dict[str, Any] | None) -> dict[str, Any]:
    others = (tagus.participant(), tagus.number(), tagus.offering())
    return tagus.presentation(*others, *([label] if label else []))


def _findings(examination: Examination) -> list[str]:
    return [
        found.rule
        for found in examination.report.findings
        if found.rule.startswith("TAGUS-CRITERI") and found.severity is Severity.VIOLATION
    ]


def _states(examination: Examination) -> dict[str, str]:
    return {name: str(entry["state"]) for name, entry in examination.report.levels["L1"].criteria.items()}


def _outcome(examination: Examination) -> Outcome:
    return next(entry.check.outcome for entry in examination.report.checks if entry.check.id == RULE.id)


def test_the_rule_names_the_55_criteria() -> None:
    assert RULE.params["criteria"] == tagus.CRITERIA
    assert len(tagus.CRITERIA) == 55


def test_all_confirmed_passes_at_its_two_levels_and_no_others() -> None:
    examination = examined(_set(tagus.label()))
    assert _findings(examination) == []
    assert _outcome(examination) is Outcome.PASSED
    assert set(_states(examination).values()) == {CriterionState.DECLARED}
    assert list(examination.report.levels) == ["SC", "L1"]


@pytest.mark.parametrize("name", tagus.CRITERIA)
def test_each_criterion_decides(name: str) -> None:
    for answer in ("Deny", "Not applicable", None):
        examination = examined(_set(tagus.label(**{name: answer})))
        assert _findings(examination) == [f"TAGUS-CRITERION-{name}"]
        states = _states(examination)
        assert [other for other, state in states.items() if state != CriterionState.DECLARED] == [name]
        assert examination.report.levels["L1"].verdict is Verdict.NON_CONFORMANT
        assert examination.report.verdict is Verdict.NON_CONFORMANT


def test_answers_that_contradict_one_another_confirm_nothing() -> None:
    assert _findings(examined(_set(tagus.label(**{"P1.1.1": ["Confirm", "Deny"]})))) == ["TAGUS-CRITERION-P1.1.1"]


def test_answers_that_are_not_needed_may_be_given() -> None:
    assert _findings(examined(_set(tagus.label(**{"P5.1.1": "Deny"})))) == []


def test_a_label_without_an_offering_is_not_confirmed_by_default() -> None:
    label = tagus.label()
    del label["credentialSubject"]["gx:assignedTo"]
    examination = examined(_set(label))
    assert _findings(examination) == [RULE.id]
    assert examination.report.levels["L1"].verdict is Verdict.NON_CONFORMANT


def test_a_label_without_answers_is_told_once_and_misses_everything() -> None:
    label = tagus.label()
    del label["credentialSubject"]["gx:criteria"]
    examination = examined(_set(label))
    assert _findings(examination) == [RULE.id]
    assert set(_states(examination).values()) == {CriterionState.MISSING}


def test_of_two_labels_the_weaker_counts() -> None:
    second = tagus.label(**{"P2.1.1": "Deny"})
    second |= {"id": f"{tagus.BASE}second.json"}
    second["credentialSubject"]["id"] += "2"
    given = _set(tagus.label())
    given["verifiableCredential"].append(second)
    level = examined(given).report.levels["L1"]
    assert level.verdict is Verdict.NON_CONFORMANT
    assert sorted(entry.verdict for entry in level.offerings.values()) == [Verdict.CONFORMANT, Verdict.NON_CONFORMANT]


def test_without_a_label_nothing_is_asked_unless_the_level_is() -> None:
    assert _outcome(examined(_set(None))) is Outcome.NOT_APPLICABLE
    assert examined(_set(None)).report.verdict is Verdict.CONFORMANT
    asked = examined(_set(None), levels=("L1",))
    assert _findings(asked) == [RULE.id]
    assert asked.report.verdict is Verdict.NON_CONFORMANT
    alone = examined(tagus.presentation(tagus.participant(), tagus.number()))
    assert set(_states(alone).values()) == {CriterionState.NOT_APPLICABLE}


@pytest.mark.parametrize("level", ["L2", "L3"])
def test_levels_that_tagus_does_not_know_are_never_met(level: str) -> None:
    examination = examined(_set(tagus.label()), levels=(level,))
    assert _outcome(examination) is Outcome.NOT_CHECKED
    assert examination.report.verdict is Verdict.INCOMPLETE


def test_a_level_is_no_better_than_its_document() -> None:
    given = _set(tagus.label())
    del given["verifiableCredential"][0]["credentialSubject"]["gx:legalAddress"]
    levels = examined(given).report.levels
    assert levels["SC"].verdict is levels["L1"].verdict is Verdict.NON_CONFORMANT


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_criterion_goes_by_its_name_without_the_number_twice(lang: str) -> None:
    named = examined(_set(tagus.label()), lang=lang).report.criteria
    assert len(named) == 55
    assert [name for name, words in named.items() if not words.name or name in words.name or ":" in words.name] == []
