# SPDX-License-Identifier: Apache-2.0
"""Nothing passes because it stands around the credentials: members of a presentation, names, claims, own words."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.verdict import Verdict
from checking import examined, sample

Change = Callable[[dict[str, Any]], object]
BROKEN = {"@context": ["https://www.w3.org/ns/credentials/v2"], "credentialSubject": {"type": "gx:LegalPerson"}}
AROUND: dict[str, Any] = {
    "a credential in the holder": {"holder": {"id": "did:web:acme.example", "verifiableCredential": [BROKEN]}},
    "claims in the holder": {"holder": {"id": "did:web:acme.example", "type": "gx:LegalParticipant"}},
    "claims in the issuer": {"issuer": {"id": "did:web:acme.example", "gx:countryCode": "XX"}},
    "a credential in the terms of use": {"termsOfUse": [{"type": "x", "credential": BROKEN}]},
    "a credential in the name": {"name": {"@value": "x", "credential": BROKEN}},
    "a credential in a claim": {"nonce": [BROKEN]},
    "a long text in the description": {"description": "e" * 400},
    "words of its own": {"@context": ["https://www.w3.org/ns/credentials/v2", {"ident": "@id"}]},
}
ISSUERS = (
    "mailto:a@b.example", "http://acme.example", "did:key:z6Mk", "urn:x:y", "ftp://acme.example/", "did:web:",
    "did:web:a/b", "did:web:acme.example#key", "https://", "https:///x",
)  # fmt: skip
CLAIMS = {
    "exp is over": {"exp": 1},
    "exp is over, in milliseconds": {"exp": 1_700_000_000_000},
    "nbf is to come": {"nbf": 4_000_000_000},
    "iss is another": {"iss": "did:web:other.example"},
    "sub is another": {"sub": "https://other.example/#cs"},
    "jti is another": {"jti": "https://other.example/vc"},
}


def loire() -> dict[str, Any]:
    return copy.deepcopy(sample("good/storage-offering.json"))


def older() -> dict[str, Any]:
    return tagus.presentation(tagus.participant(), tagus.number())


@pytest.mark.parametrize("made", [loire, older])
@pytest.mark.parametrize("name", AROUND)
def test_what_a_presentation_holds_around_its_credentials_is_not_green(name: str, made: Callable[[], Any]) -> None:
    value = made()
    assert examined(value).report.verdict is Verdict.CONFORMANT
    added = AROUND[name]
    if "@context" in added:
        own = value["@context"]
        added = {"@context": [*([own] if isinstance(own, str) else own), {"x": "@id"}]}
    assert examined({**value, **added}).report.verdict is not Verdict.CONFORMANT


@pytest.mark.parametrize("around", [True, False], ids=["presentation", "credential"])
@pytest.mark.parametrize("issuer", ISSUERS)
def test_an_issuer_that_nobody_can_look_up_is_not_green(issuer: str, around: bool) -> None:
    value = loire()
    (value if around else value["verifiableCredential"][1])["issuer"] = issuer
    assert examined(value).report.verdict is Verdict.NON_CONFORMANT


@pytest.mark.parametrize("name", CLAIMS)
def test_claims_that_contradict_the_credential_are_not_green(name: str) -> None:
    value = sample("good/participant.json")
    assert examined({**value, **CLAIMS[name]}).report.verdict is Verdict.NON_CONFORMANT


def test_claims_that_say_the_same_are_no_fault() -> None:
    value = sample("good/participant.json")
    same = {"iss": value["issuer"], "jti": value["id"], "sub": value["credentialSubject"]["id"]}
    assert examined({**value, **same, "exp": 4_000_000_000, "nbf": 1}).report.verdict is Verdict.CONFORMANT


def test_a_name_in_a_language_and_terms_by_id_are_no_fault() -> None:
    name, terms = [{"@value": "Angebot", "@language": "de"}], {"id": "https://a.example/t", "type": "T"}
    assert examined({**loire(), "name": name, "termsOfUse": terms}).report.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize("where", ["id of a named part", "id of the subject"])
def test_every_did_of_a_tagus_participant_is_looked_at(where: str) -> None:
    value = tagus.participant()
    if where == "id of the subject":
        value["credentialSubject"]["id"] = "did:web:"
    else:
        value["credentialSubject"]["gx:headquarterAddress"] |= {"id": "https://acme.example/hq", "gx:gps": "did:web:"}
    found = examined(value).report
    assert found.verdict is Verdict.NON_CONFORMANT
    assert "tagus.did_malformed" in {entry.text for entry in found.findings}


def test_scoped_contexts_of_a_documents_own_are_limited() -> None:
    """A parser applies them anew at each use: some hundred kilobytes took minutes."""
    value = sample("good/participant.json")
    scoped = {f"t{number}": f"https://a.example/{number}" for number in range(200)}
    value["@context"].append({"big": {"@id": "https://a.example/big", "@context": scoped}})
    report = examined(value).report
    assert report.verdict is not Verdict.CONFORMANT
    assert "ld.too_many_contexts" in {entry.text for entry in report.findings}
