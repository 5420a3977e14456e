# SPDX-License-Identifier: Apache-2.0
"""The certificate chain behind one key of a DID document: which one it is, whether it is in order, where it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.identity.anchors import AnchorList
from assay.identity.certificates import Certificate, Kind, from_x5c
from assay.identity.chain import ChainFault, chain_faults
from assay.identity.given_file import TrustFileError
from assay.identity.trust import ChainFile, TrustFiles
from assay.values import frozen

if TYPE_CHECKING:
    from assay.identity.listed import Listed

_NO_ROOT = "chain.no_root"
"""Whoever puts an intermediate authority into a list means to trust that one."""
_QUALIFIED = frozenset({Kind.QUALIFIED, Kind.QUALIFIED_SEAL, Kind.QUALIFIED_WEBSITE})


class Gap(StrEnum):
    """Why it could not be told."""

    NO_CHAIN = "no_chain"
    """The chain lies at an address, and no file that was given is it."""
    NO_ANCHOR = "no_anchor"
    """No list at hand has its root."""


@frozen
class KeyChain:
    """What is known of the chain of one key."""

    address: str = ""
    """Where the key says that its chain lies (`x5u`)."""
    chain: ChainFile | None = None
    anchor: AnchorList | None = None
    faults: tuple[ChainFault, ...] = ()
    advice: tuple[ChainFault, ...] = ()
    gap: Gap | None = None
    listed: "Listed | None" = None
    """What trusted lists say, where no other list has its root."""

    @property
    def leaf(self) -> Certificate | None:
        """The certificate of the key itself."""
        return self.chain.certificates[0] if self.chain else None

    def vouches_for(self, host: str) -> bool:
        """Whether a trusted authority says that the key is that host's, whoever brought the key."""
        return self.anchor is not None and not self.faults and self.leaf is not None and covers(self.leaf, host)


def key_chain(jwk: Mapping[str, object], public_key: str, host: str, trust: TrustFiles, moment: datetime) -> KeyChain:
    """The chain of a key given as JWK, `public_key` its digest (`public_key_digest`), `host` that of its did:web.

    A given file is the chain of the key whose certificate it begins with, and serves only where the key names one
    (`x5u` or `x5c`): clearing houses have no other way to it. `x5c` needs none; where it stands beside, it has to begin
    with a certificate of the very key too (RFC 7517 §4.7).
    """
    address = jwk.get("x5u")
    told = KeyChain(address if isinstance(address, str) else "")
    given = next((entry for entry in trust.chains if entry.certificates[0].spki == public_key), None)
    inside = _inside(told, jwk["x5c"], public_key, host, (trust, moment)) if "x5c" in jwk else None
    if inside is not None and (given is None or inside.chain is None):
        return inside
    unnamed = () if told.address or inside is not None else (ChainFault("chain.not_named", 0),)
    if given is None and (turned := _out_of_order(told, public_key, trust, moment)) is not None:
        return replace(turned, faults=(*turned.faults, *unnamed))
    if given is None and unnamed:
        return replace(told, faults=unnamed)
    if given is None:
        strangers = [entry for entry in trust.chains if host and covers(entry.certificates[0], host)]
        faults = (
            (ChainFault("chain.other_key", 1, {"subject": strangers[0].certificates[0].subject}),) if strangers else ()
        )
        return replace(told, faults=faults, gap=None if faults else Gap.NO_CHAIN)
    judged = _judged(told, given, host, (trust, moment))
    return replace(judged, faults=(*judged.faults, *unnamed))


def _out_of_order(told: KeyChain, public_key: str, trust: TrustFiles, moment: datetime) -> KeyChain | None:
    """A given chain that has the certificate of the key in another place than the first, and is not in order.

    One that is in order is another key's, which this one has signed.
    """
    for entry in trust.chains:
        if any(certificate.spki == public_key for certificate in entry.certificates):
            faults = chain_faults(entry.certificates, moment)
            if faults:
                return replace(told, chain=entry, faults=faults)
    return None


