# SPDX-License-Identifier: Apache-2.0
"""Constraint parameters of a shape, read into plain data: one small reader for each kind of parameter."""

from collections.abc import Callable

from assay.claims import XSD, Literal, Term, is_blank
from assay.shacl.paths import IllFormedPathError, read_list
from assay.shacl.patterns import UntranslatablePatternError, translate
from assay.shacl.program import Json, ShapeData, term_to_json
from assay.shacl.reader import ShapeReader, UnsupportedShape
from assay.shacl.vocabulary import CONSTRAINTS, NODE_KINDS, PROPERTY_SHAPES_ONLY, SH, UNCHECKABLE_DATATYPES

_Read = Callable[[ShapeReader, str, str, ShapeData], list[list[Json]]]
"""Reader, shape, parameter name, the shape's data → pairs of constraint name and parameter."""

_DIGITS_LIMIT = 9


def read_constraints(reader: ShapeReader, node: str, data: ShapeData) -> list[list[Json]]:
    """The constraints of a shape, in the order of the table. Raises UnsupportedShape for ill-formed ones."""
    found: list[list[Json]] = []
    members = reader.graph.members(node)
    for name in CONSTRAINTS:
        if SH + name in members:
            if name in PROPERTY_SHAPES_ONLY and "path" not in data:
                raise UnsupportedShape(f"node shape with {SH}{name}", node)
            found.extend(_READERS[name](reader, node, name, data))
    return found


def _ill_formed(name: str, node: str) -> UnsupportedShape:
    return UnsupportedShape(f"ill-formed {SH}{name}", node)


