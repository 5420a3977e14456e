# SPDX-License-Identifier: Apache-2.0
"""The specimens of the Tagus pack: for each rule a document that passes and one that fails, alike but for one thing.

The text of the terms and conditions is not ours to carry, so no specimen holds it: what passes the rule about its
wording has no text at all (the shape says that), and a test takes the text from the reference data. `open.json`: not
decided by what is at hand; `refused.json` beside it: what such a rule refuses all the same.
"""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import authority
import tagus_specimens as tagus
from label_credentials import tagus_credentials, tagus_label
from signing import did_document, enveloped, signed_inside, token, unverified_proof
from status_lists import FIRST_SET, LIST, status_list
from status_lists import entry as status_entry
from tagus_specimens import Node

HERE = Path(__file__).resolve().parent / "gaia-x-tagus-22.10"
PRESENTED = {"draft": False}
OTHER, NOBODY = "did:web:other.example", "did:web:nobody.example"
Change = Callable[[Node], object]


def subject(document: Node, index: int = -1) -> Node:
    """The subject of a credential, or of the one at an index of a presentation."""
    found: Node = (document if index < 0 else document["verifiableCredential"][index])["credentialSubject"]
    return found


def _pair(good: Node, change: Change, **options: Any) -> dict[str, Any]:
    bad = copy.deepcopy(good)
    change(bad)
    found: dict[str, Any] = {"passes.json": good, "fails.json": bad}
    return found | ({"options.toml": options} if options else {})


def _open(document: Node, **options: Any) -> dict[str, Any]:
    return {"open.json": document} | ({"options.toml": options} if options else {})


def _with(index: int = -1, **members: Any) -> Change:
    return lambda document: subject(document, index).update(members)


def _without(name: str, index: int = -1) -> Change:
    return lambda document: subject(document, index).pop(name)


def _credential(index: int, **members: Any) -> Change:
    return lambda document: document["verifiableCredential"][index].update(members)


def _take_out(index: int) -> Change:
    return lambda document: document["verifiableCredential"].pop(index)


def _signed() -> Node:
    return {**_alone(), "proof": unverified_proof(tagus.ACME)}


def _alone() -> Node:
    """A participant with its number inside."""
    found = tagus.participant()
    found["credentialSubject"]["gx:legalRegistrationNumber"] = {
        "id": f"{tagus.BASE}participant.json#number",
        "type": "gx:legalRegistrationNumber",
        "gx:vatID": "DE129273398",
    }
    return found


def _with_status(index: str) -> Node:
    found = _alone()
    found["@context"] = [*found["@context"], "https://w3id.org/vc/status-list/2021/v1"]
    return {**found, "credentialStatus": status_entry(type="StatusList2021Entry", statusListIndex=index)}


def _pair_of() -> Node:
    return tagus.presentation(tagus.participant(), tagus.number())


def _offered() -> Node:
    return tagus.presentation(tagus.participant(), tagus.number(), tagus.offering())


def _data(**members: Any) -> Node:
    return tagus.presentation(tagus.participant(), tagus.number(), tagus.offering(), tagus.data_resource(**members))


def _accepted() -> Node:
    return tagus.presentation(tagus.participant(), tagus.number(), tagus.terms("a wording of our own"))


def _without_text() -> Node:
    found = tagus.terms("")
    del found["credentialSubject"]["gx:termsAndConditions"]
    return found


def _own_words(document: Node) -> None:
    """What the notary did not confirm, the participant adds to the notary's number."""
    more = {**tagus.node("number"), "type": "gx:legalRegistrationNumber", "gx:EORI": "DE123456789"}
    document["verifiableCredential"].append(tagus.credential("more", more))


def _did(text: str) -> Node:
    found = _alone()
    found["credentialSubject"]["gx:legalName"] = text
    return found


def _elsewhere(document: Node) -> None:
    """The vocabulary under the address of another branch."""
    for entry in document["verifiableCredential"]:
        entry["@context"][2] = tagus.GX.replace("/development/", "/v1/")


