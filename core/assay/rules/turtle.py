# SPDX-License-Identifier: Apache-2.0
"""A shapes graph as Turtle that reads well and is always the same bytes for the same graph.

Blank nodes are written in place and sorted by what they say, so the labels and the order of the source do not
matter. Value lists (`sh:in`) are written once, under a readable label, and shared by every shape that uses them:
the official Loire shapes repeat the list of media types 29 times.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from assay.claims import RDF, RDF_LANG_STRING, RDF_TYPE, XSD, XSD_STRING, ClaimsGraph, Literal, Term, is_blank
from assay.errors import PackError
from assay.shacl.vocabulary import SH

PREFIXES: Mapping[str, str] = {
    "cred": "https://www.w3.org/2018/credentials#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "qk": "http://qudt.org/vocab/quantitykind/",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": SH,
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": XSD,
}
"""Prefixes of the vocabularies that Gaia-X shapes borrow from; the pack's own namespace is added as `gx`."""

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", RDF + "nil"
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_PLAIN = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+\Z"),
    XSD + "boolean": re.compile(r"(?:true|false)\Z"),
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_INSIDE = (SH + "or", SH + "and", SH + "xone", SH + "not", SH + "property", _FIRST, _REST)
_LEADING = (RDF_TYPE, SH + "targetClass", SH + "path")
_WIDTH = 118


def list_items(graph: ClaimsGraph, node: Term) -> tuple[Term, ...]:
    """The members of an RDF list; PackError where it is broken, forked or circular."""
    items: list[Term] = []
    seen: set[Term] = set()
    while node != _NIL:
        first, rest = graph.objects(node, _FIRST), graph.objects(node, _REST)
        if len(first) != 1 or len(rest) != 1 or node in seen:
            raise PackError("pack.broken_list", near=str(items[-1]) if items else "")
        seen.add(node)
        items.append(first[0])
        node = rest[0]
    return tuple(items)


def value_lists(graph: ClaimsGraph) -> Mapping[tuple[Term, ...], str]:
    """Each different `sh:in` list of the graph to its label: `values_` and the property that uses it most.

    Lists that would share a label are numbered, longest first.
    """
    users: dict[tuple[Term, ...], Counter[str]] = {}
    for node, predicate, head in graph:
        if predicate == SH + "in" and head != _NIL:
            users.setdefault(list_items(graph, head), Counter())[_user(graph, node)] += 1
    named: dict[str, list[tuple[Term, ...]]] = {}
    for items, counts in users.items():
        most = min(counts, key=lambda name: (-counts[name], name))
        named.setdefault(most, []).append(items)
    labels: dict[tuple[Term, ...], str] = {}
    for name, group in named.items():
        group.sort(key=lambda items: (-len(items), repr(items)))
        for number, items in enumerate(group, start=1):
            labels[items] = f"values_{name}" + (f"_{number}" if len(group) > 1 else "")
    return labels


def _user(graph: ClaimsGraph, node: str) -> str:
    """Local name of the property a constraint is about, walking out of `sh:or` and its like."""
    seen: set[str] = set()
    while node not in seen:
        seen.add(node)
        paths = [path for path in graph.objects(node, SH + "path") if isinstance(path, str)]
        if paths and not is_blank(paths[0]):
            return re.sub(r"\W", "_", re.split(r"[#/]", paths[0])[-1])
        node = next((outer for predicate in _INSIDE for outer in graph.subjects_of(predicate, node)), node)
    return "node"


