# SPDX-License-Identifier: Apache-2.0
"""Presentations of enveloped credentials: every spelling read, every fault of form told."""

import json

import pytest

from assay.credential import Kind
from assay.finding import Severity
from assay.formats.faults import MAX_ALIKE
from assay.formats.gathering import MAX_ENVELOPES
from assay.formats.json_text import MAX_VALUES
from reading_specimens import (
    V2,
    credential,
    enveloped,
    jws,
    presentation,
    read_text,
    read_value,
    remarks,
    resolve,
    sentences,
    told,
    violations,
)

TOKEN = jws(credential())


def test_every_token_is_replaced_by_what_it_holds():
    reading = read_text(jws(presentation(enveloped(jws(credential(1))), credential(2), enveloped(jws(credential(3))))))
    assert reading.decoded == presentation(credential(1), credential(2), credential(3))
    assert json.loads(reading.text) == reading.decoded
    assert [found.pointer for found in reading.credentials] == [f"/verifiableCredential/{n}" for n in range(3)]
    assert [found.is_signed for found in reading.credentials] == [True, False, True]
    assert all(resolve(reading.decoded, found.pointer) == found.content for found in reading.credentials)
    assert reading.presentation is not None
    assert reading.presentation.content == reading.decoded
    assert reading.findings == ()


def test_the_view_keeps_the_order_of_members():
    value = {"id": "a:b", "verifiableCredential": [enveloped(TOKEN)], "type": "VerifiablePresentation", "@context": V2}
    assert list(json.loads(read_value(value).text)) == list(value)


def test_an_unsigned_presentation_of_signed_credentials_refers_to_the_decoded_view():
    reading = read_value(presentation(enveloped(TOKEN)))
    assert (reading.refers_to_decoded, reading.media_type, violations(reading)) == (True, "application/vp", [])
    assert reading.text.startswith("{\n  ")


@pytest.mark.parametrize(
    ("prefix", "violation", "remark"),
    [
        ("data:application/vc+jwt,", [], []),
        ("data:application/vc+jwt;charset=utf-8,", [], []),
        ("data:application/vc-ld+jwt;base64url,", ["parse.enveloped_media_type"], []),
        ("DATA:Application/VC+JWT,", [], []),
        ("data:application/vc+jwt;", [], ["parse.enveloped_separator"]),
        ("data:application/vc+ld+json+jwt,", [], ["parse.enveloped_legacy"]),
        ("data:application/vc+ld+json+jwt;", [], ["parse.enveloped_legacy", "parse.enveloped_separator"]),
        ("data:application/vc+ld+jwt,", [], ["parse.enveloped_legacy"]),
        ("data:application/jwt,", [], ["parse.enveloped_legacy"]),
        ("data:text/plain,", ["parse.enveloped_media_type"], []),
        ("data:,", ["parse.enveloped_media_type"], []),
        ("data:application/vc+sd-jwt,", ["parse.enveloped_unsupported"], []),
        ("", ["parse.enveloped_form"], []),
    ],
)
def test_every_spelling_of_the_address_is_read(prefix, violation, remark):
    reading = read_value(presentation(enveloped(TOKEN, prefix)))
    assert (violations(reading), remarks(reading)) == (violation, remark)
    assert reading.credentials[0].content == credential()
    for found in reading.findings:
        assert (found.place.pointer, found.rule[:8]) == ("/verifiableCredential/0/id", "ENVELOPE")
        sentences(found)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (enveloped("", "data:application/vc+jwt,"), "parse.enveloped_form"),
        (enveloped("not a token"), "parse.enveloped_form"),
        (enveloped("", "https://example.com/vc.jwt"), "parse.enveloped_form"),
        ({"type": "EnvelopedVerifiableCredential"}, "parse.enveloped_form"),
        (enveloped(TOKEN[:50]), "parse.jwt_truncated"),
        (enveloped(TOKEN[:-1]), "parse.jwt_cut"),
        (enveloped(jws({"sub": "x"})), "parse.entry_not_a_credential"),
        ("https://example.com/vc.json", "parse.entry_not_a_credential"),
        (None, "parse.entry_not_a_credential"),
        (7, "parse.entry_not_a_credential"),
        ({}, "parse.entry_not_a_credential"),
        ([credential()], "parse.entry_not_a_credential"),
        ({"name": "x"}, "parse.entry_not_a_credential"),
        (presentation(credential()), "parse.entry_not_a_credential"),
        (TOKEN, "parse.bare_jwt"),
        ({**enveloped(TOKEN), "credentialSubject": {}}, "parse.enveloped_rest"),
    ],
)
def test_what_is_no_enveloped_credential_is_told_at_its_place(entry, text):
    reading = read_value(presentation(credential(2), entry))
    found = told(reading, text)
    assert (found.severity, reading.kind) == (Severity.VIOLATION, Kind.PRESENTATION)
    assert found.place.pointer.startswith("/verifiableCredential/1")
    sentences(found)


def test_an_entry_without_type_is_opened_but_refused():
    reading = read_value(presentation({"id": "data:application/vc+jwt," + TOKEN}))
    assert violations(reading) == ["parse.enveloped_type"]
    assert reading.credentials[0].content == credential()


def test_a_presentation_can_be_enveloped_itself():
    inner = jws(presentation(enveloped(TOKEN)), {"alg": "ES256", "typ": "vp+jwt"})
    outer = {"@context": V2, "type": "EnvelopedVerifiablePresentation", "id": "data:application/vp+jwt," + inner}
    reading = read_value(outer)
    assert (reading.kind, violations(reading), reading.decoded) == (Kind.PRESENTATION, [], presentation(credential()))
    assert reading.presentation is not None
    assert reading.presentation.envelope is not None
    assert reading.presentation.envelope.header["typ"] == "vp+jwt"


def test_an_enveloped_credential_may_stand_alone():
    reading = read_value(enveloped(TOKEN))
    assert (reading.kind, reading.credentials[0].pointer, reading.decoded) == (Kind.CREDENTIAL, "", credential())


def test_a_token_around_a_token_is_refused():
    assert violations(read_text(jws(enveloped(TOKEN)))) == ["parse.jwt_in_jwt"]
    assert violations(read_text(jws({"jwt": TOKEN}))) == ["parse.signed_wrapper"]


def test_tokens_without_end_are_refused():
    token = TOKEN
    for _ in range(MAX_ENVELOPES + 3):
        token = jws(presentation(enveloped(token)))
    assert "parse.too_many_envelopes" in violations(read_text(token))


def test_many_wrong_entries_are_told_until_understood():
    assert violations(read_value(presentation(*range(500)))) == ["parse.entry_not_a_credential"] * MAX_ALIKE


def test_what_is_left_out_hides_no_other_fault():
    reading = read_value(presentation(*[enveloped(TOKEN, "data:application/vc+jwt;")] * 99, enveloped(TOKEN[:-1])))
    assert violations(reading) == ["parse.jwt_cut"]


@pytest.mark.parametrize(
    "members", [{"credentialSubject": {}}, {"type": ["VerifiablePresentation", "VerifiableCredential"]}]
)
def test_a_presentation_is_no_credential_at_the_same_time(members):
    assert violations(read_value({**presentation(credential()), **members})) == ["parse.two_kinds"]


def test_many_large_tokens_are_refused_as_one_would_be():
    large = credential(values=[0] * (MAX_VALUES - 50))
    assert violations(read_value([jws(large)])) == []
    assert set(violations(read_value([jws(large)] * 6))) == {"parse.too_many_values"}
