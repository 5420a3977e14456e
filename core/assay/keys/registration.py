# SPDX-License-Identifier: Apache-2.0
"""A key gets a name, an owner, and its place in what the owner publishes."""

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from assay.identity.certificates import read_certificates
from assay.identity.did import published_at
from assay.identity.given_file import TrustFileError
from assay.keys.key_record import LONGEST_NAME, KeyRecord, checked_did, checked_fragment, checked_name
from assay.keys.private_key import PrivateKey
from assay.keys.signer import KeyStoreError
from assay.moment import format_moment, now
from assay.proofs.jose import thumbprint_of

CHAIN_FILE = "x509CertificateChain.pem"
"""What the clearing houses' own documents call the file of a chain."""
_SHORT = 8
_YEAR = re.compile(r"\s+20\d\d\Z")
_ROOM = 5
"""For a blank and a year."""
SOON = timedelta(days=30)
"""A certificate that ends within this time wants to be renewed: authorities take days."""


def record_of(
    key: PrivateKey, name: str, did: str, *, origin: str, others: Iterable[KeyRecord], fragment: str = ""
) -> KeyRecord:
    """What is told of a new key. `others`: the keys that are there, among which its chain's address has to be new.

    Raises KeyStoreError where name, DID or fragment are none.
    """
    identity = thumbprint_of(json.dumps(dict(key.public_jwk)))
    owner = checked_did(did)
    return KeyRecord(
        id=identity,
        name=checked_name(name),
        did=owner,
        fragment=checked_fragment(fragment or default_fragment(identity)),
        type=key.type.name,
        public_jwk=key.public_jwk,
        created=format_moment(now()),
        origin=origin,
        chain_address=chain_address(owner, identity, others),
    )


def successor_name(name: str, taken: Iterable[str], year: int) -> str:
    """What to call the key that takes over: by the year, which gives way to the new one where the old name ends so."""
    there = {other.casefold() for other in taken}
    stem = _YEAR.sub("", name)[: LONGEST_NAME - _ROOM]
    candidates = (f"{stem} {number}" for number in (year, *range(year + 1, year + 1 + len(there))))
    return next(found for found in candidates if found.casefold() not in there)


def default_fragment(identity: str) -> str:
    """A name inside of a DID document that no other key has: it begins as those of the clearing houses do."""
    return f"X509-JWK-{identity[:_SHORT]}"


def chain_address(did: str, identity: str, others: Iterable[KeyRecord]) -> str:
    """Beside the DID document; the usual name, unless another key's chain lies there."""
    usual = published_at(did).removesuffix("did.json") + CHAIN_FILE
    if any(other.chain_address == usual for other in others):
        return usual.replace(".pem", f"-{identity[:_SHORT]}.pem")
    return usual


def certificate_end(record: KeyRecord) -> datetime | None:
    """When the key's certificate ends; None where it has none yet."""
    if not record.chain:
        return None
    try:
        return read_certificates(record.chain.encode(), record.name)[0].ends
    except TrustFileError as error:
        raise KeyStoreError("vault.damaged", name=record.name) from error
