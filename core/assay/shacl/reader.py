# SPDX-License-Identifier: Apache-2.0
"""Reading shapes out of a shapes graph: each shape and each value list gets a number, and is read once."""

from collections.abc import Callable
from typing import TypeAlias

from assay.claims import RDF_TYPE, ClaimsGraph, Literal, Term, is_blank
from assay.errors import PackError
from assay.shacl.paths import IllFormedPathError, read_path
from assay.shacl.program import Json, ListData, ShapeData, term_to_json
from assay.shacl.vocabulary import CONSTRAINTS, SEVERITIES, SH, TARGETS

_NESTING_LIMIT = 40
_MARKS = frozenset(SH + name for name in (*TARGETS, *CONSTRAINTS, "path"))
_SHAPE_CLASSES = frozenset({SH + "NodeShape", SH + "PropertyShape"})


class UnsupportedShape(PackError):  # noqa: N818 - a refusal, not a fault
    """Shapes that SHACL does not allow, or that only a reference engine can judge.

    `params["feature"]` names what is not understood (an IRI, or a word for what is ill-formed), `params["shape"]`
    the shape it was met in.
    """

    def __init__(self, feature: str, shape: Term = "") -> None:
        super().__init__("shapes.unsupported", feature=feature, shape=shape if isinstance(shape, str) else shape.value)


def is_shape(shapes: ClaimsGraph, node: str) -> bool:
    """Whether the graph describes the node as a shape: by type, target, path or a constraint (SHACL §2.1).

    A node that is only referred to as a shape is not described as one: taking it for a shape without constraints
    would pass everything.
    """
    members = shapes.members(node)
    return not _MARKS.isdisjoint(members) or not _SHAPE_CLASSES.isdisjoint(members.get(RDF_TYPE, ()))


ReadConstraints: TypeAlias = "Callable[[ShapeReader, str, ShapeData], list[list[Json]]]"
"""Reads the constraints of a shape; handed in, so that reader and parameters know each other one way only."""


class ShapeReader:
    """Numbers shapes and value lists while it reads them; each is read once."""

    def __init__(
        self, graph: ClaimsGraph, read_constraints: "ReadConstraints", *, allow_recursion: bool = False
    ) -> None:
        self.graph = graph
        self._allow_recursion = allow_recursion
        self._read_constraints = read_constraints
        self.shapes: list[ShapeData] = []
        self.lists: list[ListData] = []
        self._numbers: dict[str, int] = {}
        self._list_numbers: dict[tuple[Term, ...], int] = {}
        self._open: list[str] = []

    def number(self, node: Term, owner: str = "", *, as_property: bool = False) -> int:
        """The number of a shape, read now if it has not been read yet, with everything it refers to.

        Where recursion is allowed, a shape may lead back to itself, but not as its own property shape.
        """
        if not isinstance(node, str) or not is_shape(self.graph, node):
            raise UnsupportedShape("undefined shape", node)
        if node in self._open:
            if as_property or not self._allow_recursion:
                raise UnsupportedShape("recursive shape", node)
            return self._numbers[node]
        if len(self._open) > _NESTING_LIMIT:
            raise UnsupportedShape("nesting", node)
        if node in self._numbers:
            return self._numbers[node]
        number = self._numbers[node] = len(self.shapes)
        data = ShapeData(id=f"_:s{number}" if is_blank(node) else node, constraints=[])
        if is_blank(node) and owner:
            data["owner"] = owner
        self.shapes.append(data)
        self._open.append(node)
        self._settings(node, data)
        data["constraints"] = self._read_constraints(self, node, data)
        self._open.pop()
        return number

    def _settings(self, node: str, data: ShapeData) -> None:
        path = self.single(node, "path")
        if path is not None:
            try:
                data["path"] = read_path(self.graph, path)
            except IllFormedPathError as error:
                raise UnsupportedShape(f"ill-formed {error}", node) from error
        elif SH + "PropertyShape" in self.graph.types(node):
            raise UnsupportedShape("property shape without path", node)
        severity = self.single(node, "severity")
        if severity is not None:
            data["severity"] = self._severity(node, severity)
        messages = [text.value for text in self.graph.objects(node, SH + "message") if isinstance(text, Literal)]
        if messages:
            data["messages"] = messages
        if self.flag(node, "deactivated"):
            data["deactivated"] = True

    @staticmethod
    def _severity(node: str, severity: Term) -> str:
        """Any IRI may be a severity, but no unknown one of SHACL's own."""
        if not isinstance(severity, str) or is_blank(severity):
            raise UnsupportedShape(f"ill-formed {SH}severity", node)
        if severity.startswith(SH) and severity not in SEVERITIES:
            raise UnsupportedShape(severity, node)
        return severity

    def single(self, node: str, name: str) -> Term | None:
        """The one value of a SHACL property of a shape, if it has any; more than one is ill-formed."""
        found = self.graph.objects(node, SH + name)
        if len(found) > 1:
            raise UnsupportedShape(f"several {SH}{name}", node)
        return found[0] if found else None

    def flag(self, node: str, name: str) -> bool:
        """A boolean property: `true` or `false` and nothing else (SHACL knows no other spelling)."""
        value = self.single(node, name)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.value not in ("true", "false"):
            raise UnsupportedShape(f"ill-formed {SH}{name}", node)
        return value.value == "true"

    def list_number(self, members: tuple[Term, ...]) -> int:
        """The number of a value list; equal lists share one."""
        number = self._list_numbers.setdefault(members, len(self.lists))
        if number == len(self.lists):
            self.lists.append(_list_data(members))
        return number


def _list_data(members: tuple[Term, ...]) -> ListData:
    literals = [member for member in members if isinstance(member, Literal) and not member.language]
    datatypes = {literal.datatype for literal in literals}
    if members and len(literals) == len(members) and len(datatypes) == 1:
        return ListData(datatype=datatypes.pop(), values=[literal.value for literal in literals])
    return ListData(terms=[term_to_json(member) for member in members])
