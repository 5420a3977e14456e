# SPDX-License-Identifier: Apache-2.0
"""The Label 1 sample meets every criterion of its levels, and every carrier of it is taken away once."""

import json
from collections.abc import Mapping
from functools import cache

import pytest

from assay.levels import LEVELS, CriterionState, LevelJudgement
from assay.rules.criteria import Evidence
from assay.verdict import Verdict
from checking import examined, sample_bytes
from label_1_changes import Change, all_of, with_member, without_credential, without_member
from label_1_sample import DOCUMENTS_OF_THE_OFFERING, FURTHER_DOCUMENTS, label_1_bytes, label_1_sample
from loire_criteria import ALL, CERTIFIED, CRITERIA, INFERRED, NOT_APPLICABLE, OFFERING, UNUSED, ids


@cache
def sample_levels() -> Mapping[str, LevelJudgement]:
    return examined(label_1_sample()).judgement.levels


def test_the_sample_is_what_is_built() -> None:
    assert sample_bytes("good/label-1-offering.json") == label_1_bytes()
    assert len(label_1_sample()["verifiableCredential"]) >= 46


def test_the_sample_is_ready_to_sign_and_conformant_for_sc_and_l1() -> None:
    report = examined(label_1_sample(), levels=("SC", "L1")).report
    assert report.verdict is Verdict.CONFORMANT
    assert {name: level.verdict for name, level in report.levels.items()} == {
        "SC": Verdict.CONFORMANT,
        "L1": Verdict.CONFORMANT,
        "L2": Verdict.INCOMPLETE,
        "L3": Verdict.INCOMPLETE,
    }
    assert [found.rule for found in report.findings if found.stage.value == "criteria"] == []


@pytest.mark.parametrize("level", LEVELS)
def test_the_sample_shows_every_criterion_of_every_level(level: str) -> None:
    met = {CriterionState.DECLARED, CriterionState.EVIDENCED}
    states = {key: entry.state for key, entry in sample_levels()[level].criteria.items()}
    assert list(states) == list(OFFERING)
    assert {key for key, state in states.items() if state is CriterionState.NOT_APPLICABLE} == (
        NOT_APPLICABLE[level] | UNUSED
    )
    assert {key for key, state in states.items() if state is CriterionState.NEEDS_CERTIFICATION} == CERTIFIED[level]
    assert {key for key, state in states.items() if state in met} == (
        ALL - NOT_APPLICABLE[level] - UNUSED - CERTIFIED[level]
    )


# One carrier away. A carrier that two criteria share by the rules stands here with both.

