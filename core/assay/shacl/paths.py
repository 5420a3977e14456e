# SPDX-License-Identifier: Apache-2.0
"""Property paths (SHACL §2.3.1): read from a shapes graph, followed through data, written as Turtle.

As data a path is an IRI, or a list of an operator and its operands: `["sequence", p, …]`, `["alternative", p, …]`,
`["inverse", p]`, `["zero_or_more", p]`, `["one_or_more", p]`, `["zero_or_one", p]`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from assay.claims import ClaimsGraph, Term, is_blank
from assay.errors import PackError
from assay.shacl.program import Json
from assay.shacl.vocabulary import PATHS, RDF_FIRST, RDF_NIL, RDF_REST, SH


class Walk(Protocol):
    """The graph a path is followed through, and a bound on the steps taken."""

    data: ClaimsGraph

    def spend_steps(self, count: int) -> None:
        """Called for nodes reached; raises EvaluationLimitError when there are too many."""


Follow = Callable[[Walk, Term], Sequence[Term]]
"""The value nodes of a focus node: each once, in order of first mention."""

_DEPTH_LIMIT = 20
_STRIDE = 1000
"""Steps are paid for in bulk, so that long paths stay cheap."""

_LEAST_OPERANDS = 2
_OPERATORS = {
    "inversePath": "inverse",
    "alternativePath": "alternative",
    "zeroOrMorePath": "zero_or_more",
    "oneOrMorePath": "one_or_more",
    "zeroOrOnePath": "zero_or_one",
}
_TERMS = {operator: term for term, operator in _OPERATORS.items()}


class IllFormedPathError(ValueError):
    """A path of a shapes graph that SHACL does not allow; its text says what is wrong."""


def read_list(graph: ClaimsGraph, head: Term) -> list[Term]:
    """The members of an RDF list. Raises IllFormedPathError for anything that is not one well-formed, finite list."""
    members: list[Term] = []
    seen = set()
    while head != RDF_NIL:
        first, rest = graph.objects(head, RDF_FIRST), graph.objects(head, RDF_REST)
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise IllFormedPathError("list")
        seen.add(head)
        members.append(first[0])
        head = rest[0]
    return members


def read_path(graph: ClaimsGraph, node: Term, depth: int = 0) -> Json:
    """A path as data. Where a node is a list and has path terms besides, it is the sequence (W3C path-strange)."""
    if depth > _DEPTH_LIMIT or not isinstance(node, str) or node == RDF_NIL:
        raise IllFormedPathError("path")
    if not is_blank(node) and not graph.objects(node, RDF_FIRST):
        return node
    if graph.objects(node, RDF_FIRST):
        return ["sequence", *_operands(graph, node, depth)]
    used = [name for name in PATHS if graph.objects(node, SH + name)]
    if len(used) != 1 or len(graph.objects(node, SH + used[0])) != 1:
        raise IllFormedPathError("path")
    operand = graph.objects(node, SH + used[0])[0]
    if used[0] == "alternativePath":
        return ["alternative", *_operands(graph, operand, depth)]
    return [_OPERATORS[used[0]], read_path(graph, operand, depth + 1)]


def _operands(graph: ClaimsGraph, head: Term, depth: int) -> list[Json]:
    members = read_list(graph, head)
    if len(members) < _LEAST_OPERANDS:
        raise IllFormedPathError("path")
    return [read_path(graph, member, depth + 1) for member in members]


def to_turtle(path: Json) -> str:
    """How a path is shown: a plain IRI as it is, anything else in Turtle's words."""
    return path if isinstance(path, str) else _turtle(path)


def _turtle(path: Json) -> str:
    if isinstance(path, str):
        return f"<{path}>"
    operator, operands = _parts(path)
    inner = " ".join(_turtle(operand) for operand in operands)
    if operator == "sequence":
        return f"( {inner} )"
    if operator == "alternative":
        return f"[ sh:alternativePath ( {inner} ) ]"
    return f"[ sh:{_TERMS[operator]} {inner} ]"


def follow(path: Json) -> Follow:
    """The function that finds the values of a path. Raises PackError for data that is no path."""
    if isinstance(path, str):
        return _predicate(path)
    operator, operands = _parts(path)
    steps = [follow(operand) for operand in operands]
    if operator == "sequence":
        return _sequence(steps)
    if operator == "alternative":
        return lambda walk, node: _unique(walk, (value for step in steps for value in step(walk, node)))
    if operator == "inverse":
        return _inverse(operands[0])
    if operator == "zero_or_one":
        return lambda walk, node: _unique(walk, (node, *steps[0](walk, node)))
    return _closure(steps[0], with_start=operator == "zero_or_more")


def _parts(path: Json) -> tuple[str, list[Json]]:
    if isinstance(path, list) and len(path) > 1:
        operator = path[0]
        if isinstance(operator, str) and (operator in _TERMS or operator == "sequence"):
            return operator, path[1:]
    raise PackError("shapes.damaged_program", part="path")


def _predicate(predicate: str) -> Follow:
    return lambda walk, node: walk.data.members(node).get(predicate, ())


def _inverse(path: Json) -> Follow:
    """The inverse of a predicate; of a longer path, the path of inverses the other way round."""
    if isinstance(path, str):
        return lambda walk, node: walk.data.subjects_of(path, node)
    operator, operands = _parts(path)
    if operator == "inverse":
        return follow(operands[0])
    turned: list[Json] = [["inverse", operand] for operand in operands]
    return follow([operator, *(reversed(turned) if operator == "sequence" else turned)])


def _sequence(steps: Sequence[Follow]) -> Follow:
    def values(walk: Walk, node: Term) -> Sequence[Term]:
        reached: Sequence[Term] = (node,)
        for step in steps:
            reached = _unique(walk, (value for start in reached for value in step(walk, start)))
        return reached

    return values


def _closure(step: Follow, *, with_start: bool) -> Follow:
    def values(walk: Walk, node: Term) -> Sequence[Term]:
        reached: dict[Term, None] = {node: None} if with_start else {}
        waiting = [node]
        while waiting:
            found = step(walk, waiting.pop())
            walk.spend_steps(1 + len(found))
            for value in found:
                if value not in reached:
                    reached[value] = None
                    waiting.append(value)
        return tuple(reached)

    return values


def _unique(walk: Walk, values: Iterable[Term]) -> Sequence[Term]:
    found = []
    seen = set()
    for count, value in enumerate(values):
        if count % _STRIDE == 0:
            walk.spend_steps(_STRIDE if count else 1)
        if value not in seen:
            seen.add(value)
            found.append(value)
    return found
