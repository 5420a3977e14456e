# SPDX-License-Identifier: Apache-2.0
"""RDF syntaxes to plain triples: the only file that imports pyoxigraph.

It has no document loader, so no syntax can make it fetch anything. Blank nodes the author labelled keep their label;
those he left unnamed are numbered in order of first mention, so the same bytes always give the same triples.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from assay.claims import Literal, Term, Triple

_GENERATED = re.compile(r"[0-9a-f]{1,32}\Z")
_WRITTEN = re.compile(rb"_:([0-9a-f]{1,32})(?![\w.-])")


def parse_turtle(data: bytes, *, base: str | None = None) -> list[Triple]:
    """The triples of a Turtle document, in the order written (RDF 1.1 Turtle).

    Raises ValueError, with line and column in its text, where the bytes are not Turtle.
    """
    return [triple for triple, _ in _statements(data, ox.RdfFormat.TURTLE, base)]


def parse_n_triples(data: bytes) -> list[Triple]:
    """The triples of an N-Triples document; ValueError where the bytes are not N-Triples."""
    return [triple for triple, _ in _statements(data, ox.RdfFormat.N_TRIPLES, None)]


def parse_json_ld(data: bytes, *, base: str | None = None) -> list[Triple]:
    """The triples of the default graph of a JSON-LD document whose contexts are all inlined.

    Raises ValueError for what is not JSON-LD, and for a context given by address. JSON-LD drops much in silence;
    accounting for that is the caller's work.
    """
    return [triple for triple, graph in _statements(data, ox.RdfFormat.JSON_LD, base) if not graph]


def parse_json_ld_graphs(data: bytes, *, base: str | None = None) -> Mapping[str, list[Triple]]:
    """As `parse_json_ld`, with the named graphs: graph name to triples, the default graph under the empty name."""
    graphs: dict[str, list[Triple]] = {"": []}
    for triple, graph in _statements(data, ox.RdfFormat.JSON_LD, base):
        if graph:
            graphs.setdefault(graph, []).append(triple)
        else:
            graphs[""].append(triple)
    return graphs


def canonical_n_quads(graphs: Mapping[str, Iterable[Triple]]) -> str:
    """The canonical form of a dataset (RDFC-1.0 with SHA-256): graph name to triples, the default graph under "".

    Its time grows beyond all bounds with blank nodes that are alike; `assay.linked_data.canonical` sets one.
    """
    quads = (
        ox.Quad(_ox_node(subject), ox.NamedNode(predicate), _ox_term(value), _ox_node(name) if name else None)
        for name, triples in graphs.items()
        for subject, predicate, value in triples
    )
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _ox_node(node: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(node[2:]) if node.startswith("_:") else ox.NamedNode(node)


def _ox_term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if not isinstance(term, Literal):
        return _ox_node(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


@lru_cache(maxsize=8192)
def is_iri(text: str) -> bool:
    """Whether the text is an absolute IRI (RFC 3987) as the parsers here understand it."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def is_blank_label(text: str) -> bool:
    """Whether the text, which stands after `_:`, is a blank node label (Turtle §6.5, BLANK_NODE_LABEL)."""
    try:
        ox.BlankNode(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def is_language(text: str) -> bool:
    """Whether the text is a well-formed language tag (BCP 47)."""
    try:
        ox.Literal("", language=text)
    except ValueError:
        return False
    return True


def _statements(data: bytes, syntax: ox.RdfFormat, base: str | None) -> Iterator[tuple[Triple, str]]:
    try:
        quads = [tuple(quad) for quad in ox.parse(data, format=syntax, base_iri=base)]
    except SyntaxError as error:
        raise ValueError(str(error)) from error
    label = _Labels(data, quads)
    node, term = label.node, label.term
    for subject, predicate, value, graph in quads:
        name = "" if type(graph) is ox.DefaultGraph else node(graph)
        yield (node(subject), predicate.value, term(value)), name


class _Labels:
    """Terms of pyoxigraph as terms of `assay.claims`, with unnamed blank nodes numbered."""

    __slots__ = ("_given", "_prefix", "_written")

    def __init__(self, data: bytes, quads: Iterable[tuple[object, ...]]) -> None:
        self._given: dict[str, str] = {}
        self._written = {found.decode("ascii") for found in _WRITTEN.findall(data)}
        labels = {node.value for quad in quads for node in (quad[0], quad[2]) if isinstance(node, ox.BlankNode)}
        self._prefix = "unnamed"
        while any(label.startswith(self._prefix) for label in labels):
            self._prefix += "x"

    def node(self, node: object) -> str:
        """An IRI as it is, a blank node with `_:` before its label."""
        if isinstance(node, ox.NamedNode):
            return node.value
        if isinstance(node, ox.BlankNode):
            return "_:" + self._named(node.value)
        raise ValueError("a quoted triple, which RDF 1.1 does not have")

    def term(self, term: object) -> Term:
        """The object of a statement."""
        if isinstance(term, ox.Literal):
            return Literal(term.value, term.datatype.value, term.language or "")
        return self.node(term)

    def _named(self, label: str) -> str:
        if label in self._written or not _GENERATED.match(label):
            return label
        return self._given.setdefault(label, f"{self._prefix}{len(self._given) + 1}")
