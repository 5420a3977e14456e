# SPDX-License-Identifier: Apache-2.0
"""Copies and further services: new ids, links that hold, what others signed as it is, no other byte changed."""

import json
import time
from itertools import islice
from typing import Any

import pytest

import label_credentials
import loire_set
import tagus_specimens as tagus
from assay.authoring.reuse.comparing import compared
from assay.authoring.reuse.copying import ReuseError, copied
from assay.authoring.reuse.deriving import derived, services_in
from assay.authoring.reuse.fresh_ids import FreshIds
from assay.document import Document
from assay.formats import read
from assay.options import Options
from assay.pipeline import examine
from assay.texts import load_texts
from assay.verdict import Verdict
from checking import MOMENT, document, examined, sample, sample_bytes
from migrating import corpus
from signing import ACME, enveloped, signed_inside, token

SETS = ("good/participant.json", "good/storage-offering.json", "good/label-1-offering.json")
TAGUS = ("good/tagus-participant.json", "good/tagus-offering.json")


def copy(value: Any, name: str = "all.json") -> Any:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    (made,) = copied([Document(name, data)], MOMENT)
    return made


def ids_in(text: str) -> set[str]:
    """Ids of credentials and of what they are about."""
    found = read(Document("x.json", text.encode()))
    subjects = [credential.content["credentialSubject"] for credential in found.credentials]
    return {credential.id for credential in found.credentials} | {str(subject["id"]) for subject in subjects}  # type: ignore[index,call-overload]


@pytest.mark.parametrize("name", [*SETS, *TAGUS])
def test_a_copy_conforms_as_its_original_and_shares_no_id_with_it(name: str) -> None:
    before, after = sample_bytes(name).decode(), copy(sample_bytes(name)).text
    assert examined(after).report.verdict is Verdict.CONFORMANT
    assert ids_in(before).isdisjoint(ids_in(after))
    assert len(ids_in(before)) == len(ids_in(after))
    assert copy(after.encode()).text != after


@pytest.mark.parametrize("name", [*SETS, *TAGUS])
def test_nothing_but_ids_is_another(name: str) -> None:
    before, after = sample_bytes(name).decode().splitlines(), copy(sample_bytes(name)).text.splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed
    assert all(old == new.replace("-2.json", ".json").replace("-2#", "#").replace('-2"', '"') for old, new in changed)


def test_what_was_signed_is_a_draft_again() -> None:
    whole = sample("good/storage-offering.json")
    ends = {"issuer": ACME, "validUntil": "2027-01-01T00:00:00Z"}
    parts = [enveloped(token({**part, **ends})) for part in whole["verifiableCredential"]]
    presented = token({**whole, "issuer": ACME, "verifiableCredential": parts}, typ="vp+jwt")
    made = copy(presented.encode(), "all.jwt")
    found = read(Document("x.json", made.text.encode()))
    assert not found.is_signed
    assert examined(made.text).report.verdict is Verdict.CONFORMANT
    assert "validUntil" not in made.text
    assert made.left == ()


def test_what_others_signed_stays_with_what_it_is_about() -> None:
    number = token(loire_set.number(), key=loire_set.NOTARY)
    about = loire_set.number()["credentialSubject"]["id"]
    company = sample("good/participant.json")
    company["credentialSubject"]["registrationNumber"] = {"id": about, "type": "gx:VatID", "gx:vatID": "DE129273398"}
    made = copy([{**company, "issuer": ACME}, enveloped(number)])
    told = json.loads(made.text)
    assert told[1] == enveloped(number)
    assert told[0]["credentialSubject"]["registrationNumber"]["id"] == about
    assert told[0]["id"] != company["id"]
    assert made.left == (loire_set.number()["id"],)


def test_links_between_files_are_repointed() -> None:
    whole = sample("good/storage-offering.json")["verifiableCredential"]
    documents = [Document(f"{number}.json", json.dumps(part).encode()) for number, part in enumerate(whole)]
    texts = [made.text for made in copied(documents, MOMENT)]
    together = json.dumps([json.loads(text) for text in texts])
    assert examined(together).report.verdict is Verdict.CONFORMANT
    assert ids_in(together).isdisjoint(ids_in(json.dumps(whole)))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"<a> <b> <c> .", b'{"a": 1}', b"\xff\xfe"])
def test_what_is_no_credential_cannot_be_copied(data: bytes) -> None:
    with pytest.raises(ReuseError):
        copy(data)


