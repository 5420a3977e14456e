# SPDX-License-Identifier: Apache-2.0
"""What to call the parts of a self-description: by the name they bear, else by what they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from assay.claims import RDF, ClaimsGraph, Literal, Term, is_blank
from assay.entry_names import entry_names
from assay.finding import Place
from assay.texts import local_name
from assay.values import frozen

if TYPE_CHECKING:
    from assay.rules.pack import RulePack
    from assay.rules.pack_texts import PackTexts
    from assay.texts import Texts

_NAMES = ("name", "legalName", "title", "prefLabel", "label")
"""Last parts of the properties that hold a name, best first: schema.org, Gaia-X, Dublin Core, SKOS, RDFS."""
_FIRST = RDF + "first"
_REST = RDF + "rest"
_NIL = RDF + "nil"
_LONGEST_NAME = 80
_BOOLEANS = {"true": "readable.yes", "1": "readable.yes", "false": "readable.no", "0": "readable.no"}


class Naming:
    """Names and values of one claims graph, in the words of one pack and one language."""

    __slots__ = ("_claims", "_helps", "_kinds", "_labels", "_pack", "_texts", "_words")

    def __init__(self, claims: ClaimsGraph, pack: "RulePack | None", texts: "Texts") -> None:
        self._claims = claims
        self._pack = pack
        self._texts = texts
        self._words: PackTexts | None = pack.texts(texts.lang) if pack else None
        self._labels: dict[str, str] = {}
        self._helps: dict[str, str] = {}
        self._kinds: dict[tuple[Term, ...], str] = {}

    def title(self, node: str) -> str:
        """The name the node bears; empty if it has none."""
        by_local: dict[str, str] = {}
        for predicate, objects in self._claims.members(node).items():
            if not predicate.endswith(_NAMES):
                continue
            local = local_name(predicate)
            if local in _NAMES and isinstance(objects[0], Literal) and objects[0].value.strip():
                by_local.setdefault(local, objects[0].value)
        found = next((by_local[local] for local in _NAMES if local in by_local), "")
        return _one_line(found)

    def kind(self, node: str) -> str:
        """What the node is, by its narrowest class that has a name; empty if it has no class."""
        return self.label(found) if (found := self._narrowest(node)) else ""

    def kind_help(self, node: str) -> str:
        """A sentence about what the node is; empty if there is none."""
        found = self._narrowest(node)
        return self.help(found) if found else ""

    def label(self, iri: str) -> str:
        """The pack's name of a class or property, else the last part of the IRI with its words apart."""
        if iri not in self._labels:
            found = self._words.label(iri) if self._words else None
            self._labels[iri] = found or _spaced(local_name(iri))
        return self._labels[iri]

    def help(self, iri: str) -> str:
        """The pack's sentence about a class or property; empty if there is none."""
        if iri not in self._helps:
            self._helps[iri] = (self._words.help(iri) if self._words else None) or ""
        return self._helps[iri]

    def value(self, term: Term) -> str:
        """A value as a person reads it: text as written, yes and no, an address, a term of the pack by its name."""
        if isinstance(term, Literal):
            return self._literal(term)
        if is_blank(term):
            return self.kind(term) or self._texts.say("readable.unnamed")
        found = self._words.label(term) if self._words else None
        return found or _printable(term)

    def value_of(self, predicate: str, term: Term) -> str:
        """The same of a value of a property: an entry of a list of the rules by what people call it."""
        if self._pack is None or not isinstance(term, Literal) or term.language:
            return self.value(term)
        return entry_names(self._pack, predicate, self._texts.lang).get(term.value) or self.value(term)

    def entries(self, values: Sequence[Term]) -> tuple[str, ...]:
        """The entries of a list of the rules as a person reads them, in their order."""
        from assay.rules.pack_texts import value_list_key

        called = self._words.of_entry.get(value_list_key(values), {}) if self._words else {}
        return tuple(
            called.get(term.value if isinstance(term, Literal) else term) or self.value(term) for term in values
        )

    def items(self, term: Term) -> tuple[Term, ...]:
        """The members of an RDF list, or the term itself where it is none."""
        if term == _NIL:
            return ()
        if isinstance(term, Literal) or term not in self._claims:
            return (term,)
        found: list[Term] = []
        seen: set[Term] = set()
        rest: Term = term
        while (firsts := self._claims.objects(rest, _FIRST)) and rest not in seen:
            seen.add(rest)
            found.extend(firsts)
            rests = self._claims.objects(rest, _REST)
            rest = rests[0] if rests else _NIL
        return tuple(found) if found else (term,)

    def _literal(self, literal: Literal) -> str:
        if local_name(literal.datatype) == "boolean" and literal.value in _BOOLEANS:
            return self._texts.say(_BOOLEANS[literal.value])
        shown = _printable(literal.value)
        if literal.language:
            return self._texts.say("readable.in_language", text=shown, language=literal.language)
        return shown

    def _narrowest(self, node: str) -> str:
        classes = self._claims.types(node)
        if classes not in self._kinds:
            self._kinds[classes] = self._narrowest_of([cls for cls in classes if isinstance(cls, str)])
        return self._kinds[classes]

    def _narrowest_of(self, classes: list[str]) -> str:
        known = [cls for cls in classes if self._words and self._words.label(cls)] or classes
        above = self._above(known)
        return next((cls for cls in known if cls not in above), known[0] if known else "")

    def _above(self, classes: Iterable[str]) -> frozenset[str]:
        superclasses: Mapping[str, frozenset[str]] = self._pack.superclasses if self._pack else {}
        return frozenset().union(*(superclasses.get(cls, frozenset()) for cls in classes))


@frozen
class PlacedClaims:
    """The claims with their places and names, taken once from an examination."""

    graph: ClaimsGraph
    naming: Naming
    node_places: Mapping[str, tuple[str, ...]]
    member_places: Mapping[tuple[str, str], tuple[Place, ...]]
    value_places: Mapping[tuple[str, str, Term], Place]

    def values(self, node: str) -> Iterator[tuple[str, Term]]:
        """Predicate and value of each statement about a node, lists taken apart."""
        graph = self.graph
        for predicate, terms in graph.members(node).items():
            for term in terms:
                if isinstance(term, Literal) or (term not in graph and term != _NIL):
                    yield predicate, term  # as `items` says, for most
                    continue
                for item in self.naming.items(term):
                    yield predicate, item

    def pointers(self, node: str, predicate: str, term: Term) -> tuple[str, ...]:
        """Where the value stands, best first; the member itself where the value's own place is not known."""
        exact = self.value_places.get((node, predicate, term))
        members = self.member_places.get((node, predicate), ())
        return tuple(place.pointer for place in ((exact, *members) if exact is not None else members))


def _one_line(text: str) -> str:
    shown = " ".join(_printable(text).split())
    return shown if len(shown) <= _LONGEST_NAME else shown[: _LONGEST_NAME - 1] + "…"


def _printable(text: str) -> str:
    """Without control and direction characters, which could make a value read as something else."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def _spaced(name: str) -> str:
    """`legalRegistrationNumber` as `Legal registration number`; what is no camel case stays."""
    if not name.isidentifier() or name.isupper():
        return _printable(name)
    apart: list[str] = []
    for index, char in enumerate(name):
        starts_word = char.isupper() and index > 0 and not name[index - 1].isupper()
        apart.append(f" {char.lower()}" if starts_word else char)
    told = "".join(apart).replace("_", " ")
    return told[:1].upper() + told[1:]
