# SPDX-License-Identifier: Apache-2.0
"""Which properties of a node its shapes look at: what else stands on the node, nobody judges."""

from collections.abc import Iterator, Mapping

from assay.claims import ClaimsGraph, Term
from assay.shacl.evaluate import focus_nodes
from assay.shacl.program import Json, Program, expect, numbers

_ONE_SHAPE = frozenset(("node", "not"))
_SHAPE_LISTS = frozenset(("and", "or", "xone"))
_ALWAYS = frozenset(("and", "node"))
"""Constraints whose shapes hold for the node in any case; one that is closed closes the node."""
_OTHER_PROPERTIES = frozenset(("equals", "disjoint", "lessThan", "lessThanOrEquals"))


def properties_looked_at(
    program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]
) -> Mapping[Term, frozenset[str] | None]:
    """Focus node to the properties that the shapes targeting it look at; None where one is closed and looks at all.

    Only properties that stand alone as a path count: which other ones a longer path reaches depends on the data.
    """
    number_of = {shape["id"]: number for number, shape in enumerate(program.shapes)}
    known: dict[tuple[str, ...], frozenset[str] | None] = {}
    found: dict[Term, frozenset[str] | None] = {}
    for node, shapes in focus_nodes(program, data, superclasses).items():
        if shapes not in known:
            seen = {name for shape in shapes for name in _properties(program, number_of[shape], set())}
            known[shapes] = None if "" in seen else frozenset(seen)
        found[node] = known[shapes]
    return found


def _properties(program: Program, number: int, visited: set[int]) -> Iterator[str]:
    """Properties a shape looks at on its focus node; an empty name where it is closed."""
    shape = program.shapes[number]
    if number in visited or shape.get("deactivated"):
        return
    visited.add(number)
    if "path" in shape:
        yield from _path(program, number)
        return
    for constraint in shape["constraints"]:
        name, value = expect(constraint[0], str), constraint[1]
        if name == "closed":
            yield ""
        elif name == "property":
            yield from _path(program, expect(value, int))
        elif name in _OTHER_PROPERTIES:
            yield expect(value, str)
        for inner in _inner(name, value):
            yield from (found for found in _properties(program, inner, visited) if found or name in _ALWAYS)


def _path(program: Program, number: int) -> Iterator[str]:
    """The property of a property shape that asks something of it: one without constraints looks at nothing."""
    shape = program.shapes[number]
    path = shape.get("path")
    if isinstance(path, str) and shape["constraints"] and not shape.get("deactivated"):
        yield path


def _inner(name: str, value: Json) -> tuple[int, ...]:
    """Shapes that look at the same node."""
    if name in _ONE_SHAPE:
        return (expect(value, int),)
    return numbers(value) if name in _SHAPE_LISTS else ()
