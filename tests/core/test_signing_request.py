# SPDX-License-Identifier: Apache-2.0
"""Signing on another machine: files go there and back, and neither side believes the other's."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.document import Document
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.options import Options
from assay.signing import prepare, prepare_presentation, sign
from assay.signing_request import (
    Request,
    accept,
    is_request,
    prepare_request,
    read_request,
    request_of,
    response_of,
    unknown_key,
)
from checking import MOMENT, document, sample
from keys_at_hand import key_of, record, vault_with
from signing import ACME, presented, token

OPTIONS = Options(moment=MOMENT)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return vault_with(tmp_path_factory.mktemp("vault") / "keys", "p256")[0]


def unsigned(**members: Any) -> dict[str, Any]:
    return {**sample("good/participant.json"), "issuer": ACME, **members}


def asked(value: Any) -> bytes:
    return request_of(prepare(document(value), unknown_key(ACME), OPTIONS))


def answered(request: Request, vault: Vault, entry: KeyRecord | None = None) -> bytes:
    entry = entry or record()
    prepared = prepare_request(request, entry, OPTIONS)
    return response_of(request, sign(prepared, key_of("p256"), vault), entry)


@pytest.mark.parametrize("value", [unsigned(), tagus.participant()], ids=["loire", "tagus"])
def test_there_and_back(vault: Vault, value: Any) -> None:
    file = asked(value)
    request = read_request(file)
    assert is_request(file)
    assert json.loads(file)["sha256"] == request.sha256
    found = accept(request, answered(request, vault))
    assert (found.kid, found.thumbprint) == (record().kid, record().id)
    again = prepare(document(value), record(), OPTIONS)
    assert again.payload == request.payload


def test_a_presentation_goes_there_and_back(vault: Vault) -> None:
    one = sign(prepare(document(unsigned()), record(), OPTIONS), key_of("p256"), vault)
    put = prepare_presentation([Document("1.jwt", one.data)], unknown_key(ACME), OPTIONS)
    request = read_request(request_of(put, "a test of one participant"))
    prepared = prepare_request(request, record(), OPTIONS)
    assert prepared.payload == put.payload
    made = sign(prepared, key_of("p256"), vault, request.reason)
    assert accept(request, response_of(request, made, record())).signed.data == made.data


def test_what_does_not_conform_needs_its_reason_before_it_goes(vault: Vault) -> None:
    wrong = unsigned()
    del wrong["credentialSubject"]["legalAddress"]
    prepared = prepare(document(wrong), unknown_key(ACME), OPTIONS)
    with pytest.raises(KeyStoreError) as caught:
        request_of(prepared)
    assert caught.value.text_id == "issue.reason_first"
    request = read_request(request_of(prepared, "the address follows next week"))
    again = prepare_request(request, record(), OPTIONS)
    assert again.wants("")
    assert not again.wants(request.reason)


def changed(file: bytes, **members: Any) -> bytes:
    return json.dumps({**json.loads(file), **members}).encode()


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"payload": "{}"}, "request.changed"),
        ({"sha256": "0" * 64}, "request.changed"),
        ({"profile": "none"}, "request.changed"),
        ({"holds": "key"}, "request.changed"),
        ({"payload": None}, "request.changed"),
        ({"version": 2}, "request.newer"),
        ({"format": "assay-signing-response"}, "request.no_request"),
    ],
)
def test_a_request_that_was_changed_is_not_signed(members: dict[str, Any], text: str) -> None:
    with pytest.raises(KeyStoreError) as caught:
        read_request(changed(asked(unsigned()), **members))
    assert caught.value.text_id == text


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 100_000, b"\xff\xfe"])
def test_anything_else_is_no_request(data: bytes) -> None:
    with pytest.raises(KeyStoreError) as caught:
        read_request(data)
    assert caught.value.text_id == "request.no_request"


def _request(payload: bytes, holds: str = "vc", did: str = ACME) -> Request:
    told = {"did": did, "profile": "clearing-house", "holds": holds, "made": "", "reason": ""}
    digest = {"payload": payload.decode(), "sha256": hashlib.sha256(payload).hexdigest()}
    return read_request(json.dumps({"format": "assay-signing-request", "version": 1, **told, **digest}).encode())


def _foreign() -> dict[str, Any]:
    put_together = presented(token(unsigned()))
    return {**put_together, "issuer": "did:web:other.example"}


def test_the_machine_with_the_key_fills_nothing_in_and_signs_for_nobody_else() -> None:
    bare = unsigned()
    del bare["validUntil"]
    for payload, holds, text in (
        (json.dumps(bare), "vc", "request.unfinished"),
        (json.dumps(unsigned()), "vc", "request.unfinished"),
        (json.dumps(unsigned(issuer="did:web:other.example")), "vc", "issue.other_issuer"),
        (token(unsigned()), "vc", "issue.signed_already"),
        (json.dumps(unsigned()), "vp", "request.changed"),
        (json.dumps(_foreign()), "vp", "issue.other_issuer"),
    ):
        with pytest.raises(KeyStoreError) as caught:
            prepare_request(_request(payload.encode(), holds), record(), OPTIONS)
        assert caught.value.text_id == text
    with pytest.raises(KeyStoreError) as caught:
        prepare_request(_request(b"{}", did="did:web:other.example"), record(), OPTIONS)
    assert caught.value.text_id == "request.other_owner"


def test_a_response_is_believed_only_where_it_is_what_was_asked_for(vault: Vault) -> None:
    request = read_request(asked(unsigned()))
    other = read_request(asked(unsigned(id="https://acme.example/other.json")))
    good, elsewhere = answered(request, vault), answered(other, vault)
    compact = json.loads(good)["document"]
    forged = compact[:-4] + ("AAAA" if compact[-4:] != "AAAA" else "BBBB")
    swapped = json.loads(elsewhere)
    for file, text in (
        (elsewhere, "request.other_answer"),
        (changed(good, request=other.sha256), "request.other_answer"),
        (changed(good, document=swapped["document"], sha256=swapped["sha256"]), "request.other_answer"),
        (changed(good, sha256="0" * 64), "request.other_answer"),
        (changed(good, key="did:web:other.example#key"), "request.other_answer"),
        (changed(good, public_jwk=dict(key_of("p384").public_jwk)), "issue.not_verified"),
        (changed(good, public_jwk=None), "request.other_answer"),
        (changed(good, document=forged, sha256=hashlib.sha256(forged.encode()).hexdigest()), "issue.not_verified"),
        (changed(good, version=2), "request.newer"),
        (asked(unsigned()), "request.no_response"),
    ):
        with pytest.raises(KeyStoreError) as caught:
            accept(request, file)
        assert caught.value.text_id == text


def test_what_tagus_signed_inside_has_to_be_what_was_asked_for(vault: Vault) -> None:
    request = read_request(asked(tagus.participant()))
    good = json.loads(answered(request, vault))
    told = json.loads(good["document"])
    told["credentialSubject"]["gx:legalName"] = "Another GmbH"
    text = json.dumps(told)
    file = {**good, "document": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    with pytest.raises(KeyStoreError) as caught:
        accept(request, json.dumps(file).encode())
    assert caught.value.text_id == "request.other_answer"


def test_nothing_secret_is_in_either_file(vault: Vault, tmp_path: Path) -> None:
    request = read_request(asked(unsigned()))
    told = json.loads(answered(request, vault))
    assert set(told["public_jwk"]) == {"kty", "crv", "x", "y", "alg"}
