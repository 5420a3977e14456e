# SPDX-License-Identifier: Apache-2.0
"""What labels of Loire list, as claims: entries that bear the ids of credentials, and no class.

The vocabulary has a class for them (CompliantCredential), which clearing houses do not write.
"""

from collections.abc import Iterator, Sequence

from assay.claims import RDF_TYPE, Triple
from assay.vocabulary import Vocabulary

_LISTS, _LISTED = "compliantCredentials", "CompliantCredential"


def listed_by_labels(triples: Sequence[Triple], node: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Nodes that a credential lists as a label does: what it says of them are claims, whatever else bears their ids.

    Not its own `node`: what an envelope says is no claim of its own label.
    """
    lists = vocabulary.pack.namespace + _LISTS
    named = {o for _, p, o in triples if p.endswith(_LISTS) and vocabulary.canonical(p) == lists}
    return frozenset(name for name in named if isinstance(name, str)) - {node}


def classes_of_listed(triples: Sequence[Triple], namespace: str) -> Iterator[Triple]:
    """A class for each entry that has statements and none that says what it is."""
    lists = namespace + _LISTS
    named = dict.fromkeys(o for _, p, o in triples if p == lists and isinstance(o, str))
    if not named:
        return
    typed = {subject for subject, predicate, _ in triples if predicate == RDF_TYPE}
    described = {subject for subject, _, _ in triples}
    yield from [(name, RDF_TYPE, namespace + _LISTED) for name in named if name in described - typed]
