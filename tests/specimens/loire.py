# SPDX-License-Identifier: Apache-2.0
"""The specimens of the Loire pack: for each rule a document that passes and one that fails, alike but for one thing."""

import copy
from collections.abc import Callable
from typing import Any

import authority
from checking import sample
from label_credentials import changed, credentials, label, tokens
from loire_set import ACME, HOME, Node, credential, number, offering, participant, presentation, terms
from signing import did_document, enveloped, presented, token
from status_lists import FIRST_SET, LIST, entry, status_list

Change = Callable[[Node], object]
Specimens = dict[str, dict[str, Any]]
"""Rule id to documents by file name."""
PRESENTED = {"draft": False}
OTHER = "did:web:other.example"
PAST = "2020-01-01T00:00:00Z"


def _pair(good: Node, change: Change, **options: Any) -> dict[str, Any]:
    """A document and the same with a change."""
    bad = copy.deepcopy(good)
    change(bad)
    found: dict[str, Any] = {"passes.json": good, "fails.json": bad}
    return found | ({"options.toml": options} if options else {})


def _open(document: Node, **options: Any) -> dict[str, Any]:
    """A document that the rule cannot be decided for."""
    return {"open.json": document} | ({"options.toml": options} if options else {})


def _labelled(given: Node) -> Node:
    """A set with a label, all of it signed."""
    return presented(*tokens(*credentials()), token(given, key=given["issuer"]))


def _own() -> Node:
    """The participant of the samples, with its number inside."""
    return sample("good/participant.json")


def _with_the_signature_of(signed: str, other: str) -> str:
    return f"{other.rpartition('.')[0]}.{signed.rpartition('.')[2]}"


def _subject(document: Node, index: int = -1) -> Node:
    """The subject of a credential, or of the one at an index of a presentation."""
    found: Node = (document if index < 0 else document["verifiableCredential"][index])["credentialSubject"]
    return found


def _member(index: int, **members: Any) -> Change:
    """Changes the subject of one credential of the set."""
    return lambda document: _subject(document, index).update(members)


def _address(**members: Any) -> Change:
    return lambda document: document["credentialSubject"]["legalAddress"].update(members)


def _envelope(index: int, **members: Any) -> Change:
    """Changes one credential of the set."""
    return lambda document: document["verifiableCredential"][index].update(members)


def _unit(degrees: int) -> Node:
    return credential("unit", "gx:GPSUnit", degrees=degrees)


def _access_point(mac: str) -> Node:
    facts = {"ipAddress": "192.0.2.7", "macAddress": mac}
    return credential("point", "gx:InterconnectionPointIdentifier", completeIPI="IPI-1", specificParameters="a") | {
        "credentialSubject": {
            "id": HOME + "point.json#cs",
            "type": "gx:InterconnectionPointIdentifier",
            "completeIPI": "IPI-1",
            **facts,
        }
    }


def _with_context(name: str) -> Node:
    found = _own()
    found["@context"] = [found["@context"][0], name]
    return found


ENVELOPE: Specimens = {
    "LOIRE-ENVELOPE-context": _pair(_own(), lambda d: d["@context"].reverse())
    | {"passes-2511.json": _with_context("https://w3id.org/gaia-x/2511#")}
    | {"fails-unknown-version.json": _with_context("https://w3id.org/gaia-x/2611#")},
    "LOIRE-ENVELOPE-namespaces": _pair(_own(), lambda d: _subject(d).update({"https://example.com/own#note": "x"})),
    "LOIRE-ENVELOPE-members": _pair(_own(), lambda d: d.pop("issuer")),
    "LOIRE-ENVELOPE-presentation": _pair(presentation(), lambda d: d.pop("validFrom"), **PRESENTED),
    "LOIRE-ENVELOPE-ids": _pair(presentation(), _envelope(2, id=HOME + "vat.json"))
    | {"fails-subject.json": {**_own(), "id": _own()["credentialSubject"]["id"]}},
    "LOIRE-ENVELOPE-hidden": _pair(_own(), lambda d: d.update(legalAddress={"type": "gx:Address"})),
    "LOIRE-VALIDITY-dates": _pair(_own(), lambda d: d.update(validUntil=PAST)),
}

