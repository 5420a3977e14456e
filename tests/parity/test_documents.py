# SPDX-License-Identifier: Apache-2.0
"""Our SHACL results are the reference engine's: on every document of the corpus and on thousands of mutants.

A seeded sample; the long run over both packs is `make differential`.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.claims import ClaimsGraph
from assay.document import Document
from assay.judgement import judge
from assay.rules.library import load
from checking import document, sample
from differential import OPTIONS, changed, claims_of, loire_sources, tagus_sources, told
from mutants import LOIRE as LOIRE_WORDS
from mutants import TAGUS as TAGUS_WORDS
from mutants import mutants
from parity_oracle import LOIRE, TAGUS, Comparison, compared
from shared import shared_path

pytestmark = pytest.mark.filterwarnings("ignore::pyshacl.errors.ShapeRecursionWarning")
"""pySHACL says so where it backs out of a recursive shape; whether that changes a result is what is compared here."""
MUTANTS_OF_SAMPLES = 700
MUTANTS_OF_CORPUS = 1600
TAGUS_MUTANTS = 420


def _same(documents: list[ClaimsGraph], pack_id: str, capsys: pytest.CaptureFixture[str]) -> Comparison:
    """Both engines say the same of every document."""
    found = compared(documents, pack_id)
    with capsys.disabled():
        sys.stdout.write(f"\nparity, {told(pack_id, found)}")
    assert found.only_ours == [], "found by the compiled shapes only"
    assert found.only_theirs == [], "found by the reference engine only"
    return found


def _corpus(release: str) -> list[tuple[str, Document]]:
    corpus = Path(shared_path("corpus"))
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [row["file"] for row in csv.DictReader(manifest) if row["release"] == release]
    return [(name, Document(name, (corpus / name).read_bytes())) for name in rows]


@pytest.mark.shared
def test_every_loire_document_of_the_corpus_gets_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    claims = [claims_of(given) for _, given in _corpus("loire")]
    found = _same([graph for graph in claims if len(graph)], LOIRE, capsys)
    assert found.documents >= 40
    assert found.results > 50


@pytest.mark.shared
def test_every_tagus_document_of_the_corpus_gets_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [judge(given, OPTIONS).case for _, given in _corpus("tagus")]
    claims = [case.claims for case in cases if case is not None and case.pack.id == TAGUS]
    found = _same([graph for graph in claims if len(graph)], TAGUS, capsys)
    assert found.documents >= 40
    assert found.results > 40


def _uses_gaia_x(value: Any) -> bool:
    return "w3id.org/gaia-x" in json.dumps(value) and isinstance(value, dict)


@pytest.mark.shared
def test_loire_mutants_get_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    claims = list(changed(loire_sources(), MUTANTS_OF_SAMPLES, 0, LOIRE_WORDS))
    decoded = [judge(given, OPTIONS).reading.decoded for _, given in _corpus("loire")]
    sources = [value for value in decoded if _uses_gaia_x(value)]
    each = -(-MUTANTS_OF_CORPUS // len(sources))
    for seed, value in enumerate(sources):
        more = (claims_of(document(found)) for found in mutants(json.loads(json.dumps(value)), each, 100 + seed))
        claims += [graph for graph in more if len(graph)]
    found = _same(claims, LOIRE, capsys)
    assert found.documents >= 2000
    assert found.results > 2000


@pytest.mark.shared
def test_tagus_mutants_get_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    found = _same(list(changed(tagus_sources(), TAGUS_MUTANTS, 0, TAGUS_WORDS)), TAGUS, capsys)
    assert found.documents >= 400
    assert found.results > 400


@pytest.mark.shared
def test_the_rule_about_the_terms_stands_exactly_for_the_result_that_is_left_out() -> None:
    """One finding for each focus node that has a text and not the right one; without any, `minCount` speaks already."""
    text = _official_text()
    specimens = [tagus.terms("x"), tagus.terms(text), tagus.terms(text + " "), tagus.terms(text.replace("\n", " "))]
    several = tagus.terms("x")
    several["credentialSubject"]["gx:termsAndConditions"] = ["x", text]
    without = tagus.terms("x")
    del without["credentialSubject"]["gx:termsAndConditions"]
    for specimen in (*specimens, several, without):
        judgement = judge(document(specimen), OPTIONS)
        assert judgement.case is not None
        theirs = compared([judgement.case.claims], TAGUS).terms
        ours = sum(found.rule == "TAGUS-GRAPH-terms-text" for found in judgement.findings)
        missing = sum(found.rule == "TAGUS-SHAPE-minCount" for found in judgement.findings)
        assert theirs == ours + missing
        assert ours <= 1


def _official_text() -> str:
    shapes = json.loads(shared_path("reference", "tagus-22.10", "input__01_original__gx_shacl.json").read_bytes())
    found = next(entry for entry in shapes["@graph"] if entry["@id"] == "gx:GaiaXTermsAndConditionsShape")
    told: str = found["sh:property"]["sh:hasValue"]
    return told


def test_parts_that_lead_round_in_a_circle_are_not_checked_and_never_pass() -> None:
    """SHACL leaves recursion open (§3.4.3), pySHACL passes over it: here nothing is concluded."""
    one = tagus.participant(**{"gx:parentOrganization": tagus.node("parent")})
    parent = tagus.credential("parent", {**one["credentialSubject"], **tagus.node("parent")})
    parent["credentialSubject"]["gx:parentOrganization"] = tagus.node("participant")
    given = document(tagus.presentation(one, parent, tagus.number()))
    judgement = judge(given, OPTIONS)
    assert any(found.text == "content.too_large" for found in judgement.findings)
    assert any(outcome.reason == "reason.too_large" and outcome.blocks for outcome in judgement.outcomes)
    assert compared([claims_of(given)], TAGUS).circular == 1


def test_the_samples_use_every_shape_of_the_tagus_pack() -> None:
    """What no document uses is not compared."""
    program = load(TAGUS).program
    assert program is not None
    used = {kind for source in tagus_sources() for kind in _classes(claims_of(document(source)))}
    never = {name for name in program.targets["classes"] if name not in used}
    assert {name.rpartition("#")[2] for name in never} == UNUSED


UNUSED = {"CriteriaEvidence", "Participant", "dataAccountExport", "headquarterAddress", "legalAddress"} | {
    "SOTermsAndConditions"
}
"""Classes whose shapes the samples reach through a property instead, or that mutants give to their nodes."""


def _classes(claims: ClaimsGraph) -> set[str]:
    return {str(kind) for node in claims.subjects() for kind in claims.types(node)}


def test_the_sample_of_the_window_is_among_the_sources() -> None:
    assert sample("good/tagus-offering.json") in tagus_sources()
