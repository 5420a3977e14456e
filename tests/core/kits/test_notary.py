# SPDX-License-Identifier: Apache-2.0
"""Requests for registration numbers, and the acceptance of the terms as a draft."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import loire_set
from assay.document import Document
from assay.finding import Severity
from assay.keys.signer import KeyStoreError
from assay.kits.answers import AnsweredCredential, read_answer
from assay.kits.kit import KitError
from assay.kits.notary import KINDS, NotaryRequest, misfits, notary_request
from assay.kits.terms_draft import current_terms, own_address, terms_draft
from assay.options import Options
from assay.pipeline import examine
from assay.rules.bundled import load_bundled
from assay.verdict import Verdict
from checking import MOMENT
from loire_set import OLDER_TERMS, TERMS
from signing import token

VC = "https://acme.example/credentials/vat.json"
NOTARY = "did:web:www.delta-dao.com:notary:v2"
GOOD = {
    "vat-id": "DE129273398",
    "lei-code": "391200FJBNU0YW987L26",
    "eori": "DE123456789012345",
    "tax-id": "143/123/45678",
    "country-company-number": "HRB 123456 B",
}


def _asked(kind: str = "vat-id", number: str = "DE129273398", **members: Any) -> NotaryRequest:
    told = {"notary": NOTARY, "vc_id": VC, **members}
    return notary_request(kind, number, **told)


def _refused(kind: str = "vat-id", number: str = "DE129273398", **members: Any) -> str:
    with pytest.raises(KitError) as caught:
        _asked(kind, number, **members)
    return caught.value.text_id


def test_the_address_has_both_parameters_that_a_notary_needs() -> None:
    made = _asked()
    assert made.address == (
        "https://www.delta-dao.com/notary/v2/registration-numbers/vat-id/DE129273398"
        "?vcId=https%3A%2F%2Facme.example%2Fcredentials%2Fvat.json"
        "&subjectId=https%3A%2F%2Facme.example%2Fcredentials%2Fvat.json%23cs"
    )
    assert parse_qs(urlsplit(made.address).query) == {"vcId": [VC], "subjectId": [f"{VC}#cs"]}
    assert made.subject_id == f"{VC}#cs"
    assert made.ask.posix.endswith(f"'{made.address}'")
    assert made.ask.windows.endswith(f'"{made.address}"')


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_that_notaries_attest_can_be_asked_for(kind: str) -> None:
    made = _asked(kind, GOOD[kind])
    assert f"/registration-numbers/{kind}/" in made.address
    assert made.doubt == ""
    assert made.is_tried is (kind in ("vat-id", "lei-code", "eori"))
    assert " " not in made.address


def test_numbers_of_registers_stay_as_they_are_written_and_in_one_part_of_the_address() -> None:
    assert _asked("tax-id", "143/123/45678").address.count("143%2F123%2F45678") == 1
    assert _asked("country-company-number", "HRB 1 B").number == "HRB 1 B"
    assert _asked("vat-id", "de 129.273-398").number == "DE129273398"


def test_euid_is_refused_with_the_reason() -> None:
    assert _refused("euid", "DEK1101R.HRB116737") == "notary.euid"
    assert _refused("vatID") == "notary.kind"
    assert _refused("../vat-id") == "notary.kind"


@pytest.mark.parametrize(
    ("kind", "number", "doubt"),
    [
        ("vat-id", "DE129273399", "number.vat_check"),
        ("vat-id", "DE12", "number.vat_form"),
        ("vat-id", "US129273398", "number.vat_country"),
        ("vat-id", "GR094259216", "number.vat_greece"),
        ("lei-code", "391200FJBNU0YW987L27", "number.lei_check"),
        ("lei-code", "12", "number.lei_form"),
        ("eori", "QQ1", "number.eori_country"),
        ("eori", "1", "number.eori_form"),
    ],
)
def test_a_number_that_cannot_be_right_is_doubted_not_refused(kind: str, number: str, doubt: str) -> None:
    made = _asked(kind, number)
    assert made.doubt == doubt
    assert made.doubt_params["value"] == number
    assert made.number == number


@pytest.mark.parametrize("number", ["", "  ", "-", "..", "/", "x" * 41, "DE1\n2", "DE\u202e1"])
def test_what_is_no_number_at_all_is_refused(number: str) -> None:
    assert _refused("country-company-number", number) == "notary.number"


@pytest.mark.parametrize(
    ("vc_id", "subject_id"),
    [
        ("", ""),
        ("", "https://acme.example/a#cs"),
        ("vat.json", ""),
        (VC, VC),
        (VC, "cs"),
        (f"{VC}#cs", ""),
        ("https://acme.example/a b", ""),
        ("https://acme.example/\n", ""),
        ("https://acme.example/" + "a" * 2000, ""),
    ],
)
def test_ids_are_mandatory_and_not_the_same(vc_id: str, subject_id: str) -> None:
    assert _refused(vc_id=vc_id, subject_id=subject_id) == "notary.ids"


def test_another_name_of_the_number_is_kept_letter_by_letter() -> None:
    assert _asked(subject_id=f"{VC}#CS").subject_id == f"{VC}#CS"


@pytest.mark.parametrize("number", ["'; touch x; '", "$(x)", '"&calc"', "%PATH%", "a?b#c"])
def test_a_hostile_number_is_one_part_of_the_address(number: str) -> None:
    made = _asked("country-company-number", number)
    assert parse_qs(urlsplit(made.address).query) == {"vcId": [VC], "subjectId": [f"{VC}#cs"]}
    assert "%PATH%" not in made.ask.windows
    for active in "$`\"'":
        assert active not in made.address


def _attested(**changes: Any) -> AnsweredCredential:
    told = {**loire_set.number(), **changes}
    found = read_answer(token(told, key=loire_set.NOTARY).encode(), Options(moment=MOMENT)).credential
    assert found is not None
    return found


def test_what_a_notary_answers_is_compared_with_what_was_asked_for() -> None:
    request = _asked()
    assert misfits(request, _attested()) == []
    assert misfits(request, _attested(id="https://acme.example/other.json")) == ["answer.number_other_id"]
    subject = {**loire_set.number()["credentialSubject"], "id": f"{VC}#CS"}
    assert misfits(request, _attested(credentialSubject=subject)) == ["answer.number_other_subject"]
    assert misfits(_asked("lei-code", GOOD["lei-code"]), _attested()) == ["answer.number_other_kind"]


def test_the_draft_of_the_terms_keeps_every_rule() -> None:
    data = terms_draft("did:web:acme.example", MOMENT)
    report = examine(Document("terms.json", data), Options(draft=True, moment=MOMENT)).report
    assert report.verdict is Verdict.CONFORMANT
    assert [found.text for found in report.findings if found.severity is not Severity.INFO] == []
    told = json.loads(data)
    assert told["credentialSubject"] == {
        "id": "https://acme.example/credentials/terms.json#cs",
        "type": "gx:Issuer",
        "gaiaxTermsAndConditions": TERMS,
    }
    assert (told["issuer"], told["validFrom"]) == ("did:web:acme.example", "2026-11-22T10:00:00Z")
    assert "validUntil" not in told


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:acme.example", "https://acme.example/credentials/terms.json"),
        ("did:web:acme.example:a", "https://acme.example/a/credentials/terms.json"),
        ("did:web:acme.example%3A8443", "https://acme.example:8443/credentials/terms.json"),
    ],
)
def test_its_id_is_an_address_of_the_company(did: str, address: str) -> None:
    assert own_address(did, "terms.json") == address
    assert json.loads(terms_draft(did, MOMENT))["id"] == address


def test_its_end_and_its_id_can_be_chosen() -> None:
    ends = datetime(2027, 1, 1, tzinfo=UTC)
    told = json.loads(terms_draft("did:web:acme.example", MOMENT, ends=ends, credential_id="https://acme.example/tc"))
    assert (told["validUntil"], told["id"]) == ("2027-01-01T00:00:00Z", "https://acme.example/tc")


@pytest.mark.parametrize("identity", ["urn:x:y", "https://acme.example/a#b", "https://acme.example/", "terms"])
def test_an_id_that_is_no_address_of_a_file_is_refused(identity: str) -> None:
    with pytest.raises(KeyStoreError) as caught:
        terms_draft("did:web:acme.example", MOMENT, credential_id=identity)
    assert caught.value.text_id == "kit.credential_id"


@pytest.mark.parametrize("did", ["did:key:z6Mk", "acme.example", "did:web:", "did:web:acme.example#key-1"])
def test_only_a_did_web_accepts_the_terms(did: str) -> None:
    with pytest.raises(KeyStoreError) as caught:
        terms_draft(did, MOMENT)
    assert caught.value.text_id in ("key_record.did", "kit.address")


def test_the_terms_are_those_that_stay_valid_whatever_else_is_accepted_that_day() -> None:
    pack = load_bundled()
    assert {entry.sha256 for entry in pack.terms} == {TERMS, OLDER_TERMS}
    for day in (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)):
        assert current_terms(pack, day).sha256 == TERMS