LATER: Specimens = {
    "LOIRE-IDENTITY-issuer": {
        "passes.json": presented(token(_own())),
        "fails.json": presented(token(_own(), key=OTHER)),
        "open.json": presented(token({**_own(), "issuer": OTHER}, key=OTHER)),
        "did.json": did_document(),
        "options.toml": {"did": ["did.json"]},
    },
    "LOIRE-SIGNATURE-proof": {
        "passes.json": presented(token(_own())),
        "fails.json": presented(_with_the_signature_of(token(_own()), token({**_own(), "name": "Other"}))),
        "open.json": presented(token({**_own(), "issuer": OTHER}, key=OTHER)),
        "did.json": did_document(),
        "options.toml": {"did": ["did.json"]},
    },
    "LOIRE-CHAIN-anchor": {
        "passes.json": presented(token(_own())),
        "fails.json": presented(token({**_own(), "issuer": OTHER}, key=OTHER)),
        "open.json": _own() | {"proof": {"type": "DataIntegrityProof"}},
        **authority.specimen(),
    },
    "LOIRE-CHAIN-revocation": _open({**_own(), "proof": {"type": "DataIntegrityProof"}}),
    "LOIRE-CHAIN-published": _open({**_own(), "proof": {"type": "DataIntegrityProof"}}),
    "LOIRE-VALIDITY-status": {
        "passes.json": {**_own(), "credentialStatus": entry(statusListIndex="2")},
        "fails.json": {**_own(), "credentialStatus": entry(statusListIndex="1")},
        "open.json": {**_own(), "credentialStatus": entry(statusListCredential=LIST + "0")},
        "list.json": enveloped(token(status_list([], encoded_list=FIRST_SET))),
        "did.json": did_document(),
        "options.toml": {"did": ["did.json"], "status": ["list.json"]},
    },
    "LOIRE-LINKS-digests": _open(presentation()),
}  # fmt: skip

CONTENT: Specimens = {
    "LOIRE-CONTENT-read": _pair(
        _own(), lambda d: (d.update({"@context": [*d["@context"], {"remark": None}]}), _subject(d).update(remark="x"))
    ),
    "LOIRE-CONTENT-shapes": {"passes.json": _own()},
    "LOIRE-CONTENT-coverage": _pair(_own(), lambda d: _subject(d)["legalAddress"].pop("type")),
    "LOIRE-SHAPE-class": _pair(
        _own(), lambda d: _subject(d).update(legalAddress={"type": "gx:VatID", "vatID": "DE129273398"})
    ),
    "LOIRE-SHAPE-datatype": _pair(_own(), lambda d: _subject(d).update(name=5)),
    "LOIRE-SHAPE-nodeKind": _pair(_own(), lambda d: _subject(d).update(legalAddress={"@value": "München"})),
    "LOIRE-SHAPE-minCount": _pair(_own(), lambda d: _subject(d).pop("headquartersAddress")),
    "LOIRE-SHAPE-maxCount": _pair(_own(), lambda d: _subject(d).update(name=["Acme Cloud GmbH", "Acme"])),
    "LOIRE-SHAPE-in": _pair(offering(), lambda d: _subject(d).update(provisionType="secret"))
    | {"passes.json": presentation(), "fails.json": presentation(participant(), number(), terms(digest="0" * 64))},
    "LOIRE-SHAPE-closed": _pair(_own(), _address(**{"gx:locality": "München"})),
    "LOIRE-SHAPE-or": _pair(_own(), _address(countryCode="XX")),
    "LOIRE-SHAPE-minInclusive": _pair(_unit(48), _member(-1, degrees=-181)),
    "LOIRE-SHAPE-maxInclusive": _pair(_unit(48), _member(-1, degrees=181)),
    "LOIRE-SHAPE-pattern": _pair(_access_point("00:1B:44:11:3A:B7"), _member(-1, macAddress="unknown")),
}

