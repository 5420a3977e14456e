# SPDX-License-Identifier: Apache-2.0
"""Which class stands below which: the `rdfs:subClassOf` statements between named classes."""

from collections.abc import Iterable, Mapping

from assay.claims import RDFS_SUBCLASS_OF, ClaimsGraph, is_blank
from assay.errors import PackError


def parents(graph: ClaimsGraph) -> Mapping[str, tuple[str, ...]]:
    """Named class to the named classes directly above it."""
    above: dict[str, tuple[str, ...]] = {}
    for sub, predicate, sup in graph:
        if predicate != RDFS_SUBCLASS_OF or is_blank(sub) or is_blank(sup) or sub == sup:
            continue
        if isinstance(sup, str):
            above[sub] = (*above.get(sub, ()), sup)
    return above


def reached(start: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything reached from the start, the start itself included."""
    found = set(start)
    waiting = list(found)
    while waiting:
        fresh = [target for target in onward.get(waiting.pop(), ()) if target not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def superclasses(graph: ClaimsGraph) -> dict[str, list[str]]:
    """Class to all classes above it, sorted; PackError where the graph says anything else, or goes in circles."""
    above = parents(graph)
    if sum(map(len, above.values())) != len(graph):
        raise PackError("pack.wrong_value", file="subclasses.ttl", key="", expected="rdfs:subClassOf")
    found = {cls: reached(above[cls], above) for cls in sorted(above)}
    for cls, uppers in found.items():
        if cls in uppers:
            raise PackError("pack.wrong_value", file="subclasses.ttl", key=cls, expected="rdfs:subClassOf")
    return {cls: sorted(uppers) for cls, uppers in found.items()}
