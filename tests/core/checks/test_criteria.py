# SPDX-License-Identifier: Apache-2.0
"""Levels: what is evidenced, declared, missing or open, and what follows; nothing goes green for nothing."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from assay.finding import Outcome, Severity
from assay.levels import CriterionJudgement, CriterionState, LevelJudgement
from assay.options import Options
from assay.pipeline import examine
from assay.verdict import Verdict
from checking import document as document_of
from checking import examined, sample
from label_1_sample import label_1_sample, subject_id

Json = dict[str, Any]
CHECK = "LOIRE-CRITERIA-levels"


def subject(document: Json, name: str) -> Json:
    return next(
        entry["credentialSubject"]
        for entry in document["verifiableCredential"]
        if entry["credentialSubject"]["id"] == subject_id(name)
    )


def levels_of(document: Json, **options: Any) -> Any:
    return examined(document, **options).judgement.levels


def state_of(document: Json, criterion: str, level: str = "L1") -> CriterionState:
    found: CriterionJudgement = levels_of(document)[level].criteria[criterion]
    return found.state


def criteria_findings(document: Json, *levels: str) -> list[tuple[str, str, str]]:
    report = examined(document, levels=levels).report
    return [
        (found.rule.removeprefix("LOIRE-CRITERION-"), found.severity.value, found.text)
        for found in report.findings
        if "-CRITERION-" in found.rule
    ]


def outcome_of(document: Json, *levels: str) -> tuple[Outcome, str, bool]:
    checks = examined(document, levels=levels).judgement.outcomes
    return next((entry.outcome, entry.reason, entry.blocks) for entry in checks if entry.id == CHECK)


@pytest.fixture
def label_1() -> Json:
    return copy.deepcopy(label_1_sample())


# The document's verdict.


def test_levels_are_told_beside_and_change_nothing_unless_they_are_asked_for(label_1: Json) -> None:
    subject(label_1, "offering")["legalDocuments"].remove(subject_id("staff"))
    found = examined(label_1)
    assert found.judgement.levels["SC"].verdict is Verdict.NON_CONFORMANT
    assert found.report.verdict is Verdict.CONFORMANT
    assert criteria_findings(label_1) == []
    assert outcome_of(label_1) == (Outcome.NOT_APPLICABLE, "reason.no_level_asked", False)


def test_a_missing_sure_carrier_fails_the_level_that_was_asked_for(label_1: Json) -> None:
    subject(label_1, "offering")["legalDocuments"].remove(subject_id("staff"))
    assert criteria_findings(label_1, "SC", "L1") == [("P3.1.4", "violation", "criteria.missing")]
    assert examined(label_1, levels=("SC",)).report.verdict is Verdict.NON_CONFORMANT
    assert outcome_of(label_1, "SC")[0] is Outcome.FAILED


def test_a_missing_inferred_carrier_leaves_the_level_open(label_1: Json) -> None:
    del subject(label_1, "offering")["cryptographicSecurityStandards"]
    assert criteria_findings(label_1, "SC") == [("P3.1.9", "warning", "criteria.not_evidenced")]
    assert examined(label_1, levels=("SC",)).report.verdict is Verdict.INCOMPLETE
    assert outcome_of(label_1, "SC") == (Outcome.NOT_CHECKED, "reason.level_not_evidenced", True)


@pytest.mark.parametrize(("level", "certified"), [("L2", 35), ("L3", 40)])
def test_levels_that_need_certificates_are_never_conformant(level: str, certified: int, label_1: Json) -> None:
    assert levels_of(label_1)[level].verdict is Verdict.INCOMPLETE
    report = examined(label_1, levels=(level,)).report
    assert report.verdict is Verdict.INCOMPLETE
    assert outcome_of(label_1, level) == (Outcome.NOT_CHECKED, "reason.level_needs_certification", True)
    told = [found for found in report.findings if found.text.startswith("criteria.needs_certification")]
    assert len(told) == certified
    assert {found.severity for found in told} == {Severity.INFO}


def test_where_a_certificate_is_needed_the_accepted_standards_are_told(label_1: Json) -> None:
    report = examined(label_1, levels=("L3",)).report
    told = {found.rule.removeprefix("LOIRE-CRITERION-"): found.fix for found in report.findings}
    assert told["P6.1.2"].endswith("Climate Neutral Data Centre Pact (clauses not named).")
    assert "ANSSI SecNumCloud 3.2 (19.6)" in told["P5.1.4"]
    assert told["P5.1.3"] == "Ask an accredited body how it assesses this criterion."


def test_a_level_that_is_met_passes(label_1: Json) -> None:
    assert outcome_of(label_1, "SC", "L1") == (Outcome.PASSED, "", False)
    assert outcome_of(label_1, "SC", "L2")[0] is Outcome.NOT_CHECKED


# States.


def test_documents_are_declared_and_what_the_claims_say_themselves_is_evidenced(label_1: Json) -> None:
    assert state_of(label_1, "P1.1.1") is CriterionState.DECLARED
    assert state_of(label_1, "P1.1.2") is CriterionState.EVIDENCED
    assert state_of(label_1, "P1.2.5") is CriterionState.EVIDENCED


def test_a_carrier_has_its_place(label_1: Json) -> None:
    found = levels_of(label_1)["SC"].criteria["P1.2.8"]
    at = next(
        index
        for index, entry in enumerate(label_1["verifiableCredential"])
        if entry["credentialSubject"]["id"] == subject_id("contact")
    )
    assert found.place.pointer == f"/verifiableCredential/{at}/credentialSubject"


@pytest.mark.parametrize(
    ("countries", "state"),
    [
        (["DE"], CriterionState.EVIDENCED),
        (["NO"], CriterionState.EVIDENCED),
        (["US", "FR"], CriterionState.EVIDENCED),
        (["CH"], CriterionState.MISSING),
        (["GB"], CriterionState.MISSING),
        (["de"], CriterionState.MISSING),
        (["EL"], CriterionState.MISSING),
    ],
)
def test_the_law_is_that_of_the_eu_or_the_eea(countries: list[str], state: CriterionState, label_1: Json) -> None:
    subject(label_1, "contract")["governingLawCountries"] = countries
    assert state_of(label_1, "P1.1.2", "SC") is state
    assert state_of(label_1, "P1.1.5", "SC") is CriterionState.EVIDENCED


def test_each_contract_counts(label_1: Json) -> None:
    """A second contract without a law spoils what the first one shows."""
    second = {"type": "gx:LegallyBindingAct", "url": "https://acme.example/second.pdf"}
    subject(label_1, "offering")["legalDocuments"].append(second)
    assert state_of(label_1, "P1.1.1") is CriterionState.DECLARED
    assert {state_of(label_1, key) for key in ("P1.1.2", "P1.1.3", "P1.1.5")} == {CriterionState.MISSING}


def test_law_on_another_document_is_told_and_does_not_count(label_1: Json) -> None:
    del subject(label_1, "contract")["governingLawCountries"]
    assert ("P1.1.5", "violation", "criteria.missing_elsewhere") in criteria_findings(label_1, "SC")


def test_an_export_option_alone_is_no_portability(label_1: Json) -> None:
    del subject(label_1, "offering")["dataPortability"]
    assert state_of(label_1, "P3.1.11") is CriterionState.MISSING
    assert ("P4.1.1", "violation", "criteria.missing_elsewhere") in criteria_findings(label_1, "SC")


def test_any_one_description_of_the_parts_is_enough(label_1: Json) -> None:
    offering = subject(label_1, "offering")
    del offering["aggregationOfResources"]
    assert state_of(label_1, "P1.1.4") is CriterionState.MISSING
    offering["serviceScope"] = "Storage and its administration"
    assert state_of(label_1, "P1.1.4") is CriterionState.EVIDENCED
    offering["serviceScope"] = "  "
    assert state_of(label_1, "P1.1.4") is CriterionState.MISSING


def test_a_plain_resource_with_an_address_evidences_by_inference(label_1: Json) -> None:
    site = subject(label_1, "datacenter")
    site["type"] = "gx:PhysicalResource"
    label_1["verifiableCredential"] = [
        {**entry, "type": ["VerifiableCredential", "gx:PhysicalResource"]}
        if entry["credentialSubject"] is site
        else entry
        for entry in label_1["verifiableCredential"]
    ]
    assert state_of(label_1, "P3.1.10") is CriterionState.EVIDENCED
    del site["location"]
    assert state_of(label_1, "P3.1.10") is CriterionState.MISSING


def test_what_cannot_be_said_is_told_so(label_1: Json) -> None:
    del subject(label_1, "offering")["possiblePersonalDataTransfers"]
    told = criteria_findings(label_1, "L1")
    assert told == [(f"P2.2.{n}", "warning", "criteria.not_evidenced_unsayable") for n in (3, 4, 5, 6)]


# Content first.


def test_open_content_of_the_offering_leaves_its_criterion_open(label_1: Json) -> None:
    subject(label_1, "offering")["provisionType"] = "somewhere"
    assert state_of(label_1, "P1.2.9") is CriterionState.NOT_CHECKED
    assert state_of(label_1, "P1.3.2") is CriterionState.EVIDENCED
    assert levels_of(label_1)["SC"].verdict is Verdict.INCOMPLETE
    assert criteria_findings(label_1, "SC") == [("P1.2.9", "warning", "criteria.not_checked")]


def test_a_fault_in_a_part_counts_and_one_of_the_provider_is_the_provider_s(label_1: Json) -> None:
    subject(label_1, "energy-mix")["attainmentDate"] = "soon"
    assert state_of(label_1, "P1.2.9") is CriterionState.NOT_CHECKED
    fresh = copy.deepcopy(label_1_sample())
    subject(fresh, "participant")["legalAddress"]["countryCode"] = "Bavaria"
    assert state_of(fresh, "P1.2.9") is CriterionState.EVIDENCED
    assert state_of(fresh, "P1.3.2") is CriterionState.NOT_CHECKED


def test_a_part_that_no_shape_looks_at_leaves_it_open(label_1: Json) -> None:
    subject(label_1, "offering")["aggregationOfResources"].append({"type": "gx:Spaceship", "name": "Rocinante"})
    assert state_of(label_1, "P1.2.9") is CriterionState.NOT_CHECKED


# Silent green.


def test_a_carrier_that_hangs_on_nothing_does_not_count(label_1: Json) -> None:
    """Described in the set, but the offering does not refer to it."""
    subject(label_1, "offering")["legalDocuments"].remove(subject_id("contract"))
    assert state_of(label_1, "P1.1.1") is CriterionState.MISSING


def test_a_carrier_of_another_offering_does_not_count(label_1: Json) -> None:
    contract = subject_id("contract")
    subject(label_1, "offering")["legalDocuments"].remove(contract)
    label_1["verifiableCredential"].append(_second_offering(label_1, legalDocuments=[contract]))
    level = levels_of(label_1)["SC"]
    assert level.offerings[subject_id("offering")].criteria["P1.1.1"].state is CriterionState.MISSING
    assert level.offerings[subject_id("second")].criteria["P1.1.1"].state is CriterionState.DECLARED


def test_a_class_without_a_description_does_not_count(label_1: Json) -> None:
    contract = subject(label_1, "contract")
    for member in [name for name in contract if name not in {"id", "type"}]:
        del contract[member]
    assert state_of(label_1, "P1.1.1") is CriterionState.MISSING


def test_a_document_of_no_known_class_does_not_count(label_1: Json) -> None:
    for entry in label_1["verifiableCredential"]:
        if entry["credentialSubject"]["id"] == subject_id("contract"):
            entry["type"] = ["VerifiableCredential", "gx:LegallyBindingContract"]
            entry["credentialSubject"]["type"] = "gx:LegallyBindingContract"
    assert state_of(label_1, "P1.1.1") is CriterionState.MISSING
    assert levels_of(label_1)["SC"].verdict is Verdict.NON_CONFORMANT


def test_an_offering_of_no_known_class_is_not_judged(label_1: Json) -> None:
    for entry in label_1["verifiableCredential"]:
        if entry["credentialSubject"]["id"] == subject_id("offering"):
            entry["type"] = ["VerifiableCredential", "gx:ServiceOffer"]
            entry["credentialSubject"]["type"] = "gx:ServiceOffer"
    found = examined(label_1, levels=("SC",))
    assert found.report.levels["SC"].verdict is not Verdict.CONFORMANT
    assert found.report.verdict is not Verdict.CONFORMANT


def test_an_address_that_is_only_named_does_not_count(label_1: Json) -> None:
    subject(label_1, "datacenter")["location"] = ["https://acme.example/nowhere#address"]
    del subject(label_1, "availability-zone")["address"]
    assert state_of(label_1, "P1.2.5") is CriterionState.MISSING


def test_nothing_to_judge_is_no_conformity() -> None:
    address = {
        "@context": ["https://w3id.org/gaia-x/development#"],
        "@id": "https://acme.example/a",
        "type": "gx:Address",
        "countryCode": "DE",
    }
    found = examined(address, levels=("SC",))
    assert found.report.levels["SC"].verdict is Verdict.INCOMPLETE
    assert found.report.verdict is not Verdict.CONFORMANT
    assert outcome_of(address, "SC") == (Outcome.NOT_CHECKED, "reason.no_offering", True)
    assert outcome_of(address) == (Outcome.NOT_CHECKED, "reason.no_offering", False)


def test_an_unheard_of_level_is_not_green(label_1: Json) -> None:
    assert examined(label_1, levels=("L4",)).report.verdict is Verdict.INCOMPLETE


# Several offerings.


def _second_offering(document: Json, **claims: object) -> Json:
    first = next(
        entry
        for entry in document["verifiableCredential"]
        if entry["credentialSubject"]["id"] == subject_id("offering")
    )
    second = copy.deepcopy(first)
    second["id"] = second["id"].replace("offering", "second")
    kept = {"type", "providedBy", "serviceOfferingTermsAndConditions"}
    second["credentialSubject"] = {
        **{key: value for key, value in second["credentialSubject"].items() if key in kept},
        "id": subject_id("second"),
        **claims,
    }
    return second


def test_of_several_offerings_the_worst_counts_and_each_is_shown(label_1: Json) -> None:
    label_1["verifiableCredential"].append(_second_offering(label_1))
    level: LevelJudgement = levels_of(label_1)["SC"]
    assert level.verdict is Verdict.NON_CONFORMANT
    assert {node: entry.verdict for node, entry in level.offerings.items()} == {
        subject_id("offering"): Verdict.CONFORMANT,
        subject_id("second"): Verdict.NON_CONFORMANT,
    }
    assert level.criteria["P1.1.1"].state is CriterionState.MISSING
    assert level.criteria["P1.2.9"].state is CriterionState.EVIDENCED
    told = examined(label_1, levels=("SC",)).report
    assert {found.subject for found in told.findings if "-CRITERION-" in found.rule} == {subject_id("second")}


def test_more_offerings_than_are_judged_leave_every_level_open(label_1: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = copy.deepcopy(label_1)
    full = subject(label_1, "offering")
    copies["verifiableCredential"].append(
        _second_offering(copies, **{key: value for key, value in full.items() if key != "id"})
    )
    assert levels_of(copies)["SC"].verdict is Verdict.CONFORMANT
    monkeypatch.setattr("assay.checks.criteria.MAX_JUDGED", 1)
    assert levels_of(copies)["SC"].verdict is Verdict.INCOMPLETE
    assert examined(copies, levels=("SC",)).report.verdict is Verdict.INCOMPLETE


# A participant alone.


def _participant(*, with_terms: bool, issuer: str = "did:web:acme.example") -> Json:
    wanted = {subject_id("participant"), *([subject_id("terms")] if with_terms else [])}
    document = copy.deepcopy(label_1_sample())
    document["verifiableCredential"] = [
        entry for entry in document["verifiableCredential"] if entry["credentialSubject"]["id"] in wanted
    ]
    document["verifiableCredential"][-1]["issuer"] = issuer
    return document


def test_a_participant_alone_is_judged_by_its_own_criterion() -> None:
    found = levels_of(_participant(with_terms=True))
    assert {key: entry.state for key, entry in found["SC"].criteria.items()} == {"PA1.1": CriterionState.EVIDENCED}
    assert found["SC"].verdict is Verdict.CONFORMANT
    for level in ("L1", "L2", "L3"):
        assert found[level].criteria["PA1.1"].state is CriterionState.NOT_APPLICABLE
        assert found[level].verdict is Verdict.INCOMPLETE


def test_a_label_for_a_participant_is_not_green() -> None:
    document = _participant(with_terms=True)
    assert examined(document, levels=("SC",)).report.verdict is Verdict.CONFORMANT
    assert examined(document, levels=("L1",)).report.verdict is Verdict.INCOMPLETE
    assert outcome_of(document, "L1")[1] == "reason.level_without_criteria"


def test_a_participant_without_accepted_terms_misses_its_criterion() -> None:
    assert levels_of(sample("good/participant.json"))["SC"].verdict is Verdict.NON_CONFORMANT
    assert criteria_findings(sample("good/participant.json"), "SC") == [("PA1.1", "violation", "criteria.missing")]


def test_terms_that_somebody_else_accepted_do_not_count() -> None:
    document = _participant(with_terms=True, issuer="did:web:other.example")
    assert state_of(document, "PA1.1", "SC") is CriterionState.MISSING


def test_a_participant_with_open_content_is_not_checked() -> None:
    document = _participant(with_terms=True)
    del subject(document, "participant")["legalAddress"]
    assert state_of(document, "PA1.1", "SC") is CriterionState.NOT_CHECKED
    assert levels_of(document)["SC"].verdict is Verdict.INCOMPLETE


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
    told = examined(label_1, levels=("L1",)).report.findings[0]
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
    told = [(found.rule[-6:], found.severity, found.subject) for found in report.findings]
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


# The report.


def test_the_json_report_shows_states_places_and_numbers(label_1: Json) -> None:
    _second_site(label_1)
    label_1["verifiableCredential"].append(_second_offering(label_1))
    report = examined(label_1).report
    told = report.levels["L1"].offerings[subject_id("offering")].criteria["P6.1.2"]
    assert set(told) == {"state", "pointer", "meets_number"}
    assert told["state"] == "evidenced"
    assert told["meets_number"] is True
    assert report.levels["L2"].criteria["P3.1.1"]["state"] == "needs_certification"
    assert report.levels["SC"].criteria["P1.3.3"] == {"state": "not_applicable"}
