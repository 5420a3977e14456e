# SPDX-License-Identifier: Apache-2.0
"""The address of a clearing house's or notary's service, out of what a person types: a host, an address, or a DID."""

import re
from urllib.parse import urlsplit

from assay.identity.did import root_of
from assay.kits.kit import KitError

PLACEHOLDER = "clearing-house.example"
NOTARY_PLACEHOLDER = "notary.example"
"""Hosts that nobody has (RFC 2606 §3): to be replaced before the line is used."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?")
_SEGMENT = re.compile(r"(?!\.\.?\Z)[A-Za-z0-9._~-]{1,60}")
_VERSIONS = re.compile(r"v[0-9]{1,2}|main|development|v[0-9]{1,2}-staging")
"""What the last part of a service's address is: releases, and the branches of the laboratory."""
_LONGEST = 300


def service_base(told: str, version: str) -> str:
    """`https://<host>[/<path>]/<version>`: with the version that is told, else with the one given.

    A DID such as `did:web:www.delta-dao.com:notary:v2` names the same place as its address. KitError (`kit.host`)
    for anything that is no https address of a service.
    """
    given = told.strip()
    if given.startswith("did:"):
        given = _of_did(given)
    address = given if "://" in given else f"https://{given}"
    try:
        parts = urlsplit(address)
    except ValueError:
        raise KitError("kit.host", host=told[:200]) from None
    host = parts.netloc.lower()
    segments = [segment for segment in parts.path.split("/") if segment]
    is_plain = parts.scheme == "https" and "?" not in address and "#" not in address and len(address) <= _LONGEST
    if (
        not is_plain
        or len(address) > _LONGEST
        or not _HOST.fullmatch(host)
        or not all(map(_SEGMENT.fullmatch, segments))
    ):
        raise KitError("kit.host", host=told[:200])
    if not segments or not _VERSIONS.fullmatch(segments[-1]):
        segments.append(version)
    return "/".join((f"https://{host}", *segments))


def _of_did(did: str) -> str:
    root = root_of(did)
    if not root:
        raise KitError("kit.host", host=did[:200])
    return root
