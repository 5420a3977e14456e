# SPDX-License-Identifier: Apache-2.0
"""Coverage: what of a document's claims was looked at, and what was not, with the reason."""

from assay.values import frozen


@frozen
class UncheckedNode:
    """A node reached from a credential subject that no shape of the pack looks at."""

    node: str
    pointer: str
    reason: str
    """Text id: `no_type`, `unknown_class`, `content_not_checked`."""


@frozen
class DroppedTerm:
    """A member of the source that JSON-LD reads as nothing."""

    term: str
    pointer: str
    inside_subject: bool = True
    """Outside a subject (envelope, proof) a dropped term is told but does not block."""


@frozen
class Coverage:
    """Control totals: nodes = checked + unchecked."""

    nodes: int = 0
    checked: int = 0
    unchecked: tuple[UncheckedNode, ...] = ()
    dropped_terms: tuple[DroppedTerm, ...] = ()
