# SPDX-License-Identifier: Apache-2.0
"""Whether two sets of statements are the same but for the labels of blank nodes, decided by RDFC-1.0."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from assay.claims import Term, Triple

Graphs = Mapping[str, Iterable[Triple]]


def canonical(graphs: Graphs) -> str:
    """Canonical N-Quads of named graphs (the default graph under the empty name)."""
    dataset = ox.Dataset(
        ox.Quad(_node(subject), ox.NamedNode(predicate), _term(value), _node(name) if name else ox.DefaultGraph())
        for name, triples in graphs.items()
        for subject, predicate, value in triples
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _node(name: str) -> "ox.NamedNode | ox.BlankNode":
    return ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name)


def _term(value: Term) -> "ox.NamedNode | ox.BlankNode | ox.Literal":
    if isinstance(value, str):
        return _node(value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))
