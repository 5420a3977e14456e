# SPDX-License-Identifier: Apache-2.0
"""The chain of a key, out of what an authority delivered: the right certificates, in the right order, with the root.

Authorities deliver them in any order, in several files, with certificates of others and mostly without the root, which
registries of clearing houses want at the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, cast

from assay.identity.anchors import Anchor, Anchors
from assay.identity.certificates import Certificate, is_signed_by
from assay.identity.chain import ChainFault, chain_faults
from assay.identity.did import host_of
from assay.identity.key_chain import covers
from assay.keys.delivered import delivered
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.proofs.signatures import public_key_digest
from assay.proofs.verification_key import verification_key
from assay.texts import quoted
from assay.values import frozen

if TYPE_CHECKING:
    from cryptography.x509 import AccessDescription

MOST_TRIALS = 64
"""Signatures that are tried. Who makes files to keep us busy may give 32 certificates of one name, with huge keys."""
_NO_ROOT = "chain.no_root"
_ISSUERS = "1.3.6.1.5.5.7.1.1"
_AT = "1.3.6.1.5.5.7.48.2"
"""Where the certificate of the issuer can be had (RFC 5280 §4.2.2.1)."""


@frozen
class Chain:
    """The certificates for a key, put in order."""

    certificates: tuple[Certificate, ...] = field(repr=False)
    """Leaf first, root last, as far as they are at hand."""
    faults: tuple[ChainFault, ...]
    """What is wrong with it: texts `chain.…` and `delivered.…`; clearing houses refuse such a chain."""
    warnings: tuple[ChainFault, ...]
    """What some of them mind."""
    notes: tuple[ChainFault, ...]
    """What was done to put it in order: texts `delivered.…`."""

    @property
    def pem(self) -> str:
        """As it is published, and kept with the key."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return "".join(one.handle.public_bytes(Encoding.PEM).decode() for one in self.certificates)


def chain_for(record: KeyRecord, files: Sequence[bytes], anchors: Anchors, moment: datetime) -> Chain:
    """The chain of the key, out of the files that its authority delivered; a root that lacks is taken from the anchors.

    KeyStoreError (`certificates_for.…`) where the files hold no certificate for this key, or cannot be read.
    """
    return chain_of(record, delivered(files), anchors, moment)


def chain_of(record: KeyRecord, found: Sequence[Certificate], anchors: Anchors, moment: datetime) -> Chain:
    """The same of certificates at hand, such as those that came along with an imported key."""
    leaf, others = _leaf(record, found, moment)
    ways = _Ways(found, anchors.with_browsers())
    path = ways.above(leaf)
    host = host_of(record.did)
    warnings = (
        () if covers(leaf, host) else (ChainFault("chain.other_host", 1, {"host": host, "subject": leaf.subject}),)
    )
    notes = list(ways.added(path))
    if others:
        notes.append(ChainFault("delivered.later", 1, {"starts": _day(leaf.starts), "ends": _day(leaf.ends)}))
    left = len({one.sha256 for one in found} - {one.sha256 for one in (*path, *others)})
    if left:
        notes.append(ChainFault("delivered.left_out", 0, {"count": left}))
    return Chain(tuple(path), tuple(_faults(path, moment)), warnings, tuple(notes))


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _leaf(
    record: KeyRecord, found: Sequence[Certificate], moment: datetime
) -> tuple[Certificate, tuple[Certificate, ...]]:
    """The certificate of the key; of several one that is valid, of those the latest. And the others."""
    if not found:
        raise KeyStoreError("certificates_for.none")
    wanted = public_key_digest(verification_key(record.public_jwk).handle)
    own = sorted(
        (one for one in found if one.spki == wanted),
        key=lambda one: (one.starts <= moment <= one.ends, one.starts, one.ends),
    )
    if not own:
        stranger = next((one for one in found if not one.is_authority), None)
        if stranger is None:
            raise KeyStoreError("certificates_for.authorities_only")
        raise KeyStoreError("certificates_for.other_key", subject=stranger.subject)
    return own[-1], tuple(own[:-1])


class _Ways:
    """The way up from a certificate, over those that were delivered and the roots at hand."""

    def __init__(self, found: Sequence[Certificate], anchors: Anchors) -> None:
        self._found = found
        self._anchors = [Anchor(listed, one) for listed in anchors.lists for one in listed.certificates]
        self._trials = 0

    def above(self, leaf: Certificate) -> list[Certificate]:
        """The shortest way to a root, to one in the lists before others; else the longest there is.

        KeyStoreError where it cannot be found with the trials there are.
        """
        ways, seen, ends = [[leaf]], {leaf.sha256}, list[list[Certificate]]()
        for way in ways:  # grows meanwhile
            top = way[-1]
            if self._is_root(top):
                ends.append(way)
                continue
            above = [one for one in self._issuers(top) if one.sha256 not in seen]
            seen.update(one.sha256 for one in above)
            ways += [[*way, one] for one in above]
        return min(ends, key=lambda way: (not self._held(way[-1]), len(way))) if ends else max(ways, key=len)

    def _issuers(self, below: Certificate) -> Iterator[Certificate]:
        """Those whose name and signature are on it; delivered ones first, of the lists one."""
        named = [one for one in self._found if one.subject_name == below.issuer_name]
        held = [entry.certificate for entry in self._anchors if entry.certificate.subject_name == below.issuer_name]
        yield from (one for one in dict.fromkeys((*named, *held)) if self._signed(below, one))

    def _is_root(self, one: Certificate) -> bool:
        """Signed by itself: an authority that changes its key may have a certificate of one name twice."""
        return one.names_itself and self._signed(one, one)

    def _signed(self, one: Certificate, issuer: Certificate) -> bool:
        self._trials += 1
        if self._trials > MOST_TRIALS:
            raise KeyStoreError("certificates_for.tangle")
        return is_signed_by(one, issuer)

    def _held(self, one: Certificate) -> Anchor | None:
        return next((entry for entry in self._anchors if entry.certificate.sha256 == one.sha256), None)

    def added(self, path: Sequence[Certificate]) -> Iterator[ChainFault]:
        """What was not delivered, and is from the lists."""
        for number, one in enumerate(path, 1):
            held = self._held(one)
            if held and all(other.sha256 != one.sha256 for other in self._found):
                told: dict[str, str | int] = {"root": one.subject, "list": quoted(held.list.name)}
                yield ChainFault("delivered.root_added", number, told)


def _faults(path: Sequence[Certificate], moment: datetime) -> Iterator[ChainFault]:
    """As for any chain; what is missing at the end is told by its name, and where it can be had."""
    top = path[-1]
    for fault in chain_faults(path, moment):
        if fault.text != _NO_ROOT:
            yield fault
            continue
        address = _address(top)
        text = "delivered.missing_at" if address else "delivered.missing"
        told: dict[str, str | int] = {"subject": top.subject, "issuer": top.issuer}
        yield ChainFault(text, fault.number, {**told, "address": address} if address else told)


def _address(certificate: Certificate) -> str:
    """Where it says that the certificate of its issuer lies; empty where it does not."""
    for extension in certificate.handle.extensions:
        if extension.oid.dotted_string == _ISSUERS:
            for entry in cast("Iterable[AccessDescription]", extension.value):
                value = entry.access_location.value
                if entry.access_method.dotted_string == _AT and isinstance(value, str):
                    return quoted(value, 200)
    return ""
