# SPDX-License-Identifier: Apache-2.0
"""Runs the pack's shapes over a case's claims once; the checks of content and links read from it."""

from assay.claims import ClaimsGraph, Term
from assay.rules.pack import RulePack
from assay.shacl.evaluate import Result, focus_nodes, validate
from assay.shacl.explain import Cause, is_about_unknown_node, leaf_causes
from assay.shacl.reach import parts_looked_at
from assay.values import frozen

MAX_RESULTS = 1_000
"""Results of one document that are told one by one; what is beyond is counted. No officer reads the thousandth."""
REFERENCE_SECONDS = 60.0
"""How long the reference engine may take before it is stopped."""


_MAY_VANISH = frozenset(
    f"{name}ConstraintComponent"
    for name in ("Class", "Or", "Xone", "And", "Not", "Node", "QualifiedMinCount", "QualifiedMaxCount")
)
"""Constraints whose results can be about a node that is only named."""


@frozen
class Judged:
    """One result with what lies behind it."""

    result: Result
    causes: tuple[Cause, ...]
    about_unknown_node: bool
    """It could vanish if a node that is only named were described: a dangling reference, not a wrong class."""


@frozen
class Evaluation:
    """What the shapes say of the claims."""

    results: tuple[Judged, ...]
    """At most `MAX_RESULTS`, those that are wrong in any case first where there are more."""
    untold: int
    """How many more there are."""
    focus: frozenset[Term]
    """Nodes that at least one shape looks at: by their class, or, without one, as a part of what it looks at."""
    differences: tuple[str, ...] | None = None
    """What the reference engine said otherwise; None where it was not asked."""


def evaluate(claims: ClaimsGraph, pack: RulePack, *, cross_check: bool = False) -> Evaluation:
    """Results and focus nodes of the claims.

    The compiled shapes judge; a pack they cannot take goes to the reference engine as a whole. Raises AssayError
    where neither gives an answer.
    """
    if pack.program is None:
        return _by_reference(claims, pack)
    results = validate(pack.program, claims, pack.superclasses)
    targeted = focus_nodes(pack.program, claims, pack.superclasses)
    focus = frozenset(targeted) | parts_looked_at(pack.program, claims, targeted)
    told = _most_certain(results)
    judged = tuple(_judge(result, claims, pack) for result in told)
    differences = _differences(results, claims, pack) if cross_check else None
    return Evaluation(judged, len(results) - len(told), focus, differences)


def _most_certain(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """The results to tell: all, or the first `MAX_RESULTS` with those first that no further document could mend."""
    if len(results) <= MAX_RESULTS:
        return results
    return tuple(sorted(results, key=lambda result: result.component in _MAY_VANISH)[:MAX_RESULTS])


def _judge(result: Result, claims: ClaimsGraph, pack: RulePack) -> Judged:
    assert pack.program is not None  # noqa: S101 - only called where it is
    causes = leaf_causes(pack.program, claims, pack.superclasses, result)
    return Judged(result, causes, is_about_unknown_node(result, causes, claims))


def _by_reference(claims: ClaimsGraph, pack: RulePack) -> Evaluation:
    results = _reference_results(claims, pack)
    told = _most_certain(results)
    judged = tuple(Judged(result, (), is_about_unknown_node(result, (), claims)) for result in told)
    classes = set(pack.texts("en").classes())
    focus = frozenset(
        node
        for node in claims.subjects()
        for kind in claims.types(node)
        if kind in classes or classes & pack.superclasses.get(str(kind), frozenset())
    )
    return Evaluation(judged, len(results) - len(told), focus)


def _reference_results(claims: ClaimsGraph, pack: RulePack) -> tuple[Result, ...]:
    from assay.linked_data.rdf import parse_turtle
    from assay.shacl.reference import validate_in_process

    shapes = ClaimsGraph(parse_turtle(pack.shapes_turtle))
    return validate_in_process(shapes, claims, pack.superclasses, seconds=REFERENCE_SECONDS)


def _differences(results: tuple[Result, ...], claims: ClaimsGraph, pack: RulePack) -> tuple[str, ...]:
    """What one engine found and the other did not, as short technical lines, sorted.

    Where the specification says otherwise than the reference engine, and the list of deviations says so, they agree.
    """
    from assay.shacl.deviations import unexplained

    ours, theirs = unexplained(results, _reference_results(claims, pack))
    found = [f"only compiled: {_line(result)}" for result in ours]
    found += [f"only reference: {_line(result)}" for result in theirs]
    return tuple(sorted(found))


def _line(result: Result) -> str:
    return " ".join((str(result.focus_node), result.path, result.component, repr(result.value)))
