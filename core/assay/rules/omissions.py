# SPDX-License-Identifier: Apache-2.0
"""Constraints of official shapes that a pack does not carry: a literal list, each with its reason.

Values are named by the SHA-256 of their text, so that a text that is not ours to carry can be recognised without it.
"""

import hashlib

from assay.claims import ClaimsGraph, Literal, Triple
from assay.shacl.reader import is_shape
from assay.shacl.vocabulary import SH
from assay.values import frozen


@frozen
class Omission:
    """One constraint that is left out wherever it is met."""

    predicate: str
    sha256: str
    """Of the value: the lexical form of a literal, or the IRI."""
    undefined_only: bool
    """Left out only where the graph does not describe the value as a shape."""
    reason: str


OMISSIONS = (
    Omission(
        SH + "hasValue",
        "380d14e884a23614f3b73a4e1fc9f39269167fb494588f3a40c0ea15bdf548ee",
        undefined_only=False,
        reason="The text of the Tagus terms and conditions belongs to its authors. The check of the terms recognises"
        " it by its digest instead (rule TAGUS-GRAPH-terms-text).",
    ),
    Omission(
        SH + "node",
        "25370f6423c8911937405540d6d1162e3f321ec1f8a6c622397a58d5ce7d0dbc",
        undefined_only=True,
        reason="The Tagus offering wants its provider to conform to a shape that nobody defines. The clearing houses'"
        " engine takes an undefined shape for one without constraints, pySHACL refuses to run; the rules about the"
        " provider judge the reference instead (TAGUS-GRAPH-offering-issuer).",
    ),
)
_KEYS = {(entry.predicate, entry.sha256): entry for entry in OMISSIONS}
_PREDICATES = frozenset(entry.predicate for entry in OMISSIONS)


def without_omitted(shapes: ClaimsGraph) -> ClaimsGraph:
    """The shapes without the constraints of the list."""
    return ClaimsGraph(triple for triple in shapes if not is_omitted(shapes, triple))


def is_omitted(shapes: ClaimsGraph, triple: Triple) -> bool:
    """Whether the list names this statement of the shapes."""
    _, predicate, value = triple
    if predicate not in _PREDICATES:
        return False
    told = value.value if isinstance(value, Literal) else value
    found = _KEYS.get((predicate, hashlib.sha256(told.encode()).hexdigest()))
    if found is None:
        return False
    return not (found.undefined_only and isinstance(value, str) and is_shape(shapes, value))
