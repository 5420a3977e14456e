# SPDX-License-Identifier: Apache-2.0
"""Running a program over data: validation results, and which nodes were looked at at all."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from assay.claims import RDF_TYPE, RDFS_SUBCLASS_OF, ClaimsGraph, Term
from assay.shacl.binding import BoundShapes
from assay.shacl.paths import follow
from assay.shacl.program import Program, numbers, term_from_json
from assay.shacl.results import Result
from assay.shacl.run import ClassFacts, Run

__all__ = ["Result", "conforms", "focus_nodes", "results_of", "validate", "value_nodes"]

NO_CLASSES: Mapping[str, frozenset[str]] = MappingProxyType({})


def validate(
    program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]] = NO_CLASSES
) -> tuple[Result, ...]:
    """All validation results of the data against the program (SHACL §3.4), focus nodes in order of first mention.

    `superclasses` gives for a class all classes above it; `rdfs:subClassOf` facts in the data are added to it.
    Raises EvaluationLimitError where the data would take too long to judge: then nothing is known, and nothing passed.
    """
    targets = _targets(program, data, superclasses)
    run = Run(data, targets.facts)
    bound = targets.shapes
    results: list[Result] = []
    for node, found in targets.focus_nodes(data):
        for number in found:
            bound.shape(number).report(run, node, results)
    return tuple(results)


def focus_nodes(
    program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]] = NO_CLASSES
) -> dict[Term, tuple[str, ...]]:
    """Which nodes a shape that is not deactivated looks at, and the ids of those shapes."""
    targets = _targets(program, data, superclasses)
    return {
        node: tuple(program.shapes[number]["id"] for number in found)
        for node, found in targets.focus_nodes(data)
        if found
    }


def results_of(
    program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]], shape: int, node: Term
) -> tuple[Result, ...]:
    """The results of one node for one shape, by number, whether or not the shape targets it."""
    targets = _targets(program, data, superclasses)
    results: list[Result] = []
    targets.shapes.shape(shape).report(Run(data, targets.facts), node, results)
    return tuple(results)


def conforms(
    program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]], shape: int, node: Term
) -> bool:
    """Whether a node conforms to a shape, by number (SHACL §3.4.2)."""
    targets = _targets(program, data, superclasses)
    return targets.shapes.shape(shape).conforms(Run(data, targets.facts), node)


def value_nodes(program: Program, data: ClaimsGraph, shape: int, focus: Term) -> tuple[Term, ...]:
    """The value nodes of a focus node for a shape, by number (SHACL §3.4.1)."""
    path = program.shapes[shape].get("path")
    return (focus,) if path is None else tuple(follow(path)(Run(data, ClassFacts(NO_CLASSES)), focus))


class _Targets:
    """Which shapes look at which nodes, under given class facts."""

    __slots__ = ("_by_types", "_data", "facts", "shapes")

    def __init__(self, shapes: BoundShapes, facts: ClassFacts) -> None:
        self.shapes = shapes
        self.facts = facts
        self._data = shapes.program.targets
        self._by_types: dict[tuple[Term, ...], tuple[int, ...]] = {}

    def focus_nodes(self, data: ClaimsGraph) -> Iterator[tuple[Term, tuple[int, ...]]]:
        """Each focus node once, with the numbers of its shapes."""
        if self._data["nodes"] or self._data["subjects_of"] or self._data["objects_of"]:
            yield from self._all_focus_nodes(data)
            return
        known = self._by_types
        for node in data.subjects():
            types = data.members(node).get(RDF_TYPE)
            if types is not None:
                found = known.get(types)
                yield node, self._of_types(types) if found is None else found

    def _of_types(self, types: tuple[Term, ...]) -> tuple[int, ...]:
        found: set[int] = set()
        for name in self.facts.all_of(types):
            if isinstance(name, str):
                found.update(self._data["classes"].get(name, ()))
        active = tuple(number for number in sorted(found) if self.shapes.shape(number).active)
        if len(self._by_types) < ClassFacts.MEMORY:
            self._by_types[types] = active
        return active

    def _all_focus_nodes(self, data: ClaimsGraph) -> Iterator[tuple[Term, tuple[int, ...]]]:
        found: dict[Term, set[int]] = {}
        for subject in data.subjects():
            members = data.members(subject)
            if RDF_TYPE in members:
                found.setdefault(subject, set()).update(self._of_types(members[RDF_TYPE]))
            for predicate, shapes in self._data["subjects_of"].items():
                if predicate in members:
                    found.setdefault(subject, set()).update(shapes)
        for predicate, shapes in self._data["objects_of"].items():
            for value in data.with_predicate(predicate):
                found.setdefault(value, set()).update(shapes)
        for term, targeting in self._data["nodes"]:
            found.setdefault(term_from_json(term), set()).update(numbers(targeting))
        for node, targeting_shapes in found.items():
            yield node, tuple(number for number in sorted(targeting_shapes) if self.shapes.shape(number).active)


def _targets(program: Program, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]) -> _Targets:
    """What was bound for the program before, as long as the class facts are the same; they seldom change.

    The last graph is remembered: results, coverage and causes are asked for one after the other.
    """
    last = program.bound.get("last")
    if isinstance(last, tuple) and last[0] is data and last[1].facts.outside == superclasses:
        remembered: _Targets = last[1]
        return remembered
    kept = program.bound.get("targets")
    shapes = kept.shapes if isinstance(kept, _Targets) else BoundShapes(program)
    if any(RDFS_SUBCLASS_OF in data.members(subject) for subject in data.subjects()):
        targets = _Targets(shapes, ClassFacts(superclasses, data))
    elif isinstance(kept, _Targets) and kept.facts.outside == superclasses:
        targets = kept
    else:
        targets = program.bound["targets"] = _Targets(shapes, ClassFacts(superclasses))
    program.bound["last"] = data, targets
    return targets
