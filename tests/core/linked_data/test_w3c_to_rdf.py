# SPDX-License-Identifier: Apache-2.0
"""The W3C toRdf tests of JSON-LD 1.1 through the whole reading: fast path, and reference where that declines."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from assay.credential import Credential
from assay.linked_data.contexts import ContextSource
from assay.linked_data.expand import Expansion, expand
from rdf_equality import canonical
from shared import shared_path

BASE = "https://w3c.github.io/json-ld-api/tests/"
REFUSALS = {"LD-invalid", "LD-unknown-context", "LD-protected-term"}
NOT_APPLICABLE = ("produceGeneralizedRdf", "rdfDirection", "expandContext")
"""Options a credential cannot set."""
REFUSED_THOUGH_ALLOWED = {"#te122"}
"""Valid, but the reference fails over an id that looks like a keyword: refused, which is the safe side."""


@cache
def _suite() -> Path:
    return shared_path("suites", "json-ld-api", "tests")


@cache
def _contexts() -> ContextSource:
    """Documents of the suite by address, and as the suite's documents name them."""
    documents: dict[str, Any] = {}
    for file in (_suite() / "toRdf").rglob("*.jsonld"):
        document = json.loads(file.read_bytes())
        if isinstance(document, dict) and "@context" in document:
            documents[BASE + file.relative_to(_suite()).as_posix()] = document
            documents[file.relative_to(_suite() / "toRdf").as_posix()] = document
    return ContextSource(documents)


def _applies(test: dict[str, Any]) -> bool:
    option = test.get("option", {})
    old = "json-ld-1.0" in (option.get("specVersion"), option.get("processingMode"))
    return not old and not any(name in option for name in NOT_APPLICABLE) and test["input"].endswith(".jsonld")


def _tests(kind: str) -> Iterator[dict[str, Any]]:
    manifest = json.loads((_suite() / "toRdf-manifest.jsonld").read_bytes())
    return (test for test in manifest["sequence"] if kind in test["@type"] and _applies(test))


def _read(test: dict[str, Any]) -> Expansion:
    document = json.loads((_suite() / test["input"]).read_bytes())
    content = document if isinstance(document, dict) else {"@graph": document}
    base = test.get("option", {}).get("base", BASE + test["input"])
    return expand(Credential("", content, is_bare_claims=True), _contexts(), base=base)


def _refused(expansion: Expansion) -> bool:
    return any(finding.rule in REFUSALS for finding in expansion.findings)


def _expected(test: dict[str, Any]) -> str:
    data = (_suite() / test["expect"]).read_bytes()
    dataset = ox.Dataset(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


@pytest.mark.shared
def test_positive_tests_give_the_expected_statements(capsys: pytest.CaptureFixture[str]) -> None:
    wrong, paths = [], Counter[str]()
    for test in _tests("jld:PositiveEvaluationTest"):
        expansion = _read(test)
        paths[expansion.path] += 1
        if canonical({"": expansion.triples, **expansion.graphs}) != _expected(test):
            wrong.append(test["@id"])
    with capsys.disabled():
        sys.stdout.write(f"\n  toRdf positive: {paths.total() - len(wrong)}/{paths.total()}, {dict(paths)}\n")
    assert set(wrong) == REFUSED_THOUGH_ALLOWED
    assert paths.total() >= 334


@pytest.mark.shared
def test_what_is_refused_though_allowed_is_a_violation() -> None:
    for test in _tests("jld:PositiveEvaluationTest"):
        if test["@id"] in REFUSED_THOUGH_ALLOWED:
            assert _refused(_read(test))


@pytest.mark.shared
def test_syntax_tests_are_accepted() -> None:
    refused = [test["@id"] for test in _tests("jld:PositiveSyntaxTest") if _refused(_read(test))]
    assert refused == []


@pytest.mark.shared
def test_negative_tests_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    tests = list(_tests("jld:NegativeEvaluationTest"))
    accepted = [test["@id"] for test in tests if not _refused(_read(test))]
    with capsys.disabled():
        sys.stdout.write(f"\n  toRdf negative: {len(tests) - len(accepted)}/{len(tests)}\n")
    assert accepted == []
    assert len(tests) >= 93
