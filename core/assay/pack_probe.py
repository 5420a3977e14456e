# SPDX-License-Identifier: Apache-2.0
"""A graph with something for every shape to look at: what an engine cannot judge here, it could judge nowhere.

Engines meet some faults only when the first node of its kind comes along: a pattern that is none, a shape that asks of
a node that it follows that very shape. They would come out with a user's first document.
"""

from collections.abc import Iterator

from assay.claims import RDF_TYPE, RDFS, ClaimsGraph, Literal, Triple, is_blank
from assay.shacl.reader import is_shape
from assay.shacl.vocabulary import SH

_PROBE = "urn:probe:"
_INNER = tuple(SH + name for name in ("node", "and", "or", "xone", "not", "qualifiedValueShape"))


def probe(shapes: ClaimsGraph, *, with_values: bool) -> ClaimsGraph:
    """One node for each shape, of its target classes; if wanted with two values for each property the shape speaks of.

    With values, shapes that rightly lead on to their own kind (a company and its parent) go round in a circle here.
    """
    return ClaimsGraph(_triples(shapes, with_values=with_values))


def _triples(shapes: ClaimsGraph, *, with_values: bool) -> Iterator[Triple]:
    told = [shape for shape in sorted(shapes.subjects()) if is_shape(shapes, shape)]
    nodes = {shape: f"{_PROBE}{number}" for number, shape in enumerate(told)}
    for shape, node in nodes.items():
        for kind in _targets(shapes, shape):
            yield node, RDF_TYPE, kind
        for name in ("targetSubjectsOf", "targetObjectsOf"):
            for prop in shapes.objects(shape, SH + name):
                if isinstance(prop, str):
                    yield node, prop, node
        for owned in shapes.objects(shape, SH + "property") if with_values else ():
            for prop in shapes.objects(owned, SH + "path"):
                if isinstance(prop, str) and not is_blank(prop):
                    yield node, prop, Literal("x")
                    yield from ((node, prop, value) for value in _values(shapes, owned, nodes) or [node])


def _targets(shapes: ClaimsGraph, shape: str) -> Iterator[str]:
    yield from (kind for kind in shapes.objects(shape, SH + "targetClass") if isinstance(kind, str))
    if RDFS + "Class" in shapes.objects(shape, RDF_TYPE):
        yield shape


def _values(shapes: ClaimsGraph, owned: object, nodes: dict[str, str]) -> list[str]:
    """Probes of the shapes that a property's values have to follow."""
    inner = (shape for name in _INNER for shape in shapes.objects(str(owned), name))
    return [nodes[shape] for shape in inner if shape in nodes]
