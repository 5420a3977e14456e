# SPDX-License-Identifier: Apache-2.0
"""Issuers as they are named, and what a JWT's own claims say beside (ICAM 25.11 §5.1, RFC 7519 §4.1)."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from assay.credential import JoseEnvelope, Json, JsonObject
from assay.identity.did import published_at
from assay.proofs.header_profile import is_after, is_number

_SAME = (("iss", ("issuer",)), ("jti", ("id", "@id")), ("sub", ("credentialSubject",)))
"""Claims that say again what a credential says (VC-JOSE-COSE §3.1.3), with the members they repeat."""

_TIMES = ("exp", "nbf")
CLAIMS_LOOKED_AT = frozenset((*(claim for claim, _ in _SAME), *_TIMES))
"""Of what is no token and has none of these members, nothing is said here."""


def issuer_of(content: JsonObject) -> str:
    """The issuer's id; empty where there is none."""
    return _id(content.get("issuer"))


def can_be_looked_up(issuer: str) -> bool:
    """Whether anybody could look up the issuer's keys: a did:web with a host, or an https address with one."""
    if issuer.startswith("did:"):
        return bool(published_at(issuer))
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def claims_that_differ(content: JsonObject) -> Iterator[tuple[str, str, str]]:
    """Claims that contradict the member they repeat: name, what it says, what the member says."""
    for claim, members in _SAME:
        said = content.get(claim)
        if said is None:
            continue
        meant = next((_id(content[name]) for name in members if name in content), "")
        if said != meant:
            yield claim, str(said), meant


def claims_out_of_time(content: JsonObject, envelope: JoseEnvelope | None, moment: datetime) -> Iterator[str]:
    """`exp` that is over, `nbf` that has not come, in the content or, where notaries write it, in the token's header.

    Seconds since 1970 (RFC 7519 §2), or milliseconds as notaries write them. What is no number is no such time, and is
    told as one that does not fit.
    """
    told = (content, envelope.header if envelope else {})
    for name in _TIMES:
        if any(_is_out_of_time(name, entry[name], moment) for entry in told if entry.get(name) is not None):
            yield name


def _is_out_of_time(name: str, said: Json, moment: datetime) -> bool:
    return not is_number(said) or is_after(said, moment) is (name == "nbf")


def _id(value: Json) -> str:
    found = value.get("id", value.get("@id")) if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""
