# SPDX-License-Identifier: Apache-2.0
"""What changes from one pack to another: plain values, for the command line and the window to put into words."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from assay.claims import RDF, ClaimsGraph, Literal, Term, is_blank
from assay.errors import PackError
from assay.rules.official import turtle_triples
from assay.rules.pack import RulePack
from assay.rules.turtle import list_items
from assay.shacl.vocabulary import SH
from assay.values import frozen


class Area(StrEnum):
    """What part of a pack."""

    CLASS = "class"
    PROPERTY = "property"
    CARDINALITY = "cardinality"
    VALUES = "values"
    CONSTRAINT = "constraint"
    HIERARCHY = "hierarchy"
    RULE = "rule"
    CRITERION = "criterion"
    CONTEXT = "context"
    TERM = "term"
    TERMS = "terms"
    NAMESPACE = "namespace"


class How(StrEnum):
    """What happened to it."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@frozen
class Change:
    """One thing that is new, changed or gone."""

    area: Area
    how: How
    name: str
    """IRI of a class, id of a rule or criterion, address of a context, name of a term."""
    path: str = ""
    """IRI of the property, for what belongs to one."""
    detail: str = ""
    """What of it: `minCount`, `datatype`, …"""
    before: tuple[str, ...] = ()
    """Values that were there and are no more; for a cardinality the number."""
    after: tuple[str, ...] = ()
    """Values that are there now and were not."""


_Constraints = Mapping[str, frozenset[str]]
"""Local name of a constraint to its values, each in a form that is the same for the same meaning."""
_COUNTS = ("minCount", "maxCount")
_FIRST = RDF + "first"
_SHOWN_ITEMS = 8
_IGNORED = frozenset(
    {"name", "description", "message", "order", "defaultValue", "group", "severity", "path", "targetClass"}
)


def differences(old: RulePack, new: RulePack) -> tuple[Change, ...]:
    """Everything that differs, area by area, in a fixed order. Words of the old pack's namespace count as the new's.

    PackError where shapes are nested beyond all measure.
    """
    return (
        *_shape_changes(_shapes(old, new.namespace), _shapes(new, new.namespace)),
        *_table_changes(Area.HIERARCHY, _hierarchy(old, new.namespace), _hierarchy(new, new.namespace)),
        *_table_changes(Area.RULE, _rules(old), _rules(new)),
        *_table_changes(Area.CRITERION, _criteria(old), _criteria(new)),
        *_table_changes(Area.NAMESPACE, _namespaces(old), _namespaces(new)),
        *_table_changes(Area.CONTEXT, dict.fromkeys(old.context_urls, ""), dict.fromkeys(new.context_urls, "")),
        *_table_changes(Area.TERM, _terms(old, new.namespace), _terms(new, new.namespace)),
        *_table_changes(Area.TERMS, _conditions(old), _conditions(new)),
    )


def _table_changes(area: Area, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in sorted(new.keys() - old.keys()):
        yield Change(area, How.NEW, name)
    for name in sorted(new.keys() & old.keys()):
        if old[name] != new[name]:
            yield Change(area, How.CHANGED, name, before=(old[name],), after=(new[name],))
    for name in sorted(old.keys() - new.keys()):
        yield Change(area, How.GONE, name)


_Shapes = Mapping[str, Mapping[str, _Constraints]]
"""Class to path (empty for the class itself) to what is asked of it."""


def _shape_changes(old: _Shapes, new: _Shapes) -> Iterator[Change]:
    for cls in sorted(new.keys() - old.keys()):
        yield Change(Area.CLASS, How.NEW, cls)
    for cls in sorted(new.keys() & old.keys()):
        yield from _class_changes(cls, old[cls], new[cls])
    for cls in sorted(old.keys() - new.keys()):
        yield Change(Area.CLASS, How.GONE, cls)


def _class_changes(cls: str, old: Mapping[str, _Constraints], new: Mapping[str, _Constraints]) -> Iterator[Change]:
    for path in sorted(new.keys() - old.keys()):
        after = tuple(sorted(f"{name} {value}" for name in _COUNTS for value in new[path].get(name, ())))
        yield Change(Area.PROPERTY, How.NEW, cls, path, after=after)
    for path in sorted(new.keys() & old.keys()):
        yield from _constraint_changes(cls, path, old[path], new[path])
    for path in sorted(old.keys() - new.keys()):
        yield Change(Area.PROPERTY, How.GONE, cls, path)


def _constraint_changes(cls: str, path: str, old: _Constraints, new: _Constraints) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, frozenset()), new.get(name, frozenset())
        if before == after:
            continue
        area = Area.CARDINALITY if name in _COUNTS else Area.VALUES if name == "in" else Area.CONSTRAINT
        how = How.CHANGED if before and after else How.NEW if after else How.GONE
        yield Change(area, how, cls, path, name, tuple(sorted(before - after)), tuple(sorted(after - before)))


