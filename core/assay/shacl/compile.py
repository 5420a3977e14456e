# SPDX-License-Identifier: Apache-2.0
"""Shapes graph in, program out; or a refusal. There is nothing in between: what is compiled is checked in full."""

from assay.claims import RDF_TYPE, RDFS, RDFS_SUBCLASS_OF, ClaimsGraph, Term, is_blank
from assay.shacl.parameters import read_constraints
from assay.shacl.program import Json, Program, TargetData, term_to_json
from assay.shacl.reader import ShapeReader, UnsupportedShape, is_shape
from assay.shacl.vocabulary import (
    FOREIGN_CONSTRAINTS,
    KNOWN_CLASSES,
    KNOWN_PREDICATES,
    OWL,
    SH,
    WITHOUT_MEANING_IN_DATA,
)

__all__ = ["UnsupportedShape", "compile_shapes"]


def compile_shapes(shapes: ClaimsGraph, *, allow_recursion: bool = False) -> Program:
    """All shapes of a shapes graph as a program (SHACL Core).

    Raises UnsupportedShape for any term of the SHACL namespace that is not known, for SPARQL and JavaScript,
    rules, custom components, recursive shapes, references to shapes that do not exist, and ill-formed shapes.

    SHACL leaves open what recursive shapes mean (§3.4.3). With `allow_recursion` they are taken, and data in which
    they lead nowhere round is judged; data that leads round in a circle raises EvaluationLimitError when validated.
    """
    _refuse_unknown_terms(shapes)
    reader = ShapeReader(shapes, read_constraints, allow_recursion=allow_recursion)
    roots = [node for node in shapes.subjects() if is_shape(shapes, node)]
    # Node shapes first: a property shape may be met again on the way round, but not be the start of it.
    for node in sorted(roots, key=lambda root: (is_blank(root), SH + "path" in shapes.members(root))):
        reader.number(node)
    imports = tuple(dict.fromkeys(str(obj) for _, predicate, obj in shapes if predicate == OWL + "imports"))
    return Program(tuple(reader.shapes), tuple(reader.lists), _targets(shapes, reader), imports)


def _refuse_unknown_terms(shapes: ClaimsGraph) -> None:
    for subject, predicate, obj in shapes:
        unknown = predicate.startswith(SH) and predicate not in KNOWN_PREDICATES
        harmless = predicate in WITHOUT_MEANING_IN_DATA and not is_shape(shapes, subject)
        if predicate in FOREIGN_CONSTRAINTS or (unknown and not harmless):
            raise UnsupportedShape(predicate, subject)
        if predicate == RDF_TYPE and isinstance(obj, str) and obj.startswith(SH) and obj not in KNOWN_CLASSES:
            raise UnsupportedShape(obj, subject)


def _targets(shapes: ClaimsGraph, reader: ShapeReader) -> TargetData:
    targets = TargetData(classes={}, subjects_of={}, objects_of={}, nodes=[])
    nodes: dict[Term, list[int]] = {}
    classes = _classes_of_classes(shapes)
    for subject in shapes.subjects():
        if not is_shape(shapes, subject):
            continue
        number = reader.number(subject)
        members = shapes.members(subject)
        for name, table in (
            ("targetClass", targets["classes"]),
            ("targetSubjectsOf", targets["subjects_of"]),
            ("targetObjectsOf", targets["objects_of"]),
        ):
            for value in members.get(SH + name, ()):
                if not isinstance(value, str) or is_blank(value):
                    raise UnsupportedShape(SH + name, subject)
                table.setdefault(value, []).append(number)
        for value in members.get(SH + "targetNode", ()):
            if is_blank(value):
                raise UnsupportedShape("blank node as sh:targetNode", subject)
            nodes.setdefault(value, []).append(number)
        if not classes.isdisjoint(shapes.types(subject)) and not is_blank(subject):
            targets["classes"].setdefault(subject, []).append(number)
    targets["nodes"] = [[term_to_json(node), list[Json](found)] for node, found in nodes.items()]
    return targets


def _classes_of_classes(shapes: ClaimsGraph) -> set[Term]:
    """`rdfs:Class`, `owl:Class` (its subclass) and what the shapes graph adds.

    A shape of such a type targets its own instances (SHACL §2.1.3.3).
    """
    found: set[Term] = {RDFS + "Class", OWL + "Class"}
    waiting: list[Term] = list(found)
    while waiting:
        for narrower in shapes.subjects_of(RDFS_SUBCLASS_OF, waiting.pop()):
            if narrower not in found:
                found.add(narrower)
                waiting.append(narrower)
    return found
