# SPDX-License-Identifier: Apache-2.0
"""did.json: made from keys, extended without losing anything, never with anything private."""

import json
import random
from typing import Any

import pytest

from assay.identity.did_document import MAX_METHODS, read_did_document
from assay.keys.did_json import DID_V1, JWS_2020, did_json, public_jwk
from assay.keys.signer import KeyStoreError
from assay.proofs.did_advice import did_advice
from ecosystem.signers import ACME
from kit_specimens import X5U, other_record, record
from signing import FRAGMENT, did_document, encoded, private_key
from signing import public_jwk as jwk_of

KID = f"{ACME}#{FRAGMENT}"


def _told(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)
    return found


def _extended(document: dict[str, Any], *records: Any, **options: Any) -> dict[str, Any]:
    return _told(did_json(records or (record(),), json.dumps(document).encode(), **options))


def _refused(document: Any, *records: Any, **options: Any) -> str:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(KeyStoreError) as caught:
        did_json(records or (record(),), data, **options)
    return caught.value.text_id


def test_a_new_document_is_what_clearing_houses_want() -> None:
    data = did_json((record(),))
    assert _told(data) == {
        "@context": [DID_V1, JWS_2020],
        "id": ACME,
        "verificationMethod": [
            {
                "id": KID,
                "type": "JsonWebKey2020",
                "controller": ACME,
                "publicKeyJwk": {**jwk_of(ACME), "x5u": X5U},
            }
        ],
        "assertionMethod": [KID],
    }
    read = read_did_document(data)
    assert [fault.text for fault, _ in did_advice(read, _told(data))] == ["did.published_at"]


def test_nothing_lets_a_key_log_in_as_the_company() -> None:
    assert "authentication" not in _told(did_json((record(),)))


def test_only_public_numbers_of_a_key_are_published() -> None:
    secret = encoded(private_key(ACME).private_bytes_raw())
    careless = record(public_jwk={**jwk_of(ACME), "d": secret, "note": "mine"})
    data = did_json((careless,))
    assert secret.encode() not in data
    assert set(public_jwk(careless)) == {"kty", "crv", "x", "alg", "x5u"}


def test_a_key_without_certificates_names_no_address_of_any() -> None:
    assert "x5u" not in public_jwk(record(chain=""))
    assert "x5u" not in public_jwk(record(chain_address=""))


def test_a_retired_key_may_still_be_verified_with() -> None:
    read = read_did_document(did_json((record(), other_record(state="retired"))))
    assert [(entry.id, entry.may_assert) for entry in read.methods] == [(KID, True), (f"{ACME}#key-2", True)]


def test_everything_that_stands_there_stays_in_its_order() -> None:
    service = {"id": f"{ACME}#dsp", "type": "DataService", "serviceEndpoint": "https://acme.example/dsp", "n": 1.10}
    document = {
        "service": [service],
        "x-unknown": {"deep": [None, True, {"ü": "é"}]},
        "@context": ["https://www.w3.org/ns/did/v1", {"my": "https://acme.example/terms#"}],
        "alsoKnownAs": ["https://acme.example"],
        "verificationMethod": [{"id": "#old", "type": "Multikey", "controller": ACME, "publicKeyMultibase": "z6Mk"}],
        "authentication": ["#old"],
        "id": ACME,
        "assertionMethod": ["#old"],
    }
    made = _extended(document)
    assert list(made) == list(document)
    assert made["verificationMethod"][0] == document["verificationMethod"][0]
    assert made["verificationMethod"][1]["id"] == KID
    assert made["assertionMethod"] == ["#old", KID]
    assert made["@context"] == [*document["@context"], JWS_2020]
    for name in ("service", "x-unknown", "alsoKnownAs", "authentication", "id"):
        assert made[name] == document[name]


def test_numbers_stay_as_they_are_written() -> None:
    data = json.dumps(did_document()).encode()[:-1] + b', "x-fee": 1.10, "x-big": 1e3}'
    made = did_json((other_record(),), data)
    assert b'"x-fee": 1.10' in made
    assert b'"x-big": 1e3' in made


def test_a_document_with_the_keys_in_it_is_not_touched() -> None:
    data = b" " + did_json((record(), other_record()))
    assert did_json((other_record(), record()), data) == data


def test_a_key_that_is_there_gets_its_new_certificates_in_its_place() -> None:
    document = did_document()
    method = document["verificationMethod"][0]
    method |= {"id": f"#{FRAGMENT}", "x-ours": "kept"}
    method["publicKeyJwk"] |= {"x5u": "https://acme.example/old.pem", "x5c": ["MIIB"], "kid": "7", "use": "sig"}
    document["assertionMethod"] = [f"#{FRAGMENT}"]
    document["verificationMethod"].append({"id": "#other", "type": "Multikey", "controller": ACME})
    made = _extended(document)
    first = made["verificationMethod"][0]
    assert first["id"] == KID
    assert first["x-ours"] == "kept"
    assert first["publicKeyJwk"] == {"kid": "7", "use": "sig", **jwk_of(ACME), "x5u": X5U}
    assert len(made["verificationMethod"]) == 2
    assert made["assertionMethod"] == [KID]


def test_a_key_that_stands_inside_of_a_relation_is_moved_to_where_everybody_looks() -> None:
    document = did_document()
    document["assertionMethod"] = [document.pop("verificationMethod")[0]]
    document["authentication"] = [KID]
    made = _extended(document)
    assert made["assertionMethod"] == [KID]
    assert made["authentication"] == [KID]
    assert [entry["id"] for entry in made["verificationMethod"]] == [KID]


