# SPDX-License-Identifier: Apache-2.0
"""Keys as a vault records them, and signed documents of the ecosystem, for kits."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import loire_set
from assay.document import Document
from assay.identity.did_document import read_did_document
from assay.identity.trust import TrustFiles
from assay.keys.key_record import KeyRecord
from assay.kits.publishing import PublishingOrder
from assay.proofs.jose import thumbprint_of
from authority import pem
from checking import MOMENT
from ecosystem.signers import ACME, signer
from ecosystem.submission import LOIRE, Submission
from signing import FRAGMENT, public_jwk

X5U = "https://acme.example/.well-known/x509CertificateChain.pem"


def record(did: str = ACME, **members: Any) -> KeyRecord:
    """The key of that name with its chain in order, as a vault tells of it."""
    jwk = public_jwk(did)
    made = KeyRecord(
        id=thumbprint_of(json.dumps(jwk)),
        name="company",
        did=did,
        fragment=FRAGMENT,
        type="ed25519",
        public_jwk=jwk,
        created="2026-01-01T00:00:00Z",
        origin="made",
        chain=pem(signer(did).chain).decode(),
        chain_address=X5U,
    )
    return replace(made, **members)


def other_record(**members: Any) -> KeyRecord:
    """A second key of Acme's, with certificates of its own at an address of its own."""
    stranger = "did:web:second.example"
    told: dict[str, Any] = {
        "did": ACME,
        "fragment": "key-2",
        "name": "second",
        "chain_address": "https://acme.example/second.pem",
    }
    return replace(record(stranger), **{**told, **members})


def tokens() -> dict[str, str]:
    """The credentials of a submission, each signed by its issuer."""
    made = Submission(LOIRE)
    found = {}
    for name, part in made.parts.items():
        enveloped = made._signed(part)
        found[name] = enveloped["id"].partition(",")[2]
    return found


def credentials(*names: str) -> tuple[Document, ...]:
    """Some of them as files."""
    made = tokens()
    return tuple(Document(f"{name}.jwt", made[name].encode()) for name in names)


def presentation() -> Document:
    """The whole submission, as it is handed in."""
    return Document("submission.jwt", Submission(LOIRE).file())


def notary_trust() -> TrustFiles:
    """The keys of the notary, as somebody gave them."""
    made = Submission(LOIRE).signers[loire_set.NOTARY]
    return TrustFiles(documents=(read_did_document(json.dumps(made.document).encode(), "notary.json"),))


def order(*given: Document, **members: Any) -> PublishingOrder:
    """What Acme publishes."""
    told = {"records": (record(),), "credentials": given, "moment": MOMENT, **members}
    return PublishingOrder(**told)


def files_below(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
