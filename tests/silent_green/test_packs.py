# SPDX-License-Identifier: Apache-2.0
"""Packs the compiled engine cannot take: never half-checked, never green without the reference engine's word."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assay import judgement
from assay.checks import evaluation
from assay.errors import AssayError
from assay.formats import read
from assay.options import Options
from assay.rules.bundled import resource
from assay.rules.load import load_pack
from assay.rules.pack import RulePack
from assay.verdict import Verdict, fold
from checking import MOMENT, document, examined, sample

PARTICIPANT = "good/participant.json"
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix gx: <https://w3id.org/gaia-x/development#> .
<urn:assay:test:Extra> a sh:NodeShape ; sh:targetClass gx:LegalPerson ; {constraint} .
"""
SPARQL_THAT_FAILS = 'sh:sparql [ a sh:SPARQLConstraint ; sh:select """SELECT $this ?value WHERE { $this a ?value }""" ]'
SPARQL_THAT_HOLDS = (
    'sh:sparql [ a sh:SPARQLConstraint ; sh:select """SELECT $this WHERE { $this <urn:nothing> ?value }""" ]'
)


@pytest.fixture
def pack_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], RulePack]:
    """Makes the default pack one with another constraint on legal persons."""

    def make(constraint: str) -> RulePack:
        folder = tmp_path / "pack"
        shutil.copytree(Path(str(resource("rule_packs", "gaia-x-loire-25.11"))), folder)
        with (folder / "shapes.ttl").open("a", encoding="utf-8") as shapes:
            shapes.write(SHAPE.format(constraint=constraint))
        pack = load_pack(folder, use_prebuilt=False)
        monkeypatch.setattr(judgement, "newest_of", lambda *_: pack)
        return pack

    return make


@pytest.mark.parametrize("constraint", ["sh:minimumCount 1", "sh:closedByTypes true", "sh:nodeByExpression gx:x"])
def test_an_unknown_feature_leaves_the_content_open(constraint: str, pack_with: Callable[[str], RulePack]) -> None:
    pack = pack_with(constraint)
    assert pack.program is None
    assert pack.needs_reference
    report = examined(sample(PARTICIPANT)).report
    assert report.verdict is Verdict.INCOMPLETE
    assert any("feature" in finding.message for finding in report.findings)


def test_sparql_is_judged_by_the_reference_engine(pack_with: Callable[[str], RulePack]) -> None:
    pack_with(SPARQL_THAT_FAILS)
    report = examined(sample(PARTICIPANT)).report
    assert report.verdict is Verdict.NON_CONFORMANT
    assert any(finding.shacl and finding.shacl.component == "SPARQLConstraintComponent" for finding in report.findings)


def test_sparql_that_holds_conforms(pack_with: Callable[[str], RulePack]) -> None:
    pack_with(SPARQL_THAT_HOLDS)
    assert examined(sample(PARTICIPANT)).report.verdict is Verdict.CONFORMANT


def test_the_reference_engine_is_stopped_at_its_limit(
    pack_with: Callable[[str], RulePack], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_with(SPARQL_THAT_HOLDS)
    monkeypatch.setattr(evaluation, "REFERENCE_SECONDS", 0.05)
    report = examined(sample(PARTICIPANT)).report
    assert report.verdict is Verdict.INCOMPLETE
    assert any("too long" in finding.message for finding in report.findings)


@pytest.mark.parametrize("damage", ["", "this is no turtle", "<urn:a> <urn:b> <urn:c> ."])
def test_a_pack_without_shapes_is_refused(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(Path(str(resource("rule_packs", "gaia-x-loire-25.11"))), folder)
    (folder / "shapes.ttl").write_text(damage, encoding="utf-8")
    with pytest.raises(AssayError):
        load_pack(folder)


def test_rules_that_never_tell_what_the_shapes_say_are_never_green() -> None:
    """The shapes find what is wrong, nodes count as looked at, and no rule tells: nothing was checked."""
    pack = load_pack(Path(str(resource("rule_packs", "gaia-x-loire-25.11"))))
    deaf = replace(pack, rules={name: rule for name, rule in pack.rules.items() if rule.check != "shapes"})
    given = document(sample(PARTICIPANT))
    options = Options(draft=True, moment=MOMENT)
    for rules, verdict in ((pack, Verdict.CONFORMANT), (deaf, Verdict.INCOMPLETE)):
        judged = judgement.judge_reading(given, read(given), options, rules)
        assert fold(judged.findings, judged.outcomes, judged.coverage) is verdict
