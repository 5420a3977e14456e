# SPDX-License-Identifier: Apache-2.0
"""Criteria of an extension: told beside those of the rules, and never making more of a level than the rules do."""

import html
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assay.reports import render
from assay.reports.report import LevelReport
from assay.rules.bundled import load_bundled, resource
from assay.texts import LANGUAGES, load_texts
from assay.verdict import Verdict
from checking import examined, sample
from extension_specimens import AERO, NUC, extension_sample, subject_of
from report_specimens import report

MATERIAL = "good/material-declaration.json"
ONLY_CARBON = {**subject_of(extension_sample(AERO, MATERIAL))["lifeCycleInventory"], "method": "ISO-14067"}
"""Allowed by the shapes, and not enough for the criterion."""


def label_1_with_material(**changes: Any) -> dict[str, Any]:
    """The Label 1 sample with a material declaration by the same company among its resources."""
    whole = sample("good/label-1-offering.json")
    declaration = extension_sample(AERO, MATERIAL)["verifiableCredential"][0]
    people = [
        entry for entry in whole["verifiableCredential"] if entry["credentialSubject"]["type"] == "gx:LegalPerson"
    ]
    declaration["issuer"] = people[0]["issuer"]
    declaration["credentialSubject"] |= {"copyrightOwnedBy": people[0]["credentialSubject"]["id"], **changes}
    whole["verifiableCredential"].append(declaration)
    return whole


def own_levels(value: dict[str, Any], pack_id: str = AERO, **options: Any) -> dict[str, LevelReport]:
    (entry,) = examined(value, extensions=(pack_id,), **options).report.extensions
    return dict(entry.levels)


def test_a_level_is_reached_where_the_rules_and_the_extension_say_so() -> None:
    found = own_levels(label_1_with_material())
    assert {name: level.verdict for name, level in found.items()} == {
        "SC": Verdict.CONFORMANT,
        "L1": Verdict.CONFORMANT,
        "L2": Verdict.INCOMPLETE,
    }
    assert found["L2"].criteria["AERO-2"]["state"] == "needs_certification"


def test_a_criterion_of_the_extension_keeps_its_level_from_being_reached_and_not_that_of_the_rules() -> None:
    value = label_1_with_material(lifeCycleInventory=ONLY_CARBON)
    report = examined(value, extensions=(AERO,)).report
    assert report.levels["L1"].verdict is Verdict.CONFORMANT
    assert report.extensions[0].levels["L1"].verdict is Verdict.NON_CONFORMANT
    assert report.extensions[0].levels["L1"].criteria["AERO-2"]["state"] == "missing"


def test_a_number_that_is_missed_is_told() -> None:
    value = extension_sample(AERO, MATERIAL)
    subject_of(value)["material"][1]["recycledShare"] = 9
    found = own_levels(value)["L1"].criteria["AERO-3"]
    assert found["meets_number"] is False


@pytest.mark.parametrize("pack_id", [AERO, NUC])
def test_no_level_is_better_than_that_of_the_rules(pack_id: str) -> None:
    name = MATERIAL if pack_id == AERO else "good/component-record.json"
    value = extension_sample(pack_id, name)
    report = examined(value, extensions=(pack_id,)).report
    assert report.levels["SC"].verdict is Verdict.NON_CONFORMANT
    (entry,) = report.extensions
    assert {level.verdict for level in entry.levels.values()} == {Verdict.NON_CONFORMANT}
    assert all(state["state"] != "missing" for level in entry.levels.values() for state in level.criteria.values())


def test_a_level_that_is_asked_for_counts_for_the_extension_where_it_has_criteria_for_it() -> None:
    value = label_1_with_material(lifeCycleInventory=ONLY_CARBON)
    report = examined(value, extensions=(AERO,), levels=("L1",)).report
    assert (report.verdict, report.extensions[0].verdict) == (Verdict.CONFORMANT, Verdict.NON_CONFORMANT)
    assert [found.rule for found in report.findings if found.rule.startswith("AERO-")] == ["AERO-CRITERION-2"]


def test_a_level_the_extension_knows_nothing_of_leaves_it_alone() -> None:
    value = extension_sample(AERO, MATERIAL)
    asked = examined(value, extensions=(AERO,), levels=("L3",)).report
    check = next(entry.check for entry in asked.checks if entry.check.id == "AERO-CRITERIA-levels")
    assert not check.blocks
    assert not [found for found in asked.findings if found.rule.startswith("AERO-")]


def test_a_document_without_the_subject_has_no_levels_of_the_extension() -> None:
    assert own_levels(extension_sample(AERO, "good/sensor-data.json")) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_every_report_tells_them(name: str, lang: str) -> None:
    """Level, why it is held back, and each criterion by its name; in the terminal the table is left out."""
    words, pack = load_texts(lang), load_bundled(AERO)
    found = examined(extension_sample(AERO, MATERIAL), extensions=(AERO,), lang=lang).report
    told = " ".join(html.unescape(render(report(found, lang=lang), name, run=None, words=words).decode()).split())
    assert " ".join(words.say("report.criteria.of_rules").split()) in told
    labels = [entry.label for entry in pack.texts(lang).of_criterion.values()]
    assert [label for label in labels if " ".join(label.split()) not in told] == ([] if name != "text" else labels)


def test_the_json_report_lists_them_by_the_schema() -> None:
    found = examined(extension_sample(AERO, MATERIAL), extensions=(AERO,)).report
    told = json.loads(render(report(found), "json", run=None, words=load_texts("en")))
    Draft202012Validator(json.loads(resource("schemas", "report-1.schema.json").read_bytes())).validate(told)
    levels = told["documents"][0]["extensions"][0]["levels"]
    assert list(levels) == ["SC", "L1", "L2"]
    assert levels["L1"]["criteria"]["AERO-3"]["state"] == "evidenced"
