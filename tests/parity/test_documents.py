# SPDX-License-Identifier: Apache-2.0
"""Our SHACL results are the reference engine's: on every Loire document of the corpus and on thousands of mutants.

The reference engine takes a tenth of a second a run, so the claims of many documents are put into one graph, each
with its nodes renamed; a result tells by its focus node which document it belongs to.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assay.claims import RDF_TYPE, ClaimsGraph, Term
from assay.document import Document
from assay.judgement import judge
from assay.options import Options
from assay.rules.bundled import load_bundled
from assay.shacl.evaluate import validate
from assay.shacl.results import Result
from checking import MOMENT, document, sample
from mutants import mutants
from parity_oracle import official_results
from shared import shared_path

OPTIONS = Options(draft=True, moment=MOMENT)
A_BATCH = 60
MUTANTS_OF_SAMPLES = 700
MUTANTS_OF_CORPUS = 1600


def _claims(given: Document) -> ClaimsGraph:
    case = judge(given, OPTIONS).case
    return case.claims if case is not None else ClaimsGraph()


def _renamed(claims: ClaimsGraph, number: int) -> Iterator[tuple[str, str, Term]]:
    """The claims with every node of their own named after their document, so that many fit in one graph."""
    own = set(claims.subjects())

    def name(term: Term) -> Term:
        if not isinstance(term, str) or (term not in own and not term.startswith("_:")):
            return term
        return f"_:d{number}x{term[2:]}" if term.startswith("_:") else f"urn:document:{number}:{term}"

    for subject, predicate, value in claims:
        yield str(name(subject)), predicate, value if predicate == RDF_TYPE else name(value)


def _key(result: Result) -> tuple[Term, str, str, Term | None]:
    return result.focus_node, result.path, result.component, result.value


def _assert_equal(documents: list[ClaimsGraph]) -> int:
    """Both engines say the same of every document; gives the number of results compared."""
    pack = load_bundled()
    assert pack.program is not None
    compared = 0
    for start in range(0, len(documents), A_BATCH):
        batch = documents[start : start + A_BATCH]
        merged = ClaimsGraph(triple for number, claims in enumerate(batch) for triple in _renamed(claims, number))
        ours = Counter(_key(result) for result in validate(pack.program, merged, pack.superclasses))
        theirs = Counter(_key(result) for result in official_results(merged))
        assert ours - theirs == Counter(), "found by the compiled shapes only"
        assert theirs - ours == Counter(), "found by the reference engine only"
        compared += sum(theirs.values())
    return compared


def _corpus() -> list[tuple[str, Document]]:
    corpus = Path(shared_path("corpus"))
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [row["file"] for row in csv.DictReader(manifest) if row["release"] == "loire"]
    return [(name, Document(name, (corpus / name).read_bytes())) for name in rows]


@pytest.mark.shared
def test_every_loire_document_of_the_corpus_gets_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    claims = [_claims(given) for _, given in _corpus()]
    told = [found for found in claims if len(found)]
    compared = _assert_equal(told)
    with capsys.disabled():
        sys.stdout.write(f"\nparity, corpus: {len(told)} documents with claims, {compared} results, 0 differences\n")
    assert len(told) >= 40
    assert compared > 50


def _uses_gaia_x(value: Any) -> bool:
    return "w3id.org/gaia-x" in json.dumps(value) and isinstance(value, dict)


@pytest.mark.shared
def test_mutants_get_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    originals = [sample("good/participant.json"), sample("good/storage-offering.json")]
    changed = [
        found for seed, original in enumerate(originals) for found in mutants(original, MUTANTS_OF_SAMPLES // 2, seed)
    ]
    decoded = [judge(given, OPTIONS).reading.decoded for _, given in _corpus()]
    sources = [value for value in decoded if _uses_gaia_x(value)]
    each = -(-MUTANTS_OF_CORPUS // len(sources))
    changed += [
        found
        for seed, value in enumerate(sources)
        for found in mutants(json.loads(json.dumps(value)), each, 100 + seed)
    ]
    claims = [found for found in (_claims(document(value)) for value in changed) if len(found)]
    compared = _assert_equal(claims)
    with capsys.disabled():
        sys.stdout.write(
            f"\nparity, mutants: {len(claims)} of {len(changed)} with claims, {compared} results, 0 differences\n"
        )
    assert len(claims) >= 2000
    assert compared > 2000
