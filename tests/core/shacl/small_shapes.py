# SPDX-License-Identifier: Apache-2.0
"""Turtle without its prefixes, for tests of one shape at a time."""

from assay.claims import ClaimsGraph
from assay.linked_data.rdf import parse_turtle
from assay.shacl.compile import compile_shapes
from assay.shacl.evaluate import validate
from assay.shacl.program import from_json, to_json

PREFIXES = """@prefix : <urn:t:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def graph(turtle: str) -> ClaimsGraph:
    return ClaimsGraph(parse_turtle((PREFIXES + turtle).encode()))


def program(turtle: str):
    """The compiled shapes, by way of JSON as a pack ships them."""
    return from_json(to_json(compile_shapes(graph(turtle))))


def results(shapes: str, data: str, **superclasses: set[str]):
    facts = {f"urn:t:{name}": frozenset(f"urn:t:{above}" for above in found) for name, found in superclasses.items()}
    return validate(program(shapes), graph(data), facts)


def found(shapes: str, data: str) -> list[tuple[str, str]]:
    """Component (short) and value of each result, sorted."""
    told = []
    for result in results(shapes, data):
        value = result.value if isinstance(result.value, str) else result.value.value if result.value else ""
        told.append((result.component.removesuffix("ConstraintComponent"), value.removeprefix("urn:t:")))
    return sorted(told)
