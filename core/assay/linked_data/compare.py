# SPDX-License-Identifier: Apache-2.0
"""What the parser read against what the walk predicted; the two must be the same statements."""

from collections.abc import Iterable, Mapping

from assay.claims import Triple
from assay.linked_data.account import Account

Graphs = Mapping[str, list[Triple]]


def agreed(account: Account, graphs: Graphs) -> dict[str, list[Triple]] | None:
    """The graphs with the account's labels, if they hold exactly the predicted statements; else None."""
    if not account.graphs and not account.has_user_labels:
        same = len(graphs) == 1 and set(graphs[""]) == account.said.keys()
        return dict(graphs) if same else None
    names = _graph_names(account, graphs)
    if names is None:
        return None
    read = {named(name, account, names): renamed(triples, account, names) for name, triples in graphs.items()}
    return read if set(read[""]) == account.said.keys() else None


def renamed(triples: Iterable[Triple], account: Account, names: Mapping[str, str]) -> list[Triple]:
    """Blank nodes by the account's labels: ours stay, graphs get their name, the author's get the prefix."""
    return [
        (
            named(subject, account, names),
            predicate,
            named(value, account, names) if isinstance(value, str) else value,
        )
        for subject, predicate, value in triples
    ]


def named(term: str, account: Account, names: Mapping[str, str]) -> str:
    """A node by the account's label: see `renamed`."""
    if term[:2] != "_:" or term.startswith(f"_:{account.prefix}n"):
        return term
    return names.get(term) or f"_:{account.prefix}u{term[2:]}"


def _graph_names(account: Account, graphs: Graphs) -> dict[str, str] | None:
    """The parser's name of each graph to ours, found by what stands in it; None where they do not match.

    A graph in which nothing stands is not among the parser's: its name is found where it is referred to.
    """
    names: dict[str, str] = {}
    full = [(name, places) for name, places in account.graphs if places]
    if len(graphs) != len(full) + 1:
        return None
    by_content = {frozenset(renamed(triples, account, {})): name for name, triples in graphs.items() if name}
    for ours, places in full:
        found = by_content.pop(frozenset(places), None)
        if found is None:
            return None
        names[found] = ours
    for ours, places in account.graphs:
        if not places and (named_there := _referred_to(ours, account, graphs[""], names)):
            names[named_there] = ours
    return names


def _referred_to(ours: str, account: Account, triples: Iterable[Triple], names: Mapping[str, str]) -> str:
    """The parser's name of an empty graph: an unnamed node in the one statement that speaks of it."""
    spoken = {(subject, predicate) for subject, predicate, value in account.said if value == ours}
    own = f"_:{account.prefix}n"
    for subject, predicate, value in triples:
        is_unnamed = isinstance(value, str) and value.startswith("_:") and not value.startswith(own)
        if is_unnamed and value not in names and (named(subject, account, names), predicate) in spoken:
            return str(value)
    return ""