@pytest.mark.parametrize(
    ("base", "wanted"),
    [
        ("https://acme.example/a.json", "https://acme.example/a-2.json"),
        ("https://acme.example/a-9.json", "https://acme.example/a-10.json"),
        ("https://acme.example/a", "https://acme.example/a-2"),
        ("https://acme.example", "https://acme.example-2"),
        ("did:web:acme.example:a", "did:web:acme.example:a-2"),
    ],
)
def test_a_fresh_id_is_like_the_old_one(base: str, wanted: str) -> None:
    new = FreshIds({base})
    assert new.like(base) == wanted
    assert new.like(base) not in (base, wanted)
    assert FreshIds({base, wanted}).like(base) not in (base, wanted)


def test_a_random_number_becomes_another_one() -> None:
    base = "urn:uuid:6f1e6a3c-1111-4111-8111-111111111111"
    assert FreshIds({base}).like(base).startswith("urn:uuid:")
    assert FreshIds({base}).like(base) == FreshIds({base}).like(base) != base


def derive(data: bytes, **said: str) -> str:
    found = examined(data)
    (offered,) = services_in(found)
    wish = {entry.pointer: said[entry.what.value] for entry in offered.said if entry.what.value in said}
    return derived(found, offered, wish, MOMENT)


@pytest.mark.parametrize(
    "name", ["good/storage-offering.json", "good/label-1-offering.json", "good/tagus-offering.json"]
)
def test_a_further_service_of_the_same_company_conforms(name: str) -> None:
    data = sample_bytes(name)
    text = derive(data, name="Acme Archive")
    found = examined(text)
    assert found.report.verdict is Verdict.CONFORMANT
    (before,), (after,) = services_in(examined(data)), services_in(found)
    assert after.name == "Acme Archive"
    assert after.node != before.node
    assert ids_in(data.decode()) - ids_in(text) == {before.node, before.credential.id}
    assert after.node.rpartition("#")[0] in text


def test_the_same_name_is_no_further_service() -> None:
    with pytest.raises(ReuseError, match="reuse_same"):
        derive(sample_bytes("good/storage-offering.json"))
    same = services_in(examined(sample_bytes("good/storage-offering.json")))[0].name
    with pytest.raises(ReuseError, match="reuse_same"):
        derive(sample_bytes("good/storage-offering.json"), name=f" {same} ")


def test_signed_company_facts_go_on_as_they_are() -> None:
    whole = sample("good/storage-offering.json")
    parts = [{**part, "issuer": ACME} for part in whole["verifiableCredential"]]
    signed = {**whole, "verifiableCredential": [enveloped(token(part)) for part in parts]}
    told = json.loads(derive(json.dumps(signed).encode(), name="Acme Archive"))
    kept = [part for part in told["verifiableCredential"] if part in signed["verifiableCredential"]]
    assert len(kept) == len(parts) - 1
    assert any(part.get("credentialSubject") for part in told["verifiableCredential"])


def test_a_company_has_nothing_to_derive() -> None:
    assert services_in(examined(sample_bytes("good/participant.json"))) == ()


def test_many_ids_that_are_alike_take_no_time() -> None:
    base = "https://acme.example/a"
    credentials = [{**sample("good/participant.json"), "id": f"{base}-{number}"} for number in range(800)]
    for number, credential in enumerate(credentials):
        credential["credentialSubject"] = {"id": f"{base}-{number}#cs", "type": "gx:LegalPerson", "name": "A"}
    start = time.perf_counter()
    made = copy(credentials)
    assert time.perf_counter() - start < 4
    assert len(ids_in(made.text)) == 1600


def test_whatever_there_is_can_be_copied_or_says_why_not() -> None:
    taken = 0
    options = Options(draft=True, moment=MOMENT)
    for name, data in islice(corpus(), 0, None, 7):
        try:
            made = copy(data, name)
        except ReuseError:
            continue
        if made.text:
            taken += 1
            before, after = examine(Document(name, data), options), examine(document(made.text), options)
            assert compared(before, before, load_texts("en")) == (), name
            if before.report.verdict is Verdict.CONFORMANT:
                assert after.report.verdict is Verdict.CONFORMANT, name
            assert made.left or not after.reading.is_signed, name
    assert taken > 20


def test_what_was_signed_inside_is_a_draft_again() -> None:
    participant = tagus.participant()
    made = copy(signed_inside(participant))
    assert "proof" not in json.loads(made.text)
    assert made.left == ()
    assert json.loads(made.text)["id"] != participant["id"]


def test_what_a_clearing_house_wrote_is_not_copied() -> None:
    with pytest.raises(ReuseError):
        copy(label_credentials.label())