def _shapes(pack: RulePack, namespace: str) -> _Shapes:
    moved = pack.shapes_turtle.replace(pack.namespace.encode(), namespace.encode())
    try:
        return _Reader(ClaimsGraph(turtle_triples(moved, "shapes.ttl"))).classes()
    except RecursionError as error:
        raise PackError("pack.too_hard", file="shapes.ttl") from error


class _Reader:
    """Reads what a shapes graph asks of each class."""

    def __init__(self, graph: ClaimsGraph) -> None:
        self._graph = graph
        self._open: set[str] = set()

    def classes(self) -> _Shapes:
        """See `_Shapes`. Two shapes of one class ask for what both ask."""
        found: dict[str, dict[str, dict[str, frozenset[str]]]] = {}
        for cls, shapes in self._graph.with_predicate(SH + "targetClass").items():
            if not isinstance(cls, str):
                continue
            of_class = found.setdefault(cls, {})
            for shape in shapes:
                self._add(of_class.setdefault("", {}), shape)
                for asked in self._graph.objects(shape, SH + "property"):
                    paths = "|".join(self._told(path) for path in self._graph.objects(asked, SH + "path"))
                    self._add(of_class.setdefault(paths, {}), asked)
        return found

    def _add(self, into: dict[str, frozenset[str]], shape: Term) -> None:
        for predicate, objects in self._graph.members(shape).items():
            name = predicate.removeprefix(SH)
            if name == predicate or name in _IGNORED or name == "property":
                continue
            into[name] = into.get(name, frozenset()) | self._values(name, objects)

    def _values(self, name: str, objects: Iterable[Term]) -> frozenset[str]:
        if name in ("in", "ignoredProperties", "languageIn"):
            return frozenset(self._told(item) for head in objects for item in list_items(self._graph, head))
        return frozenset(map(self._told, objects))

    def _told(self, term: Term) -> str:
        """A term so that equal meanings read equal; unnamed shapes by what they ask for."""
        if isinstance(term, Literal):
            return f"{term.value}@{term.language}" if term.language else term.value
        if not is_blank(term) or term in self._open:
            return term
        self._open.add(term)
        told = self._list(term) if self._graph.objects(term, _FIRST) else self._nested(term)
        self._open.discard(term)
        return told

    def _nested(self, node: str) -> str:
        parts = (
            f"{_short(predicate)} {' '.join(sorted(map(self._told, objects)))}"
            for predicate, objects in self._graph.members(node).items()
            if predicate.removeprefix(SH) not in _IGNORED - {"path"}
        )
        return f"({'; '.join(sorted(parts))})"

    def _list(self, head: str) -> str:
        """A list by its items, a long one by their number and a digest. A path's order is part of what it means."""
        items = [self._told(item) for item in list_items(self._graph, head)]
        if len(items) > _SHOWN_ITEMS:
            told = hashlib.sha256("\x1f".join(sorted(items)).encode()).hexdigest()[:8]
            return f"({len(items)} values, {told})"
        return f"({', '.join(items)})"


def _short(predicate: str) -> str:
    return predicate.removeprefix(SH)


def _moved(iri: str, pack: RulePack, namespace: str) -> str:
    return namespace + iri.removeprefix(pack.namespace) if iri.startswith(pack.namespace) else iri


def _hierarchy(pack: RulePack, namespace: str) -> Mapping[str, str]:
    return {
        _moved(cls, pack, namespace): " ".join(sorted(_moved(upper, pack, namespace) for upper in above))
        for cls, above in pack.superclasses.items()
    }


def _rules(pack: RulePack) -> Mapping[str, str]:
    return {
        rule.id: f"{rule.stage}, {rule.check}, {rule.severity}, {rule.clause}, {sorted(rule.params.items())!r}"
        for rule in pack.rules.values()
    }


def _criteria(pack: RulePack) -> Mapping[str, str]:
    return {entry.id: repr(entry) for entry in pack.criteria.criteria}


def _namespaces(pack: RulePack) -> Mapping[str, str]:
    return {known.iri: known.kind.value for known in pack.namespaces}


def _conditions(pack: RulePack) -> Mapping[str, str]:
    return {entry.name: f"{entry.sha256} {entry.valid_from} {entry.valid_until}".strip() for entry in pack.terms}


def _terms(pack: RulePack, namespace: str) -> Mapping[str, str]:
    context = pack.context.get("@context")
    told = context.items() if isinstance(context, Mapping) else ()
    return {str(name): repr(value).replace(pack.namespace, namespace) for name, value in told}
