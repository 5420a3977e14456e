# SPDX-License-Identifier: Apache-2.0
"""The account settled by the reference implementation, where the fast reading declined or disagreed."""

from collections.abc import Mapping
from typing import Final

from assay.claims import RDF, XSD_STRING, Literal, Triple
from assay.credential import Json
from assay.linked_data.account import Account, DropReason
from assay.linked_data.compare import named, renamed
from assay.linked_data.contexts import ContextSource
from assay.linked_data.reference import to_graphs
from assay.linked_data.trace import pairs, size, unread_leaves
from assay.values import frozen

_LARGEST: Final = 10_000
"""Values of a document the reference is asked about; it takes seconds for so many."""
_MOST_PAIRS: Final = 200_000
"""Pairs of values of the same list: the reference compares each value it adds with those before."""


@frozen
class Settled:
    """What the reference read, and what of it the account cannot explain."""

    graphs: Mapping[str, list[Triple]]
    reason: str = ""
    """Why the document is not JSON-LD; empty if it is."""
    missing: tuple[str, ...] = ()
    """Pointers of members that should have said something and did not, or could not be tried."""
    extra: int = 0
    """Statements no member explains."""


def settle(
    account: Account, document: Mapping[str, Json], contexts: ContextSource, *, pointer: str, base: str | None
) -> Settled:
    """Reads the labelled document by the reference and compares; drops found on the way go into the account.

    `pointer` is the place of the document, which the pointers of the account begin with.
    """
    if size(document) > _LARGEST or pairs(document) > _MOST_PAIRS:
        return Settled({"": []}, missing=(pointer,))
    try:
        graphs = to_graphs(document, contexts, base=base)
        declined = [place[len(pointer) :] for place in account.declined]
        unread, complete = unread_leaves(document, declined, contexts, base=base) if declined else ([], True)
    except ValueError as error:
        return Settled({"": []}, str(error) or "not JSON-LD")
    for told, place in unread:
        account.drop(told, pointer + place, DropReason.UNREAD)
    read = _named(account, graphs)
    predicted = {
        triple: place
        for places in (account.said, *(inner for _, inner in account.graphs))
        for triple, place in places.items()
    }
    read = {name: _as_predicted(triples, predicted) for name, triples in read.items()}
    found = {triple for triples in read.values() for triple in triples}
    complete = complete and not _has_gaps(found)
    missing = [place for triple, place in predicted.items() if triple not in found]
    extra = 0 if account.declined else len(found - predicted.keys())
    return Settled(read, "", tuple(missing if complete else [*missing, *account.declined]), extra)


def _as_predicted(triples: list[Triple], predicted: Mapping[Triple, str]) -> list[Triple]:
    """The triples with the digits of floating point numbers as predicted: the reference rounds them to sixteen."""
    known = {_rounded(triple): triple for triple in predicted}
    return [triple if triple in predicted else known.get(_rounded(triple), triple) for triple in triples]


def _rounded(triple: Triple) -> Triple:
    subject, predicate, value = triple
    if not isinstance(value, Literal) or "E" not in value.value or value.datatype == XSD_STRING:
        return triple
    try:
        return subject, predicate, value._replace(value=f"{float(value.value):.13E}")
    except ValueError:
        return triple


def _has_gaps(triples: set[Triple]) -> bool:
    """Whether a list has a cell without a value: its value was no legal term and is lost (§8.2.3, step 3.2)."""
    cells = {subject for subject, predicate, _ in triples if predicate == RDF + "rest"}
    return not cells <= {subject for subject, predicate, _ in triples if predicate == RDF + "first"}


def _named(account: Account, graphs: Mapping[str, list[Triple]]) -> dict[str, list[Triple]]:
    """The graphs with the account's labels; a named graph is found by sharing a statement with a predicted one."""
    names: dict[str, str] = {}
    left = list(account.graphs)
    for name, triples in graphs.items():
        held = set(renamed(triples, account, {}))
        best = max(left, key=lambda entry: len(held & entry[1].keys()), default=None)
        if name and best is not None and held & best[1].keys():
            names[name] = best[0]
            left.remove(best)
    return {named(name, account, names): renamed(triples, account, names) for name, triples in graphs.items()}
