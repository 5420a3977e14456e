# SPDX-License-Identifier: Apache-2.0
"""Packs made from official files say what pySHACL says by the very same files, of documents and their mutants."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assay.claims import RDF_TYPE, ClaimsGraph, Term
from assay.document import Document
from assay.formats import read
from assay.judgement import judge_reading
from assay.linked_data.rdf import parse_turtle
from assay.options import Options
from assay.rules.build import build
from assay.rules.hierarchy import parents, reached
from assay.rules.incoming import read_official
from assay.rules.load import pack_of
from assay.rules.pack import RulePack
from assay.rules.release import Wishes, make_release
from assay.shacl.evaluate import validate
from assay.shacl.reference import ReferenceEngine
from assay.shacl.results import Result
from assay.verdict import Verdict, fold
from checking import MOMENT, document, sample
from mutants import mutants
from parity_oracle import engine_of
from shared import shared_path

pytestmark = pytest.mark.shared
OPTIONS = Options(draft=True, moment=MOMENT)
GX = "https://w3id.org/gaia-x/development#"
RELEASES = {
    "loire-2024-08-15": (("gaiax-registry-shape-2024-08-15.ttl",), GX),
    "loire-25.11-xfsc": (("shapes.ttl", "ontology.ttl"), "https://w3id.org/gaia-x/2511#"),
}
MUTANTS_EACH = 60
SAMPLES = ("good/participant.json", "good/storage-offering.json", "broken/participant-headquarters-missing.json")


@cache
def imported(release: str) -> RulePack:
    names, _ = RELEASES[release]
    given = [read_official(Path(shared_path("reference", release, name))) for name in names]
    files = make_release(given, Wishes(), datetime(2026, 11, 25, tzinfo=UTC).date()).files
    return pack_of(files, build(files))


@cache
def oracle(release: str) -> ReferenceEngine:
    return engine_of(ClaimsGraph(parse_turtle(shared_path("reference", release, RELEASES[release][0][0]).read_bytes())))


def superclasses(release: str) -> dict[str, frozenset[str]]:
    """Read off the ontology anew, where there is one: all of it, not what the pack kept."""
    names, _ = RELEASES[release]
    if len(names) == 1:
        return dict(imported(release).superclasses)
    above = parents(ClaimsGraph(parse_turtle(shared_path("reference", release, names[1]).read_bytes())))
    return {cls: frozenset(reached(above[cls], above)) for cls in above}


def in_namespace(value: Any, namespace: str) -> Any:
    return json.loads(json.dumps(value).replace(GX, namespace))


def claims_of(value: Any, pack: RulePack) -> ClaimsGraph:
    given = document(value)
    case = judge_reading(given, read(given), OPTIONS, pack).case
    return case.claims if case is not None else ClaimsGraph()


def renamed(claims: ClaimsGraph, number: int) -> Iterator[tuple[str, str, Term]]:
    """The claims with every node of their own named after their document, so that many fit in one graph."""
    own = set(claims.subjects())

    def name(term: Term) -> Term:
        if not isinstance(term, str) or (term not in own and not term.startswith("_:")):
            return term
        return f"_:d{number}x{term[2:]}" if term.startswith("_:") else f"urn:document:{number}:{term}"

    for subject, predicate, value in claims:
        yield str(name(subject)), predicate, value if predicate == RDF_TYPE else name(value)


def key(result: Result) -> tuple[Term, str, str, Term | None]:
    return result.focus_node, result.path, result.component, result.value


@pytest.mark.parametrize("release", RELEASES)
def test_an_imported_release_finds_what_the_reference_engine_finds(
    release: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, namespace = imported(release), RELEASES[release][1]
    assert pack.program is not None, pack.needs_reference
    assert pack.namespace == namespace
    originals = [in_namespace(sample(name), namespace) for name in SAMPLES]
    changed = [found for seed, value in enumerate(originals) for found in mutants(value, MUTANTS_EACH, seed)]
    told = [claims_of(value, pack) for value in [*originals, *(in_namespace(value, namespace) for value in changed)]]
    merged = ClaimsGraph(triple for number, claims in enumerate(told) for triple in renamed(claims, number))
    assert any(str(kind).startswith(namespace) for _, predicate, kind in merged if predicate == RDF_TYPE)
    ours = Counter(key(result) for result in validate(pack.program, merged, pack.superclasses))
    theirs = Counter(key(result) for result in oracle(release).validate(merged, superclasses(release)))
    assert ours - theirs == Counter(), "found by the imported pack only"
    assert theirs - ours == Counter(), "found by the reference engine only"
    with capsys.disabled():
        sys.stdout.write(f"\nparity, {release}: {len(told)} documents, {theirs.total()} results, 0 differences\n")
    assert theirs.total() > 100


def verdict_of(value: Any, pack: RulePack) -> tuple[Verdict, list[str]]:
    given = document(value) if not isinstance(value, Document) else value
    judged = judge_reading(given, read(given), OPTIONS, pack)
    return fold(judged.findings, judged.outcomes, judged.coverage), [found.rule for found in judged.findings]


def test_the_copy_with_a_namespace_of_its_own_judges_documents_of_it() -> None:
    pack = imported("loire-25.11-xfsc")
    for name in ("good/participant.json", "good/storage-offering.json"):
        assert verdict_of(in_namespace(sample(name), pack.namespace), pack)[0] is Verdict.CONFORMANT
        verdict, rules = verdict_of(sample(name), pack)
        assert verdict is Verdict.CONFORMANT, "the other name of the same vocabulary"
        assert "LOIRE-ENVELOPE-namespaces" in rules
    broken = in_namespace(sample("broken/participant-headquarters-missing.json"), pack.namespace)
    assert verdict_of(broken, pack)[0] is Verdict.NON_CONFORMANT


def test_the_dump_of_2024_judges_by_its_own_shapes() -> None:
    """Its addresses have no region and other words for street and town: what is right today was wrong then."""
    pack = imported("loire-2024-08-15")
    verdict, rules = verdict_of(sample("good/participant.json"), pack)
    assert verdict is Verdict.NON_CONFORMANT
    assert "LOIRE-SHAPE-closed" in rules
