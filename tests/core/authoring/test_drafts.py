# SPDX-License-Identifier: Apache-2.0
"""Unsigned copies of signed documents: one's own credentials open, what others signed as it was received."""

import json
from typing import Any

import pytest

from assay.authoring.drafts import draft_of
from assay.authoring.fixes import can_edit, correct, fixes_of
from assay.examination import Examination
from assay.options import Options
from assay.pipeline import examine
from checking import MOMENT, examined, sample, sample_bytes
from loire_set import ACME, NOTARY, number, offering, participant, presentation, terms
from signing import encoded, enveloped, presented, private_key, token


def broken_participant() -> dict[str, Any]:
    found = participant()
    found["credentialSubject"]["legalAddress"]["countryCode"] = "DE-BY"
    return found


def signed_text(text: str, kind: str = "vc", key: str = ACME) -> str:
    """A JWT over a payload with its own formatting."""
    header = {"alg": "EdDSA", "typ": f"{kind}+jwt", "cty": kind, "iss": key, "kid": f"{key}#key-1"}
    signed = f"{encoded(json.dumps(header).encode())}.{encoded(text.encode())}"
    return f"{signed}.{encoded(private_key(key).sign(signed.encode()))}"


def again(document: Any) -> Examination:
    return examine(document, Options(draft=True, moment=MOMENT))


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_a_credential_is_opened_with_its_own_formatting(indent: Any) -> None:
    text = json.dumps(broken_participant(), indent=indent, ensure_ascii=False)
    signed = examined(signed_text(text).encode(), "participant.jwt")
    assert fixes_of(signed) == ()
    assert not can_edit(signed)
    draft = draft_of(signed)
    assert draft is not None
    assert draft.document.data.decode() == text
    assert (draft.opened, draft.kept) == (("",), ())
    made = correct(draft.document, again)
    assert made is not None
    assert [fix.text for fix in made.applied] == ["fix.region"]
    assert made.text == text.replace('"DE-BY"', '"DE"')


def test_of_a_presentation_ones_own_are_opened_and_a_notarys_stays() -> None:
    notary, own = token(number(), key=NOTARY), token(broken_participant())
    signed = examined(token(presented(own, notary, token(terms()))).encode(), "set.jwt")
    draft = draft_of(signed)
    assert draft is not None
    assert draft.opened == ("/verifiableCredential/0", "/verifiableCredential/2")
    assert [(kept.pointer, kept.issuer) for kept in draft.kept] == [("/verifiableCredential/1", NOTARY)]
    value = json.loads(draft.document.data)
    assert value["verifiableCredential"] == [broken_participant(), enveloped(notary), terms()]
    before = again(draft.document)
    assert {fix.text for fix in fixes_of(before)} == {"fix.region"}


def test_no_fix_touches_what_somebody_signed() -> None:
    wrong = number(vatID="DE 129 273 398")
    document = presentation(broken_participant(), offering())
    document["verifiableCredential"].append(enveloped(token(wrong, key=NOTARY)))
    before = examined(document)
    assert {"number.written", "shape.in_region"} <= {found.text for found in before.judgement.findings}
    assert can_edit(before)
    assert [fix.text for fix in fixes_of(before) if fix.is_safe] == ["fix.region"]


def test_a_fix_that_would_touch_both_is_none() -> None:
    """The vocabulary's other name stands in what the notary signed too: only one's own words are moved."""
    document = presentation(participant())
    document["verifiableCredential"].append(enveloped(token(number(), key=NOTARY)))
    document["verifiableCredential"][0]["@context"][1] = "https://w3id.org/gaia-x/2511#"
    (fix,) = [fix for fix in fixes_of(examined(document)) if fix.text == "fix.namespace"]
    assert [edit.pointer for edit in fix.options[0].edits] == ["/verifiableCredential/0/@context/1"]


def test_what_is_inside_of_a_token_is_no_part_of_the_file() -> None:
    """A presentation in a JWT beside another one: its credentials bear no signature of their own, and stay."""
    inner = presentation(broken_participant())
    document = [presentation(broken_participant()), signed_text(json.dumps(inner), "vp")]
    found = fixes_of(examined(document))
    assert {fix.pointer.split("/")[1] for fix in found} <= {"0"}


def test_a_notarys_credential_alone_is_nobodys_to_change() -> None:
    signed = examined(token(number(), key=NOTARY).encode(), "vat.jwt")
    draft = draft_of(signed)
    assert draft is not None
    assert (draft.opened, [kept.issuer for kept in draft.kept]) == ((), [NOTARY])
    assert draft.document is signed.document


def test_whose_it_is_can_be_said() -> None:
    signed = examined(token(presented(token(participant()), token(number(), key=NOTARY))).encode(), "set.jwt")
    draft = draft_of(signed, own=["did:web:somebody.example"])
    assert draft is not None
    assert draft.opened == ()
    assert len(draft.kept) == 2
    assert draft_of(signed, own=[NOTARY]).opened == ("/verifiableCredential/1",)


def test_an_embedded_proof_is_taken_off_and_nothing_else() -> None:
    text = sample_bytes("good/tagus-participant.json").decode()
    value = sample("good/tagus-participant.json")
    proof = {"type": "JsonWebSignature2020", "jws": "e30..AA", "verificationMethod": "did:web:acme.example#k"}
    assert "proof" not in value
    signed = text.rstrip().removesuffix("}").rstrip() + f',\n  "proof": {json.dumps(proof)}\n}}\n'
    draft = draft_of(examined(signed))
    assert draft is not None
    assert draft.document.data.decode() == text


def test_the_claim_of_the_older_kind_is_taken_out() -> None:
    text = json.dumps({"vc": participant(), "iss": ACME}, ensure_ascii=False)
    draft = draft_of(examined(signed_text(text).encode(), "a.jwt"))
    assert draft is not None
    assert draft.opened == ("",)
    assert json.loads(draft.document.data) == participant()


@pytest.mark.parametrize("data", [b"", b"{}", b"eyJ.a.b", b'"eyJhbGciOiJub25lIn0.e30."', b"[]"])
def test_what_cannot_be_read_has_no_draft_and_no_fix(data: bytes) -> None:
    found = examined(data)
    assert draft_of(found) is None or draft_of(found).opened == ()
    assert fixes_of(found) == ()


def test_what_is_not_signed_needs_no_draft() -> None:
    assert draft_of(examined(participant())) is None
