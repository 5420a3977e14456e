# SPDX-License-Identifier: Apache-2.0
"""The canonical form of a JSON-LD document (RDFC-1.0), which signatures inside of documents are made over.

It is taken from the reference reading: what is signed must be what everybody else reads. A few blank nodes that are
alike can keep the algorithm busy for years (RDFC-1.0 §7.1), so from a few on it runs in a process that is stopped.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from assay.claims import Term, Triple
from assay.credential import Json
from assay.errors import AssayError
from assay.linked_data.contexts import ContextSource
from assay.linked_data.rdf import canonical_n_quads
from assay.linked_data.reference import to_graphs

SECONDS = 2.0
MOST_ALIKE = 6
"""With so many blank nodes that are alike, the worst case is over in milliseconds: 720 orders."""


class CanonicalError(AssayError):
    """A document without a canonical form: not JSON-LD, a context that is not at hand, or too hard to order."""


def canonical_form(document: Mapping[str, Json], contexts: ContextSource, *, seconds: float = SECONDS) -> str:
    """The sorted N-Quads of a document, with canonical labels. CanonicalError where there are none within the time."""
    try:
        graphs = to_graphs(document, contexts)
    except ValueError as error:
        raise CanonicalError("canonical.unreadable", reason=str(error)) from error
    if _alike(graphs) <= MOST_ALIKE:
        return canonical_n_quads(graphs)
    if seconds <= 0:
        raise CanonicalError("canonical.too_hard")
    from assay.worker import StoppedError, call

    try:
        return call(canonical_n_quads, seconds, graphs)
    except StoppedError as error:
        raise CanonicalError("canonical.too_hard") from error


def _alike(graphs: Mapping[str, list[Triple]]) -> int:
    """How many blank nodes share their description with another: only those have to be tried in every order.

    The description is that of RDFC-1.0 §4.6.3: the statements a node stands in, other blank nodes all written the same.
    """
    described: dict[str, list[str]] = defaultdict(list)
    for graph, triples in graphs.items():
        for subject, predicate, value in triples:
            quad: tuple[Term, ...] = (subject, predicate, value, graph)
            for node in {term for term in quad if _is_blank(term)}:
                described[str(node)].append(repr([_seen_from(node, term) for term in quad]))
    counted = Counter(tuple(sorted(told)) for told in described.values())
    return sum(number for number in counted.values() if number > 1)


def _seen_from(node: Term, term: Term) -> Term:
    return ("_:a" if term == node else "_:z") if _is_blank(term) else term


def _is_blank(term: Term) -> bool:
    return isinstance(term, str) and term.startswith("_:")
