# SPDX-License-Identifier: Apache-2.0
"""Who takes part: each with a key, what is published of it (did.json, chain), and a certificate of the test authority."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography import x509

import authority
import signing
from authority import MIDDLE, ROOT, Holder, certificate
from ecosystem.keys import Signer, ec_signer, ed_signer, rsa_signer

ACME, BETA = signing.ACME, "did:web:beta.example"
NAMES = {ACME: "Acme Cloud GmbH", BETA: "Beta Sensors SAS"}


@dataclass
class Party:
    """A company or a notary, with what it published. Everything may be changed."""

    did: str
    signer: Signer
    document: dict[str, Any]
    chain: list[x509.Certificate]

    @property
    def jwk(self) -> dict[str, Any]:
        """The first key of the DID document."""
        told: dict[str, Any] = self.document["verificationMethod"][0]["publicKeyJwk"]
        return told

    @property
    def host(self) -> str:
        """Where its DID document lies."""
        return self.did.split(":")[2]


def party(did: str, signer: Signer) -> Party:
    """With a certificate of extended validation."""
    document = signing.did_document(did)
    where = f"https://{did.split(':')[2]}/.well-known/x509CertificateChain.pem"
    document["verificationMethod"][0]["publicKeyJwk"] = signer.jwk(x5u=where)
    return Party(did, signer, document, list(_chain(did, signer)))


@cache
def _chain(did: str, signer: Signer) -> tuple[x509.Certificate, ...]:
    return (leaf(did, signer), *authorities())


def leaf(did: str, signer: Signer, issuer: Holder = MIDDLE, **told: Any) -> x509.Certificate:
    """A certificate for the key of a party; `told` as in `authority.certificate`."""
    given = {"policies": (authority.EV,), "hosts": (did.split(":")[2],), **told}
    return certificate(Holder(NAMES.get(did, "Notary"), signer.key), issuer, **given)


def authorities(root: Holder = ROOT, **told: Any) -> list[x509.Certificate]:
    """The authority that signs the leaves, and its root; `told` goes to the former."""
    return [certificate(MIDDLE, root, **{"ca": True, "below": 0, **told}), certificate(root, root, ca=True)]


def parties(notary: str) -> dict[str, Party]:
    """Acme with PS256, the notary with ES256, Beta with EdDSA."""
    signers = {ACME: rsa_signer(ACME), notary: ec_signer(notary), BETA: ed_signer(BETA)}
    return {did: party(did, signer) for did, signer in signers.items()}
