# SPDX-License-Identifier: Apache-2.0
"""What the common test of specimens does not ask: the order of the rules, the wording of the terms, plain refusals."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.examination import Examination
from assay.finding import Outcome, Severity, Stage
from assay.rules.library import load
from checking import examined
from shared import shared_path
from specimens import tagus as specimens

PACK = load("gaia-x-tagus-22.10")


def _examined(path: Path) -> Examination:
    told = path.parent / "options.toml"
    options: dict[str, Any] = tomllib.loads(told.read_text(encoding="utf-8")) if told.is_file() else {}
    options.pop("did", None)
    return examined(path.read_bytes(), path.name, **{"draft": True, **options})


def _said(examination: Examination, rule: str) -> list[str]:
    """What the rule says with the severity it has, or a greater one."""
    severity = PACK.rules[rule].severity
    order = list(Severity)
    return [
        found.text
        for found in examination.report.findings
        if found.rule == rule and order.index(found.severity) <= order.index(severity)
    ]


def _outcome(examination: Examination, rule: str) -> Outcome:
    return next(entry.check.outcome for entry in examination.report.checks if entry.check.id == rule)


@pytest.mark.parametrize("rule", ["TAGUS-SIGNATURE-proof", "TAGUS-GRAPH-dids"])
def test_what_is_open_otherwise_refuses_what_can_never_be_right(rule: str) -> None:
    examination = _examined(specimens.HERE / rule / "refused.json")
    assert _outcome(examination, rule) is Outcome.FAILED
    assert _said(examination, rule)


def test_the_rules_stand_in_the_order_of_the_clearing_house() -> None:
    order = list(Stage)
    stages = [order.index(rule.stage) for rule in PACK.rules.values()]
    assert stages == sorted(stages)
    steps = ["CONTENT-types", "CONTENT-shapes", "GRAPH-terms", "GRAPH-legal-address", "GRAPH-subdivision", "GRAPH-dids"]
    steps += ["GRAPH-registration-number", "LINKS-notary", "GRAPH-offering-issuer", "GRAPH-data-resource-issuer"]
    steps += ["GRAPH-legitimate-interest", "CRITERIA-levels"]
    places = [list(PACK.rules).index(f"TAGUS-{step}") for step in steps]
    assert places == sorted(places)


def _right_text() -> str:
    shapes = json.loads(shared_path("reference", "tagus-22.10", "input__01_original__gx_shacl.json").read_bytes())
    found = next(entry for entry in shapes["@graph"] if entry["@id"] == "gx:GaiaXTermsAndConditionsShape")
    told: str = found["sh:property"]["sh:hasValue"]
    return told


DAMAGE = {
    "terms_escaped": lambda text: text.replace("\n", "\\n"),
    "terms_returns": lambda text: text.replace("\n", "\r\n"),
    "terms_wrapped": lambda text: text.replace("statements", "sta\ntements").replace("technical", "technical\n"),
    "terms_newline_lost": lambda text: text.replace("\n\n", "\n"),
    "terms_spaces": lambda text: text + " ",
    "terms_marks": lambda text: text.replace(" - ", " – "),
    "terms_other": lambda text: text.replace("PARTICIPANT", "participant company"),
    "terms_older": lambda _text: "70c1d713215f95191a11d38fe2341faed27d19e083917bc8732ca4fea4976700",
    "terms_digest": lambda _text: "4bd7554097444c960292b4726c2efa1373485e8a5565d94d41195214c5e0ceb3",
}


@pytest.mark.shared
@pytest.mark.parametrize("damage", DAMAGE)
def test_the_damage_of_the_terms_is_named(damage: str) -> None:
    report = examined(tagus.terms(DAMAGE[damage](_right_text()))).report
    assert [found.text for found in report.findings if found.rule == "TAGUS-GRAPH-terms-text"] == [f"tagus.{damage}"]


@pytest.mark.shared
def test_the_right_terms_pass_and_only_as_plain_text() -> None:
    examination = examined(tagus.terms(_right_text()))
    assert _outcome(examination, "TAGUS-GRAPH-terms-text") is Outcome.PASSED
    assert _said(examination, "TAGUS-GRAPH-terms-text") == []
    typed = tagus.terms("")
    typed["credentialSubject"]["gx:termsAndConditions"] = {"@value": _right_text(), "@language": "en"}
    assert _said(examined(typed), "TAGUS-GRAPH-terms-text") == ["tagus.terms_typed"]
    reference = tagus.terms("")
    reference["credentialSubject"]["gx:termsAndConditions"] = {"id": "https://acme.example/terms"}
    assert _said(examined(reference), "TAGUS-GRAPH-terms-text") == ["tagus.terms_other"]
