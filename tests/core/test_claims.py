# SPDX-License-Identifier: Apache-2.0
"""Claims asked backwards: whoever asks for few predicates or for many, in whatever order, is told the same."""

import random

import pytest

from assay.claims import ClaimsGraph, Literal, Term, Triple


def _triples(count: int, predicates: int) -> list[Triple]:
    dice = random.Random(count + predicates)
    terms: list[Term] = [*(f"urn:n:{number}" for number in range(12)), Literal("a"), Literal("a", language="de")]
    subjects = [f"urn:n:{number}" for number in range(20)]
    return [(dice.choice(subjects), f"urn:p:{dice.randrange(predicates)}", dice.choice(terms)) for _ in range(count)]


def _backwards(graph: ClaimsGraph, predicate: str) -> list[tuple[Term, tuple[str, ...]]]:
    """By the meaning of the words, in the order in which it is said."""
    found: dict[Term, list[str]] = {}
    for subject, name, obj in graph:
        if name == predicate:
            found.setdefault(obj, []).append(subject)
    return [(obj, tuple(subjects)) for obj, subjects in found.items()]


@pytest.mark.parametrize("predicates", [1, 5, 16, 17, 60])
def test_every_predicate_is_turned_round_alike(predicates: int) -> None:
    graph = ClaimsGraph(_triples(400, predicates))
    names = [f"urn:p:{number}" for number in range(predicates + 3)]  # the last are in no triple
    for name in (*names, *reversed(names)):
        expected = _backwards(graph, name)
        assert list(graph.with_predicate(name).items()) == expected
        assert all(graph.subjects_of(name, obj) == subjects for obj, subjects in expected)
        assert graph.subjects_of(name, "urn:nobody") == ()


def test_nothing_is_said_of_a_graph_without_triples() -> None:
    graph = ClaimsGraph()
    assert [dict(graph.with_predicate(f"urn:p:{number}")) for number in range(20)] == [{}] * 20
