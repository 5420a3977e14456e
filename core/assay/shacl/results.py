# SPDX-License-Identifier: Apache-2.0
"""What validation says: one value for each validation result (SHACL §3.6.2)."""

from collections.abc import Mapping
from dataclasses import field

from assay.claims import Term
from assay.finding import Severity
from assay.shacl.program import Json
from assay.values import frozen


@frozen
class Result:
    """One validation result."""

    focus_node: Term
    path: str
    """Full IRI; Turtle form of a complex path; empty for a constraint of a node shape."""
    component: str
    """Local name of the constraint component, e.g. `MinCountConstraintComponent`."""
    value: Term | None
    source_shape: str
    """IRI of the shape, or of the named shape that owns it."""
    severity: Severity = Severity.VIOLATION
    """A severity of the shapes' own making weighs as a violation."""
    message: tuple[str, ...] = ()
    """The shape's own messages (`sh:message`), where it has any."""
    params: Mapping[str, Json] = field(default_factory=dict, compare=False)
    """What was demanded: `{"minCount": 1}`, `{"class": iri}`, `{"pattern": …, "flags": …}`; `{"in": n}` refers to
    `Program.values(n)`. Shapes in `or`, `and`, `xone`, `not`, `node` are numbers: `explain` says what they demand."""
    shape: int = field(default=-1, compare=False)
    """Number of the shape in its program; -1 for a result of the reference engine."""
    constraint: int = field(default=-1, compare=False)
    """Number of the constraint in the shape."""
    other_severity: str = ""
    """IRI of a severity that SHACL does not define (SHACL §2.1.4 allows any)."""
