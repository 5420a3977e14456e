# SPDX-License-Identifier: Apache-2.0
"""A DID document checked by itself: where it has to lie, and which of its keys are of use to clearing houses."""

import json
from time import perf_counter
from typing import Any

import pytest

from assay.credential import Kind
from assay.finding import Severity
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import examined
from signing import ACME, FRAGMENT, did_document, public_jwk

X5U = "https://acme.example/.well-known/x509CertificateChain.pem"
RSA = {"kty": "RSA", "n": "_" * 342 + "w", "e": "AQAB", "alg": "PS256", "x5u": X5U}


def document(did: str = ACME, **key: Any) -> dict[str, Any]:
    """A DID document as it should be, with members of its one key changed."""
    told = did_document(did)
    told["verificationMethod"][0]["publicKeyJwk"] = public_jwk(did, **{"x5u": X5U, **key})
    return told


def with_method(**members: Any) -> dict[str, Any]:
    told = document()
    told["verificationMethod"][0] |= members
    return {**told, "verificationMethod": [{k: v for k, v in told["verificationMethod"][0].items() if v is not None}]}


def reported(value: Any) -> DocumentReport:
    report = examined(value, "did.json", draft=False).report
    assert report.kind is Kind.DID_DOCUMENT
    assert report.verdict is Verdict.NON_CONFORMANT, "it is no credential, whatever its keys are worth"
    return report


def told(value: Any) -> dict[str, tuple[Severity, str]]:
    """Advice by its text, with how heavy it is and the place it is of."""
    return {
        found.text: (found.severity, found.location.pointer if found.location else "")
        for found in reported(value).findings
        if found.text != "parse.did_document"
    }


PUBLISHED = {"did.published_at": (Severity.INFO, "/id")}


def test_one_that_is_as_it_should_be_is_told_its_address_only() -> None:
    assert told(document()) == PUBLISHED
    (found,) = [entry for entry in reported(document()).findings if entry.text == "did.published_at"]
    assert "https://acme.example/.well-known/did.json" in found.why
    assert told(with_method(publicKeyJwk=RSA)) == PUBLISHED


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:acme.example:v1:notary", "https://acme.example/v1/notary/did.json"),
        ("did:web:acme.example%3A8443", "https://acme.example:8443/.well-known/did.json"),
        ("did:web:acme.example%3A8443:a", "https://acme.example:8443/a/did.json"),
    ],
)
def test_the_address_follows_from_the_did(did: str, address: str) -> None:
    (found,) = [entry for entry in reported(document(did)).findings if entry.text == "did.published_at"]
    assert found.params["address"] == address


