# SPDX-License-Identifier: Apache-2.0
"""Tagus documents for tests: every kind of credential as it should be, to change at will. All of our own making."""

import copy
from typing import Any

Node = dict[str, Any]
GX = "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"
CONTEXT = [
    "https://www.w3.org/2018/credentials/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
    GX,
    {"vcard": "http://www.w3.org/2006/vcard/ns#"},
]
BASE = "https://acme.example/credentials/"
ACME, NOTARY = "did:web:acme.example", "did:web:gx-notary.aruba.it:v1"
CRITERIA = (
    *(f"P1.1.{n}" for n in range(1, 5)),
    *(f"P1.2.{n}" for n in range(1, 11)),
    *(f"P1.3.{n}" for n in range(1, 6)),
    *(f"P2.1.{n}" for n in range(1, 4)),
    *(f"P2.2.{n}" for n in range(1, 8)),
    *(f"P2.3.{n}" for n in range(1, 4)),
    *(f"P3.1.{n}" for n in range(1, 21)),
    *(f"P4.1.{n}" for n in range(1, 3)),
    "P5.2.1",
)


def node(name: str) -> Node:
    """A reference to the subject of a credential."""
    return {"id": f"{BASE}{name}.json#subject"}


def credential(name: str, subject: Node, *, issuer: str = ACME) -> Node:
    """A credential of that name about its subject."""
    return {
        "@context": copy.deepcopy(CONTEXT),
        "id": f"{BASE}{name}.json",
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "issuanceDate": "2026-01-15T09:00:00Z",
        "expirationDate": "2027-12-31T23:59:59Z",
        "credentialSubject": {**node(name), **subject},
    }


def presentation(*credentials: Node) -> Node:
    """A presentation of credentials."""
    return {
        "@context": "https://www.w3.org/2018/credentials/v1",
        "type": "VerifiablePresentation",
        "verifiableCredential": list(credentials),
    }


def number() -> Node:
    """A registration number, from a notary."""
    told = {"type": "gx:legalRegistrationNumber", "gx:vatID": "DE129273398", "gx:vatID-countryCode": "DE"}
    return credential("number", told, issuer=NOTARY)


def participant(**members: Any) -> Node:
    """A participant."""
    return credential(
        "participant",
        {
            "type": "gx:LegalParticipant",
            "gx:legalName": "Acme Cloud GmbH",
            "gx:legalRegistrationNumber": node("number"),
            "gx:headquarterAddress": {"gx:countrySubdivisionCode": "DE-BY"},
            "gx:legalAddress": {"gx:countrySubdivisionCode": "DE-BY"},
            **members,
        },
    )


def offering(**members: Any) -> Node:
    """A service offering."""
    return credential(
        "storage",
        {
            "type": "gx:ServiceOffering",
            "gx:name": "Acme Storage",
            "gx:providedBy": node("participant"),
            "gx:termsAndConditions": {"gx:URL": "https://acme.example/terms", "gx:hash": "d8a9" * 16},
            "gx:policy": "allow all signed-in customers",
            "gx:dataProtectionRegime": "GDPR2016",
            "gx:dataAccountExport": {
                "gx:requestType": "email",
                "gx:accessType": "digital",
                "gx:formatType": "application/json",
            },
            **members,
        },
    )


def data_resource(**members: Any) -> Node:
    """A set of data without personal data."""
    return credential(
        "data",
        {
            "type": "gx:DataResource",
            "gx:name": "Acme measurements",
            "gx:copyrightOwnedBy": "Acme Cloud GmbH",
            "gx:license": "Apache-2.0",
            "gx:policy": "allow all signed-in customers",
            "gx:producedBy": node("participant"),
            "gx:exposedThrough": node("storage"),
            "gx:containsPII": False,
            **members,
        },
    )


def legitimate_interest() -> Node:
    """The legal ground for personal data."""
    contact, basis = "privacy@acme.example", "6.1.a"
    told = {"type": "gx:LegitimateInterest", "gx:dataProtectionContact": contact, "gx:legalBasis": basis}
    return credential("interest", told)


def label(**answers: Any) -> Node:
    """A declaration for label level 1, every criterion confirmed but for the given ones (None leaves one out)."""
    confirmed: dict[str, Any] = dict.fromkeys(CRITERIA, "Confirm") | answers
    told = {
        f"gx:{name}": {"type": "gx:CriteriaResponse", "gx:response": answer}
        for name, answer in confirmed.items()
        if answer is not None
    }
    return credential(
        "label",
        {
            "type": "gx:ServiceOfferingLabelLevel1",
            "gx:assignedTo": node("storage"),
            "gx:criteria": {"type": "gx:ServiceOfferingCriteria", **told},
        },
    )


def terms(text: str) -> Node:
    """Accepted terms, with the given wording."""
    return credential("terms", {"type": "gx:GaiaXTermsAndConditions", "gx:termsAndConditions": text})


def resources() -> Node:
    """One presentation with every other kind of resource."""
    own = {"gx:maintainedBy": node("participant")}
    free = {"gx:copyrightOwnedBy": node("participant"), "gx:license": "MIT", "gx:policy": "allow all"}
    return presentation(
        participant(),
        number(),
        credential(
            "site",
            {
                "type": "gx:PhysicalResource",
                **own,
                "gx:ownedBy": node("participant"),
                "gx:location": "48.1,11.5",
                "gx:locationAddress": {
                    "type": "vcard:Address",
                    "gx:countryCode": "DE",
                    "vcard:locality": "München",
                },
            },
        ),
        credential("program", {"type": "gx:SoftwareResource", **free, "gx:aggregationOf": node("site")}),
        credential("image", {"type": "gx:VirtualResource", **free, "gx:name": "Acme image"}),
        credential("entry", {"type": "gx:ServiceAccessPoint", "gx:host": "acme.example", "gx:port": "443"}),
        credential(
            "running",
            {
                "type": "gx:InstantiatedVirtualResource",
                **own,
                "gx:hostedOn": node("site"),
                "gx:instanceOf": node("image"),
                "gx:serviceAccessPoint": node("entry"),
            },
        ),
        offering(**{"gx:aggregationOf": [node("program"), node("site")], "gx:dependsOn": node("other")}),
        credential("other", {**offering()["credentialSubject"], "id": f"{BASE}other.json#subject"}),
    )


def submission() -> Node:
    """Participant, number, offering, data and label in one presentation; only the accepted terms are missing."""
    return presentation(participant(), number(), offering(), data_resource(), label())
