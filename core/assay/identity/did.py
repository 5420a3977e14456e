# SPDX-License-Identifier: Apache-2.0
"""DIDs and DID URLs (W3C DID Core §3.1 and §3.2), and where a did:web document is published (did:web §3.2).

A DID is compared letter by letter. Whether two spellings mean one place is said for people, never assumed.
"""

import re
from urllib.parse import unquote

from assay.values import frozen

_DID = re.compile(r"did:[a-z0-9]+:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}|:)*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})\Z")
_HOST = re.compile(r"(?=.{1,253}(?::|\Z))[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?\Z")
_SEGMENT = re.compile(r"(?!\.\.?\Z)[A-Za-z0-9._~%-]+\Z")
MAX_LENGTH = 2048
"""A longer one is no name of anybody, and is refused before any pattern is tried on it."""

DID_KEY, DID_JWK = "did:key:", "did:jwk:"


@frozen
class DidUrl:
    """A DID with the fragment that names something in its document."""

    did: str
    fragment: str
    """Without the `#`; empty where there is none."""


def did_url(text: str) -> DidUrl | None:
    """The parts of a DID URL without path and query; None for anything else."""
    did, mark, fragment = text.partition("#")
    if len(text) > MAX_LENGTH or not _DID.match(did) or (mark and not fragment):
        return None
    return DidUrl(did, fragment)


def holds_its_key(did: str) -> bool:
    """Whether the DID is a key written out: nothing has to be looked up, and nobody vouches for it."""
    return did.startswith((DID_KEY, DID_JWK))


def method_of(did: str) -> str:
    """The DID without what is specific to its owner, such as `did:web`."""
    return ":".join(did.split(":", 2)[:2])


def host_of(did: str) -> str:
    """The host of a did:web, without its port; empty for any other DID."""
    address = published_at(did)
    return address.removeprefix("https://").partition("/")[0].partition(":")[0]


def published_at(did: str) -> str:
    """The address a did:web document has to lie at; empty for other methods and for what is no such DID.

    `did:web:example.com:a:b` is `https://example.com/a/b/did.json`, without a path `/.well-known/did.json`; a port is
    written `%3A`.
    """
    method, _, rest = did.removeprefix("did:").partition(":")
    if not did.startswith("did:") or method != "web" or len(did) > MAX_LENGTH:
        return ""
    host, *path = rest.split(":")
    host = unquote(host)
    if not _HOST.match(host) or not all(_SEGMENT.match(segment) for segment in path):
        return ""
    where = "/".join(path) if path else ".well-known"
    return f"https://{host}/{where}/did.json"


def root_of(did: str) -> str:
    """The address below which the owner of a did:web publishes; empty for other methods and for what is no such DID."""
    return published_at(did).removesuffix("/did.json").removesuffix("/.well-known")
