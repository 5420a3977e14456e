# SPDX-License-Identifier: Apache-2.0
"""pySHACL on the official shapes, loaded once a process: the judge our results are held against."""

from functools import cache
from typing import Any

from pyshacl.constraints.core import other_constraints

from assay.claims import ClaimsGraph
from assay.linked_data.rdf import parse_turtle
from assay.rules.bundled import load_bundled
from assay.shacl.reference import ReferenceEngine
from assay.shacl.results import Result
from shared import shared_path


def official_results(claims: ClaimsGraph) -> tuple[Result, ...]:
    """What pySHACL finds in the claims by the official 25.11 shapes and the pack's subclass facts."""
    return _engine().validate(claims, load_bundled().superclasses)


@cache
def _engine() -> ReferenceEngine:
    _remember_lists()
    return ReferenceEngine(
        ClaimsGraph(parse_turtle(shared_path("reference", "loire-25.11", "gx.shacl.ttl").read_bytes()))
    )


def _remember_lists() -> None:
    """pySHACL walks a value list anew for every focus node of every shape; its answer is the same each time.

    Remembering the walked lists changes nothing of what it finds, only how often the tests can ask.
    """
    walked: dict[tuple[int, Any], Any] = {}
    original = other_constraints.InConstraintComponent.__init__

    def remembering(self: Any, shape: Any) -> None:
        key = (id(shape.sg.graph), shape.node)
        if key in walked:
            other_constraints.ConstraintComponent.__init__(self, shape)
            self.in_list, self.in_vals = walked[key]
        else:
            original(self, shape)
            walked[key] = self.in_list, self.in_vals

    other_constraints.InConstraintComponent.__init__ = remembering
