# SPDX-License-Identifier: Apache-2.0
"""The canonical form of a JSON-LD document (RDFC-1.0), which signatures inside of documents are made over.

It is taken from the reference reading: what is signed must be what everybody else reads. A few blank nodes that are
alike can keep the algorithm busy for years (RDFC-1.0 §7.1), so from a few on it runs in a process that is stopped.
"""

from collections.abc import Mapping

from assay.claims import Triple
from assay.credential import Json
from assay.errors import AssayError
from assay.linked_data.contexts import ContextSource
from assay.linked_data.rdf import canonical_n_quads
from assay.linked_data.reference import to_graphs

SECONDS = 2.0
MAX_BLANK_NODES_HERE = 6
"""With so many, the worst case is over in milliseconds: 720 orders."""


class CanonicalError(AssayError):
    """A document without a canonical form: not JSON-LD, a context that is not at hand, or too hard to order."""


def canonical_form(document: Mapping[str, Json], contexts: ContextSource, *, seconds: float = SECONDS) -> str:
    """The sorted N-Quads of a document, with canonical labels. CanonicalError where there are none within the time."""
    try:
        graphs = to_graphs(document, contexts)
    except ValueError as error:
        raise CanonicalError("canonical.unreadable", reason=str(error)) from error
    if len(_blank_nodes(graphs)) <= MAX_BLANK_NODES_HERE:
        return canonical_n_quads(graphs)
    from assay.worker import StoppedError, call

    try:
        return call(canonical_n_quads, seconds, graphs)
    except StoppedError as error:
        raise CanonicalError("canonical.too_hard", seconds=round(seconds)) from error


def _blank_nodes(graphs: Mapping[str, list[Triple]]) -> frozenset[str]:
    named = (name for name in graphs if name)
    nodes = (node for triples in graphs.values() for subject, _, value in triples for node in (subject, value))
    return frozenset(node for node in (*named, *nodes) if isinstance(node, str) and node.startswith("_:"))