_NO_NUMBER = presentation(participant(), terms(), offering())
_OWN_NUMBER = {"id": HOME + "p.json#vat", "type": "gx:VatID", "vatID": "DE129273398"}
_TWICE = {"id": HOME + "participant.json#cs", "type": "gx:LegalPerson", "name": "Other GmbH"}

SET: Specimens = {
    "LOIRE-GRAPH-dangling-reference": _pair(
        presentation(), _member(3, providedBy=HOME + "participant.json#CS"), **PRESENTED
    )
    | {"fails-credential.json": presentation(
        participant(), number(), terms(), {**offering(), "credentialSubject": {
            **offering()["credentialSubject"], "providedBy": HOME + "participant.json"}},
    )},
    "LOIRE-GRAPH-merged-ids": _pair(presentation(), _member(3, providedBy=_TWICE)),
    "LOIRE-GRAPH-provider-issuer": _pair(presentation(), _envelope(3, issuer="did:web:other.example")),
    "LOIRE-GRAPH-registration-number": _pair(presentation(), _member(0, registrationNumber=_OWN_NUMBER))
    | {"fails-credential.json": presentation(
        {**participant(), "credentialSubject": {
            **participant()["credentialSubject"], "registrationNumber": {"id": HOME + "vat.json"}}},
        number(), terms(),
    )},
    "LOIRE-GRAPH-terms": _pair(presentation(), _envelope(3, issuer="did:web:other.example"), **PRESENTED)
    | {"fails-other-letters.json": presentation(participant(), number(), terms("did:web:Acme.example"))},
    "LOIRE-GRAPH-terms-hash": _pair(presentation(), _member(2, gaiaxTermsAndConditions="0" * 64)),
    "LOIRE-IDENTIFIER-numbers": _pair(number(), _member(-1, vatID="DE129273399"))
    | {
        "fails-lei.json": credential("lei", "gx:LeiCode", leiCode="213800KUD8LXJWSQ9D15"),
        "passes-lei.json": credential("lei", "gx:LeiCode", leiCode="213800KUD8LAJWSQ9D15"),
        "fails-eori.json": credential("eori", "gx:EORI", eori="123456"),
        "passes-eori.json": credential("eori", "gx:EORI", eori="DE1234567"),
        "fails-euid.json": credential("euid", "gx:EUID", euid="HRB 116737"),
        "passes-euid.json": credential("euid", "gx:EUID", euid="DEK1101R.HRB116737"),
        "fails-greece.json": number(vatID="GR094259216", countryCode="GR"),
        "passes-greece.json": number(vatID="EL094259216", countryCode="GR"),
    },
    "LOIRE-LINKS-set": _pair(presentation(), lambda d: d["verifiableCredential"].pop(1), **PRESENTED)
    | {"fails-terms.json": presentation(participant(), number()), "fails-participant.json": _NO_NUMBER
       | {"verifiableCredential": [number(), terms()]}},
    "LOIRE-LINKS-notary": _pair(presentation(), _envelope(1, issuer=ACME), **PRESENTED),
    "LOIRE-LINKS-label": {
        "passes.json": _labelled(label(*credentials())),
        "fails.json": _labelled(label(changed(participant(), name="Other"), number(), terms())),
        "fails-own.json": _labelled(label(*credentials(), issuer=ACME)),
        "open.json": _labelled(label(*credentials(), offering())),
        "options.toml": PRESENTED,
    },
}  # fmt: skip

SPECIMENS: Specimens = {**ENVELOPE, **LATER, **CONTENT, **SET}
