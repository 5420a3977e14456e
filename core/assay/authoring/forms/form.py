# SPDX-License-Identifier: Apache-2.0
"""A form as values: the fields of one node, and the ways in which each of them takes a value."""

from collections.abc import Iterator
from enum import StrEnum

from assay.claims import RDF_LANG_STRING, Literal, Term
from assay.values import frozen


class WayKind(StrEnum):
    """What sort of value a way takes."""

    TEXT = "text"
    """A literal, written freely within its datatype."""
    CHOICE = "choice"
    """One of a list of terms."""
    NODE = "node"
    """Another node: a part described in place, or something that is described elsewhere."""


@frozen
class Way:
    """One way in which a value may be given: everything that shapes ask of it at once."""

    datatypes: tuple[str, ...] = ()
    """Datatype IRIs; more than one contradict each other."""
    kinds: frozenset[str] | None = None
    """`iri`, `blank`, `literal`; None where nothing was said."""
    values: tuple[Term, ...] | None = None
    """The list it must be taken from, in the order written."""
    classes: tuple[str, ...] = ()
    """Class IRIs, all of which the node must be an instance of."""
    shapes: tuple[int, ...] = ()
    """Node shapes that the node must conform to, whatever its class (`sh:node`)."""
    bounds: tuple[tuple[str, Literal], ...] = ()
    """Pairs of `minInclusive`, `maxExclusive`, … and the bound."""
    patterns: tuple[str, ...] = ()
    """As `sh:pattern` writes them."""
    shortest: int = 0
    longest: int | None = None
    """Number of characters."""
    languages: tuple[str, ...] = ()
    """Language ranges; empty where any will do."""

    @property
    def kind(self) -> WayKind:
        """What sort of value it takes."""
        if self.values is not None:
            return WayKind.CHOICE
        is_node = self.classes or self.shapes or (self.kinds is not None and "literal" not in self.kinds)
        return WayKind.NODE if is_node else WayKind.TEXT

    @property
    def datatype(self) -> str:
        """The datatype IRI of its literals; empty where any will do."""
        return self.datatypes[0] if self.datatypes else ""

    @property
    def takes_language(self) -> bool:
        """Whether its values are texts in a language."""
        return self.datatype == RDF_LANG_STRING or bool(self.languages)

    @property
    def takes_reference(self) -> bool:
        """Whether a node that is described elsewhere may be named by its id."""
        return self.kinds is None or "iri" in self.kinds

    @property
    def is_possible(self) -> bool:
        """Whether any value can be all that is asked."""
        if len(self.datatypes) > 1 or self.kinds == frozenset() or self.values == ():
            return False
        asks_literal, asks_node = bool(self.datatypes), bool(self.classes or self.shapes)
        if asks_literal and asks_node:
            return False
        kinds = self.kinds
        return kinds is None or not ((asks_literal and "literal" not in kinds) or (asks_node and kinds == {"literal"}))


@frozen
class Field:
    """One property of a node."""

    predicate: str
    ways: tuple[Way, ...]
    """Any of them will do. Never empty: where no value can be right, the field is none."""
    least: int = 0
    most: int | None = None
    """How many values; None where there is no end."""
    one_per_language: bool = False
    must_have: tuple[Term, ...] = ()
    """Values that must be among them (`sh:hasValue`)."""

    @property
    def is_required(self) -> bool:
        """Whether it must have a value."""
        return self.least > 0 or bool(self.must_have)

    @property
    def takes_several(self) -> bool:
        """Whether it may have more than one value."""
        return self.most is None or self.most > 1


@frozen
class Form:
    """What the shapes of some classes ask of a node."""

    classes: tuple[str, ...]
    fields: tuple[Field, ...]
    """Required ones first, else in the order of the shapes."""
    either: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Of each group of alternatives the properties that each one needs: one of them must be complete."""
    is_closed: bool = False
    """Whether nothing else may be said of the node."""

    def field(self, predicate: str) -> Field | None:
        """The field of a property; None where it has none."""
        return next((entry for entry in self.fields if entry.predicate == predicate), None)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)
