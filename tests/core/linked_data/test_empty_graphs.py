# SPDX-License-Identifier: Apache-2.0
"""Graphs in which nothing stands, as the proofs of older credentials that leave out the vocabulary of their proof."""

from typing import Any

import pytest

import tagus_specimens as tagus
from assay.credential import Credential
from assay.linked_data.contexts import ContextSource
from assay.linked_data.expand import expand
from assay.rules.library import load

PACK = load("gaia-x-tagus-22.10")
SOURCE = ContextSource(dict.fromkeys(PACK.context_urls, PACK.context))
SILENT = {"type": "UnheardOf2020", "unheardOf": "x"}
TELLING = {"type": "Ed25519Signature2018", "created": "2026-01-15T09:00:00Z"}


@pytest.mark.parametrize(
    ("proof", "graphs"), [(SILENT, 0), ([SILENT, SILENT], 0), ([SILENT, TELLING], 1), ([TELLING, SILENT, TELLING], 2)]
)
def test_a_proof_that_says_nothing_is_told_as_ignored_and_not_as_unreadable(proof: Any, graphs: int) -> None:
    given = tagus.participant()
    given |= {"@context": [tagus.CONTEXT[0], tagus.GX], "proof": proof}
    expansion = expand(Credential("", given), SOURCE)
    assert expansion.path == "fast"
    assert [finding for finding in expansion.findings if finding.rule == "LD-unaccounted"] == []
    assert {drop.term for drop in expansion.dropped} == {"UnheardOf2020", "unheardOf"}
    named = {value for _, predicate, value in expansion.triples if predicate.endswith("#proof")}
    assert len(named) == (len(proof) if isinstance(proof, list) else 1)
    assert set(expansion.graphs) <= named
    assert len(expansion.graphs) == graphs
