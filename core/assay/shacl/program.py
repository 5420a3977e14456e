# SPDX-License-Identifier: Apache-2.0
"""Compiled shapes as plain data: what the compiler writes, a pack ships and the evaluator binds.

A program is JSON all the way down, so that it can be shipped prebuilt, read by people and loaded in milliseconds.
Shapes refer to each other by number, value lists (`sh:in`) are written once. Nothing is bound at load.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NotRequired, TypeAlias, TypedDict, TypeVar

from assay.claims import XSD_STRING, Literal, Term
from assay.errors import PackError
from assay.values import frozen

FORMAT = 1
"""Version of this form; a program of another version is compiled again, never guessed at."""

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Read = TypeVar("Read", bound="bool | int | str | list[Json] | dict[str, Json]")


class ShapeData(TypedDict):
    """One shape. Members that are absent have their default."""

    id: str
    """IRI; `_:sN` for a blank node (N is the shape's number)."""
    owner: NotRequired[str]
    """IRI of the named shape that a blank node shape belongs to; absent where `id` is to be reported."""
    path: NotRequired[Json]
    """Present in property shapes: an IRI, or an operator and its operands (see `paths`)."""
    severity: NotRequired[str]
    """IRI; a violation where absent."""
    messages: NotRequired[list[str]]
    deactivated: NotRequired[bool]
    constraints: list[list[Json]]
    """Pairs of a constraint's name (`minCount`, `or`, …) and its parameter."""


class ListData(TypedDict):
    """One value list: literals of one datatype and no language, or terms of any kind."""

    datatype: NotRequired[str]
    values: NotRequired[list[str]]
    terms: NotRequired[list[Json]]


class TargetData(TypedDict):
    """Which shapes look at which nodes: key to shape numbers."""

    classes: dict[str, list[int]]
    subjects_of: dict[str, list[int]]
    objects_of: dict[str, list[int]]
    nodes: list[list[Json]]
    """Pairs of a term and a list of shape numbers (literals can be targets too)."""


@frozen
class Program:
    """All shapes of a shapes graph, compiled. Made by `compile_shapes` or `from_json`, run by `evaluate.validate`."""

    shapes: Sequence[ShapeData]
    lists: Sequence[ListData]
    targets: TargetData
    imports: tuple[str, ...] = ()
    """What the shapes graph imports (`owl:imports`) and this program therefore does not contain."""
    bound: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """Where the evaluator keeps what it has bound; not part of the value."""

    def values(self, number: int) -> tuple[Term, ...]:
        """The members of a value list, in the order written: what `{"in": number}` in a result's params means."""
        data = self.lists[expect(number, int)]
        if "values" in data:
            datatype = data.get("datatype", XSD_STRING)
            return tuple(Literal(value, datatype) for value in data["values"])
        return tuple(term_from_json(term) for term in data.get("terms", []))

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Closures stay behind when a program is sent to another process."""
        return from_json, (to_json(self),)


def to_json(program: Program) -> dict[str, object]:
    """The program as JSON values; `from_json` gives it back, equal."""
    return {
        "format": FORMAT,
        "imports": list(program.imports),
        "targets": program.targets,
        "lists": list(program.lists),
        "shapes": list(program.shapes),
    }


def from_json(data: Mapping[str, object]) -> Program:
    """A program from JSON values. Raises PackError where they are not a program of this version.

    Only the outline is looked at here: what is inside a shape is read when the shape is bound.
    """
    shapes, lists, targets, imports = (data.get(name) for name in ("shapes", "lists", "targets", "imports"))
    if data.get("format") != FORMAT or not isinstance(shapes, list) or not isinstance(lists, list):
        raise PackError("shapes.damaged_program", part="format")
    if not isinstance(targets, dict) or not isinstance(imports, list):
        raise PackError("shapes.damaged_program", part="targets")
    return Program(shapes, lists, _target_data(targets), tuple(str(iri) for iri in imports))


def _target_data(targets: dict[str, Json]) -> TargetData:
    def table(name: str) -> dict[str, list[int]]:
        return {key: list(numbers(found)) for key, found in expect(targets.get(name), dict).items()}

    nodes = [expect(pair, list) for pair in expect(targets.get("nodes"), list)]
    if any(len(pair) != len(("term", "shapes")) for pair in nodes):
        raise PackError("shapes.damaged_program", part="targets")
    return TargetData(
        classes=table("classes"), subjects_of=table("subjects_of"), objects_of=table("objects_of"), nodes=nodes
    )


def term_to_json(term: Term) -> Json:
    """An IRI or blank node as a string, a literal as a list: value, then datatype and language where they matter."""
    if isinstance(term, str):
        return term
    if term.language:
        return [term.value, term.datatype, term.language]
    return [term.value] if term.datatype == XSD_STRING else [term.value, term.datatype]


def term_from_json(data: Json) -> Term:
    """The inverse of `term_to_json`; PackError for anything else."""
    if isinstance(data, str):
        return data
    if isinstance(data, list) and 1 <= len(data) <= len(Literal._fields):
        texts = [part for part in data if isinstance(part, str)]
        if len(texts) == len(data):
            return Literal(*texts)
    raise PackError("shapes.damaged_program", part="term")


def expect(data: Json, kind: type[Read]) -> Read:
    """The JSON value as the type it must have; PackError where a program is damaged. No number is below zero."""
    if not isinstance(data, kind) or (kind is int and (isinstance(data, bool) or data < 0)):  # type: ignore[operator]  # an int here
        raise PackError("shapes.damaged_program", part=kind.__name__)
    return data


def numbers(data: Json) -> tuple[int, ...]:
    """A list of shape numbers."""
    return tuple(expect(part, int) for part in expect(data, list))


def strings(data: Json) -> tuple[str, ...]:
    """A list of strings."""
    return tuple(expect(part, str) for part in expect(data, list))