def test_a_document_without_any_keys_gets_its_first() -> None:
    made = _extended({"id": ACME, "@context": "https://www.w3.org/ns/did/v1"})
    assert made["assertionMethod"] == [KID]
    assert made["@context"] == [DID_V1, JWS_2020]
    assert _extended({"id": ACME})["@context"] == [DID_V1, JWS_2020]


def test_another_key_of_that_name_is_replaced_only_if_that_is_meant() -> None:
    document = did_document()
    document["verificationMethod"][0]["publicKeyJwk"] = jwk_of("did:web:second.example", use="sig")
    assert _refused(document) == "did_json.other_key"
    made = _extended(document, replace=True)
    assert made["verificationMethod"][0]["publicKeyJwk"] == {**jwk_of(ACME), "x5u": X5U}


@pytest.mark.parametrize("member", ["publicKeyMultibase", "publicKeyBase58"])
def test_a_key_in_another_form_is_taken_for_another_one(member: str) -> None:
    document = did_document()
    del document["verificationMethod"][0]["publicKeyJwk"]
    document["verificationMethod"][0][member] = "z6Mk"
    assert _refused(document) == "did_json.other_key"
    assert member not in _extended(document, replace=True)["verificationMethod"][0]


def test_a_document_of_somebody_else_is_refused() -> None:
    assert _refused(did_document("did:web:other.example")) == "did_json.other_did"
    assert _refused(did_document(f"{ACME}:")) == "did_json.other_did"
    assert _refused(did_document(ACME.upper())) == "did_json.other_did"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"<html>Not found</html>",
        b"\xff\xfe",
        b'{"id": 1}',
        b'{"id": "did:web:acme.example", "id": "did:web:acme.example"}',
        b'{"id": "did:web:acme.example", "assertionMethod": "x"}',
        b'{"id": "did:web:acme.example", "verificationMethod": {}}',
        b'{"id": "did:web:acme.example", "verificationMethod": ["did:web:acme.example#key-1"]}',
        b'{"id": "did:web:acme.example", "assertionMethod": [null]}',
        b'{"id": "did:web:acme.example", "a": NaN}',
        b"[" * 100_000,
        b'{"id": "did:web:acme.example", "a": ' + b"[" * 100 + b"]" * 100 + b"}",
    ],
)
def test_a_broken_document_is_refused(data: bytes) -> None:
    assert _refused(data) == "did_json.broken"


@pytest.mark.parametrize(
    "member",
    [
        {"keyAgreement": [{"id": "#k", "publicKeyJwk": {"kty": "OKP", "crv": "X25519", "x": "AA", "d": "AA"}}]},
        {"x-anything": {"deep": [{"kty": "oct", "k": "AA"}]}},
        {"verificationMethod": [{"id": "#k", "privateKeyMultibase": "z3u2"}]},
        {"verificationMethod": [{"id": "#k", "secretKeyJwk": {}}]},
    ],
)
def test_a_document_that_gives_away_a_private_key_is_refused(member: dict[str, Any]) -> None:
    assert _refused({**did_document(), **member}) == "did_json.private"


def test_a_name_that_stands_there_twice_is_refused() -> None:
    document = did_document()
    document["verificationMethod"].append({**document["verificationMethod"][0], "id": f"#{FRAGMENT}"})
    assert _refused(document) == "did_json.twice"
    document = did_document()
    document["keyAgreement"] = [document["verificationMethod"][0]]
    assert _refused(document) == "did_json.twice"


def test_a_document_does_not_grow_without_end() -> None:
    method = {"type": "Multikey", "controller": ACME}
    methods = [{"id": f"#k{number}", **method} for number in range(MAX_METHODS)]
    assert _refused(did_document(verificationMethod=methods)) == "did_json.too_large"
    assert _refused({**did_document(), "x": "x" * 300_000}) == "did_json.too_large"


def test_keys_of_two_owners_make_no_document() -> None:
    for records in ((), (record(), record("did:web:other.example")), (record(), record(name="b"))):
        with pytest.raises(KeyStoreError) as caught:
            did_json(records)
        assert caught.value.text_id == "did_json.keys"


def test_whatever_else_a_document_holds_it_stays_or_the_document_is_refused() -> None:
    """Documents of random making: extended twice is extended once, and nothing of anybody's is lost."""
    made, chance, ours = 0, random.Random(7), record()
    for _ in range(400):
        document = {**did_document(), **_random_object(chance, 0)}
        document["verificationMethod"].insert(chance.randrange(2), {"id": "#other", **_random_object(chance, 2)})
        try:
            once = did_json((ours,), json.dumps(document).encode())
        except KeyStoreError:
            continue
        made += 1
        assert did_json((ours,), once) == once
        told = _told(once)
        assert {name: told[name] for name in document if name.startswith("x-")} == {
            name: value for name, value in document.items() if name.startswith("x-")
        }
        assert [entry for entry in told["verificationMethod"] if entry["id"] != KID] == [
            entry for entry in document["verificationMethod"] if entry["id"] != KID
        ]
    assert made > 100


def _random_object(chance: random.Random, depth: int) -> dict[str, Any]:
    names = ("x-a", "x-b", "x-ü", "service", "controller", "alsoKnownAs", "authentication")
    return {chance.choice(names): _random_value(chance, depth) for _ in range(chance.randrange(5))}


def _random_value(chance: random.Random, depth: int) -> Any:
    plain = [None, True, 0, 1.5, "", "#key-1", KID, "\u202e", []]
    if depth > 3 or chance.random() < 0.6:
        return chance.choice(plain)
    if chance.random() < 0.5:
        return [_random_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return _random_object(chance, depth + 1)
