# SPDX-License-Identifier: Apache-2.0
"""What wants attention soon: keys, credentials, lists and rules that end or grow old. From dates alone.

Each kind has its own lead: an authority takes weeks for a certificate, a list of revoked ones lives for days. Of a list
that says when it was made, the lead is at most a third of its life, else a list of one day would always be due.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from assay.texts import quoted
from assay.values import frozen


class Kind(StrEnum):
    """What ends or ages."""

    KEY = "key"
    """The certificate of a key."""
    DOCUMENT = "document"
    """The credentials of a document that was checked before."""
    CHAIN = "chain"
    """A certificate in a chain that was taken in."""
    TRUSTED_LIST = "trusted_list"
    """A list of trust services (ETSI TS 119 612)."""
    STATUS_LIST = "status_list"
    """A list of what became of credentials."""
    REVOCATION = "revocation"
    """What an authority said of its certificates (CRL, OCSP)."""
    ANCHORS = "anchors"
    """A list of roots, which has no end of its own."""
    RULES = "rules"
    EVIDENCE = "evidence"
    """A certificate or report that backs what a project's credentials claim."""


class Urgency(StrEnum):
    """How pressing it is, the most pressing first."""

    OVER = "over"
    """It has ended."""
    SOON = "soon"
    """It ends within its lead."""
    AGED = "aged"
    """It has no end that is near, but was not renewed for long."""
    LATER = "later"
    """It has an end, further away."""


@frozen
class Dated:
    """One thing with its dates."""

    kind: Kind
    subject: str
    """What it is, for programs: the same as long as it is the same thing."""
    name: str
    """What to call it."""
    ends: datetime | None = None
    as_of: datetime | None = None
    """When it was made, or last known to be true."""


@frozen
class Attention:
    """One thing that wants attention."""

    kind: Kind
    text: str
    """Text id under which *what, why, how* stand."""
    params: Mapping[str, str | int]
    due: datetime
    """When it ends, or became old."""
    urgency: Urgency
    subject: str


_LEADS: Mapping[Kind, timedelta] = {
    Kind.KEY: timedelta(days=30),
    Kind.DOCUMENT: timedelta(days=30),
    Kind.CHAIN: timedelta(days=30),
    Kind.TRUSTED_LIST: timedelta(days=14),
    Kind.STATUS_LIST: timedelta(days=2),
    Kind.REVOCATION: timedelta(days=2),
    Kind.ANCHORS: timedelta(days=30),
    Kind.RULES: timedelta(days=30),
    Kind.EVIDENCE: timedelta(days=30),
}
_AGES: Mapping[Kind, timedelta] = {Kind.RULES: timedelta(days=180), Kind.ANCHORS: timedelta(days=365)}
"""How old something may grow that need not have an end."""
_SHARE = 3
_NEVER = datetime.min.replace(tzinfo=UTC)
_DAY = timedelta(days=1)
_PRESSING = tuple(Urgency)


def attention(things: Iterable[Dated], moment: datetime, *, with_later: bool = False) -> tuple[Attention, ...]:
    """What wants attention at the moment, the most pressing first, of those what is due first.

    `with_later`: also what ends after its lead, for a calendar that reminds by itself. Of several of one kind and
    subject the one that ends last counts: a newer list lies beside the older one.
    """
    newest: dict[tuple[Kind, str], Dated] = {}
    for thing in things:
        known = newest.setdefault((thing.kind, thing.subject), thing)
        if _age(known) < _age(thing):
            newest[thing.kind, thing.subject] = thing
    told = (entry for thing in newest.values() if (entry := _told(thing, moment)) is not None)
    return tuple(sorted((entry for entry in told if with_later or entry.urgency is not Urgency.LATER), key=_order))


def _age(thing: Dated) -> tuple[datetime, datetime]:
    return thing.ends or _NEVER, thing.as_of or _NEVER


def _order(entry: Attention) -> tuple[int, datetime, str, str]:
    return _PRESSING.index(entry.urgency), entry.due, entry.kind.value, entry.subject


def _told(thing: Dated, moment: datetime) -> Attention | None:
    old_at = _old_at(thing)
    if thing.ends is not None and thing.ends - moment <= _lead(thing):
        return _entry(thing, Urgency.OVER if thing.ends <= moment else Urgency.SOON, thing.ends, moment)
    if old_at is not None and old_at <= moment:
        return _entry(thing, Urgency.AGED, old_at, moment)
    return _entry(thing, Urgency.LATER, thing.ends, moment) if thing.ends is not None else None


def _lead(thing: Dated) -> timedelta:
    lead = _LEADS[thing.kind]
    if thing.ends is None or thing.as_of is None or thing.as_of >= thing.ends:
        return lead
    return min(lead, (thing.ends - thing.as_of) / _SHARE)


def _old_at(thing: Dated) -> datetime | None:
    age = _AGES.get(thing.kind)
    try:
        return thing.as_of + age if age is not None and thing.as_of is not None else None
    except OverflowError:  # dated near the end of the calendar
        return None


def _entry(thing: Dated, urgency: Urgency, due: datetime, moment: datetime) -> Attention:
    """`count`: whole days until then, or since; a day that has begun counts until then."""
    days = (moment - due) // _DAY if due <= moment else -((moment - due) // _DAY)
    params: dict[str, str | int] = {"name": quoted(thing.name), "day": due.date().isoformat(), "count": days}
    if urgency is Urgency.AGED and thing.as_of is not None:
        params |= {"day": thing.as_of.date().isoformat(), "count": (moment - thing.as_of) // _DAY}
    told = Urgency.SOON if urgency is Urgency.LATER else urgency
    return Attention(thing.kind, f"attention.{thing.kind}.{told}", params, due, urgency, thing.subject)
