# SPDX-License-Identifier: Apache-2.0
"""One validation run: the data, the class facts, and the bounds on its work."""

from collections.abc import Callable, Mapping
from typing import Protocol

from assay.claims import RDF_TYPE, RDFS_SUBCLASS_OF, ClaimsGraph, Term
from assay.shacl.limits import EvaluationLimitError

RESULT_LIMIT = 200_000
"""Results of one run: nobody reads more, and constraints on pairs can make millions from a small document."""
PATTERN_LENGTH_LIMIT = 100_000
"""Characters of a value that a pattern is run on."""
PATTERN_WORK_LIMIT = 100_000_000
"""Steps of matching in one run, as bounded by `patterns.translate`: about a second."""

STEP_LIMIT = 2_000_000
"""Nodes that complex paths may reach in one run, and as many more as the data has statements."""
VISIT_LIMIT = 100_000
"""Nodes whose properties shapes may look at in one run, and ten times as many more as the data has statements."""

DEPTH_LIMIT = 50
"""Shapes that refer to shapes, along the data: deeper than any honest chain of parent companies."""

_NO_TYPES: tuple[Term, ...] = ()


class Conforms(Protocol):
    """Whether a node conforms to a shape: no results for it, of any severity (SHACL §3.4.2)."""

    def __call__(self, run: "Run", node: Term, /) -> bool:
        """True where there are none."""


class ClassFacts:
    """Which classes an instance of given classes also belongs to (SHACL instances: `rdf:type/rdfs:subClassOf*`)."""

    MEMORY = 10_000
    """Combinations of classes that are remembered."""

    __slots__ = ("_known", "_lookup", "outside")

    def __init__(self, outside: Mapping[str, frozenset[str]], data: ClaimsGraph | None = None) -> None:
        self.outside = dict(outside)
        self._known: dict[tuple[Term, ...], frozenset[Term]] = {}
        self._lookup: Callable[[Term], tuple[Term, ...]] = (
            (lambda name: data.objects(name, RDFS_SUBCLASS_OF)) if data is not None else (lambda _: ())
        )

    def all_of(self, types: tuple[Term, ...]) -> frozenset[Term]:
        """The classes themselves and everything above them."""
        found = self._known.get(types)
        if found is None:
            found = self._closure(types)
            if len(self._known) < self.MEMORY:
                self._known[types] = found
        return found

    def _closure(self, types: tuple[Term, ...]) -> frozenset[Term]:
        reached: set[Term] = set(types)
        waiting = list(types)
        while waiting:
            name = waiting.pop()
            above = (*self.outside.get(name, ()), *self._lookup(name)) if isinstance(name, str) else ()
            for broader in above:
                if broader not in reached:
                    reached.add(broader)
                    waiting.append(broader)
        return frozenset(reached)


class Run:
    """What constraints are given besides the focus node and its values."""

    __slots__ = (
        "conforming",
        "data",
        "depth",
        "facts",
        "members",
        "pattern_work",
        "results_left",
        "steps_left",
        "visits_left",
    )

    def __init__(self, data: ClaimsGraph, facts: ClassFacts) -> None:
        self.data = data
        self.members = data.members
        self.facts = facts
        self.pattern_work = PATTERN_WORK_LIMIT
        self.results_left = RESULT_LIMIT
        self.steps_left = STEP_LIMIT + len(data)
        self.visits_left = VISIT_LIMIT + 10 * len(data)
        self.depth = 0
        self.conforming: dict[tuple[int, Term], bool | None] = {}
        """What is known already: number of a shape and a node, and whether it conforms; None while it is worked out."""

    def classes(self, node: Term) -> frozenset[Term]:
        """Every class the node is an instance of."""
        return self.facts.all_of(self.members(node).get(RDF_TYPE, _NO_TYPES))

    def spend_matching(self, steps: int, length: int) -> None:
        """Before a pattern is run: EvaluationLimitError where it could take too long."""
        self.pattern_work -= steps
        if length > PATTERN_LENGTH_LIMIT or self.pattern_work < 0:
            raise EvaluationLimitError("shapes.text_too_long", characters=length)

    def spend_steps(self, count: int) -> None:
        """For nodes that a path reaches: EvaluationLimitError where the data is a maze."""
        self.steps_left -= count
        if self.steps_left < 0:
            raise EvaluationLimitError("shapes.path_too_long", limit=STEP_LIMIT)

    def spend_visit(self) -> None:
        """Before the properties of a node are looked at: EvaluationLimitError where nested shapes multiply."""
        self.visits_left -= 1
        if self.visits_left < 0:
            raise EvaluationLimitError("shapes.too_deeply_nested", limit=VISIT_LIMIT)

    def spend_results(self, count: int) -> None:
        """Before results are added: EvaluationLimitError where there are more than anyone reads."""
        self.results_left -= count
        if self.results_left < 0:
            raise EvaluationLimitError("shapes.too_many_results", limit=RESULT_LIMIT)
