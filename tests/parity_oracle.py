# SPDX-License-Identifier: Apache-2.0
"""pySHACL on the official shapes, loaded once a process: the judge our results are held against.

The claims of many documents are put into one graph, each with its nodes renamed, for one run of the reference engine
takes a tenth of a second; a result tells by its focus node which document it belongs to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pyshacl import shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP, constraint_component
from pyshacl.constraints.core import other_constraints

from assay.claims import RDF_TYPE, ClaimsGraph, Term, Triple
from assay.linked_data.rdf import parse_json_ld, parse_turtle
from assay.rules.library import load
from assay.shacl.evaluate import validate
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.reference import ReferenceEngine
from assay.shacl.results import Result
from assay.shacl.vocabulary import SH
from shared import shared_path

LOIRE, TAGUS = "gaia-x-loire-25.11", "gaia-x-tagus-22.10"
TAGUS_NAMESPACE = (
    "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"
)
UNDEFINED: Triple = (TAGUS_NAMESPACE + "LegalParticipant", RDF_TYPE, SH + "NodeShape")
"""The Tagus shapes name a shape that nobody defines: pySHACL does not run with it, the clearing houses' engine takes it
for one without constraints. The one thing that is added to the official shapes before they judge."""
TERMS_TEXT = (TAGUS_NAMESPACE + "termsAndConditions", "HasValueConstraintComponent")
"""The one result of the official Tagus shapes that ours do not give: the rule about the wording of the terms does."""
A_BATCH = 240
Key = tuple[Term, str, str, Term | None]


@dataclass
class Comparison:
    """What came of comparing two engines."""

    documents: int = 0
    results: int = 0
    circular: int = 0
    """Documents whose parts lead round in a circle: ours says *not checked*, SHACL leaves the answer open (§3.4.3)."""
    terms: int = 0
    """Results about the wording of the terms, which a rule of its own gives."""
    only_ours: list[Key] = field(default_factory=list)
    only_theirs: list[Key] = field(default_factory=list)


def compared(documents: Sequence[ClaimsGraph], pack_id: str = LOIRE) -> Comparison:
    """Both engines on every document, as multisets of focus node, path, component and value."""
    pack = load(pack_id)
    assert pack.program is not None
    found, straight = Comparison(), []
    for claims in documents:
        try:
            validate(pack.program, claims, pack.superclasses)
        except EvaluationLimitError:
            found.circular += 1
        else:
            straight.append(claims)
    for start in range(0, len(straight), A_BATCH):
        batch = straight[start : start + A_BATCH]
        merged = ClaimsGraph(triple for number, claims in enumerate(batch) for triple in _renamed(claims, number))
        ours = Counter(_key(result) for result in validate(pack.program, merged, pack.superclasses))
        theirs = Counter(_key(result) for result in official_results(merged, pack_id))
        replaced = [key for key in theirs if pack_id == TAGUS and key[1:3] == TERMS_TEXT]
        found.terms += sum(theirs.pop(key) for key in replaced)
        found.only_ours += (ours - theirs).elements()
        found.only_theirs += (theirs - ours).elements()
        found.documents += len(batch)
        found.results += sum(theirs.values())
    return found


def _key(result: Result) -> Key:
    return result.focus_node, result.path, result.component, result.value


def _renamed(claims: ClaimsGraph, number: int) -> Iterator[Triple]:
    """The claims with every node of their own named after their document, so that many fit in one graph."""
    own = set(claims.subjects())

    def name(term: Term) -> Term:
        if not isinstance(term, str) or (term not in own and not term.startswith("_:")):
            return term
        return f"_:d{number}x{term[2:]}" if term.startswith("_:") else f"urn:document:{number}:{term}"

    for subject, predicate, value in claims:
        yield str(name(subject)), predicate, value if predicate == RDF_TYPE else name(value)


def official_results(claims: ClaimsGraph, pack_id: str = LOIRE) -> tuple[Result, ...]:
    """What pySHACL finds in the claims by the official shapes and the pack's subclass facts."""
    return _engine(pack_id).validate(claims, load(pack_id).superclasses)


def official_shapes(pack_id: str) -> ClaimsGraph:
    """The official shapes, as they were published; of Tagus with the shape that is missing."""
    if pack_id == TAGUS:
        shapes = shared_path("reference", "tagus-22.10", "input__01_original__gx_shacl.json").read_bytes()
        return ClaimsGraph([*parse_json_ld(shapes), UNDEFINED])
    return ClaimsGraph(parse_turtle(shared_path("reference", "loire-25.11", "gx.shacl.ttl").read_bytes()))


@cache
def _engine(pack_id: str) -> ReferenceEngine:
    return engine_of(official_shapes(pack_id))


def engine_of(shapes: ClaimsGraph) -> ReferenceEngine:
    """pySHACL on some shapes, to be asked thousands of times."""
    _remember_lists()
    _look_up_parameters()
    _write_nothing()
    return ReferenceEngine(shapes)


@cache
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


@cache
def _write_nothing() -> None:
    """For every result pySHACL tells a person what was found, value lists in full. Nobody reads or compares it here."""
    constraint_component.ConstraintComponent.make_v_result_description = lambda *_, **__: ""
    other_constraints.InConstraintComponent.make_generic_messages = lambda *_: []


class _LookedUp(list[Any]):
    """Names of constraints, looked up instead of gone through; pySHACL asks for each statement of each shape."""

    def __init__(self, names: Iterable[Any]) -> None:
        super().__init__(names)
        self._known = set(self)

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def append(self, name: Any) -> None:
        """One more."""
        super().append(name)
        self._known.add(name)

    def copy(self) -> "_LookedUp":
        """Such a list of its own."""
        return _LookedUp(self)


@cache
def _look_up_parameters() -> None:
    shape.CONSTRAINT_PARAMS = _LookedUp(ALL_CONSTRAINT_PARAMETERS), CONSTRAINT_PARAMETERS_MAP
