# SPDX-License-Identifier: Apache-2.0
"""A certificate chain as registries of clearing houses want it: leaf first, every link, the self-signed root last.

Each fault is told for what it is; a registry answers most of them with one sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from itertools import pairwise

from assay.identity.certificates import Certificate, is_signed_by, respects_names
from assay.values import frozen

_WEAK = frozenset({"md2", "md5", "sha1"})
_LEAST_BITS = {"RSA": 2048, "EC": 256}


@frozen
class ChainFault:
    """What is wrong with a chain: a text id (`chain.<fault>`), what fills it, and which certificate it is about."""

    text: str
    number: int
    """Counted from 1, as they stand in the file."""
    params: Mapping[str, str | int] = field(default_factory=dict)


def chain_faults(chain: Sequence[Certificate], moment: datetime) -> tuple[ChainFault, ...]:
    """Everything that is wrong with the order, the links, the dates and the keys of a chain; empty where nothing is.

    Whether anybody trusts its root is another question (`assay.identity.anchors`).
    """
    order = tuple(_order_faults(chain))
    links = () if order else tuple(_link_faults(chain))
    own = tuple(_own_faults(chain, moment))
    names = () if order or links or own else tuple(_name_faults(chain, moment))
    return (*order, *links, *own, *names)


def _order_faults(chain: Sequence[Certificate]) -> Iterator[ChainFault]:
    leaf, root = chain[0], chain[-1]
    if len(chain) == 1 and leaf.names_itself:
        yield ChainFault("chain.self_made", 1, {"subject": leaf.subject})
        return
    if leaf.is_authority and not root.is_authority:
        yield ChainFault("chain.reversed", 1)
        return
    if leaf.is_authority:
        yield ChainFault("chain.no_leaf", 1, {"subject": leaf.subject})
    for number, (one, above) in enumerate(pairwise(chain), 1):
        if one.issuer_name == above.subject_name:
            continue
        is_elsewhere = one.names_itself or any(
            one.issuer_name == other.subject_name for other in chain if other is not one
        )
        params = {"subject": one.subject, "issuer": one.issuer, "next": above.subject}
        yield ChainFault("chain.order" if is_elsewhere else "chain.gap", number, params)
    if not root.names_itself:
        yield ChainFault("chain.no_root", len(chain), {"subject": root.subject, "issuer": root.issuer})


def _link_faults(chain: Sequence[Certificate]) -> Iterator[ChainFault]:
    """Signatures and what each authority may do. The root has to have signed itself: anybody may write its name."""
    for number, (one, above) in enumerate(pairwise(chain), 1):
        params = {"subject": one.subject, "issuer": above.subject}
        if not is_signed_by(one, above):
            yield ChainFault("chain.link", number, params)
        if not above.is_authority:
            yield ChainFault("chain.no_authority", number + 1, params)
        elif above.below is not None and number - 1 > above.below:
            yield ChainFault("chain.too_long", number + 1, {**params, "most": above.below})
    root = chain[-1]
    if root.digest not in _WEAK and not is_signed_by(root, root):
        yield ChainFault("chain.link", len(chain), {"subject": root.subject, "issuer": root.subject})


def _name_faults(chain: Sequence[Certificate], moment: datetime) -> Iterator[ChainFault]:
    """Names below an authority that limits them."""
    for number, one in enumerate(chain[1:], 2):
        if one.limits_names and not respects_names(chain, moment):
            yield ChainFault("chain.names_limited", number, {"subject": chain[0].subject, "issuer": one.subject})
            return


def _own_faults(chain: Sequence[Certificate], moment: datetime) -> Iterator[ChainFault]:
    for number, one in enumerate(chain, 1):
        if one.unknown_critical:
            yield ChainFault("chain.critical", number, {"subject": one.subject, "extension": one.unknown_critical})
        if moment < one.starts:
            yield ChainFault("chain.not_yet", number, {"subject": one.subject, "day": one.starts.date().isoformat()})
        if moment > one.ends:
            yield ChainFault("chain.expired", number, {"subject": one.subject, "day": one.ends.date().isoformat()})
        least = _LEAST_BITS.get(one.key.partition(" ")[0], 0)
        if one.key_bits < least:
            yield ChainFault("chain.weak_key", number, {"subject": one.subject, "key": one.key, "least": least})
        if one.digest in _WEAK and number < len(chain):
            yield ChainFault("chain.weak_digest", number, {"subject": one.subject, "digest": one.digest.upper()})
