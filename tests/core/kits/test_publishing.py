# SPDX-License-Identifier: Apache-2.0
"""What is published: each file where its address says, chains in order, what cannot be a file told, nothing private."""

import json
from typing import Any

import pytest

from assay.document import Document
from assay.identity.certificates import read_certificates
from assay.keys.signer import KeyStoreError
from assay.kits.publishing import chain_pem, did_path, publishing_kit
from authority import EV, LEAF, Holder, certificate, chain, pem
from ecosystem.signers import ACME, signer
from kit_specimens import X5U, credentials, order, other_record, presentation, record
from loire_set import participant
from signing import token

PEM = b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n"


def _refused(*given: Document, **members: Any) -> str:
    with pytest.raises(KeyStoreError) as caught:
        publishing_kit(order(*given, **members))
    return caught.value.text_id


def _named(identity: Any) -> Document:
    content = {**participant(), "id": identity}
    return Document("given.jwt", token(content).encode())


def test_each_file_lies_where_its_address_says() -> None:
    kit = publishing_kit(order(*credentials("participant", "terms"), presentation()))
    assert [(entry.path, entry.address, entry.media_type) for entry in kit.files] == [
        ("acme.example/.well-known/did.json", "https://acme.example/.well-known/did.json", "application/json"),
        ("acme.example/.well-known/x509CertificateChain.pem", X5U, "application/pem-certificate-chain"),
        *(
            (f"acme.example/credentials/{name}.json", f"https://acme.example/credentials/{name}.json", kind)
            for name, kind in (
                ("participant", "application/vc+jwt"),
                ("terms", "application/vc+jwt"),
                ("submission", "application/vp+jwt"),
            )
        ),
    ]
    assert kit.unhosted == ()


@pytest.mark.parametrize(
    ("did", "path"),
    [
        ("did:web:acme.example", "acme.example/.well-known/did.json"),
        ("did:web:acme.example:a:b", "acme.example/a/b/did.json"),
        ("did:web:acme.example%3A8443", "acme.example_8443/.well-known/did.json"),
        ("did:web:acme.example%3A8443:a", "acme.example_8443/a/did.json"),
    ],
)
def test_did_json_lies_where_did_web_says(did: str, path: str) -> None:
    assert did_path(did) == path
    assert publishing_kit(order(records=(record(did),))).files[0].path == path


@pytest.mark.parametrize(
    "did", ["did:web:acme.example:..:x", "did:web:acme.example:nul", "did:key:z6Mk", "did:web:a b"]
)
def test_a_did_that_is_no_place_for_a_file_is_refused(did: str) -> None:
    assert _refused(records=(record(did),)) == "kit.address"


def test_a_token_is_published_without_what_stood_around_it() -> None:
    (given,) = credentials("terms")
    around = Document("terms.txt", b'  "' + given.data + b'"\r\n')
    assert publishing_kit(order(around)).files[-1].data == given.data


@pytest.mark.parametrize(
    ("identity", "reason"),
    [
        ("urn:uuid:7d7f8f2e-0c4a-4e5c-9d43-3c9f3c1f1f11", "scheme"),
        ("did:web:acme.example#participant", "did"),
        ("https://acme.example/a?b=c", "query"),
        ("https://acme.example/", "folder"),
        ("", "none"),
        (None, "none"),
    ],
)
def test_what_cannot_be_a_file_is_told(identity: Any, reason: str) -> None:
    kit = publishing_kit(order(_named(identity)))
    assert [(entry.name, entry.reason) for entry in kit.unhosted] == [("given.jwt", reason)]
    assert len(kit.files) == 2


@pytest.mark.parametrize(
    "identity", ["https://acme.example/../a", "https://acme.example/con", "https://acme.example/%2e%2e/a"]
)
def test_an_unsafe_address_ends_it(identity: str) -> None:
    assert _refused(_named(identity)) == "kit.address"


def test_two_credentials_at_one_address_end_it() -> None:
    one, other = _named("https://acme.example/a.json#one"), _named("https://acme.example/A.json")
    assert _refused(one, other) == "kit.collision"
    assert _refused(_named("https://acme.example/.well-known/DID.json")) == "kit.collision"
    assert len(publishing_kit(order(one, one)).files) == 3


@pytest.mark.parametrize("data", [b"{}", b"", b"<html></html>", json.dumps({"kty": "OKP"}).encode(), PEM])
def test_only_credentials_are_taken(data: bytes) -> None:
    assert _refused(Document("given.json", data)) == "kit.no_credential"


def test_nothing_with_a_private_key_in_it_is_published() -> None:
    careless = {**participant(), "description": PEM.decode()}
    assert _refused(Document("given.json", json.dumps(careless).encode())) == "kit.private"
    assert _refused(Document("given.jwt", token(careless).encode())) == "kit.private"
    assert _refused(records=(record(chain=record().chain + PEM.decode()),)) == "kit.chain_unreadable"


@pytest.mark.parametrize("turn", [lambda found: found[::-1], lambda found: [found[1], found[2], found[0]]])
def test_a_chain_is_put_in_order(turn: Any) -> None:
    certificates = signer(ACME).chain
    mixed = b"Bag Attributes\n  friendlyName: secret name\n" + pem(turn(certificates))
    assert chain_pem(record(chain=mixed.decode())) == pem(certificates)


def test_certificates_that_make_no_chain_stay_as_they_are() -> None:
    certificates = signer(ACME).chain
    for odd in ([certificates[0], certificates[2]], [*chain(), certificates[0]], [certificates[2], certificates[0]]):
        assert chain_pem(record(chain=pem(odd).decode())) == pem(odd)


def test_what_is_published_is_read_as_the_same_certificates() -> None:
    made = record()
    told = [entry.sha256 for entry in read_certificates(chain_pem(made))]
    assert told == [entry.sha256 for entry in read_certificates(made.chain.encode())]


def test_two_keys_share_no_address_for_different_chains() -> None:
    second = other_record()
    assert _refused(records=(record(), other_record(chain_address=X5U))) == "kit.chain_shared"
    assert len(publishing_kit(order(records=(record(), second))).files) == 3
    shared = other_record(chain_address=X5U, chain=record().chain)
    assert len(publishing_kit(order(records=(record(), shared))).files) == 2


@pytest.mark.parametrize(
    "address", ["http://acme.example/chain.pem", "https://acme.example/", "chain.pem", "https://["]
)
def test_a_chain_needs_an_address_where_a_file_can_lie(address: str) -> None:
    assert _refused(records=(record(chain_address=address),)) == "kit.address"


def test_certificates_that_go_round_in_a_circle_stay_as_they_are() -> None:
    ghost, one, other = (Holder.of(name) for name in ("ghost", "one", "other"))
    odd = [
        certificate(LEAF, ghost, policies=(EV,)),
        certificate(one, other, ca=True),
        certificate(other, one, ca=True),
    ]
    assert chain_pem(record(chain=pem(odd).decode())) == pem(odd)
