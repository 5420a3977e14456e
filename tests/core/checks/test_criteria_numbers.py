# SPDX-License-Identifier: Apache-2.0
"""Numbers of criteria: whether the values carried meet them, and what is asked back."""

import copy
from datetime import UTC, datetime

import pytest

from assay.finding import Severity
from assay.levels import CriterionState
from assay.options import Options
from assay.pipeline import examine
from assay.verdict import Verdict
from checking import document as document_of
from checking import examined
from label_1_changes import Json, criteria_findings, levels_of, state_of, subject
from label_1_sample import label_1_sample, subject_id


@pytest.fixture
def label_1() -> Json:
    return copy.deepcopy(label_1_sample())


# Numbers.


def number(document: Json, criterion: str, level: str = "L1") -> tuple[bool | None, Verdict]:
    found = levels_of(document)[level]
    return found.criteria[criterion].meets_number, found.verdict


@pytest.mark.parametrize(
    ("value", "meets", "verdict"),
    [
        ("1.0", True, Verdict.CONFORMANT),
        ("1.3", True, Verdict.CONFORMANT),
        ("1.31", None, Verdict.INCOMPLETE),
        ("1.4", None, Verdict.INCOMPLETE),
        ("1.41", False, Verdict.NON_CONFORMANT),
        ("1.81", False, Verdict.NON_CONFORMANT),
        ("0.9", False, Verdict.NON_CONFORMANT),
        ("-1", False, Verdict.NON_CONFORMANT),
        ("INF", None, Verdict.INCOMPLETE),
        ("NaN", None, Verdict.INCOMPLETE),
    ],
)
def test_power_usage_is_measured(value: str, meets: bool | None, verdict: Verdict, label_1: Json) -> None:
    subject(label_1, "energy-efficiency")["powerUsageEffectiveness"] = value
    assert state_of(label_1, "P6.1.2") is CriterionState.EVIDENCED
    assert number(label_1, "P6.1.2") == (meets, verdict)


@pytest.mark.parametrize(
    ("renewable", "carbon_free", "meets"),
    [
        ("75", "0", True),
        ("0", "75", True),
        ("74.9", "74.9", False),
        ("100", "100", True),
        ("101", "20", False),
        ("0.8", "0.9", False),
    ],
)
def test_one_of_two_shares_is_enough(renewable: str, carbon_free: str, meets: bool, label_1: Json) -> None:
    subject(label_1, "energy-mix").update(renewableEnergy=renewable, hourlyCarbonFreeEnergy=carbon_free)
    assert number(label_1, "P6.1.3")[0] is meets


@pytest.mark.parametrize(
    ("renewable", "carbon_free", "meets", "verdict"),
    [
        ("101", "90", False, Verdict.NON_CONFORMANT),
        ("90", "101", False, Verdict.NON_CONFORMANT),
        ("-5", "90", False, Verdict.NON_CONFORMANT),
        ("INF", "90", None, Verdict.INCOMPLETE),
        ("1e400", "90", None, Verdict.INCOMPLETE),
        ("90", "NaN", None, Verdict.INCOMPLETE),
    ],
)
def test_a_good_share_does_not_make_up_for_an_impossible_one(
    renewable: str, carbon_free: str, meets: bool | None, verdict: Verdict, label_1: Json
) -> None:
    subject(label_1, "energy-mix").update(renewableEnergy=renewable, hourlyCarbonFreeEnergy=carbon_free)
    assert number(label_1, "P6.1.3") == (meets, verdict)
    assert examined(label_1, levels=("L1",)).report.verdict is verdict


def test_a_share_of_one_and_less_is_asked_back(label_1: Json) -> None:
    subject(label_1, "energy-mix").update(renewableEnergy="0.5", hourlyCarbonFreeEnergy="0.5")
    assert criteria_findings(label_1) == [("P6.1.3", "warning", "criteria.share")] * 2
    assert number(label_1, "P6.1.3") == (False, Verdict.INCOMPLETE)
    assert examined(label_1).report.verdict is Verdict.CONFORMANT
    subject(label_1, "energy-mix").update(renewableEnergy="1.0", hourlyCarbonFreeEnergy="90")
    assert criteria_findings(label_1) == [("P6.1.3", "warning", "criteria.share")]
    assert number(label_1, "P6.1.3") == (True, Verdict.CONFORMANT)
    subject(label_1, "energy-mix").update(renewableEnergy="0", hourlyCarbonFreeEnergy="90")
    assert criteria_findings(label_1) == []