class TurtleWriter:
    """Writes one graph; `text()` gives the document, without a header comment."""

    def __init__(self, graph: ClaimsGraph, namespace: str) -> None:
        self._graph = graph
        self._prefixes = sorted({**PREFIXES, "gx": namespace}.items())
        self._used: set[str] = set()
        self._lists = value_lists(graph)
        self._open: set[str] = set()

    def text(self) -> str:
        """Prefixes in use, the shapes by IRI, then the shared value lists by label."""
        named = sorted(subject for subject in self._graph.subjects() if not is_blank(subject))
        shapes = [self._subject(subject) for subject in named]
        lists = [self._shared_list(items, label) for items, label in sorted(self._lists.items(), key=lambda e: e[1])]
        head = [f"@prefix {name}: <{iri}> ." for name, iri in self._prefixes if name in self._used]
        return "\n".join(head) + "\n\n" + "\n\n".join(shapes + lists) + "\n"

    def _subject(self, subject: str) -> str:
        return f"{self._iri(subject)} {self._members(subject, 1)} ."

    def _members(self, node: str, depth: int) -> str:
        pad = "    " * depth
        members = self._graph.members(node)
        lines = []
        for predicate in sorted(members, key=lambda p: (_LEADING.index(p) if p in _LEADING else len(_LEADING), p)):
            objects = self._objects(predicate, members[predicate], depth)
            separator = ",\n" + pad + "    " if any("\n" in text or "[" in text for text in objects) else ", "
            lines.append(f"{self._verb(predicate)} {separator.join(objects)}")
        return f" ;\n{pad}".join(lines)

    def _verb(self, predicate: str) -> str:
        return "a" if predicate == RDF_TYPE else self._iri(predicate)

    def _objects(self, predicate: str, objects: Iterable[Term], depth: int) -> list[str]:
        if predicate == SH + "in":
            lists = (list_items(self._graph, head) for head in objects)
            return sorted("_:" + self._lists[items] if items else "()" for items in lists)
        told = [(self._order(term), self._term(term, depth + 1)) for term in objects]
        return [text for _, text in sorted(told)]

    def _order(self, term: Term) -> float:
        for order in self._graph.objects(term, SH + "order"):
            if isinstance(order, Literal) and re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)?", order.value):
                return float(order.value)
        return float("inf")

    def _term(self, term: Term, depth: int) -> str:
        if isinstance(term, Literal):
            return self._literal(term)
        if not is_blank(term):
            return "()" if term == _NIL else self._iri(term)
        if term in self._open:
            raise PackError("pack.circular_shape")
        self._open.add(term)
        text = self._collection(term, depth) if self._graph.objects(term, _REST) else self._nested(term, depth)
        self._open.discard(term)
        return text

    def _nested(self, node: str, depth: int) -> str:
        return f"[ {self._members(node, depth + 1)} ]" if self._graph.members(node) else "[]"

    def _collection(self, head: str, depth: int) -> str:
        members = list_items(self._graph, head)
        items = [self._term(item, depth + 1) for item in members]
        if not any(is_blank(member) for member in members):
            return _wrapped(items, depth)
        pad = "    " * depth
        return "( " + f"\n{pad}".join(items) + " )"

    def _shared_list(self, items: tuple[Term, ...], label: str) -> str:
        first, *rest = (self._term(item, 1) for item in items)
        return f"_:{label} {self._iri(_FIRST)} {first} ;\n    {self._iri(_REST)} {_wrapped(rest, 2)} ."

    def _literal(self, term: Literal) -> str:
        plain = _PLAIN.get(term.datatype)
        if plain and plain.match(term.value):
            return term.value
        quoted = '"' + term.value.translate(_ESCAPES) + '"'
        if term.datatype == RDF_LANG_STRING:
            return f"{quoted}@{term.language}"
        return quoted if term.datatype == XSD_STRING else f"{quoted}^^{self._iri(term.datatype)}"

    def _iri(self, iri: str) -> str:
        for name, start in self._prefixes:
            if iri.startswith(start) and _LOCAL.match(iri[len(start) :]):
                self._used.add(name)
                return f"{name}:{iri[len(start) :]}"
        return f"<{iri}>"


def _wrapped(items: list[str], depth: int) -> str:
    """A list in brackets, broken between items."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(item) < _WIDTH - 4 * depth:
            lines[-1] += " " + item
        else:
            lines.append(item)
    body = f"\n{'    ' * depth}".join(lines)
    return f"( {body} )" if items else "()"