def chain_alone(chain: ChainFile, trust: TrustFiles, moment: datetime) -> KeyChain:
    """A chain that is no key's yet: as `key_chain`. Where DID documents were given, one of their keys has to be its."""
    return _judged(KeyChain(), chain, "", (trust, moment))


def _inside(
    told: KeyChain, entries: object, public_key: str, host: str, against: tuple[TrustFiles, datetime]
) -> KeyChain:
    try:
        certificates = from_x5c(entries)
    except TrustFileError:
        return replace(told, faults=(ChainFault("chain.unreadable", 0),))
    if certificates[0].spki != public_key:
        return replace(told, faults=(ChainFault("chain.other_key", 1, {"subject": certificates[0].subject}),))
    return _judged(told, ChainFile("x5c", "", "", certificates), host, against)


def _judged(told: KeyChain, chain: ChainFile, host: str, against: tuple[TrustFiles, datetime]) -> KeyChain:
    certificates, (trust, moment) = chain.certificates, against
    faults = chain_faults(certificates, moment)
    leaf = certificates[0]
    anchor, beyond = _anchor(certificates, trust, moment) if not faults else (None, ())
    told_there = _listed(certificates, trust, moment) if anchor is None and not (faults or beyond) else None
    anchor = anchor or (told_there.anchor if told_there else None)
    faults = (*faults, *beyond)
    kind, advice = kind_faults(leaf)
    if host and not covers(leaf, host):
        advice = (*advice, ChainFault("chain.other_host", 1, {"host": host, "subject": leaf.subject}))
    gap = Gap.NO_ANCHOR if anchor is None and not faults else None
    found = replace(told, chain=chain, anchor=anchor, gap=gap, listed=told_there)
    return replace(found, faults=(*faults, *kind), advice=advice)


def _listed(certificates: Sequence[Certificate], trust: TrustFiles, moment: datetime) -> "Listed | None":
    """What trusted lists say, where there are any."""
    if not trust.anchors.trusted:
        return None
    from assay.identity.listed import listed

    return listed(certificates, trust.anchors, moment)


def _anchor(
    certificates: Sequence[Certificate], trust: TrustFiles, moment: datetime
) -> tuple[AnchorList | None, tuple[ChainFault, ...]]:
    """The list that one of the authorities is in, or what is wrong with the chain below the root as a list has it.

    Of a cross-signed chain, that root need not be the last one. What counts are the dates and limits in the list:
    with the name and the public key of a root, anybody can write a certificate that says others (RFC 5280 §6.1.1 d).
    """
    anchors, wrong = trust.anchors.with_browsers(), tuple[ChainFault, ...]()
    for number in range(len(certificates) - 1, 0, -1):
        for anchor in anchors.of(certificates[number]):
            path = (*certificates[:number], anchor.certificate)
            faults = tuple(fault for fault in chain_faults(path, moment) if fault.text != _NO_ROOT)
            if not faults:
                return anchor.list, ()
            wrong = wrong or faults
    return None, wrong


def kind_faults(leaf: Certificate) -> tuple[tuple[ChainFault, ...], tuple[ChainFault, ...]]:
    """What is wrong with the kind of a certificate by the rules, and what only some clearing houses mind.

    The rules take extended validation and qualified certificates (PRCD 23.10, trust anchors); clearing houses in
    production the former only, laboratories any.
    """
    return faults_of_kind(leaf.kind, leaf.subject)


def faults_of_kind(kind: Kind, subject: str) -> tuple[tuple[ChainFault, ...], tuple[ChainFault, ...]]:
    """The same of a certificate that nobody has yet."""
    if kind is Kind.EV:
        return (), ()
    if kind in _QUALIFIED:
        return (), (ChainFault("chain.qualified_not_ev", 1, {"subject": subject}),)
    return (ChainFault("chain.not_ev", 1, {"subject": subject, "kind": f"text:chain.kind.{kind}"}),), ()


def covers(leaf: Certificate, host: str) -> bool:
    """Whether the certificate is for that host; `*` stands for one label (RFC 6125 §6.4.3)."""
    name = host.lower().rstrip(".")
    rest = name.partition(".")[2]
    return any(entry.lower() in (name, f"*.{rest}") for entry in leaf.hosts)
