# SPDX-License-Identifier: Apache-2.0
"""What trusted lists say of the authorities of a chain, and whether those lists are to be believed.

A country's list is believed where the list of lists beside it names its signer, that one where its signer's
certificate was given: it is published in the Official Journal, and no file can vouch for itself.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from assay.identity.anchors import AnchorList, Anchors
from assay.identity.certificates import Certificate, qualified_kind
from assay.identity.trusted_list import ListedService, TrustedList
from assay.values import frozen


class Doubt(StrEnum):
    """Why an authority in a list is no anchor; the first one that holds is told."""

    UNKNOWN_SIGNER = "unknown_signer"
    """Nothing at hand says that the signer may speak for the country."""
    UNKNOWN_LISTS = "unknown_lists"
    """The list of lists names the signer, but nothing says that its own signer may."""
    LISTS_EXPIRED = "lists_expired"
    """The list of lists names the signer, but is past its next update."""
    EXPIRED = "expired"
    """Past its next update: it counts as not given."""
    SIGNER_EXPIRED = "signer_expired"
    WITHDRAWN = "withdrawn"
    NOT_YET = "not_yet"
    EXCEPTIONS = "exceptions"
    OTHER_USE = "other_use"
    """Not for certificates of this kind: a list vouches for qualified ones only."""


_ORDER = tuple(Doubt)


@frozen
class Listed:
    """An authority of a chain, found in a trusted list."""

    found: TrustedList
    service: ListedService
    doubt: Doubt | None
    """None where the list vouches for the certificate."""
    vouched_by: AnchorList | None
    """The list of lists that names the signer of the list, where it is believed."""

    @property
    def anchor(self) -> AnchorList | None:
        """The authority as anchors, dated as the list is; None where there is a doubt."""
        return None if self.doubt else _as_anchors(self.found, self.service.certificates)


def listed(certificates: Sequence[Certificate], anchors: Anchors, moment: datetime) -> Listed | None:
    """The authorities of a chain in the lists at hand: where one vouches, that one; else where least is amiss.

    Where one list names an authority twice, the withdrawal counts. None where no list has any of them.
    """
    found = list(_found(certificates, anchors, moment))
    withdrawn = {(entry.found.sha256, entry.service.uses) for entry in found if entry.doubt is Doubt.WITHDRAWN}
    sound = [entry for entry in found if entry.doubt is None]
    for entry in sound:
        if not any(digest == entry.found.sha256 and uses & entry.service.uses for digest, uses in withdrawn):
            return entry
    if sound:
        return next(entry for entry in found if entry.doubt is Doubt.WITHDRAWN)
    return max(found, key=lambda entry: _ORDER.index(entry.doubt or Doubt.OTHER_USE), default=None)


def _found(certificates: Sequence[Certificate], anchors: Anchors, moment: datetime) -> Iterator[Listed]:
    leaf, names = certificates[0], {(entry.subject_name, entry.spki) for entry in certificates[1:]}
    for one in anchors.trusted:
        there = [
            service
            for service in one.services
            if any((entry.subject_name, entry.spki) in names for entry in service.certificates)
        ]
        if there:
            doubt, vouched_by = _doubt_of_list(one, anchors, moment)
            for service in there:
                yield Listed(one, service, doubt or _doubt_of_service(service, leaf, moment), vouched_by)


def _doubt_of_list(one: TrustedList, anchors: Anchors, moment: datetime) -> tuple[Doubt | None, AnchorList | None]:
    if doubt := _own_doubt(one, moment):
        return doubt, None
    if one.signer.spki in anchors.given_keys:
        return None, None
    naming = [
        lists
        for lists in anchors.trusted
        if lists.is_list_of_lists and one.signer.spki in lists.signers.get(one.territory, ())
    ]
    if not naming:
        return Doubt.UNKNOWN_SIGNER, None
    known = [lists for lists in naming if lists.signer.spki in anchors.given_keys]
    if not known:
        return Doubt.UNKNOWN_LISTS, None
    sound = [lists for lists in known if _own_doubt(lists, moment) is None]
    return (None, _as_anchors(sound[0], ())) if sound else (Doubt.LISTS_EXPIRED, None)


def _own_doubt(one: TrustedList, moment: datetime) -> Doubt | None:
    """What speaks against any list by itself. One issued later than the moment may still say what held then: its
    signer's certificate has to be valid when it was issued.
    """
    if one.next_update is None or moment > one.next_update:
        return Doubt.EXPIRED
    if not one.signer.starts <= max(moment, one.issued) <= one.signer.ends:
        return Doubt.SIGNER_EXPIRED
    return None


def _doubt_of_service(service: ListedService, leaf: Certificate, moment: datetime) -> Doubt | None:
    if qualified_kind(leaf) not in service.uses:
        return Doubt.OTHER_USE
    if not service.is_granted:
        return Doubt.WITHDRAWN
    if moment < service.since:
        return Doubt.NOT_YET
    return Doubt.EXCEPTIONS if service.has_exceptions else None


def _as_anchors(one: TrustedList, certificates: tuple[Certificate, ...]) -> AnchorList:
    return AnchorList(one.name, one.sha256, one.issued.date().isoformat(), certificates)
