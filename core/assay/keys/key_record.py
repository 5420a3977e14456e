# SPDX-License-Identifier: Apache-2.0
"""What is told of a key in the open: its name, its owner, its public part and its certificates."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, field, fields
from enum import StrEnum

from assay.identity.did import did_url
from assay.keys.signer import KeyStoreError
from assay.values import frozen

LONGEST_NAME = 60
_FRAGMENT = re.compile(r"[A-Za-z0-9._~-]{1,60}")
"""What needs no escaping in an address (RFC 3986 §2.3)."""


class State(StrEnum):
    """What a key is good for."""

    ACTIVE = "active"
    """It signs."""
    RETIRED = "retired"
    """What it signed can still be verified; it signs no more."""


class Place(StrEnum):
    """Where the private part is."""

    FILE = "file"
    """Sealed, in the file of the vault."""
    TOKEN = "token"  # noqa: S105 - where a key is
    """In a card or stick (PKCS#11) that never gives it."""


@frozen
class KeyRecord:
    """One key of a vault, without its private part."""

    id: str
    """Its thumbprint (RFC 7638)."""
    name: str
    """What its owner calls it; no other key of the vault has the same, in capitals or not."""
    did: str
    """Whose key it is."""
    fragment: str
    """Its name in the DID document."""
    type: str
    """As `assay.keys.key_type` names it."""
    public_jwk: Mapping[str, str]
    created: str
    """When it was made or imported (ISO 8601, UTC)."""
    origin: str
    """`made`, `imported`, `restored` or `token`."""
    chain: str = ""
    """Its certificates as PEM, its own first; empty where it has none yet."""
    chain_address: str = ""
    """Where the chain is published (`x5u`)."""
    state: State = State.ACTIVE
    place: Place = Place.FILE
    token: Mapping[str, str] = field(default_factory=dict)
    """How to find it in a token: module, serial number, label, id."""

    @property
    def kid(self) -> str:
        """Its full name, as a header names it."""
        return f"{self.did}#{self.fragment}"

    def told(self) -> dict[str, object]:
        """As it stands in a file."""
        return asdict(self)

    @classmethod
    def of(cls, told: object) -> "KeyRecord":
        """From a file. ValueError where it is none, or has members that this version does not know."""
        if not isinstance(told, dict) or set(told) != {entry.name for entry in fields(cls)}:
            raise ValueError("no key")
        maps = {name: told[name] for name in ("public_jwk", "token")}
        texts = {name: value for name, value in told.items() if name not in maps}
        if not all(isinstance(value, str) for value in (*texts.values(), *_inner(maps))):
            raise ValueError("no key")
        return cls(**{**texts, **maps, "state": State(told["state"]), "place": Place(told["place"])})


def _inner(maps: Mapping[str, object]) -> Iterator[object]:
    for value in maps.values():
        if not isinstance(value, dict):
            raise ValueError("no key")  # noqa: TRY004 - as for everything else that is wrong with a file
        yield from (*value.keys(), *value.values())


def checked_name(name: str) -> str:
    """The name, fit to be one. KeyStoreError where it is empty, too long, or holds what cannot be shown."""
    found = " ".join(name.split())
    if not found or len(found) > LONGEST_NAME or not found.isprintable():
        raise KeyStoreError("key_record.name", most=LONGEST_NAME)
    return found


def checked_did(did: str) -> str:
    """The DID, fit to own a key that others look up. KeyStoreError where it is none, or no did:web."""
    found = did_url(did)
    if found is None or found.fragment or found.did != did or not did.startswith("did:web:"):
        raise KeyStoreError("key_record.did", did=did[:100])
    return did


def checked_fragment(fragment: str) -> str:
    """The fragment. KeyStoreError where it holds what an address would have to escape."""
    if not _FRAGMENT.fullmatch(fragment):
        raise KeyStoreError("key_record.fragment")
    return fragment


def canonical(told: object) -> bytes:
    """One way to write a JSON value: what is sealed along is these bytes."""
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
