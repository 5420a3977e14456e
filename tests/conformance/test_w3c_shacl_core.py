# SPDX-License-Identifier: Apache-2.0
"""The W3C test suite of SHACL Core: whole validation reports, not only whether data conforms."""

import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from assay.claims import RDF, RDF_TYPE, ClaimsGraph, Term, is_blank
from assay.finding import Severity
from assay.linked_data.rdf import parse_turtle
from assay.shacl.compile import UnsupportedShape, compile_shapes
from assay.shacl.evaluate import validate
from assay.shacl.paths import read_path, to_turtle
from assay.shacl.program import from_json, to_json
from shared import shared_path

SUITE = ("suites", "shacl", "data-shapes-test-suite", "tests", "core", "manifest.ttl")
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SH = "http://www.w3.org/ns/shacl#"
SEVERITIES = {severity: SH + severity.value.title() for severity in Severity}
TESTS = 98

pytestmark = pytest.mark.shared


@dataclass(frozen=True)
class Case:
    name: str
    file: Path
    node: str


def load(file: Path) -> ClaimsGraph:
    return ClaimsGraph(parse_turtle(file.read_bytes(), base=file.as_uri()))


def path_of(iri: Term) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def members_of(graph: ClaimsGraph, head: Term) -> list[Term]:
    members = []
    while head != RDF + "nil":
        members += graph.objects(head, RDF + "first")
        (head,) = graph.objects(head, RDF + "rest")
    return members


def cases(manifest: Path) -> list[Case]:
    graph = load(manifest)
    found = []
    for _, predicate, obj in graph:
        if predicate == MF + "include":
            found += cases(path_of(obj))
        if predicate == MF + "entries":
            entries = [node for node in members_of(graph, obj) if graph.objects(node, RDF_TYPE)]
            found += [Case(f"{manifest.parent.name}/{manifest.stem}", manifest, str(node)) for node in entries]
    return sorted(found, key=lambda case: case.name)


def every_case() -> list[Case]:
    manifest = Path(os.environ.get("ASSAY_SHARED", Path(__file__).resolve().parents[3] / "shared")).joinpath(*SUITE)
    return cases(manifest) if manifest.exists() else []


def graph_of(case: Case, tests: ClaimsGraph, role: str) -> ClaimsGraph:
    (action,) = tests.objects(case.node, MF + "action")
    (iri,) = tests.objects(action, SHT + role)
    return tests if path_of(iri) == case.file else load(path_of(iri))


def one(graph: ClaimsGraph, node: Term, name: str) -> Term | None:
    found = graph.objects(node, SH + name)
    assert len(found) <= 1
    return found[0] if found else None


def named_owner(graph: ClaimsGraph, shape: Term | None) -> Term | None:
    """The named shape a blank one stands in; None where it stands in none (or elsewhere)."""
    holders = {obj: subject for subject, predicate, obj in graph if predicate != SH + "sourceShape"}
    while shape is not None and is_blank(shape):
        shape = holders.get(shape)
    return shape


def expected_results(tests: ClaimsGraph, report: Term) -> Counter:
    found = Counter()
    for result in tests.objects(report, SH + "result"):
        path = one(tests, result, "resultPath")
        found[
            one(tests, result, "focusNode"),
            "" if path is None else to_turtle(read_path(tests, path)),
            one(tests, result, "resultSeverity"),
            str(one(tests, result, "sourceConstraintComponent")).removeprefix(SH),
            named_owner(tests, one(tests, result, "sourceShape")),
            one(tests, result, "value"),
        ] += 1
    return found


def our_results(shapes: ClaimsGraph, data: ClaimsGraph) -> Counter:
    program = compile_shapes(shapes)
    shipped = from_json(to_json(program))
    results = validate(shipped, data)
    return Counter(
        (
            result.focus_node,
            result.path,
            result.other_severity or SEVERITIES[result.severity],
            result.component,
            None if is_blank(result.source_shape) else result.source_shape,
            result.value,
        )
        for result in results
    )


def test_the_suite_is_there_whole():
    assert len(cases(shared_path(*SUITE))) == TESTS


@pytest.mark.parametrize("case", every_case(), ids=lambda case: case.node.rpartition("/")[2])
def test_report_is_the_one_expected(case):
    tests = load(case.file)
    shapes, data = graph_of(case, tests, "shapesGraph"), graph_of(case, tests, "dataGraph")
    (expected,) = tests.objects(case.node, MF + "result")
    if expected == SHT + "Failure":
        with pytest.raises(UnsupportedShape):
            compile_shapes(shapes)
        return
    results = our_results(shapes, data)
    assert results == expected_results(tests, expected)
    assert (not results) == (one(tests, expected, "conforms").value == "true")


def test_none_needs_the_reference_engine(capsys):
    """How many of the suite's shapes the compiler leaves to the reference engine: none."""
    shared_path(*SUITE)
    refused = []
    for case in every_case():
        try:
            compile_shapes(graph_of(case, load(case.file), "shapesGraph"))
        except UnsupportedShape as error:
            if load(case.file).objects(case.node, MF + "result") != (SHT + "Failure",):
                refused.append((case.name, str(error)))
    with capsys.disabled():
        sys.stdout.write(f"\nW3C SHACL Core: {len(refused)} of {TESTS} left to the reference engine\n")
    assert refused == []
