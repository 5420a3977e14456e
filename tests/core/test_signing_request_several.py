# SPDX-License-Identifier: Apache-2.0
"""Several drafts signed on another machine: what is asked for and nothing else, by the key that was asked."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import loire_set
import tagus_specimens as tagus
from assay.credential import Generation
from assay.document import Document
from assay.issue import Holds, Signed, payload_of, profile_for
from assay.issue import token as signed_token
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.options import Options
from assay.proofs.compact import decoded
from assay.signing_request import accept, prepare_request, read_request, response_of, unknown_key
from assay.signing_request_several import prepare_asked, request_of_several
from assay.signing_several import prepare_several, sign_several
from checking import MOMENT, sample
from keys_at_hand import key_of, record
from signing import ACME, enveloped, token

OPTIONS = Options(moment=MOMENT)
FOREIGN = token({**loire_set.number(), "id": "https://acme.example/number.json"}, key=loire_set.NOTARY)


def own(name: str, **members: Any) -> dict[str, Any]:
    """A participant of Acme's under a name of its own."""
    made = {**sample("good/participant.json"), "id": f"https://acme.example/{name}.json", "issuer": ACME, **members}
    return {**made, "credentialSubject": {**made["credentialSubject"], "id": f"https://acme.example/{name}.json#cs"}}


def document(*credentials: Any) -> Document:
    return Document("all.json", json.dumps(list(credentials)).encode())


def asked(*credentials: Any) -> bytes:
    """The request, made where the key is not at hand."""
    found = prepare_several((document(*credentials),), unknown_key(record().did), OPTIONS, together=True)
    return request_of_several(found, MOMENT, "a reason that is long enough")


def answered(data: bytes, *, key: str = "p256", by: KeyRecord | None = None) -> bytes:
    """The response, made where the key is."""
    request, owner = read_request(data), by or record()
    made = sign_several(prepare_asked(request, owner, OPTIONS), key_of(key), OPTIONS, "a reason that is long enough")
    assert made.presentation is not None
    return response_of(request, made.presentation.signed, owner)


def parts_of(data: bytes) -> list[str]:
    """The tokens in the presentation of a response."""
    token_ = json.loads(data)["document"]
    return [one["id"].partition(",")[2] for one in payload(token_)["verifiableCredential"]]


