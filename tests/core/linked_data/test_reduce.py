# SPDX-License-Identifier: Apache-2.0
"""Reduced contexts hold what a document can use: the definitions, what they need, the settings."""

import json

import pytest

from assay.linked_data.contexts import ContextSource
from assay.linked_data.reduce import reduce_maps, reduced, tokens
from gaia_x_contexts import GAIA_X, W3C, gaia_x_contexts

CONTEXT = {
    "@version": 1.1,
    "@protected": True,
    "@vocab": "base:",
    "base": "https://base.example/",
    "p": "https://p.example/",
    "used": {"@id": "p:used", "@type": "xsd:date", "@protected": True},
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "same": {"@id": "same"},
    "unused": "p:unused",
    "Type": {"@id": "p:Type", "@context": {"inner": "q:inner", "other": "q:other"}},
    "q": "https://q.example/",
}


def test_tokens_are_strings_and_their_prefixes() -> None:
    found = tokens(json.dumps({"gx:a": ["x", {"b": "https://c"}]}))
    assert {"gx:a", "gx", "x", "b", "https://c", "https"} <= found
    assert tokens('{"a\\"b": "c"}') == {'a\\"b', "c"}


def test_kept_is_what_is_used_and_what_that_needs() -> None:
    (kept,) = reduce_maps([CONTEXT], {"used"}, scoped=set())
    assert kept == {
        "@version": 1.1,
        "@vocab": "base:",
        "base": CONTEXT["base"],
        "p": CONTEXT["p"],
        "used": {"@id": "p:used", "@type": "xsd:date"},
        "xsd": CONTEXT["xsd"],
    }


def test_scoped_contexts_stay_where_they_apply() -> None:
    (kept,) = reduce_maps([CONTEXT], {"Type", "inner"}, scoped={"Type"})
    assert kept["Type"] == {"@id": "p:Type", "@context": {"inner": "q:inner"}}
    assert kept["q"] == CONTEXT["q"]
    (kept,) = reduce_maps([CONTEXT], {"Type", "inner"}, scoped=set())
    assert kept["Type"] == {"@id": "p:Type"}


def test_what_the_vocabulary_says_anyway_goes_unless_another_map_says_else() -> None:
    (kept,) = reduce_maps([CONTEXT], {"same"}, scoped=set())
    assert "same" not in kept
    first, second = reduce_maps([{"same": "https://else.example/"}, CONTEXT], {"same"}, scoped=set())
    assert first["same"]
    assert second["same"] == {"@id": "same"}


def test_a_prefix_from_another_map_is_kept_there() -> None:
    first, second = reduce_maps([{"p": "https://p/"}, {"a": "p:a"}], {"a"}, scoped=set())
    assert first == {"p": "https://p/"}
    assert second == {"a": "p:a"}


@pytest.mark.shared
def test_the_official_contexts_shrink_to_a_few_terms() -> None:
    source = gaia_x_contexts()
    maps = [*source.maps(W3C), *source.maps(GAIA_X)]
    texts = reduced(maps, {"name", "gx:legalName", "gx"}, source, scoped=set())
    assert sum(map(len, texts)) < 600
    assert len(json.dumps(maps)) > 40_000


def test_reductions_are_remembered_but_not_without_end() -> None:
    source = ContextSource()
    context = {f"t{number}": f"https://a.example/{number}" for number in range(1200)}
    first = reduced([context], {"t1"}, source, scoped=set())
    assert reduced([context], {"t1"}, source, scoped=set()) is first
    for number in range(1200):
        reduced([context], {f"t{number}"}, source, scoped=set())
    assert len(source.reductions) <= 514