_EXPORT = {"gx:requestType": "email", "gx:accessType": "digital", "gx:formatType": "application/json"}
_UNSIGNED = {**tagus.presentation({**tagus.participant(), "proof": unverified_proof(tagus.ACME)}, tagus.number())}
SPECIMENS: dict[str, dict[str, Any]] = {
    "TAGUS-ENVELOPE-context": _pair(_alone(), lambda found: found.update({"@context": [tagus.GX, *tagus.CONTEXT[:2]]})),
    "TAGUS-ENVELOPE-namespaces": _pair(_alone(), _with(**{"https://words.example/own#legalForm": "GmbH"})),
    "TAGUS-ENVELOPE-members": _pair(_alone(), lambda found: found.pop("issuanceDate")),
    "TAGUS-ENVELOPE-presentation": _pair(_offered(), lambda found: found.update(type="Presentation")),
    "TAGUS-ENVELOPE-ids": _pair(_pair_of(), _credential(1, id=f"{tagus.BASE}participant.json")),
    "TAGUS-ENVELOPE-hidden": _pair(
        _alone(), lambda found: found.update(refreshService={"type": "gx:Service", "gx:legalName": "Acme"})
    ),
    "TAGUS-IDENTITY-issuer": {
        "passes.json": signed_inside(_alone()),
        "fails.json": signed_inside(_alone(), key=OTHER),
        "open.json": signed_inside({**_alone(), "issuer": OTHER}, key=OTHER),
        "did.json": did_document(),
        "options.toml": {**PRESENTED, "did": ["did.json"]},
    },
    "TAGUS-SIGNATURE-proof": {
        "passes.json": signed_inside(_alone()),
        "passes-standard.json": signed_inside(_alone(), variant="standard"),
        "fails.json": {**_alone(), "proof": unverified_proof(tagus.ACME)},
        "open.json": signed_inside({**_alone(), "issuer": OTHER}, key=OTHER),
        "refused.json": _UNSIGNED,
        "did.json": did_document(),
        "options.toml": {**PRESENTED, "did": ["did.json"]},
    },
    "TAGUS-CHAIN-anchor": {
        "passes.json": signed_inside(_alone()),
        "fails.json": signed_inside({**_alone(), "issuer": OTHER}, key=OTHER),
        "open.json": signed_inside({**_alone(), "issuer": NOBODY}, key=NOBODY),
        **authority.specimen(),
    },
    "TAGUS-CHAIN-revocation": {
        "passes.json": signed_inside(_alone()),
        "fails.json": signed_inside({**_alone(), "issuer": OTHER}, key=OTHER),
        "open.json": signed_inside({**_alone(), "issuer": NOBODY}, key=NOBODY),
        **authority.specimen_of_revocation(),
    },
    "TAGUS-CHAIN-published": _open(_signed(), **PRESENTED),
    "TAGUS-VALIDITY-dates": _pair(_alone(), lambda found: found.update(expirationDate="2026-02-01T00:00:00Z")),
    "TAGUS-VALIDITY-status": {
        "passes.json": _with_status("2"),
        "fails.json": _with_status("1"),
        "open.json": {**_alone(), "credentialStatus": {"id": f"{LIST}#1", "type": "StatusList2021Entry"}},
        "list.json": enveloped(token(status_list([], encoded_list=FIRST_SET))),
        "did.json": did_document(),
        "options.toml": {"did": ["did.json"], "status": ["list.json"]},
    },
    "TAGUS-CONTENT-types": _pair(_alone(), _with(type=["gx:LegalParticipant", "gx:Company"])),
    "TAGUS-CONTENT-read": _pair(_alone(), _with(legalForm="GmbH")),
    "TAGUS-CONTENT-shapes": {"passes.json": tagus.submission()},
    "TAGUS-CONTENT-coverage": _pair(_alone(), _with(**{"gx:legalNme": "Acme"})),
    "TAGUS-GRAPH-dangling-reference": _pair(_offered(), _take_out(1), **PRESENTED),
    "TAGUS-GRAPH-merged-ids": _pair(_pair_of(), _own_words, **PRESENTED),
    "TAGUS-GRAPH-terms": _pair(_accepted(), _take_out(2), **PRESENTED),
    "TAGUS-GRAPH-terms-text": {"passes.json": _without_text(), "fails.json": tagus.terms("a wording of our own")},
    "TAGUS-GRAPH-legal-address": _pair(_alone(), _without("gx:legalAddress")),
    "TAGUS-GRAPH-subdivision": _pair(_alone(), _with(**{"gx:legalAddress": {"gx:countrySubdivisionCode": "DE-XY"}})),
    "TAGUS-GRAPH-dids": {**_open(_did("did:web:acme.example")), "refused.json": _did("did:web:acme.example:")},
    "TAGUS-GRAPH-registration-number": _pair(_pair_of(), _take_out(1), **PRESENTED),
    "TAGUS-LINKS-notary": _pair(_pair_of(), _credential(1, issuer=tagus.ACME)),
    "TAGUS-LINKS-label": {
        "passes.json": tagus.presentation(*tagus_credentials(), tagus_label(*tagus_credentials())),
        "fails.json": tagus.presentation(*tagus_credentials(), tagus_label(*_pair_of()["verifiableCredential"])),
        "fails-own.json": tagus.presentation(
            *tagus_credentials(), tagus_label(*tagus_credentials(), issuer=tagus.ACME)
        ),
        "open.json": tagus.presentation(tagus_credentials()[0], tagus_label(*tagus_credentials())),
        "options.toml": PRESENTED,
    },
    "TAGUS-GRAPH-offering-issuer": _pair(_offered(), _credential(2, issuer="did:web:other.example")),
    "TAGUS-GRAPH-data-resource-issuer": _pair(_data(), _credential(3, issuer="did:web:other.example")),
    "TAGUS-GRAPH-legitimate-interest": _pair(
        tagus.presentation(*_data(**{"gx:containsPII": True})["verifiableCredential"], tagus.legitimate_interest()),
        _take_out(4),
        **PRESENTED,
    ),
    "TAGUS-LINKS-digests": _open(_offered()),
    "TAGUS-ADVICE-apostrophe": _pair(_alone(), _with(**{"gx:legalName": "L'Acme"})),
    "TAGUS-ADVICE-context-host": _pair(_offered(), _elsewhere),
    "TAGUS-SHAPE-class": _pair(_data(), _with(3, **{"gx:producedBy": tagus.node("storage")})),
    "TAGUS-SHAPE-datatype": _pair(_offered(), _with(2, **{"gx:policy": 7})),
    "TAGUS-SHAPE-in": _pair(_offered(), _with(2, **{"gx:dataProtectionRegime": "GDPR"})),
    "TAGUS-SHAPE-maxCount": _pair(
        _data(), _with(3, **{"gx:producedBy": [tagus.node("participant"), tagus.node("number")]})
    ),
    "TAGUS-SHAPE-minCount": _pair(_offered(), _without("gx:providedBy", 2)),
    "TAGUS-SHAPE-minLength": _pair(_pair_of(), _with(1, **{"gx:vatID": "DE"})),
    "TAGUS-SHAPE-node": _pair(_alone(), _with(**{"gx:headquarterAddress": {"gx:countrySubdivisionCode": "DE"}})),
    "TAGUS-SHAPE-nodeKind": _pair(_alone(), _without("id")),
    "TAGUS-SHAPE-or": _pair(_pair_of(), _without("gx:vatID", 1)),
    "TAGUS-SHAPE-pattern": _pair(
        tagus.presentation(
            *_offered()["verifiableCredential"][:2],
            tagus.offering(**{"gx:dataAccountExport": {"type": "gx:dataAccountExport", **_EXPORT}}),
        ),
        _with(2, **{"gx:dataAccountExport": {"type": "gx:dataAccountExport", **_EXPORT, "gx:formatType": "json"}}),
    ),
}
"""Rule id to documents by file name (`options.toml`: a flat table)."""
