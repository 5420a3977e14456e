# SPDX-License-Identifier: Apache-2.0
"""The criteria of the Loire pack are those of the rules, with their levels, certainty, standards and words."""

import pytest

from assay.levels import LEVELS
from assay.rules.bundled import load_bundled
from assay.rules.carriers import Carrier
from assay.rules.criteria import CarrierCertainty, Criterion, Evidence
from loire_criteria import ALL, CERTIFIED, CRITERIA, INFERRED, NOT_APPLICABLE, OFFERING, TABLE, UNUSED, ids


def test_there_are_sixty_three_entries_and_one_for_participants() -> None:
    assert len(ALL) == 63
    assert set(OFFERING) == ALL
    assert set(CRITERIA) - ALL == {"PA1.1"}
    assert {key for key, entry in OFFERING.items() if set(entry.levels.values()) == {Evidence.NONE}} == UNUSED


@pytest.mark.parametrize(
    ("level", "applicable", "certified"), [("SC", 47, 0), ("L1", 53, 0), ("L2", 54, 35), ("L3", 57, 40)]
)
def test_each_level_asks_for_its_own_criteria(level: str, applicable: int, certified: int) -> None:
    told = {
        evidence: {key for key, entry in OFFERING.items() if entry.levels[level] is evidence} for evidence in Evidence
    }
    assert told[Evidence.NONE] == NOT_APPLICABLE[level] | UNUSED
    assert told[Evidence.CERTIFICATION] == CERTIFIED[level]
    assert len(told[Evidence.CERTIFICATION]) == certified
    assert len(told[Evidence.DECLARATION] | told[Evidence.CERTIFICATION]) == applicable


def test_level_3_is_no_superset_of_level_2() -> None:
    asked = {level: ALL - NOT_APPLICABLE[level] - UNUSED for level in LEVELS}
    assert asked["L2"] - asked["L3"] == ids("P2.2.3-4", "P5.1.1")
    assert CRITERIA["P2.2.4"].levels["L3"] is Evidence.NONE


def test_inferred_carriers_are_marked() -> None:
    assert {key for key, entry in OFFERING.items() if entry.certainty is CarrierCertainty.INFERRED} == INFERRED
    assert {key for key, entry in OFFERING.items() if entry.certainty is CarrierCertainty.NONE} == (
        ids("P5.1.1-7") | UNUSED
    )


def test_the_standards_that_are_accepted_as_proof() -> None:
    """Read off the rules for some of each kind; where certification is asked for without any, nothing is made up."""
    assert dict(CRITERIA["P1.1.1"].permissible) == {
        "SNC": "19.1", "C5": "BC-01, OIS-03", "CISPE": "4.2", "CoC": "5.1.A, 5.1.B", "CCM": "STA-09",
        "SWIPO": "FR1, FR2",
    }  # fmt: skip
    assert dict(CRITERIA["P1.2.5"].permissible) == {"CISPE": "4.4", "CCM": "DSP-19"}
    assert set(CRITERIA["P1.2.5"].examples) == {"SNC", "C5", "CoC"}
    assert set(CRITERIA["P6.1.3"].permissible) == {"CNDCP"}
    without = {key for level in LEVELS for key in CERTIFIED[level] if not CRITERIA[key].permissible}
    assert without == ids("P5.1.3", "P5.1.5", "P5.1.6")
    assert all(set(entry.permissible) | set(entry.examples) <= set(TABLE.standards) for entry in TABLE.criteria)


def test_european_law_is_that_of_thirty_states() -> None:
    law = CRITERIA["P1.1.2"].carrier
    assert law is not None
    states = law.where[0].among
    assert states is not None
    assert len(states) == 30
    assert {"NO", "IS", "LI", "HR", "GR"} < states
    assert not {"CH", "GB", "EL", "US"} & states


def test_carriers_name_only_what_the_vocabulary_has() -> None:
    texts = load_bundled().texts("en")
    classes, properties = set(texts.classes()), set(texts.properties())
    named = [entry for criterion in TABLE.criteria for entry in _carriers(criterion)]
    assert len(named) > 100
    for carrier in named:
        assert set(carrier.classes) <= classes
        assert {name for step in carrier.path.steps for name in step.properties} <= properties
    for number in (number for criterion in TABLE.criteria for number in criterion.numbers):
        assert {*number.values, *filter(None, [number.attained])} <= properties


def _carriers(criterion: Criterion) -> list[Carrier]:
    found = [criterion.carrier, criterion.inferred, criterion.same_issuer, criterion.elsewhere]
    waiting = [entry for entry in found if entry] + [number.on for number in criterion.numbers]
    for carrier in waiting:
        waiting += [*carrier.where, *carrier.every, *carrier.either]
    return waiting


def test_every_criterion_has_its_words() -> None:
    texts = load_bundled().texts("en")
    assert set(texts.of_criterion) == set(CRITERIA)
    rules = {key.removeprefix("LOIRE-CRITERION-") for key in texts.of_rule if "-CRITERION-" in key}
    assert rules == set(CRITERIA) - UNUSED
    assert len({words.label for words in texts.of_criterion.values()}) == len(CRITERIA)
    assert len({words.help for words in texts.of_criterion.values()}) == len(CRITERIA)
    for key in rules:
        words = texts.of_rule[f"LOIRE-CRITERION-{key}"]
        for told in (words.what, words.why, words.how):
            assert told.endswith(".")
            assert "gx:" not in told
            assert "://" not in told
            assert 20 < len(told) < 180