def payload(compact: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(decoded(compact.split(".")[1]))
    return found


def test_all_of_it_goes_there_and_comes_back() -> None:
    data = asked(own("one"), own("two"), enveloped(FOREIGN))
    request = read_request(data)
    back = answered(data)
    found = accept(request, back)
    assert found.signed.suffix == ".jwt"
    assert [payload(one)["id"].rpartition("/")[2] for one in parts_of(back)] == ["one.json", "two.json", "number.json"]
    assert parts_of(back)[2] == FOREIGN
    assert request.sha256 == json.loads(back)["request"]


def test_those_of_tagus_come_back_as_json() -> None:
    first = {**tagus.participant(), "issuer": ACME}
    second = {**first, "id": f"{first['id']}-2"}
    data = asked(first, second)
    found = accept(read_request(data), answered(data))
    assert found.signed.suffix == ".json"
    told = json.loads(found.signed.data)
    assert all("proof" in one for one in told["verifiableCredential"])
    back = json.loads(answered(data))
    for change in ({"verifiableCredential": [{**told["verifiableCredential"][0], "proof": {}}, second]}, {"more": "x"}):
        made = Signed(json.dumps({**told, **change}).encode(), "application/vp+ld+json", ".json")
        forged = {**back, "document": made.data.decode(), "sha256": made.sha256}
        with pytest.raises(KeyStoreError):
            accept(read_request(data), json.dumps(forged).encode())


def test_another_owner_signs_nothing_and_several_are_not_taken_for_one() -> None:
    request = read_request(asked(own("one"), own("two")))
    with pytest.raises(KeyStoreError, match="other_owner"):
        prepare_asked(request, replace(record(), did="did:web:other.example"), OPTIONS)
    with pytest.raises(KeyStoreError, match="several"):
        prepare_request(request, record(), OPTIONS)


def test_what_is_not_ready_is_not_signed() -> None:
    """A draft that lacks what the key's machine would fill in is another text than the one that was compared."""
    incomplete = {name: told for name, told in own("one").items() if name != "validUntil"}
    payload_ = json.dumps([incomplete, own("two")]).encode()
    request = replace(read_request(asked(own("one"), own("two"))), payload=payload_)
    with pytest.raises(KeyStoreError, match="unfinished"):
        prepare_asked(request, record(), OPTIONS)


def test_a_reason_is_wanted_where_something_does_not_conform() -> None:
    broken = own("one")
    del broken["credentialSubject"]["legalAddress"]
    found = prepare_several((document(broken, own("two")),), unknown_key(ACME), OPTIONS, together=True)
    with pytest.raises(KeyStoreError, match="reason_first"):
        request_of_several(found, MOMENT, "short")


def _other_credential(told: dict[str, Any], entries: list[Any]) -> None:
    entries[0] = enveloped(token({**own("one"), "name": "another"}, key=ACME))


def _signed_by_another(told: dict[str, Any], entries: list[Any]) -> None:
    entries[0] = enveloped(token(payload(entries[0]["id"].partition(",")[2]), key=ACME))


def _one_less(told: dict[str, Any], entries: list[Any]) -> None:
    del entries[0]


def _one_more(told: dict[str, Any], entries: list[Any]) -> None:
    entries.append(enveloped(FOREIGN))


def _in_another_order(told: dict[str, Any], entries: list[Any]) -> None:
    entries.reverse()


def _unsigned(told: dict[str, Any], entries: list[Any]) -> None:
    entries[0] = own("one")


def _more_said(told: dict[str, Any], entries: list[Any]) -> None:
    told["description"] = "added on the way"


def _other_issuer(told: dict[str, Any], entries: list[Any]) -> None:
    told["issuer"] = "did:web:other.example"


@pytest.mark.parametrize(
    "change",
    [
        _other_credential,
        _signed_by_another,
        _one_less,
        _one_more,
        _in_another_order,
        _unsigned,
        _more_said,
        _other_issuer,
    ],
)  # fmt: skip
def test_what_was_not_asked_for_is_not_taken(change: Callable[[dict[str, Any], list[Any]], None]) -> None:
    data = asked(own("one"), own("two"))
    request, back = read_request(data), json.loads(answered(data))
    told = payload(back["document"])
    change(told, told["verifiableCredential"])
    forged = signed_by_owner(told)
    back |= {"document": forged.data.decode(), "sha256": forged.sha256}
    with pytest.raises(KeyStoreError):
        accept(request, json.dumps(back).encode())


def signed_by_owner(content: dict[str, Any]) -> Signed:
    """As if whoever has the key had put something else together."""
    profile = profile_for(Generation.LOIRE)
    return signed_token(payload_of(content), record(), key_of("p256"), profile, Holds.PRESENTATION)


def test_another_key_is_told_apart() -> None:
    data = asked(own("one"), own("two"))
    back = json.loads(answered(data))
    back["public_jwk"] = dict(record("p384").public_jwk)
    with pytest.raises(KeyStoreError):
        accept(read_request(data), json.dumps(back).encode())


@pytest.mark.parametrize("text", ["", "{}", "[]", "a.b.c", "null", '{"verifiableCredential": []}'])
def test_garbage_is_no_answer(text: str) -> None:
    data = asked(own("one"), own("two"))
    made = Signed(text.encode(), "application/vp+jwt", ".jwt")
    back = {**json.loads(answered(data)), "document": text, "sha256": made.sha256}
    with pytest.raises(KeyStoreError):
        accept(read_request(data), json.dumps(back).encode())


def test_a_request_that_was_changed_is_refused() -> None:
    told = json.loads(asked(own("one"), own("two")))
    told["payload"] = told["payload"].replace("one.json", "six.json")
    with pytest.raises(KeyStoreError, match="changed"):
        read_request(json.dumps(told).encode())
