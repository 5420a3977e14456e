# SPDX-License-Identifier: Apache-2.0
"""The canonical form of a JSON-LD document (RDFC-1.0), which signatures inside of documents are made over.

It is taken from the reference reading: what is signed must be what everybody else reads. That reading takes minutes for
a megabyte, and a few blank nodes that are alike can keep the ordering busy for years (RDFC-1.0 §7.1): what is not small
and plain is worked out in a process that is stopped.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from assay.claims import Term, Triple
from assay.credential import Json
from assay.errors import AssayError
from assay.linked_data.contexts import ContextDocument, ContextSource
from assay.linked_data.rdf import canonical_n_quads
from assay.linked_data.reference import to_graphs

SECONDS = 0.9
"""For all canonical forms of a set: with the start of a process, an answer within two seconds."""
MOST_VALUES = 6_000
"""More are not tried: the reading grows with the square of them, and is over in no time that anybody waits."""
MOST_VALUES_HERE = 500
"""Of a credential as people write them; with so many, reading takes some tens of milliseconds."""
MOST_ALIKE_HERE = 6
"""With so many blank nodes that are alike, the worst case is over in milliseconds: 720 orders."""


class CanonicalError(AssayError):
    """A document without a canonical form: not JSON-LD, a context that is not at hand, or too hard to work out."""


def canonical_form(document: Mapping[str, Json], contexts: ContextSource, *, seconds: float = SECONDS) -> str:
    """The sorted N-Quads of a document, with canonical labels. CanonicalError where there are none within the time.

    What is small is worked out in milliseconds, but not where no time is left: a megabyte holds hundreds of them.
    """
    values = _count(document)
    if seconds <= 0 or values > MOST_VALUES:
        raise CanonicalError("canonical.too_hard")
    if values <= MOST_VALUES_HERE:
        graphs = _read(document, contexts)
        if _alike(graphs) <= MOST_ALIKE_HERE:
            return canonical_n_quads(graphs)
    from assay.worker import StoppedError, call

    try:
        return call(_canonical, seconds, document, {url: contexts.document(url) for url in contexts.known()})
    except StoppedError as error:
        text_id = error.text_id if error.text_id == "canonical.unreadable" else "canonical.too_hard"
        raise CanonicalError(text_id, **error.params) from error


def _canonical(document: Mapping[str, Json], contexts: Mapping[str, ContextDocument]) -> str:
    return canonical_n_quads(_read(document, ContextSource(contexts)))


def _read(document: Mapping[str, Json], contexts: ContextSource) -> dict[str, list[Triple]]:
    try:
        return to_graphs(document, contexts)
    except ValueError as error:
        raise CanonicalError("canonical.unreadable", reason=str(error)) from error


def _count(value: object) -> int:
    """How many values there are in a JSON value, itself included."""
    if isinstance(value, Mapping):
        return 1 + sum(map(_count, value.values()))
    return 1 + sum(map(_count, value)) if isinstance(value, list) else 1


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
