# SPDX-License-Identifier: Apache-2.0
"""Looks for carriers in the claims: what the small language of `assay.rules.carriers` means."""

from collections.abc import Collection, Iterable, Mapping

from assay.claims import RDF_TYPE, XSD_STRING, ClaimsGraph, Literal, Term
from assay.rules.carriers import Carrier, Path, Step

MOST_STEPS = 50_000
"""Nodes gone through for all judged nodes of a document together; a set for one service takes a few hundred."""


class Carriers:
    """The claims of one case, asked for many carriers: values and classes of a path are worked out once."""

    __slots__ = ("_above", "_by_class", "_claims", "_known", "_steps", "_values", "_wide")

    def __init__(self, claims: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]) -> None:
        self._claims = claims
        self._above = superclasses
        self._values: dict[tuple[Term, str], tuple[Term, ...]] = {}
        self._steps = 0
        self._wide: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[Term, int], bool] = {}
        self._by_class: dict[tuple[Term, str], Mapping[str, tuple[Term, ...]]] = {}

    @property
    def is_spent(self) -> bool:
        """So much was gone through that no further node should be judged: many that lead to many would take minutes."""
        return self._steps > MOST_STEPS

    def found(self, node: Term, carrier: Carrier) -> tuple[Term, ...]:
        """The values that satisfy the carrier, seen from the node; none where it is not satisfied."""
        if carrier.is_plain:
            return self.values(node, carrier.path)
        if carrier.every:
            return self._all_of(node, carrier.every)
        if carrier.either:
            return next(filter(None, (self.found(node, inner) for inner in carrier.either)), ())
        candidates = self.candidates(node, carrier)
        if carrier.among is None and not carrier.where:
            return candidates
        counting = tuple(value for value in candidates if self._counts(value, carrier))
        return () if carrier.each and len(counting) != len(candidates) else counting

    def candidates(self, node: Term, carrier: Carrier) -> tuple[Term, ...]:
        """What the path and the classes of a carrier find, whether or not it meets the conditions."""
        if not carrier.classes:
            return self.values(node, carrier.path)
        groups = self._classes_at(node, carrier.path)
        if len(carrier.classes) == 1:
            return groups.get(carrier.classes[0], ())
        return tuple(dict.fromkeys(value for name in carrier.classes for value in groups.get(name, ())))

    def values(self, node: Term, path: Path) -> tuple[Term, ...]:
        """The values at the end of a path, each once, in order; literals that say nothing left out."""
        if not path.steps:
            return (node,)
        if len(path.steps) == 1 and not path.steps[0].repeated and len(path.steps[0].properties) == 1:
            return self._plain_values(node, path.steps[0].properties[0])
        key = (node, path.text)
        known = self._values.get(key)
        if known is None:
            found: Collection[Term] = (node,)
            for step in path.steps:
                found = self._step(found, step)
            self._steps += len(found)
            known = self._values[key] = tuple(value for value in found if _says_something(value))
        return known

    def _plain_values(self, node: Term, name: str) -> tuple[Term, ...]:
        found = self._claims.objects(node, name)
        return found if all(map(_says_something, found)) else tuple(filter(_says_something, found))

    def objects(self, node: Term, name: str) -> tuple[Term, ...]:
        """Values of one property of one node."""
        return self._claims.objects(node, name)

    def is_a(self, node: Term, names: Iterable[str]) -> bool:
        """Whether one of the node's classes is one of these, or below one."""
        return any(not self._upward(str(kind)).isdisjoint(names) for kind in self._claims.types(node))

    def reached(self, starts: Iterable[Term], without: Iterable[str]) -> tuple[str, ...]:
        """All described nodes that these lead to, themselves included; not beyond nodes of the classes."""
        stops = frozenset(without)
        first = [node for node in starts if isinstance(node, str) and node in self._claims]
        seen = dict.fromkeys(first)
        waiting = list(seen)
        while waiting:
            for predicate, values in self._claims.members(waiting.pop()).items():
                for value in values if predicate != RDF_TYPE else ():
                    if not isinstance(value, str) or value in seen or value not in self._claims:
                        continue
                    if not stops or not self.is_a(value, stops):
                        seen[value] = None
                        waiting.append(value)
        self._steps += len(seen)
        return tuple(seen)

    def _all_of(self, node: Term, carriers: tuple[Carrier, ...]) -> tuple[Term, ...]:
        found = [self.found(node, inner) for inner in carriers]
        return found[0] if all(found) else ()

    def _counts(self, value: Term, carrier: Carrier) -> bool:
        if carrier.among is not None and _plain(value) not in carrier.among:
            return False
        return all(self._satisfied(value, inner) for inner in carrier.where)

    def _satisfied(self, node: Term, carrier: Carrier) -> bool:
        """Asked once a node and carrier: carriers in one another would else cost a power of the number of nodes."""
        if carrier.is_plain:
            return bool(self.values(node, carrier.path))
        key = (node, id(carrier))
        if key not in self._known:
            self._known[key] = bool(self.found(node, carrier))
        return self._known[key]

    def _step(self, starts: Iterable[Term], step: Step) -> Collection[Term]:
        found: dict[Term, None] = {}
        waiting = list(starts)
        while waiting:
            reached = [
                value
                for start in waiting
                for name in step.properties
                for value in self._claims.objects(start, name)
                if value not in found
            ]
            found.update(dict.fromkeys(reached))
            waiting = list(dict.fromkeys(reached)) if step.repeated else []
        return found

    def _classes_at(self, node: Term, path: Path) -> Mapping[str, tuple[Term, ...]]:
        """Described values of a path by class, classes above included."""
        key = (node, path.text)
        known = self._by_class.get(key)
        if known is None:
            groups: dict[str, list[Term]] = {}
            for value in self.values(node, path):
                if self._is_described(value):
                    for name in self._classes_of(value):
                        groups.setdefault(name, []).append(value)
            known = self._by_class[key] = {name: tuple(values) for name, values in groups.items()}
        return known

    def _classes_of(self, node: Term) -> frozenset[str]:
        kinds = self._claims.types(node)
        if len(kinds) == 1:
            return self._upward(str(kinds[0]))
        return frozenset().union(*(self._upward(str(kind)) for kind in kinds))

    def _upward(self, kind: str) -> frozenset[str]:
        """The class and those above it."""
        found = self._wide.get(kind)
        if found is None:
            found = self._wide[kind] = self._above.get(kind, frozenset()) | {kind}
        return found

    def _is_described(self, node: Term) -> bool:
        """A class alone describes nothing: the node may be meant to be described elsewhere, and is not."""
        members = self._claims.members(node)
        return len(members) > (RDF_TYPE in members)


def _says_something(value: Term) -> bool:
    return isinstance(value, str) or bool(value.value.strip())


def _plain(value: Term) -> str:
    """The text of a plain value; a value with a language, or of another type, is another value (RDF 1.1 §3.3)."""
    if not isinstance(value, Literal):
        return value
    return value.value if value.datatype == XSD_STRING else ""
