# SPDX-License-Identifier: Apache-2.0
"""The criteria of the Loire pack: the numbers of the rules, and every carrier of the Label 1 sample taken away once."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from assay.levels import LEVELS, CriterionState, LevelJudgement
from assay.rules.bundled import load_bundled
from assay.rules.carriers import Carrier
from assay.rules.criteria import CarrierCertainty, Criterion, Evidence
from assay.verdict import Verdict
from checking import examined, sample_bytes
from label_1_sample import DOCUMENTS_OF_THE_OFFERING, label_1_bytes, label_1_sample, subject_id

TABLE = load_bundled().criteria
CRITERIA = {criterion.id: criterion for criterion in TABLE.criteria}
OFFERING = {criterion.id: criterion for criterion in TABLE.of("offering")}
Json = dict[str, Any]


def ids(*names: str) -> set[str]:
    """`P5.1.1-7` is seven of them."""
    found: set[str] = set()
    for name in names:
        head, _, last = name.partition("-")
        block, _, first = head.rpartition(".")
        found |= {f"{block}.{number}" for number in range(int(first), int(last or first) + 1)}
    return found


ALL = ids(
    "P1.1.1-5", "P1.2.1-9", "P1.3.1-5", "P2.1.1-3", "P2.2.1-7", "P3.1.1-20", "P4.1.1-2", "P5.1.1-7", "P5.2.1",
    "P6.1.1-4",
)  # fmt: skip
UNUSED = ids("P1.3.3-5")
NOT_APPLICABLE = {
    "SC": ids("P1.3.1", "P2.1.1", "P2.2.4", "P5.1.1-7", "P6.1.2-4"),
    "L1": ids("P5.1.1-7"),
    "L2": ids("P5.1.2-7"),
    "L3": ids("P2.2.3-4", "P5.1.1"),
}
CERTIFIED = {
    "SC": set(),
    "L1": set(),
    "L2": ids("P2.1.1-3", "P2.2.1-7", "P3.1.1-20", "P5.1.1", "P5.2.1", "P6.1.2-4"),
    "L3": ids(
        "P2.1.1-3", "P2.2.1-2", "P2.2.5-7", "P3.1.1-20", "P4.1.1-2", "P5.1.2-7", "P5.2.1", "P6.1.2-4",
    ),
}  # fmt: skip
INFERRED = ids(
    "P1.1.4", "P1.2.1", "P1.2.4", "P1.2.7", "P1.2.9", "P1.3.2", "P2.2.2-6", "P3.1.9", "P3.1.11", "P4.1.2",
)  # fmt: skip


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


# The sample.


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

Change = Callable[[Json], None]


def subject(document: Json, name: str) -> Json:
    return next(
        entry["credentialSubject"]
        for entry in document["verifiableCredential"]
        if entry["credentialSubject"]["id"] == subject_id(name)
    )


def without_credential(name: str) -> Change:
    """The credential and every reference to it."""

    def change(document: Json) -> None:
        gone = subject_id(name)
        document["verifiableCredential"] = [
            entry for entry in document["verifiableCredential"] if entry["credentialSubject"]["id"] != gone
        ]
        for entry in document["verifiableCredential"]:
            _forget(entry["credentialSubject"], gone)

    return change


def _forget(claims: Json, gone: str) -> None:
    for key, value in list(claims.items()):
        if isinstance(value, list):
            left = [item for item in value if item not in (gone, {"id": gone})]
            if left:
                claims[key] = left
            else:
                del claims[key]
        elif value == gone and key != "id":
            del claims[key]


def without_member(name: str, *members: str) -> Change:
    def change(document: Json) -> None:
        for member in members:
            del subject(document, name)[member]

    return change


def with_member(name: str, member: str, value: object) -> Change:
    def change(document: Json) -> None:
        subject(document, name)[member] = value

    return change


def all_of(*changes: Change) -> Change:
    def change(document: Json) -> None:
        for each in changes:
            each(document)

    return change


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


FURTHER = {"encryption-measure", "instruction-terms", "instruction-means", "sub-contractor-notices",
           "sub-processor-contract", "export"}  # fmt: skip


@pytest.mark.parametrize("name", sorted({*DOCUMENTS_OF_THE_OFFERING, *FURTHER}))
def test_no_document_of_the_sample_is_idle(name: str) -> None:
    document = json.loads(label_1_bytes())
    without_credential(name)(document)
    found = examined(document, levels=("L1",))
    assert found.judgement.levels["L1"].verdict is not Verdict.CONFORMANT
    assert found.report.verdict is not Verdict.CONFORMANT
