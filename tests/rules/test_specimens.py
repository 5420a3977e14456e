# SPDX-License-Identifier: Apache-2.0
"""Each rule of each bundled pack passes one specimen and fails another; no rule is without, no specimen left over.

`tests/specimens/<pack>/<rule>/` holds `passes*.json` and `fails*.json`, for some rules `open*.json` alone, and options
in `options.toml` (`draft`, `levels`). Findings of the shapes count as rules of their own (`…-SHAPE-minCount`).
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from assay.examination import Examination
from assay.finding import Outcome, Severity
from assay.identity.trust_opening import open_trust
from assay.rules.bundled import load_bundled
from assay.texts import LANGUAGES
from checking import examined
from pack_rules import BASE_PACKS, every_rule
from specimens import build_specimens

SPECIMENS = Path(__file__).parents[1] / "specimens"
LATER = {
    "CHAIN-revocation": "whether a certificate is revoked cannot be known offline",
    "CHAIN-published": "what is published under an address cannot be known offline",
    "LINKS-digests": "referenced documents cannot be given yet",
    "GRAPH-dids": "whether a DID can be looked up cannot be known offline; one that never can is refused.json",
}
"""Rules that never say more than *not checked* so far: their specimens have to show just that."""
BY_FINDINGS_OF_SHAPES = "CONTENT-shapes"
"""The check behind the rules `…-SHAPE-…`: what fails one of them fails it."""
BEGINNINGS = {"CONTENT-read": "LD-"}
"""Checks whose findings go by names of their own: what reading linked data notices is the same for every pack."""
FOR_MACHINES = re.compile(r"://|\b(?:did|urn):|_:\w")
ELSEWHERE = {"CRITERIA-levels": "each criterion is taken away from a whole set by a generated test of its own"}


def _suffix(rule_id: str) -> str:
    return rule_id.partition("-")[2]


RULES = [
    (pack_id, rule_id)
    for pack_id in BASE_PACKS
    for rule_id in every_rule(load_bundled(pack_id))
    if _suffix(rule_id) not in ELSEWHERE
]


def _files(pack_id: str, rule_id: str, kind: str) -> list[Path]:
    return sorted((SPECIMENS / pack_id / rule_id).glob(f"{kind}*.json"))


def _examined(path: Path, pack_id: str, **more: Any) -> Examination:
    options: dict[str, Any] = {}
    if (told := path.parent / "options.toml").is_file():
        options = tomllib.loads(told.read_text(encoding="utf-8"))
    roles = ("did", "chain", "anchors", "status")
    files = {role: [str(path.parent / name) for name in options.pop(role, [])] for role in roles}
    options["trust"] = open_trust(
        files["did"], chains=files["chain"], anchors=files["anchors"], statuses=files["status"]
    )
    if "levels" in options:
        options["levels"] = tuple(options["levels"])
    return examined(path.read_bytes(), path.name, **{"draft": True, "pack": pack_id, **options, **more})


def _severity(pack_id: str, rule_id: str) -> Severity:
    rule = load_bundled(pack_id).rules.get(rule_id)
    return rule.severity if rule else Severity.VIOLATION


def _weighty(examination: Examination, rule_id: str, severity: Severity) -> list[str]:
    """What a rule said with the severity it has, or a greater one; advice beside it does not count."""
    order = list(Severity)
    beginning = BEGINNINGS.get(_suffix(rule_id))
    return [
        found.text
        for found in examination.report.findings
        if (found.rule.startswith(beginning) if beginning else found.rule == rule_id)
        and order.index(found.severity) <= order.index(severity)
    ]


def _outcome(examination: Examination, rule_id: str) -> Outcome:
    wanted = rule_id
    if "-SHAPE-" in rule_id:
        wanted = f"{rule_id.partition('-')[0]}-{BY_FINDINGS_OF_SHAPES}"
    return next(entry.check.outcome for entry in examination.report.checks if entry.check.id == wanted)


@pytest.mark.parametrize(("pack_id", "rule_id"), RULES)
def test_every_rule_has_specimens(pack_id: str, rule_id: str) -> None:
    passes, fails = (_files(pack_id, rule_id, kind) for kind in ("passes", "fails"))
    if _suffix(rule_id) in LATER:
        assert _files(pack_id, rule_id, "open")
        assert not passes
        assert not fails
    else:
        assert passes
        assert fails or _suffix(rule_id) == BY_FINDINGS_OF_SHAPES


@pytest.mark.parametrize("pack_id", BASE_PACKS)
def test_no_specimen_is_left_over(pack_id: str) -> None:
    known = {rule_id for pack, rule_id in RULES if pack == pack_id}
    assert {folder.name for folder in (SPECIMENS / pack_id).iterdir() if folder.is_dir()} <= known


@pytest.mark.parametrize(("pack_id", "rule_id"), [rule for rule in RULES if _suffix(rule[1]) not in LATER])
def test_the_rule_passes_what_is_right(pack_id: str, rule_id: str) -> None:
    for path in _files(pack_id, rule_id, "passes"):
        examination = _examined(path, pack_id)
        assert _weighty(examination, rule_id, _severity(pack_id, rule_id)) == [], path
        assert _outcome(examination, rule_id) is Outcome.PASSED, path


@pytest.mark.parametrize(("pack_id", "rule_id"), [rule for rule in RULES if _suffix(rule[1]) not in LATER])
def test_the_rule_fails_what_is_wrong(pack_id: str, rule_id: str) -> None:
    for path in _files(pack_id, rule_id, "fails"):
        assert _weighty(_examined(path, pack_id), rule_id, _severity(pack_id, rule_id)), path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("pack_id", "rule_id"), RULES)
def test_no_first_sentence_holds_an_address_or_an_id(pack_id: str, rule_id: str, lang: str) -> None:
    """They stand in what follows, where somebody has to compare them; the first sentence can be read aloud."""
    for path in sorted((SPECIMENS / pack_id / rule_id).glob("*.json")):
        told = [found.message for found in _examined(path, pack_id, lang=lang).report.findings]
        assert [text for text in told if FOR_MACHINES.search(text)] == [], path.name


@pytest.mark.parametrize("pack_id", BASE_PACKS)
def test_what_fails_a_shape_fails_the_check_of_the_shapes(pack_id: str) -> None:
    failing = list(SPECIMENS.glob(f"{pack_id}/*-SHAPE-*/fails*.json"))
    assert failing
    rule_id = f"{load_bundled(pack_id).generation.upper()}-{BY_FINDINGS_OF_SHAPES}"
    assert {_outcome(_examined(path, pack_id), rule_id) for path in failing} == {Outcome.FAILED}


@pytest.mark.parametrize(("pack_id", "rule_id"), [rule for rule in RULES if _suffix(rule[1]) in LATER])
def test_what_cannot_be_decided_yet_says_so(pack_id: str, rule_id: str) -> None:
    for path in _files(pack_id, rule_id, "open"):
        assert _outcome(_examined(path, pack_id), rule_id) is Outcome.NOT_CHECKED, path


@pytest.mark.parametrize("pack_id", build_specimens.PACKS)
def test_the_files_are_what_the_program_makes(pack_id: str) -> None:
    folder = SPECIMENS / pack_id
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.*")
        if path.is_file()
    }
    assert found == build_specimens.texts(pack_id), "run tests/specimens/build_specimens.py"
