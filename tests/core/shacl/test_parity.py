# SPDX-License-Identifier: Apache-2.0
"""The compiled engine against pySHACL: the same results, but for the literal list of deviations."""

import random
from pathlib import Path

import pytest

from assay.claims import RDF_TYPE, RDFS_SUBCLASS_OF, ClaimsGraph
from assay.linked_data.rdf import parse_turtle
from assay.shacl.compile import compile_shapes
from assay.shacl.deviations import unexplained
from assay.shacl.evaluate import validate
from core.shacl.generated_claims import literals, random_claims
from parity_oracle import engine_of

NODES_PER_GRAPH = 120


@pytest.fixture(scope="module")
def official(official_shapes, official_program):
    return official_program, engine_of(official_shapes)


@pytest.fixture(scope="module")
def every_constraint():
    shapes = ClaimsGraph(parse_turtle(Path(__file__).with_name("every_constraint.ttl").read_bytes()))
    return compile_shapes(shapes), engine_of(shapes)


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(6))
def test_official_shapes_give_the_same_results(official, seed):
    program, reference = official
    data = random_claims(program, random.Random(seed), nodes=NODES_PER_GRAPH)
    compiled = validate(program, data)
    assert len(compiled) > NODES_PER_GRAPH, "the data is hardly looked at"
    assert unexplained(compiled, reference.validate(data, {})) == ((), ())


@pytest.mark.shared
def test_official_shapes_give_the_same_results_with_class_facts(official):
    program, reference = official
    classes = sorted(program.targets["classes"])
    chance = random.Random(99)
    superclasses = {name: frozenset(chance.sample(classes, 2)) - {name} for name in classes[::3]}
    data = random_claims(program, chance, nodes=NODES_PER_GRAPH)
    compiled = validate(program, data, superclasses)
    assert len(compiled) > len(validate(program, data))
    assert unexplained(compiled, reference.validate(data, superclasses)) == ((), ())


@pytest.mark.parametrize("seed", range(30))
def test_every_constraint_gives_the_same_results(every_constraint, seed):
    program, reference = every_constraint
    data = small_claims(random.Random(seed))
    superclasses = {"urn:t:Sub": frozenset({"urn:t:B", "urn:t:A"})} if seed % 2 else {}
    compiled = validate(program, data, superclasses)
    assert compiled
    assert unexplained(compiled, reference.validate(data, superclasses)) == ((), ())


def small_claims(chance: random.Random) -> ClaimsGraph:
    """Few names and predicates, so that values meet: pairs, paths and counts have something to find."""
    nodes = [f"urn:t:n{number}" for number in range(14)] + [f"_:n{number}" for number in range(4)] + ["urn:t:i"]
    texts = [text for text in literals() if text.value != "NaN"]  # pySHACL fails as a whole when a decimal meets it
    triples = []
    for node in nodes:
        triples.append((node, RDF_TYPE, "urn:t:" + chance.choice(("A", "B", "C", "D", "E", "F", "Person", "Sub"))))
        for _ in range(chance.randrange(7)):
            value = chance.choice(nodes) if chance.random() < 0.5 else chance.choice(texts)
            triples.append((node, "urn:t:" + chance.choice("pppqqrrs"), value))
    if chance.random() < 0.3:
        triples.append(("urn:t:Sub", RDFS_SUBCLASS_OF, "urn:t:C"))
    return ClaimsGraph(triples)
