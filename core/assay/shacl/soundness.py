# SPDX-License-Identifier: Apache-2.0
"""Shapes that pySHACL would take and then not check: refused before it gets them.

It passes over terms it does not know, over references to shapes that do not exist, and over lists that are none.
"""

import re

from assay.claims import ClaimsGraph, Literal, Term
from assay.errors import AssayError
from assay.shacl.paths import IllFormedPathError, read_list
from assay.shacl.reader import is_shape
from assay.shacl.vocabulary import KNOWN_PREDICATES, REFERENCE_FLAGS, REFERENCE_PREDICATES, SH

_REFERENCES = frozenset(SH + name for name in ("node", "property", "not", "qualifiedValueShape"))
_SHAPE_LISTS = frozenset(SH + name for name in ("and", "or", "xone"))
_LISTS = frozenset(SH + name for name in ("in", "languageIn", "ignoredProperties"))
_QUERIES = frozenset({SH + "select", SH + "ask", SH + "construct"})
_LOADS = re.compile(r"\b(?:SERVICE|FROM|LOAD)\b", re.IGNORECASE)


class ReferenceEngineError(AssayError):
    """The reference engine gave no answer; nothing may be concluded from that."""


def refuse_unsound(shapes: ClaimsGraph) -> None:
    """Raises ReferenceEngineError, naming feature and shape, for what would go unchecked or could fetch something."""
    for subject, predicate, obj in shapes:
        if predicate.startswith(SH) and not _is_sound(shapes, predicate, obj):
            raise ReferenceEngineError("reference.unknown_feature", feature=predicate, shape=subject)


def _is_sound(shapes: ClaimsGraph, predicate: str, obj: Term) -> bool:
    if predicate not in KNOWN_PREDICATES and predicate not in REFERENCE_PREDICATES:
        return False
    if predicate in _REFERENCES:
        return _is_described(shapes, obj)
    if predicate in _SHAPE_LISTS or predicate in _LISTS:
        return _is_list(shapes, obj, of_shapes=predicate in _SHAPE_LISTS)
    if isinstance(obj, Literal) and predicate == SH + "flags":
        return REFERENCE_FLAGS.issuperset(obj.value)
    return not (isinstance(obj, Literal) and predicate in _QUERIES and _LOADS.search(obj.value))


def _is_list(shapes: ClaimsGraph, head: Term, *, of_shapes: bool) -> bool:
    try:
        members = read_list(shapes, head)
    except IllFormedPathError:
        return False
    return not of_shapes or all(_is_described(shapes, member) for member in members)


def _is_described(shapes: ClaimsGraph, node: Term) -> bool:
    return isinstance(node, str) and (is_shape(shapes, node) or _has_reference_terms(shapes, node))


def _has_reference_terms(shapes: ClaimsGraph, node: str) -> bool:
    return not REFERENCE_PREDICATES.isdisjoint(shapes.members(node))
