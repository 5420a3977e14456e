# SPDX-License-Identifier: Apache-2.0
"""A whole Loire submission in small: participant, registration number of a notary, accepted terms, an offering."""

from typing import Any

from checking import sample

ACME = "did:web:acme.example"
NOTARY = "did:web:www.delta-dao.com:notary:v2"
HOME = "https://acme.example/credentials/"
TERMS = "067dcac5efd18c1927deb1ffed3feab6d0ad044c0a9a263e6d5d8bdc43224515"
OLDER_TERMS = "4bd7554097444c960292b4726c2efa1373485e8a5565d94d41195214c5e0ceb3"
Node = dict[str, Any]


def participant() -> Node:
    """Acme, referring to the number that the notary attests."""
    found = sample("good/participant.json")
    found["credentialSubject"]["registrationNumber"] = {"id": HOME + "vat.json#cs"}
    return found


def credential(name: str, kind: str, issuer: str = ACME, /, **facts: Any) -> Node:
    """A credential of Acme's of any class, valid now."""
    return {
        "@context": list(sample("good/participant.json")["@context"]),
        "id": f"{HOME}{name}.json",
        "type": ["VerifiableCredential", kind],
        "issuer": issuer,
        "validFrom": "2026-04-15T09:00:00Z",
        "validUntil": "2027-12-31T23:59:59Z",
        "credentialSubject": {"id": f"{HOME}{name}.json#cs", "type": kind, **facts},
    }


def number(**facts: Any) -> Node:
    """Acme's VAT number, from a notary that is on the list."""
    told = {"vatID": "DE129273398", "countryCode": "DE", **facts}
    return credential("vat", "gx:VatID", NOTARY, **told)


def terms(issuer: str = ACME, digest: str = TERMS) -> Node:
    """An acceptance of the terms."""
    return credential("terms", "gx:Issuer", issuer, gaiaxTermsAndConditions=digest)


def offering() -> Node:
    """Acme's object storage."""
    found: Node = sample("good/storage-offering.json")["verifiableCredential"][0]
    return found


def presentation(*credentials: Node) -> Node:
    """A presentation of the credentials; of the whole set where none is given."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": HOME + "submission.json",
        "type": ["VerifiablePresentation"],
        "issuer": ACME,
        "validFrom": "2026-04-15T09:00:00Z",
        "validUntil": "2027-12-31T23:59:59Z",
        "verifiableCredential": list(credentials or (participant(), number(), terms(), offering())),
    }
