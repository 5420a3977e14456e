# SPDX-License-Identifier: Apache-2.0
"""Real documents: what we read is what the reference reads from the untouched document with whole contexts."""

import base64
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from assay.credential import Credential
from assay.linked_data.contexts import ContextSource
from assay.linked_data.expand import expand
from assay.linked_data.reference import to_graphs
from gaia_x_contexts import gaia_x_contexts
from rdf_equality import canonical
from shared import shared_path

TAGUS = "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"
STOPPED = {"LD-unknown-context", "LD-protected-term", "LD-invalid"}


@cache
def _contexts() -> ContextSource:
    tagus = json.loads(shared_path("reference", "tagus-22.10", "trustframework.context.jsonld").read_bytes())
    return gaia_x_contexts().extended({TAGUS: tagus})


def _documents(release: str) -> Iterator[tuple[str, Credential]]:
    corpus = shared_path("corpus")
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [row for row in csv.DictReader(manifest) if row["release"] == release]
    for row in rows:
        content = _json((corpus / row["file"]).read_text("utf-8"))
        if isinstance(content, dict):
            yield row["file"], Credential("", content, is_bare_claims=row["kind"].startswith("claims"))


def _json(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    if not isinstance(found, str):
        return found
    payload = found.strip().split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


@pytest.mark.shared
@pytest.mark.parametrize(("release", "at_least"), [("loire", 55), ("tagus", 70)])
def test_documents_say_what_the_reference_says(release: str, at_least: int, capsys: pytest.CaptureFixture[str]) -> None:
    different, paths = [], Counter[str]()
    for name, credential in _documents(release):
        expansion = expand(credential, _contexts())
        if STOPPED & {finding.rule for finding in expansion.findings}:
            paths["stopped"] += 1
            continue
        paths[expansion.path] += 1
        if canonical({"": expansion.triples, **expansion.graphs}) != canonical(
            to_graphs(credential.content, _contexts())
        ):
            different.append(name)
    with capsys.disabled():
        sys.stdout.write(f"\n  {release}: {dict(paths)}\n")
    assert different == []
    assert paths["fast"] + paths["reference"] >= at_least


@pytest.mark.shared
def test_every_leaf_of_the_loire_corpus_is_accounted_for() -> None:
    from leaves import unaccounted_leaves

    lost = {}
    for name, credential in _documents("loire"):
        expansion = expand(credential, _contexts())
        if expansion.path == "fast" and not STOPPED & {finding.rule for finding in expansion.findings}:
            lost[name] = unaccounted_leaves(credential, expansion)
    assert {name: leaves for name, leaves in lost.items() if leaves} == {}
    assert len(lost) >= 50
