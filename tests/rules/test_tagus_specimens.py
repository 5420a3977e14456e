# SPDX-License-Identifier: Apache-2.0
"""Each rule of the Tagus pack passes one specimen and fails another; those that nobody can decide yet say so."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.examination import Examination
from assay.finding import Outcome, Severity, Stage
from assay.rules.library import load
from assay.shacl.program import Program
from checking import examined
from shared import shared_path
from specimens import tagus as specimens

PACK = load("gaia-x-tagus-22.10")
OPEN = {
    "TAGUS-IDENTITY-issuer",
    "TAGUS-SIGNATURE-proof",
    "TAGUS-CHAIN-anchor",
    "TAGUS-CHAIN-revocation",
    "TAGUS-CHAIN-published",
    "TAGUS-VALIDITY-status",
    "TAGUS-LINKS-digests",
    "TAGUS-GRAPH-dids",
}
"""Rules that never pass by what is at hand."""
ELSEWHERE = {"TAGUS-CRITERIA-levels"}
"""Tested criterion by criterion in `test_tagus_label`."""


def _constraints(program: Program) -> set[str]:
    """Constraints that are reported, not those inside of alternatives."""
    queue = [number for numbers in program.targets["classes"].values() for number in numbers]
    found: set[str] = set()
    for number in queue:
        for name, value in program.shapes[number]["constraints"]:
            if name != "property":
                found.add(name)
            elif isinstance(value, int) and value not in queue:
                queue.append(value)
    return found


def _rules() -> list[str]:
    assert PACK.program is not None
    shapes = sorted(f"TAGUS-SHAPE-{name}" for name in _constraints(PACK.program))
    return [rule for rule in (*PACK.rules, *shapes) if rule not in ELSEWHERE]


RULES = _rules()


def _examined(path: Path) -> Examination:
    told = path.parent / "options.toml"
    options: dict[str, Any] = tomllib.loads(told.read_text(encoding="utf-8")) if told.is_file() else {}
    return examined(path.read_bytes(), path.name, **{"draft": True, **options})


def _said(examination: Examination, rule: str) -> list[str]:
    """What the rule says with the severity it has, or a greater one."""
    severity = PACK.rules[rule].severity if rule in PACK.rules else Severity.VIOLATION
    order = list(Severity)
    is_reading = rule == "TAGUS-CONTENT-read"
    return [
        found.text
        for found in examination.report.findings
        if (found.rule.startswith("LD-") if is_reading else found.rule == rule)
        and order.index(found.severity) <= order.index(severity)
    ]


def _outcome(examination: Examination, rule: str) -> Outcome:
    wanted = "TAGUS-CONTENT-shapes" if "-SHAPE-" in rule else rule
    return next(entry.check.outcome for entry in examination.report.checks if entry.check.id == wanted)


def test_every_rule_has_specimens_and_none_is_left_over() -> None:
    assert set(specimens.SPECIMENS) == set(RULES)
    for rule, files in specimens.SPECIMENS.items():
        assert "open.json" in files if rule in OPEN else "passes.json" in files
        assert "fails.json" in files or rule in OPEN | {"TAGUS-CONTENT-shapes"}


def test_the_files_are_what_the_program_makes() -> None:
    folder = specimens.HERE
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.*")
        if path.is_file()
    }
    assert found == specimens.texts(), "run python tests/specimens/tagus.py"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in OPEN])
def test_the_rule_passes_what_is_right(rule: str) -> None:
    examination = _examined(specimens.HERE / rule / "passes.json")
    assert _said(examination, rule) == []
    assert _outcome(examination, rule) is Outcome.PASSED


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in OPEN | {"TAGUS-CONTENT-shapes"}])
def test_the_rule_fails_what_is_wrong(rule: str) -> None:
    examination = _examined(specimens.HERE / rule / "fails.json")
    assert _said(examination, rule)
    if "-SHAPE-" in rule:
        assert _outcome(examination, rule) is Outcome.FAILED


@pytest.mark.parametrize("rule", sorted(OPEN))
def test_what_cannot_be_decided_says_so(rule: str) -> None:
    assert _outcome(_examined(specimens.HERE / rule / "open.json"), rule) is Outcome.NOT_CHECKED


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