SHAPES_DEMAND = {"P1.2.9"}
"""What is taken away is demanded by the shapes too: the mandatory details are then open."""
TAKEN_AWAY: dict[str, tuple[Change, set[str]]] = {
    "P1.1.1": (without_credential("contract"), ids("P1.1.1-3", "P1.1.5")),
    "P1.1.2": (with_member("contract", "governingLawCountries", ["CH"]), {"P1.1.2"}),
    "P1.1.3": (without_member("contract", "involvedParties"), {"P1.1.3"}),
    "P1.1.4": (without_member("offering", "aggregationOfResources"), ids("P1.1.4", "P1.2.5", "P3.1.10", "P6.1.2-4")),
    "P1.1.5": (without_member("contract", "governingLawCountries"), ids("P1.1.2", "P1.1.5")),
    "P1.2.1": (without_credential("business-continuity"), ids("P1.2.1", "P3.1.16")),
    "P1.2.2": (without_credential("data-processing-terms"), {"P1.2.2"}),
    "P1.2.3": (without_credential("contract-changes"), {"P1.2.3"}),
    "P1.2.4": (without_credential("intellectual-property"), {"P1.2.4"}),
    "P1.2.5": (
        all_of(without_member("datacenter", "location"), without_member("availability-zone", "address")),
        {"P1.2.5"} | SHAPES_DEMAND,
    ),
    "P1.2.6": (without_member("sub-contractor", "informationDocuments"), {"P1.2.6"} | SHAPES_DEMAND),
    "P1.2.7": (without_member("sub-contractor", "applicableJurisdiction"), {"P1.2.7"} | SHAPES_DEMAND),
    "P1.2.8": (without_credential("contact"), {"P1.2.8"}),
    "P1.2.9": (without_member("offering", "serviceOfferingTermsAndConditions"), {"P1.2.9"}),
    "P1.3.1": (without_credential("policy"), {"P1.3.1"}),
    "P1.3.2": (without_member("participant", "headquartersAddress"), {"P1.3.2"}),
    "P2.1.1": (without_credential("service-agreement"), {"P2.1.1"}),
    "P2.1.2": (without_credential("roles-and-responsibilities"), {"P2.1.2"}),
    "P2.1.3": (without_credential("measure"), {"P2.1.3"}),
    "P2.2.1": (without_member("instructions", "terms"), {"P2.2.1"} | SHAPES_DEMAND),
    "P2.2.2": (without_member("instructions", "means"), {"P2.2.2"} | SHAPES_DEMAND),
    "P2.2.3": (without_member("third-country-transfer", "country"), {"P2.2.3"} | SHAPES_DEMAND),
    "P2.2.4": (without_member("third-country-transfer", "securingMechanism"), {"P2.2.4"} | SHAPES_DEMAND),
    "P2.2.5": (without_member("sub-processor-transfer", "reason"), {"P2.2.5"} | SHAPES_DEMAND),
    "P2.2.6": (without_member("sub-processor-transfer", "subProcessorManagement"), {"P2.2.6"} | SHAPES_DEMAND),
    "P2.2.7": (without_credential("audit-rights"), {"P2.2.7"}),
    "P3.1.1": (without_credential("security-organisation"), {"P3.1.1"}),
    "P3.1.2": (without_credential("security-policies"), {"P3.1.2"}),
    "P3.1.3": (without_credential("security-risks"), {"P3.1.3"}),
    "P3.1.4": (without_credential("staff"), {"P3.1.4"}),
    "P3.1.5": (without_credential("assets"), {"P3.1.5"}),
    "P3.1.6": (without_credential("physical-security"), {"P3.1.6"}),
    "P3.1.7": (without_credential("operational-security"), {"P3.1.7"}),
    "P3.1.8": (without_credential("access-control"), {"P3.1.8"}),
    "P3.1.9": (without_member("offering", "cryptographicSecurityStandards"), {"P3.1.9"}),
    "P3.1.10": (without_credential("datacenter"), ids("P3.1.10", "P6.1.2-4")),
    "P3.1.11": (without_credential("portability"), ids("P3.1.11", "P4.1.1-2")),
    "P3.1.12": (without_credential("change-management"), {"P3.1.12"}),
    "P3.1.13": (without_credential("secure-development"), {"P3.1.13"}),
    "P3.1.14": (without_credential("procurement"), {"P3.1.14"}),
    "P3.1.15": (without_credential("security-incidents"), {"P3.1.15"}),
    "P3.1.16": (without_credential("business-continuity"), ids("P1.2.1", "P3.1.16")),
    "P3.1.17": (without_credential("compliance-assurance"), {"P3.1.17"}),
    "P3.1.18": (without_credential("user-documentation"), {"P3.1.18"}),
    "P3.1.19": (without_credential("government-requests"), {"P3.1.19"}),
    "P3.1.20": (without_credential("product-security"), {"P3.1.20"}),
    "P4.1.1": (without_member("portability", "formats"), {"P4.1.1"} | SHAPES_DEMAND),
    "P4.1.2": (without_member("portability", "pricing"), {"P4.1.2"} | SHAPES_DEMAND),
    "P5.2.1": (without_credential("data-access-terms"), ids("P1.2.2", "P5.2.1")),
    "P6.1.1": (without_credential("environment-report"), {"P6.1.1"}),
    "P6.1.2": (without_credential("energy-efficiency"), {"P6.1.2"}),
    "P6.1.3": (without_credential("energy-mix"), {"P6.1.3"}),
    "P6.1.4": (without_credential("water"), {"P6.1.4"}),
}
"""Criterion to what is taken away, and the criteria that change with it."""
ALSO: dict[str, tuple[Change, set[str]]] = {
    "the other document of P2.1.1": (without_credential("data-protection-measures"), {"P2.1.1"}),
    "no word on subcontractors": (without_credential("sub-contractor"), ids("P1.2.6-7")),
    "no word on third countries": (without_credential("third-country-transfer"), ids("P2.2.3-4")),
    "no word on sub-processors": (without_credential("sub-processor-transfer"), ids("P2.2.5-6")),
    "no instructions": (without_credential("instructions"), ids("P2.2.1-2")),
    "no provider": (without_credential("participant"), ids("P1.1.3", "P1.2.9", "P1.3.2")),
}
UNSAYABLE = ids("P1.2.6-7", "P2.2.3-6")
"""Without a carrier they are left open, whatever its certainty: the vocabulary cannot say "there is none"."""


def test_a_carrier_is_taken_away_for_every_criterion_that_can_be_declared() -> None:
    declared = {key for key, entry in OFFERING.items() if Evidence.DECLARATION in entry.levels.values()}
    assert set(TAKEN_AWAY) == declared
    assert all(key in flips for key, (_, flips) in TAKEN_AWAY.items())


@pytest.mark.parametrize("name", [*TAKEN_AWAY, *ALSO])
def test_one_carrier_away_changes_its_criterion_at_its_levels(name: str) -> None:
    change, flips = (TAKEN_AWAY | ALSO)[name]
    document = json.loads(label_1_bytes())
    change(document)
    found = examined(document).judgement.levels
    for level in LEVELS:
        before, after = sample_levels()[level].criteria, found[level].criteria
        changed = {key for key in before if before[key].state is not after[key].state}
        declared = {key for key in flips if CRITERIA[key].levels[level] is Evidence.DECLARATION}
        assert changed == declared, level
        assert {after[key].state for key in changed} <= {CriterionState.MISSING, CriterionState.NOT_CHECKED}
        assert found[level].verdict is _expected(level, {key: after[key].state for key in changed}), level


def _expected(level: str, changed: Mapping[str, CriterionState]) -> Verdict:
    """By the readings: sure carriers that are missing are non-conformant, inferred ones and open ones incomplete."""
    missing = {key for key, state in changed.items() if state is CriterionState.MISSING}
    unsayable = missing & UNSAYABLE if missing & UNSAYABLE and "P1.2.9" not in changed else set()
    if missing - INFERRED - unsayable:
        return Verdict.NON_CONFORMANT
    return Verdict.INCOMPLETE if changed else sample_levels()[level].verdict


@pytest.mark.parametrize("name", sorted({*DOCUMENTS_OF_THE_OFFERING, *FURTHER_DOCUMENTS}))
def test_no_document_of_the_sample_is_idle(name: str) -> None:
    document = json.loads(label_1_bytes())
    without_credential(name)(document)
    found = examined(document, levels=("L1",))
    assert found.judgement.levels["L1"].verdict is not Verdict.CONFORMANT
    assert found.report.verdict is not Verdict.CONFORMANT