def _iris(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    values = reader.graph.objects(node, SH + name)
    if any(not isinstance(value, str) or is_blank(value) for value in values):
        raise _ill_formed(name, node)
    return [[name, str(value)] for value in values]


def _datatype(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    value = reader.single(node, name)
    if not isinstance(value, str) or is_blank(value):
        raise _ill_formed(name, node)
    if value in UNCHECKABLE_DATATYPES:
        raise UnsupportedShape(value, node)
    return [[name, value]]


def _node_kind(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    value = reader.single(node, name)
    if not isinstance(value, str) or value not in NODE_KINDS:
        raise _ill_formed(name, node)
    return [[name, value]]


def integer(reader: ShapeReader, node: str, name: str) -> int | None:
    """A property that takes an xsd:integer not below zero."""
    value = reader.single(node, name)
    if value is None:
        return None
    if not isinstance(value, Literal) or value.datatype != XSD + "integer":
        raise _ill_formed(name, node)
    digits = value.value.removeprefix("+")
    if not digits.isascii() or not digits.isdigit() or len(digits) > _DIGITS_LIMIT:
        raise _ill_formed(name, node)
    return int(digits)


def _count(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    value = integer(reader, node, name)
    return [] if value == 0 and name == "minCount" else [[name, value]]


def _bound(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    value = reader.single(node, name)
    if not isinstance(value, Literal):
        raise _ill_formed(name, node)
    return [[name, term_to_json(value)]]


def _pattern(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    flags = reader.single(node, "flags")
    written = "" if flags is None else flags.value if isinstance(flags, Literal) else None
    pattern = reader.single(node, name)
    if written is None or not isinstance(pattern, Literal):
        raise _ill_formed(name, node)
    try:
        translated = translate(pattern.value, written)
    except UntranslatablePatternError as error:
        raise UnsupportedShape(f"{SH}pattern: {error}", node) from error
    return [
        [
            name,
            {
                "pattern": pattern.value,
                "flags": written,
                "python": translated.python,
                "factor": translated.factor,
                "degree": translated.degree,
            },
        ]
    ]


def _members(reader: ShapeReader, node: str, name: str, head: Term | None) -> tuple[Term, ...]:
    try:
        return tuple(read_list(reader.graph, head)) if head is not None else ()
    except IllFormedPathError as error:
        raise _ill_formed(name, node) from error


def _language_in(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    members = _members(reader, node, name, reader.single(node, name))
    if any(not isinstance(member, Literal) for member in members):
        raise _ill_formed(name, node)
    return [[name, [member.value for member in members if isinstance(member, Literal)]]]


def _unique_lang(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    """Only `true` activates it: the specification knows no other spelling (W3C uniqueLang-002)."""
    value = reader.single(node, name)
    if not isinstance(value, Literal) or value.datatype != XSD + "boolean":
        raise _ill_formed(name, node)
    return [[name, True]] if value.value == "true" else []


def _shape(reader: ShapeReader, node: str, name: str, data: ShapeData) -> list[list[Json]]:
    owner = data.get("owner", data["id"])
    found: list[list[Json]] = []
    for value in reader.graph.objects(node, SH + name):
        number = reader.number(value, owner, as_property=name == "property")
        if (name == "property" and "path" not in reader.shapes[number]) or (
            name == "node" and "path" in reader.shapes[number]
        ):
            raise _ill_formed(name, node)
        found.append([name, number])
    return found


def _shape_list(reader: ShapeReader, node: str, name: str, data: ShapeData) -> list[list[Json]]:
    owner = data.get("owner", data["id"])
    return [
        [name, [reader.number(member, owner) for member in _members(reader, node, name, head)]]
        for head in reader.graph.objects(node, SH + name)
    ]


def _qualified(reader: ShapeReader, node: str, name: str, data: ShapeData) -> list[list[Json]]:
    value = reader.single(node, name)
    if value is None:
        raise _ill_formed(name, node)
    owner = data.get("owner", data["id"])
    number = reader.number(value, owner)
    siblings: list[Json] = []
    if reader.flag(node, "qualifiedValueShapesDisjoint"):
        siblings.extend(reader.number(sibling, owner) for sibling in _siblings(reader, node) if sibling != value)
    least, most = integer(reader, node, "qualifiedMinCount"), integer(reader, node, "qualifiedMaxCount")
    if least is None and most is None:
        raise _ill_formed(name, node)
    counts = (("qualifiedMinCount", least), ("qualifiedMaxCount", most))
    return [
        [kind, {"count": count, "shape": number, "siblings": siblings}] for kind, count in counts if count is not None
    ]


def _siblings(reader: ShapeReader, node: str) -> list[Term]:
    """Sibling shapes (SHACL §4.7.3): qualified value shapes of the property shapes of the same parents."""
    graph = reader.graph
    parents = graph.subjects_of(SH + "property", node)
    found = [
        shape
        for parent in parents
        for sister in graph.objects(parent, SH + "property")
        for shape in graph.objects(sister, SH + "qualifiedValueShape")
    ]
    return list(dict.fromkeys(found))


def _closed(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    ignored = _members(reader, node, "ignoredProperties", reader.single(node, "ignoredProperties"))
    if any(not isinstance(member, str) or is_blank(member) for member in ignored):
        raise _ill_formed("ignoredProperties", node)
    if not reader.flag(node, name):
        return []
    allowed: dict[str, None] = {str(member): None for member in ignored}
    for shape in reader.graph.objects(node, SH + "property"):
        for path in reader.graph.objects(shape, SH + "path"):
            if isinstance(path, str) and not is_blank(path):
                allowed[path] = None
    return [[name, list[Json](allowed)]]


def _terms(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    values = reader.graph.objects(node, SH + name)
    if any(is_blank(value) for value in values):
        raise UnsupportedShape(f"blank node in {SH}{name}", node)
    return [[name, term_to_json(value)] for value in values]


def _in(reader: ShapeReader, node: str, name: str, _data: ShapeData) -> list[list[Json]]:
    members = _members(reader, node, name, reader.single(node, name))
    if any(is_blank(member) for member in members):
        raise UnsupportedShape(f"blank node in {SH}{name}", node)
    return [[name, reader.list_number(members)]]


_READERS: dict[str, _Read] = {
    "class": _iris,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _count,
    "maxCount": _count,
    "minExclusive": _bound,
    "minInclusive": _bound,
    "maxExclusive": _bound,
    "maxInclusive": _bound,
    "minLength": _count,
    "maxLength": _count,
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _iris,
    "disjoint": _iris,
    "lessThan": _iris,
    "lessThanOrEquals": _iris,
    "not": _shape,
    "and": _shape_list,
    "or": _shape_list,
    "xone": _shape_list,
    "node": _shape,
    "property": _shape,
    "qualifiedValueShape": _qualified,
    "closed": _closed,
    "hasValue": _terms,
    "in": _in,
}
