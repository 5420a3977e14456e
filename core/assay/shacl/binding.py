# SPDX-License-Identifier: Apache-2.0
"""Shapes of a program bound to functions, each when it is first needed.

A document meets a handful of the 166 shapes of a release; the others stay plain data.
"""

import re
import threading
from collections.abc import Callable, Sequence
from functools import partial

from assay.claims import Term
from assay.errors import PackError
from assay.finding import Severity
from assay.shacl.constraints import DEMANDING, Check, bind
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.paths import Follow, follow, to_turtle
from assay.shacl.program import Json, Program, ShapeData, expect, strings, term_from_json
from assay.shacl.results import Result
from assay.shacl.run import DEPTH_LIMIT, Conforms, Run
from assay.shacl.vocabulary import COMPONENTS, SEVERITIES, SH

_TERMS = frozenset({"minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "hasValue"})
"""Constraints whose parameter is a term: people see its text."""

_DAMAGE = (AttributeError, LookupError, TypeError, ValueError, re.error)
"""What binding raises for data that no compiler wrote."""

Stamp = Callable[[Term, Term | None], Result]


class BoundShapes:
    """The shapes of one program, bound on demand."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._bound: dict[int, BoundShape] = {}
        self._open: set[int] = set()
        self._binding = threading.RLock()

    def shape(self, number: int) -> "BoundShape":
        """One shape, ready to run. Raises PackError where the program is damaged."""
        found = self._bound.get(number)
        return self._bind(number) if found is None else found

    def _bind(self, number: int) -> "BoundShape":
        with self._binding:
            if number in self._bound:
                return self._bound[number]
            if number in self._open:
                raise PackError("shapes.damaged_program", part=f"shape {number}")
            self._open.add(number)
            try:
                self._bound[number] = BoundShape(self, number)
            except _DAMAGE as error:
                raise PackError("shapes.damaged_program", part=f"shape {number}") from error
            finally:
                self._open.discard(number)
            return self._bound[number]

    def conforms(self, number: int) -> Conforms:
        """Whether nodes conform to a shape; worked out once a node and run where the shape looks at other nodes."""
        with self._binding:
            recursive = number in self._open
        if not recursive and not self.shape(number).has_parts:
            return self.shape(number).conforms
        return partial(_remembered, self, number)


def _remembered(shapes: BoundShapes, number: int, run: Run, node: Term) -> bool:
    """Recursive shapes come back here too: data that leads round in a circle leaves the answer open (SHACL §3.4.3)."""
    key = number, node
    known = run.conforming.get(key)
    if known is None:
        if key in run.conforming or run.depth > DEPTH_LIMIT:
            raise EvaluationLimitError("shapes.data_runs_in_circles", limit=DEPTH_LIMIT)
        run.conforming[key] = None
        run.depth += 1
        known = run.conforming[key] = shapes.shape(number).conforms(run, node)
        run.depth -= 1
    return known


class BoundShape:
    """One shape as functions. `report` gives validation results, `conforms` only whether there are any."""

    __slots__ = (
        "_checks",
        "_closed",
        "_complex",
        "_demanding",
        "_follow",
        "_parts",
        "active",
        "demanding",
        "has_parts",
    )  # fmt: skip

    def __init__(self, shapes: BoundShapes, number: int) -> None:
        data = shapes.program.shapes[number]
        self.active = not data.get("deactivated", False)
        path = data.get("path")
        self._follow: Follow | None = None if path is None else follow(path)
        self._checks: list[tuple[Check, Stamp]] = []
        self._closed: tuple[frozenset[str], Callable[[Term, Term, str], Result]] | None = None
        self._parts: dict[str, tuple[BoundShape, ...]] = {}
        self._demanding: list[tuple[str, BoundShape]] = []
        self._complex: list[BoundShape] = []
        self.demanding = False
        for index, (name, value) in enumerate(data["constraints"]):
            self._add(shapes, number, index, (expect(name, str), value))
        self.has_parts = bool(self._parts or self._complex or self._closed)

    def _add(self, shapes: BoundShapes, number: int, index: int, constraint: tuple[str, Json]) -> None:
        name, value = constraint
        if name == "property":
            self._add_part(shapes, expect(value, int))
        elif name == "closed":
            self._closed = frozenset(strings(value)), _closed_stamp(shapes.program.shapes[number], number, index)
        elif name in COMPONENTS:
            stamp = _stamp(shapes.program.shapes[number], number, index)
            self._checks.append((bind(name, value, shapes), stamp))
            self.demanding |= name in DEMANDING
        else:
            raise PackError("shapes.damaged_program", part=name)

    def _add_part(self, shapes: BoundShapes, number: int) -> None:
        part, path = shapes.shape(number), shapes.program.shapes[number].get("path")
        if not part.active:
            return
        if isinstance(path, str):
            self._parts[path] = (*self._parts.get(path, ()), part)
            if part.demanding:
                self._demanding.append((path, part))
        else:
            self._complex.append(part)

    def report(self, run: Run, focus: Term, out: list[Result]) -> None:
        """Adds the validation results of one focus node."""
        if self.active:
            values = (focus,) if self._follow is None else self._follow(run, focus)
            self.report_values(run, focus, values, out)

    def report_values(self, run: Run, focus: Term, values: Sequence[Term], out: list[Result]) -> None:
        """Adds the validation results of one focus node whose value nodes are known."""
        for check, stamp in self._checks:
            offending = check(run, focus, values)
            if offending:
                run.spend_results(len(offending))
                out.extend([stamp(focus, value) for value in offending])
        if self.has_parts:
            for value in values:
                self._report_parts(run, value, out)

    def _report_parts(self, run: Run, node: Term, out: list[Result]) -> None:
        run.spend_visit()
        members = run.members(node)
        parts = self._parts
        for predicate, values in members.items():
            for part in parts.get(predicate, ()):
                part.report_values(run, node, values, out)
        if self._closed is not None and not self._closed[0].issuperset(members):
            self._report_surplus(run, node, out)
        for predicate, part in self._demanding:
            if predicate not in members:
                part.report_values(run, node, (), out)
        for part in self._complex:
            part.report(run, node, out)

    def _report_surplus(self, run: Run, node: Term, out: list[Result]) -> None:
        """Properties that a closed shape does not know, in the order of the data."""
        if self._closed is None:
            return
        allowed, stamp = self._closed
        for predicate, values in run.members(node).items():
            if predicate not in allowed:
                run.spend_results(len(values))
                out.extend([stamp(node, value, predicate) for value in values])

    def conforms(self, run: Run, focus: Term) -> bool:
        """Whether the node has no validation results here."""
        if not self.active:
            return True
        return self.values_conform(run, focus, (focus,) if self._follow is None else self._follow(run, focus))

    def values_conform(self, run: Run, focus: Term, values: Sequence[Term]) -> bool:
        """As `conforms`, for a focus node whose value nodes are known."""
        for check, _ in self._checks:
            if check(run, focus, values):
                return False
        return not self.has_parts or all(self._parts_conform(run, value) for value in values)

    def _parts_conform(self, run: Run, node: Term) -> bool:
        run.spend_visit()
        members = run.members(node)
        if self._closed is not None and not self._closed[0].issuperset(members):
            return False
        for predicate, parts in self._parts.items():
            values = members.get(predicate, ())
            for part in parts:
                if (values or part.demanding) and not part.values_conform(run, node, values):
                    return False
        return all(part.conforms(run, node) for part in self._complex)


def _stamp(shape: ShapeData, number: int, index: int) -> Stamp:
    """Makes results of one constraint: all that does not depend on the data is worked out here."""
    name, value = shape["constraints"][index]
    kind = expect(name, str)
    path, component = to_turtle(shape["path"]) if "path" in shape else "", COMPONENTS[kind]
    source, (severity, other), params = shape.get("owner", shape["id"]), _severity(shape), _params(kind, value)
    messages = tuple(shape.get("messages", ()))

    def stamp(focus: Term, offending: Term | None) -> Result:
        return Result(
            focus, path, component, offending, source, severity, messages, params, number, index, other
        )  # fmt: skip

    return stamp


def _severity(shape: ShapeData) -> tuple[Severity, str]:
    """How much the shape's results weigh, and the severity itself where SHACL does not define it."""
    named = shape.get("severity", SH + "Violation")
    return (SEVERITIES[named], "") if named in SEVERITIES else (Severity.VIOLATION, named)


def _closed_stamp(shape: ShapeData, number: int, index: int) -> Callable[[Term, Term, str], Result]:
    """Makes results of `sh:closed`, whose path is the property that should not be there."""
    source, (severity, other), component = shape.get("owner", shape["id"]), _severity(shape), COMPONENTS["closed"]
    messages, params = tuple(shape.get("messages", ())), dict[str, Json](closed=True)

    def stamp(focus: Term, value: Term, predicate: str) -> Result:
        return Result(
            focus, predicate, component, value, source, severity, messages, params, number, index, other
        )  # fmt: skip

    return stamp


def _params(name: str, value: Json) -> dict[str, Json]:
    """What a constraint demands, as plain data for texts and reports."""
    if name == "pattern":
        given = expect(value, dict)
        return {"pattern": given["pattern"], "flags": given["flags"]}
    if name in ("qualifiedMinCount", "qualifiedMaxCount"):
        return {name: expect(value, dict)["count"], "shape": expect(value, dict)["shape"]}
    if name in _TERMS:
        term = term_from_json(value)
        return {name: term if isinstance(term, str) else term.value}
    return {name: value}