KEY = "/verificationMethod/0"
FLAWS: dict[str, tuple[Any, str, str]] = {
    "no alg": (document(alg=None), "did.no_alg", KEY),
    "an alg nobody takes": (document(alg="HS256"), "did.other_alg", KEY),
    "an alg of another kind of key": (document(alg="PS256"), "did.other_alg", KEY),
    "no chain": (document(x5u=None), "chain.not_named", KEY),
    "a chain inside only": (document(x5u=None, x5c=["AAAA"]), "did.chain_inside", KEY),
    "an address without a lock": (document(x5u="http://acme.example/chain.pem"), "did.chain_address", KEY),
    "an address that is none": (document(x5u="https://[acme"), "did.chain_address", KEY),
    "an address that is no text": (document(x5u=[1]), "did.chain_address", KEY),
    "a short key": (with_method(publicKeyJwk={**RSA, "n": "_" * 171}), "key.weak", KEY),
    "a broken key": (document(x="AAAA"), "key.broken", KEY),
    "a key for encryption": (document(use="enc"), "key.use", KEY),
    "another curve": (document(crv="X25519"), "key.kind", KEY),
    "another form": (with_method(publicKeyJwk=None, publicKeyMultibase="z6Mk"), "did.key_form", KEY),
    "a name without the DID": (with_method(id="key-1"), "did.key_name", KEY),
    "a name of another DID": (with_method(id=f"did:web:other.example#{FRAGMENT}"), "did.key_name", KEY),
    "no name": (with_method(id=None), "did.key_name", KEY),
    "nothing may assert": ({**document(), "assertionMethod": []}, "did.nothing_asserts", ""),
    "no list of what may assert": ({**document(), "assertionMethod": "x"}, "did.nothing_asserts", ""),
    "another one may assert": ({**document(), "assertionMethod": [f"{ACME}#x"]}, "did.nothing_asserts", ""),
    "the same name twice": (
        {**document(), "verificationMethod": document()["verificationMethod"] * 2}, "did.key_twice", f"{KEY[:-1]}1",
    ),
    "a DID with slashes": (document("did:web:acme.example:a/b"), "did.unusable", ""),
    "a host that can be none": (document("did:web:acme_example"), "did.web_form", "/id"),
    "another method": (document("did:ebsi:zvHWX359A3CvfJnCYaAiAde"), "identity.did_method", "/id"),
    "no DID": ({**document(), "id": "https://acme.example"}, "did.unusable", ""),
    "no keys": ({"id": ACME, "assertionMethod": []}, "did.no_keys", ""),
    "too many keys": ({**document(), "verificationMethod": [{}] * 201}, "did.no_keys", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FLAWS)
def test_what_would_be_refused_is_advised_on(name: str) -> None:
    value, text, pointer = FLAWS[name]
    assert told(value).get(text) == (Severity.WARNING, pointer)


def test_a_key_that_only_encrypts_may_be_of_any_kind() -> None:
    value = document()
    agreement = {"id": f"{ACME}#agree", "publicKeyJwk": {"kty": "OKP", "crv": "X25519", "x": "AAAA"}}
    value["verificationMethod"].append(agreement)
    assert told(value) == PUBLISHED


def test_a_key_inside_of_assertion_method_has_its_own_place() -> None:
    value = document(alg=None)
    value |= {"verificationMethod": [], "assertionMethod": ["x", *value["verificationMethod"]]}
    assert told(value)["did.no_alg"] == (Severity.WARNING, "/assertionMethod/1")


PRIVATE = {
    "in the key": document(d="c2VjcmV0LXNlY3JldA"),
    "of an older suite": with_method(privateKeyBase58="c2VjcmV0LXNlY3JldA"),
    "inside of assertionMethod": {
        **document(), "assertionMethod": [{"id": "#x", "publicKeyJwk": public_jwk(d="c2VjcmV0LXNlY3JldA")}],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_key_is_a_violation_and_is_shown_nowhere(name: str) -> None:
    made = examined(PRIVATE[name], "did.json", draft=False)
    assert made.report.kind is Kind.DID_DOCUMENT
    (found,) = made.report.findings
    assert (found.text, found.severity) == ("key.private", Severity.VIOLATION)
    assert "c2VjcmV0" not in repr(made.judgement.reading)
    assert made.judgement.reading.text == ""


def test_a_document_full_of_keys_ends_in_time() -> None:
    value = document()
    modulus = value["verificationMethod"][0] | {"publicKeyJwk": {**RSA, "alg": "x"}}
    value["verificationMethod"] = [{**modulus, "id": f"{ACME}#{at}"} for at in range(200)]
    value["assertionMethod"] = [f"{ACME}#{at}" for at in range(200)]
    started = perf_counter()
    found = [entry for entry in reported(value).findings if entry.text == "did.other_alg"]
    assert perf_counter() - started < 2
    assert 1 < len(found) <= 50


@pytest.mark.parametrize("member", ["verificationMethod", "assertionMethod", "id", "service", "@context"])
@pytest.mark.parametrize("said", [None, 1, "x", [], {}, [None], [[]], [{"id": 1}], [{"publicKeyJwk": {"kty": []}}]])
def test_whatever_stands_in_it_ends_in_an_answer(member: str, said: Any) -> None:
    report = examined({**document(), member: said}, "did.json", draft=False).report
    assert report.verdict is Verdict.NON_CONFORMANT


def test_hostile_bytes_end_in_an_answer() -> None:
    for data in (
        b'{"verificationMethod":[],"id":"did:web:a","id":"did:web:b"}',
        json.dumps(document()).encode() + b" " * 300_000,
    ):
        assert examined(data, "did.json", draft=False).report.verdict is Verdict.NON_CONFORMANT
