# SPDX-License-Identifier: Apache-2.0
"""Levels never go green for nothing: open content, carriers that do not count, several offerings, participants."""

import copy
from dataclasses import replace

import pytest

from assay.finding import Outcome
from assay.judgement import judge
from assay.levels import CriterionState, LevelJudgement
from assay.options import Options
from assay.verdict import Verdict
from checking import MOMENT, document, examined, sample
from label_1_changes import Json, criteria_findings, levels_of, outcome_of, second_offering, state_of, subject
from label_1_sample import label_1_sample, subject_id


@pytest.fixture
def label_1() -> Json:
    return copy.deepcopy(label_1_sample())


# Content first.


def test_open_content_of_the_offering_leaves_its_criterion_open(label_1: Json) -> None:
    subject(label_1, "offering")["provisionType"] = "somewhere"
    assert state_of(label_1, "P1.2.9") is CriterionState.NOT_CHECKED
    assert state_of(label_1, "P1.3.2") is CriterionState.DECLARED
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
    label_1["verifiableCredential"].append(second_offering(label_1, legalDocuments=[contract]))
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
    assert outcome_of(address, "SC") == (Outcome.NOT_CHECKED, "reason.nothing_for_levels", True)
    assert outcome_of(address) == (Outcome.NOT_CHECKED, "reason.nothing_for_levels", False)


def test_an_unheard_of_level_is_not_green(label_1: Json) -> None:
    judgement = judge(document(label_1), Options(draft=True, moment=MOMENT, levels=("L4",)))
    found = next(entry for entry in judgement.outcomes if entry.id == "LOIRE-CRITERIA-levels")
    assert (found.outcome, found.blocks) == (Outcome.NOT_CHECKED, True)


@pytest.mark.parametrize("fault", [TimeoutError, ValueError])
def test_an_engine_that_fails_leaves_every_level_open(
    fault: type[Exception], label_1: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("assay.checks.case.evaluate", failing)
    report = examined(label_1, levels=("SC",)).report
    assert report.verdict is Verdict.INCOMPLETE
    assert {level.verdict for level in report.levels.values()} == {Verdict.INCOMPLETE}


@pytest.mark.parametrize("reported", [{"untold": 1}, {"differences": ("only reference: x",)}])
def test_results_that_are_not_whole_leave_the_content_open(
    reported: dict[str, object], label_1: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assay.checks import case

    whole = case.evaluate
    monkeypatch.setattr(case, "evaluate", lambda *given, **named: replace(whole(*given, **named), **reported))
    assert state_of(label_1, "P1.2.9") is CriterionState.NOT_CHECKED
    assert levels_of(label_1)["L1"].verdict is Verdict.INCOMPLETE


# Several offerings.


def test_of_several_offerings_the_worst_counts_and_each_is_shown(label_1: Json) -> None:
    label_1["verifiableCredential"].append(second_offering(label_1))
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
        second_offering(copies, **{key: value for key, value in full.items() if key != "id"})
    )
    assert levels_of(copies)["SC"].verdict is Verdict.CONFORMANT
    monkeypatch.setattr("assay.checks.criteria.MAX_JUDGED", 1)
    assert levels_of(copies)["SC"].verdict is Verdict.INCOMPLETE
    assert examined(copies, levels=("SC",)).report.verdict is Verdict.INCOMPLETE


def test_the_worst_of_many_offerings_is_told_though_not_all_are(label_1: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.checks.criteria.MAX_SHOWN", 1)
    label_1["verifiableCredential"].append(second_offering(label_1))
    report = examined(label_1, levels=("SC",)).report
    assert report.verdict is Verdict.NON_CONFORMANT
    assert set(report.levels["SC"].offerings) == {subject_id("second")}
    assert {found.subject for found in report.findings if "-CRITERION-" in found.rule} == {subject_id("second")}


def test_much_work_is_cut_and_leaves_every_level_open(label_1: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    full = subject(label_1, "offering")
    told = {key: value for key, value in full.items() if key != "id"}
    label_1["verifiableCredential"].append(second_offering(label_1, **told))
    monkeypatch.setattr("assay.checks.carriers.MOST_STEPS", 10)
    assert levels_of(label_1)["SC"].verdict is Verdict.INCOMPLETE
    assert outcome_of(label_1, "SC") == (Outcome.NOT_CHECKED, "reason.too_many_offerings", True)


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


@pytest.mark.parametrize("levels", [(), ("SC",)])
def test_no_level_is_reached_by_a_document_that_does_not_conform(levels: tuple[str, ...]) -> None:
    """An offering that calls itself an address leaves a participant, whose one criterion is met."""
    document = sample("good/label-1-offering.json")
    offering = next(entry for entry in document["verifiableCredential"] if "Offering" in str(entry["type"]))
    offering["type"] = ["VerifiableCredential", "gx:Address"]
    offering["credentialSubject"]["type"] = "gx:Address"
    report = examined(document, levels=levels).report
    assert report.verdict is Verdict.NON_CONFORMANT
    assert Verdict.CONFORMANT not in {level.verdict for level in report.levels.values()}
