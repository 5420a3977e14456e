# SPDX-License-Identifier: Apache-2.0
"""Claims as a graph: RDF terms as plain Python values and an index over triples.

IRIs and blank nodes are strings (blank nodes begin with `_:`), literals are `Literal` tuples. Plain values hash
fast, compare by content and need no RDF library: checking a small credential costs less than importing one.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = RDF + "type"
RDF_LANG_STRING = RDF + "langString"
RDFS_SUBCLASS_OF = RDFS + "subClassOf"
XSD_STRING = XSD + "string"


class Literal(NamedTuple):
    """An RDF 1.1 literal: its lexical form as written, never repaired, its datatype IRI, its language tag."""

    value: str
    datatype: str = XSD_STRING
    language: str = ""


Term = str | Literal
Triple = tuple[str, str, Term]
_ONE_BY_ONE = 16
"""Predicates that are turned round alone, each in a walk over the subjects: a check asks for a handful of many."""


def is_blank(term: Term) -> bool:
    """Whether the term is a blank node."""
    return isinstance(term, str) and term.startswith("_:")


class ClaimsGraph:
    """An immutable set of triples, indexed by subject and predicate, and (on first use of a predicate) by object.

    Objects keep the order in which they were first said; a triple said twice counts once.
    """

    __slots__ = ("_backward", "_forward", "_size", "_turned")

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        forward: dict[str, dict[str, dict[Term, None]]] = {}
        for subject, predicate, obj in triples:
            forward.setdefault(subject, {}).setdefault(predicate, {})[obj] = None
        self._forward: dict[str, dict[str, tuple[Term, ...]]] = {
            subject: {predicate: tuple(objects) for predicate, objects in members.items()}
            for subject, members in forward.items()
        }
        self._size = sum(len(objects) for members in self._forward.values() for objects in members.values())
        self._turned: dict[str, dict[Term, tuple[str, ...]]] = {}
        """Predicate to objects to subjects, of those asked for."""
        self._backward: dict[str, dict[Term, tuple[str, ...]]] | None = None
        """The same of all."""

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Triple]:
        for subject, members in self._forward.items():
            for predicate, objects in members.items():
                for obj in objects:
                    yield subject, predicate, obj

    def __contains__(self, node: object) -> bool:
        """Whether the graph says anything about the node (it is the subject of a triple)."""
        return node in self._forward

    def subjects(self) -> Iterable[str]:
        """All nodes the graph says something about, in order of first mention."""
        return self._forward.keys()

    def members(self, subject: Term) -> Mapping[str, tuple[Term, ...]]:
        """Predicate to objects of one node; empty for a literal or an unknown node."""
        return self._forward.get(subject, {}) if isinstance(subject, str) else {}

    def objects(self, subject: Term, predicate: str) -> tuple[Term, ...]:
        """Values of one predicate of one node."""
        members = self._forward.get(subject) if isinstance(subject, str) else None
        return members.get(predicate, ()) if members else ()

    def subjects_of(self, predicate: str, obj: Term) -> tuple[str, ...]:
        """Nodes that have the object as a value of the predicate (the inverse of `objects`)."""
        return self.with_predicate(predicate).get(obj, ())

    def with_predicate(self, predicate: str) -> Mapping[Term, tuple[str, ...]]:
        """Object to subjects, for every triple with the predicate."""
        if self._backward is not None:
            return self._backward.get(predicate, {})
        found = self._turned.get(predicate)
        if found is None and len(self._turned) < _ONE_BY_ONE:
            found = self._turned[predicate] = self._turn(predicate)
        if found is None:  # whoever asks for many may ask for all
            self._backward = self._turn_all()
            return self._backward.get(predicate, {})
        return found

    def types(self, node: Term) -> tuple[Term, ...]:
        """Classes the node is said to be an instance of (no inference)."""
        return self.objects(node, RDF_TYPE)

    def _turn(self, predicate: str) -> dict[Term, tuple[str, ...]]:
        """Object to subjects of one predicate."""
        lists: dict[Term, list[str]] = {}
        for subject, members in self._forward.items():
            for obj in members.get(predicate, ()):
                lists.setdefault(obj, []).append(subject)
        return {obj: tuple(subjects) for obj, subjects in lists.items()}

    def _turn_all(self) -> dict[str, dict[Term, tuple[str, ...]]]:
        """The same of every predicate, in one go."""
        lists: dict[str, dict[Term, list[str]]] = {}
        for subject, predicate, obj in self:
            lists.setdefault(predicate, {}).setdefault(obj, []).append(subject)
        return {
            predicate: {obj: tuple(subjects) for obj, subjects in by_object.items()}
            for predicate, by_object in lists.items()
        }
