# SPDX-License-Identifier: Apache-2.0
"""Levels: what is evidenced, declared, missing or open, what follows for the document, and what the report shows."""

import copy

import pytest

from assay.finding import Outcome, Severity
from assay.levels import CriterionState
from assay.verdict import Verdict
from checking import examined
from label_1_changes import Json, criteria_findings, levels_of, outcome_of, second_offering, state_of, subject
from label_1_sample import label_1_sample, subject_id


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


# The report.


def test_the_json_report_shows_states_places_and_numbers(label_1: Json) -> None:
    label_1["verifiableCredential"].append(second_offering(label_1))
    report = examined(label_1).report
    told = report.levels["L1"].offerings[subject_id("offering")].criteria["P6.1.2"]
    assert set(told) == {"state", "pointer", "meets_number"}
    assert told["state"] == "evidenced"
    assert told["meets_number"] is True
    assert report.levels["L2"].criteria["P3.1.1"]["state"] == "needs_certification"
    assert report.levels["SC"].criteria["P1.3.3"] == {"state": "not_applicable"}
