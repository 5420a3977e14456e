# SPDX-License-Identifier: Apache-2.0
"""What a company publishes: its did.json, the certificate chains of its keys, its credentials, each at its address."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime

from assay.document import Document
from assay.identity.certificates import MAX_BYTES, MAX_CERTIFICATES, Certificate, read_certificates
from assay.identity.did import published_at
from assay.identity.given_file import TrustFileError
from assay.identity.pem import blocks
from assay.identity.trust import TrustFiles
from assay.keys.did_json import did_json
from assay.keys.key_record import KeyRecord
from assay.kits.credential_file import credential_file
from assay.kits.kit import MAX_FILES, Kit, KitError, KitFile, Unhosted
from assay.kits.paths import kit_path, no_file, refuse_collisions
from assay.moment import now
from assay.values import frozen

DID_TYPE, CHAIN_TYPE = "application/json", "application/pem-certificate-chain"
"""What servers give did.json as, which every client takes (did:web §2.5.1); RFC 8555 §9.1."""
_PRIVATE = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_LINE = 64


@frozen
class PublishingOrder:
    """What to publish."""

    records: tuple[KeyRecord, ...]
    """Keys of one DID: the retired ones too, as long as anything they signed is to be verified."""
    credentials: tuple[Document, ...] = ()
    existing: bytes | None = None
    """The did.json that is published now, where there is one."""
    replace_keys: bool = False
    """A key of the same name in it is to go."""
    trust: TrustFiles = field(default_factory=TrustFiles)
    """Keys of others, with which their credentials in the kit are tried."""
    moment: datetime = field(default_factory=now)
    lang: str = "en"


def publishing_kit(order: PublishingOrder) -> Kit:
    """The files, without the README (`assay.kits.publishing_readme`). Nothing is written.

    KitError or KeyStoreError for keys of several owners, addresses that cannot be files, files that would be one, an
    existing did.json that cannot be extended, and anything with a private key in it.
    """
    unhosted: list[Unhosted] = []
    files = [_did_file(order), *_chains(order.records), *_credentials(order.credentials, unhosted)]
    if len(files) > MAX_FILES:
        raise KitError("kit.too_many", limit=MAX_FILES)
    if any(_PRIVATE.search(entry.data) for entry in files):
        raise KitError("kit.private")
    distinct = list({(entry.path, entry.data): entry for entry in files}.values())
    refuse_collisions(distinct)
    return Kit(tuple(distinct), tuple(unhosted))


def did_path(did: str) -> str:
    """Where in a kit the did.json of a DID lies. KitError where it is no did:web that can be published."""
    address = published_at(did)
    if not address:
        raise KitError("kit.address", address=did[:200])
    return kit_path(address)


def _did_file(order: PublishingOrder) -> KitFile:
    data = did_json(order.records, order.existing, replace=order.replace_keys)
    did = order.records[0].did
    return KitFile(did_path(did), data, published_at(did), DID_TYPE)


def _chains(records: Sequence[KeyRecord]) -> Iterator[KitFile]:
    """One file for each address. Of two keys under one address, one would be found with the other's certificate."""
    seen: dict[str, KeyRecord] = {}
    for record in records:
        if not (record.chain and record.chain_address):
            continue
        other = seen.setdefault(record.chain_address, record)
        data = chain_pem(record)
        if other is not record and chain_pem(other) != data:
            raise KitError("kit.chain_shared", one=other.name, other=record.name)
        yield KitFile(kit_path(record.chain_address), data, record.chain_address, CHAIN_TYPE)


def chain_pem(record: KeyRecord) -> bytes:
    """The chain, its own certificate first and the root last, nothing but certificates in the file.

    Where they do not make up one chain they stay in their order: the self-test tells what is wrong.
    """
    raw = record.chain.encode()
    try:
        certificates = read_certificates(raw)
        parts = blocks(raw, "", MAX_BYTES, MAX_CERTIFICATES)
    except TrustFileError as error:
        raise KitError("kit.chain_unreadable", name=record.name) from error
    order = _in_order(certificates)
    return b"".join(map(_pem, (parts[number] for number in order)))


def _in_order(certificates: Sequence[Certificate]) -> Sequence[int]:
    """From the one that nobody else's issuer is to the one that names itself, if that takes them all."""
    as_given = range(len(certificates))
    issuers = {entry.issuer_name for entry in certificates if not entry.names_itself}
    leaves = [number for number in as_given if certificates[number].subject_name not in issuers]
    if len(leaves) != 1:
        return as_given
    found = leaves
    while len(found) < len(certificates):
        wanted = certificates[found[-1]].issuer_name
        above = [number for number in as_given if certificates[number].subject_name == wanted and number not in found]
        if len(above) != 1:
            return as_given
        found = [*found, above[0]]
    return found


def _pem(der: bytes) -> bytes:
    text = base64.b64encode(der)
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return b"\n".join((b"-----BEGIN CERTIFICATE-----", *lines, b"-----END CERTIFICATE-----", b""))


def _credentials(documents: Sequence[Document], unhosted: list[Unhosted]) -> Iterator[KitFile]:
    for document in documents:
        found = credential_file(document)
        if _PRIVATE.search(found.reading.text.encode("utf-8", "replace")):  # what a token holds is encoded in it
            raise KitError("kit.private")
        reason = no_file(found.id) if found.id else "none"
        if reason:
            unhosted.append(Unhosted(document.name, found.id, reason))
        else:
            yield KitFile(kit_path(found.id), found.data, found.id.partition("#")[0], found.media_type)
