# SPDX-License-Identifier: Apache-2.0
"""Why a compound constraint failed: what stands behind `or`, `and`, `xone`, `not`, `node` and qualified shapes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from assay.claims import ClaimsGraph, Term
from assay.shacl.evaluate import conforms, results_of, value_nodes
from assay.shacl.program import Json, Program, expect, numbers
from assay.shacl.results import Result
from assay.shacl.vocabulary import COMPONENTS
from assay.values import frozen

CAUSE_LIMIT = 200
"""Causes of one result: enough for any message, and a bound on work."""

_LISTS = frozenset({"or", "and", "xone"})
_QUALIFIED = frozenset({"qualifiedMinCount", "qualifiedMaxCount"})
_NAMES = {component: name for name, component in COMPONENTS.items()}
_ABOUT_VALUE = frozenset({"class"})
_ABOUT_FOCUS = frozenset({"minCount", "hasValue", "qualifiedMinCount"})


@frozen
class Cause:
    """One leaf constraint behind a failure."""

    alternative: int
    """Number of the member of `or`, `and`, `xone` it belongs to, or of the value node that does not qualify; else 0."""
    path: str
    component: str
    value: Term | None
    params: Mapping[str, Json] = field(default_factory=dict, compare=False)
    focus_node: Term = ""


def leaf_causes(
    program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]], result: Result
) -> tuple[Cause, ...]:
    """The leaf constraints that make a compound constraint fail; empty for any other result.

    Of `not`, they are the constraints that hold and should not. Of `xone`, alternatives that hold have no causes. Of
    a qualified value shape, each value that does not qualify is an alternative.
    """
    if result.shape < 0:
        return ()
    name, value = program.shapes[result.shape]["constraints"][result.constraint]
    reader = _Reader(program, data, superclasses)
    causes: list[Cause] = []
    for alternative, shape, node in reader.alternatives(result, expect(name, str), value):
        found = reader.demands(shape, node) if name == "not" else reader.leaves(shape, node)
        for leaf in found:
            if len(causes) == CAUSE_LIMIT:
                return tuple(causes)
            causes.append(Cause(alternative, leaf.path, leaf.component, leaf.value, leaf.params, leaf.focus_node))
    return tuple(causes)


class _Reader:
    """Looks behind results of one graph."""

    def __init__(self, program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]) -> None:
        self._program = program
        self._data = data
        self._superclasses = superclasses

    def alternatives(self, result: Result, name: str, value: Json) -> Iterator[tuple[int, int, Term]]:
        """Number, shape and node of everything that was tried."""
        if name in _QUALIFIED:
            shape = expect(expect(value, dict)["shape"], int)
            if name == "qualifiedMinCount":
                nodes = value_nodes(self._program, self._data, result.shape, result.focus_node)
                yield from ((number, shape, node) for number, node in enumerate(nodes))
        elif result.value is not None and name in _LISTS:
            yield from ((number, shape, result.value) for number, shape in enumerate(numbers(value)))
        elif result.value is not None and name in {"not", "node"}:
            yield 0, expect(value, int), result.value

    def leaves(self, shape: int, node: Term) -> Iterator[Result]:
        """The results of a node for a shape, each compound one replaced by what is behind it."""
        for result in results_of(self._program, self._data, self._superclasses, shape, node):
            behind = list(self._behind(result))
            yield from behind or [result]

    def _behind(self, result: Result) -> Iterator[Result]:
        name, value = self._program.shapes[result.shape]["constraints"][result.constraint]
        if name == "not":
            return
        for _, shape, node in self.alternatives(result, expect(name, str), value):
            yield from self.leaves(shape, node)

    def demands(self, shape: int, node: Term) -> Iterator[Result]:
        """What a shape demands that the node meets: behind `not`, that is the fault."""
        if conforms(self._program, self._data, self._superclasses, shape, node):
            for name, value in self._program.shapes[shape]["constraints"]:
                if name in COMPONENTS:
                    component = COMPONENTS[expect(name, str)]
                    yield Result(node, "", component, node, "", params={expect(name, str): value})


def is_about_unknown_node(result: Result, causes: Iterable[Cause], data: ClaimsGraph) -> bool:
    """Whether the failure could vanish if a node that is only named here were described: a dangling reference.

    False where describing it could not help: the node is described and of another class, or no node at all.
    """
    name = _NAMES.get(result.component, "")
    by_alternative: dict[int, list[bool]] = {}
    for cause in causes:
        could = _could_vanish(_NAMES.get(cause.component, ""), cause.focus_node, cause.value, data)
        by_alternative.setdefault(cause.alternative, []).append(could)
    curable = [all(found) for found in by_alternative.values()]
    if name in {"or", "qualifiedMinCount"}:
        return any(curable) or (name != "or" and _could_vanish(name, result.focus_node, None, data))
    if name == "xone":
        demanded = result.params.get("xone")
        return any(curable) and isinstance(demanded, list) and len(curable) == len(demanded)
    if name in {"and", "node"}:
        return bool(curable) and all(curable)
    return _could_vanish(name, result.focus_node, result.value, data)


def _could_vanish(name: str, focus: Term, value: Term | None, data: ClaimsGraph) -> bool:
    node = value if name in _ABOUT_VALUE else focus if name in _ABOUT_FOCUS else None
    return isinstance(node, str) and node not in data
