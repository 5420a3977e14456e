# SPDX-License-Identifier: Apache-2.0
"""Places where a second credential, a proof, a date or a claim could stand unread: all of them are seen."""

import json
from typing import Any

import pytest

from assay.document import Document
from assay.options import Options
from assay.pipeline import check
from assay.verdict import Verdict
from checking import MOMENT, examined, sample
from jwt_specimens import token
from silent_green_judge import PARTICIPANT, assert_not_green

CRED, SEC = "https://www.w3.org/2018/credentials#", "https://w3id.org/security#"
PAST = "2020-01-01T00:00:00Z"
BAD: dict[str, Any] = {**sample(PARTICIPANT), "id": "https://acme.example/bad.json", "validUntil": PAST}
WRONG_ADDRESS = {"type": "gx:Address", "countryCode": "XX"}


def _credential(context: dict[str, Any] | None = None, **members: Any) -> dict[str, Any]:
    found = {**sample(PARTICIPANT), **members}
    if context:
        found["@context"] = [*found["@context"], context]
    return found


def _presentation(**members: Any) -> dict[str, Any]:
    return {**sample("good/storage-offering.json"), **members}


def _with_shared_id() -> dict[str, Any]:
    first = _credential()
    first["credentialSubject"]["legalAddress"] = {"id": "https://acme.example/addr", **WRONG_ADDRESS}
    second = _credential({"ac": "https://acme.example/"}, id="ac:addr")
    second["credentialSubject"]["id"] = "https://acme.example/second#cs"
    return _presentation(verifiableCredential=[first, second])


def _declined() -> dict[str, Any]:
    found = _credential({"secret": None})
    address = found["credentialSubject"]["legalAddress"]
    address |= {"@type": address["type"], "secret": WRONG_ADDRESS, "@hidden": "x"}
    return found


def _own_node() -> dict[str, Any]:
    found = _credential(type=["VerifiableCredential", "gx:Participant"])
    found["credentialSubject"] = {
        "id": "https://acme.example/p#cs",
        "type": "gx:Participant",
        "https://schema.org/address": {"id": found["id"], **WRONG_ADDRESS},
    }
    return found


def _graph_in_subject() -> dict[str, Any]:
    found = _credential({"box": {"@id": "https://schema.org/box", "@container": "@graph"}})
    found["type"], subject = ["VerifiableCredential", "gx:Participant"], "https://acme.example/p#cs"
    found["credentialSubject"] = {"id": subject, "type": "gx:Participant", "box": WRONG_ADDRESS}
    return found


PLACES: dict[str, Any] = {
    "dropped beside two kinds of type": _declined(),
    "a node with another credential's id": _with_shared_id(),
    "a node with the credential's own id": _own_node(),
    "a named graph in the subject": _graph_in_subject(),
    "a second subject in a named graph": _credential(
        {"cs2": {"@id": CRED + "credentialSubject", "@container": "@graph"}}, cs2=WRONG_ADDRESS
    ),
    "a second end of validity": _credential({"until2": CRED + "validUntil"}, until2=PAST),
    "a proof under another name": _credential(
        {"seal": {"@id": SEC + "proof", "@container": "@graph"}}, seal={"a:b": "c"}
    ),
    "an empty proof": _credential(proof=[]),
    "a null proof": _credential(proof=None),
    "a credential in a credential": _credential(verifiableCredential=[BAD]),
    "a credential attached": _credential(attached=BAD),
    "a credential in the evidence": _credential(evidence={"type": "gx:Evidence", "verifiableCredential": BAD}),
    "a credential in the issuer": _credential(issuer={"id": "did:web:acme.example", "verifiableCredential": BAD}),
    "a claim beside the subject": _credential(legalAddress=WRONG_ADDRESS),
    "a claim in the issuer": _credential(issuer={"id": "did:web:acme.example", "gx:legalAddress": WRONG_ADDRESS}),
    "a context the reference refuses": _credential({"zz": {"@id": "gx:a"}, "gx:a": None}),
    "credentials under the full name": _presentation(**{CRED + "verifiableCredential": [BAD]}),
    "credentials with a slip": _presentation(verifiableCredentials=[BAD]),
    "credentials under any name": _presentation(other=[BAD]),
    "credentials in a graph of the presentation": _presentation(**{"@graph": [BAD]}),
    "a proof of the presentation in full": _presentation(**{SEC + "proof": {"a": "b"}}),
    "a presentation that has expired": _presentation(validUntil=PAST),
    "a presentation with an id that is none": _presentation(id="not an id"),
    "a presentation with a number as id": _presentation(id=5),
    "a presentation with a status": _presentation(credentialStatus={"id": "https://a.example/1", "type": "X"}),
    "a credential beside a wrapped one": {"type": "Foo", "selfDescriptionCredential": _credential(), "credential": BAD},
    "credentials beside a wrapped one": {"selfDescriptionCredential": _credential(), "others": [BAD]},
    "validity said of the subject": _credential(
        type=["VerifiableCredential", "gx:Participant"],
        credentialSubject={"id": "https://acme.example/p#cs", "type": "gx:Participant", CRED + "validUntil": PAST},
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("draft", [True, None])
def test_nothing_hides(place: str, draft: bool | None) -> None:
    assert examined(PLACES[place], draft=draft).report.verdict is not Verdict.CONFORMANT


def test_a_presentation_without_context_is_seen() -> None:
    document = _presentation()
    del document["@context"]
    assert_not_green(examined(document))


def test_a_signed_graph_is_signed() -> None:
    payload = {"@context": sample(PARTICIPANT)["@context"], "@graph": [sample(PARTICIPANT)]}
    found = examined(token({"alg": "PS256", "typ": "vc+jwt"}, payload), "graph.jwt")
    assert found.report.verdict is not Verdict.CONFORMANT


TURTLE = "@prefix gx: <https://w3id.org/gaia-x/development#> .\n"
WHOLE = f"""{TURTLE}
<urn:p1> a gx:Participant .
<urn:x> a gx:AvailabilityZone ; gx:address [ a gx:Address ; gx:countryCode "DE" ] .
"""
LACKING = TURTLE + "<urn:y> a gx:AvailabilityZone ; gx:address [ a gx:Address ] ."


def _together(*texts: str) -> Verdict:
    documents = [Document(f"{number}.ttl", text.encode()) for number, text in enumerate(texts)]
    return check(documents, Options(draft=True, moment=MOMENT, together=True)).verdict


def test_unnamed_nodes_of_two_files_are_two() -> None:
    assert _together(WHOLE, LACKING) is Verdict.NON_CONFORMANT
    other = WHOLE.replace('"DE"', '"FR"').replace("urn:x", "urn:z")
    assert _together(WHOLE, other) is Verdict.CONFORMANT


def test_every_presentation_of_a_set_is_looked_at() -> None:
    documents = [
        Document(name, json.dumps(value).encode())
        for name, value in (
            ("a.json", _presentation()),
            ("b.json", {"@context": [], "type": [], "verifiableCredential": []}),
        )
    ]
    assert check(documents, Options(draft=True, moment=MOMENT, together=True)).verdict is Verdict.NON_CONFORMANT