def test_shares_count_from_their_day_and_grow_with_the_years(label_1: Json) -> None:
    def at(year: int) -> bool | None:
        moment = datetime(year, 12, 31, 12, tzinfo=UTC)
        found = examine(document_of(label_1), Options(draft=True, moment=moment)).judgement.levels
        meets: bool | None = found["L1"].criteria["P6.1.3"].meets_number
        return meets

    assert (at(2026), at(2029), at(2030)) == (True, True, False)
    subject(label_1, "energy-mix")["attainmentDate"] = "2028-01-01"
    assert (at(2026), at(2028)) == (False, True)
    assert criteria_findings(label_1, "L1") == [("P6.1.3", "violation", "criteria.number_later")] * 2
    subject(label_1, "energy-mix").update(renewableEnergy="100.0", attainmentDate="2025-12-31")
    assert at(2030) is True


@pytest.mark.parametrize(
    ("value", "meets", "verdict"),
    [("0", True, Verdict.CONFORMANT), ("0.4", True, Verdict.CONFORMANT), ("2.05", False, Verdict.INCOMPLETE)],
)
def test_water_counts_where_it_is_scarce(value: str, meets: bool, verdict: Verdict, label_1: Json) -> None:
    """Whether it is scarce nobody says, so a high value leaves the level open."""
    subject(label_1, "water")["waterUsageEffectiveness"] = {"@type": "xsd:float", "@value": value}
    assert number(label_1, "P6.1.4") == (meets, verdict)


def test_a_missed_number_is_an_information_until_the_level_is_asked_for(label_1: Json) -> None:
    subject(label_1, "energy-efficiency")["powerUsageEffectiveness"] = "1.81"
    assert criteria_findings(label_1) == [("P6.1.2", "info", "criteria.number_above")]
    assert criteria_findings(label_1, "SC") == [("P6.1.2", "info", "criteria.number_above")]
    assert examined(label_1, levels=("SC",)).report.verdict is Verdict.CONFORMANT
    assert criteria_findings(label_1, "L1") == [("P6.1.2", "violation", "criteria.number_above")]
    assert examined(label_1, levels=("L1",)).report.verdict is Verdict.NON_CONFORMANT
    told = next(found for found in examined(label_1, levels=("L1",)).report.findings if "-CRITERION-" in found.rule)
    assert "1.81" in told.message
    assert "CD 24.11, P6.1.2 allows no more than 1.4" in told.why


def _second_site(document: Json, **claims: object) -> None:
    site = next(
        entry
        for entry in document["verifiableCredential"]
        if entry["credentialSubject"]["id"] == subject_id("datacenter")
    )
    other = copy.deepcopy(site)
    other["id"] = other["id"].replace("datacenter", "other-site")
    kept = {"type", "maintainedBy", "location", "aggregationOfResources"}
    other["credentialSubject"] = {
        **{key: value for key, value in other["credentialSubject"].items() if key in kept},
        "id": subject_id("other-site"),
        **claims,
    }
    document["verifiableCredential"].append(other)
    subject(document, "offering")["aggregationOfResources"].append(subject_id("other-site"))


def test_one_resource_is_enough_and_the_others_are_told(label_1: Json) -> None:
    _second_site(label_1)
    assert state_of(label_1, "P6.1.2") is CriterionState.EVIDENCED
    assert number(label_1, "P6.1.2") == (True, Verdict.CONFORMANT)
    report = examined(label_1, levels=("L1",)).report
    told = [
        (found.rule[-6:], found.severity, found.subject) for found in report.findings if "-CRITERION-" in found.rule
    ]
    assert told == [(key, Severity.WARNING, subject_id("other-site")) for key in ("P6.1.2", "P6.1.3", "P6.1.4")]
    assert report.verdict is Verdict.CONFORMANT


def test_any_value_that_misses_the_number_counts(label_1: Json) -> None:
    worse = {"type": "gx:EnergyUsageEfficiency", "powerUsageEffectiveness": "1.6"}
    _second_site(label_1, energyUsageEfficiency=worse)
    assert number(label_1, "P6.1.2") == (False, Verdict.NON_CONFORMANT)


def test_a_certificate_on_energy_is_present_and_measures_nothing(label_1: Json) -> None:
    efficiency = subject(label_1, "energy-efficiency")
    del efficiency["powerUsageEffectiveness"]
    efficiency["certifications"] = [subject_id("environment-report")]
    assert state_of(label_1, "P6.1.2") is CriterionState.EVIDENCED
    assert number(label_1, "P6.1.2") == (None, Verdict.INCOMPLETE)


def test_the_commitment_on_renewable_energy_is_present_and_measures_nothing(label_1: Json) -> None:
    del subject(label_1, "datacenter")["energyMix"]
    assert state_of(label_1, "P6.1.3") is CriterionState.MISSING
    subject(label_1, "offering")["serviceOfferingTermsAndConditions"]["hash"] = (
        "cd3665fd9aadc68966a3c24588fe1156735ce5b691ee16b5aded3ea62aacd692"
    )
    assert state_of(label_1, "P6.1.3") is CriterionState.EVIDENCED
    assert number(label_1, "P6.1.3") == (None, Verdict.INCOMPLETE)
