# SPDX-License-Identifier: Apache-2.0
"""Reading: what a document is, what it holds, and where, in every form met in the wild."""

import json

import pytest

from assay.credential import Generation, Kind
from assay.finding import Severity
from assay.formats import FORMATS
from reading_specimens import (
    LOIRE,
    TAGUS,
    V1,
    V2,
    assert_pointers_hold,
    credential,
    enveloped,
    jws,
    presentation,
    read_value,
    reasons,
    remarks,
    tagus_credential,
    told,
    violations,
)

CLAIMS = {"@context": {"gx": LOIRE}, "@id": "https://example.com/1", "@type": "gx:LegalPerson", "gx:x": {"@id": "y:z"}}


# JSON.


@pytest.mark.parametrize(
    ("value", "kind", "generation", "media_type"),
    [
        (credential(), Kind.CREDENTIAL, Generation.LOIRE, "application/vc"),
        (tagus_credential(), Kind.CREDENTIAL, Generation.TAGUS, "application/vc+ld+json"),
        (presentation(credential()), Kind.PRESENTATION, Generation.LOIRE, "application/vp"),
        (
            {"@context": V1, "type": ["VerifiablePresentation"], "verifiableCredential": tagus_credential()},
            Kind.PRESENTATION,
            Generation.TAGUS,
            "application/vp+ld+json",
        ),
        (CLAIMS, Kind.CLAIMS, Generation.LOIRE, "application/ld+json"),
        (
            credential(type=["VerifiableCredential", "gx:LabelCredential"]),
            Kind.LABEL,
            Generation.LOIRE,
            "application/vc",
        ),
        (
            tagus_credential(credentialSubject=[{"type": "gx:compliance", "id": "a:b"}, {"type": "gx:labelLevel1"}]),
            Kind.LABEL,
            Generation.TAGUS,
            "application/vc+ld+json",
        ),
    ],
)
def test_json_is_recognised(value, kind, generation, media_type):
    reading = read_value(value)
    assert (reading.kind, reading.generation, reading.media_type) == (kind, generation, media_type)
    assert reading.findings == ()
    assert not reading.refers_to_decoded
    assert reading.text == json.dumps(value, indent=2, ensure_ascii=False)
    assert_pointers_hold(reading)


def test_a_presentation_says_where_its_credentials_are():
    reading = read_value(presentation(credential(1), credential(2), id="https://example.com/vp"))
    assert [found.pointer for found in reading.credentials] == ["/verifiableCredential/0", "/verifiableCredential/1"]
    assert reading.presentation is not None
    assert (reading.presentation.pointer, reading.presentation.is_signed, reading.is_signed) == ("", False, False)
    assert reading.credentials[0].inherited_contexts == ()
    assert_pointers_hold(reading)


def test_a_single_credential_need_not_stand_in_a_list():
    reading = read_value({**presentation(), "verifiableCredential": credential()})
    assert [found.pointer for found in reading.credentials] == ["/verifiableCredential"]


def test_the_older_format_hands_its_context_down():
    value = {
        "@context": [V1, {"x": "https://x.example/"}],
        "type": "VerifiablePresentation",
        "verifiableCredential": [tagus_credential()],
    }
    assert read_value(value).credentials[0].inherited_contexts == (V1, {"x": "https://x.example/"})
    value["@context"] = V1
    assert read_value(value).credentials[0].inherited_contexts == (V1,)


@pytest.mark.parametrize(
    "value",
    [
        {"@context": [V2], "verifiableCredential": [credential()]},
        {"@context": [V2], "@type": "https://www.w3.org/2018/credentials#VerifiablePresentation"},
    ],
)
def test_a_presentation_without_its_plain_type_is_one_still(value):
    assert read_value(value).kind is Kind.PRESENTATION


def test_a_credential_without_its_type_is_one_still():
    assert read_value({name: item for name, item in credential().items() if name != "type"}).kind is Kind.CREDENTIAL


def test_old_prefixes_speak_for_the_oldest_generation():
    reading = read_value(
        {
            "@context": [V1],
            "type": ["VerifiableCredential", "LegalPerson"],
            "id": "a:b",
            "credentialSubject": {"id": "c:d", "gx-participant:registrationNumber": "1"},
        }
    )
    assert (reading.generation, reasons(reading)) == (Generation.PRE_TAGUS, ["credential", "vocabulary_pre_tagus"])


@pytest.mark.parametrize(
    ("contexts", "generation", "reason"),
    [
        ([V2, "https://w3id.org/gaia-x/2511#"], Generation.LOIRE, "vocabulary_loire"),
        ([V2, {"gx": "https://w3id.org/gaia-x/2411#"}], Generation.LOIRE, "vocabulary_loire"),
        ([V2, "https://registry.lab.gaia-x.eu/v2/context/2411"], Generation.LOIRE, "vocabulary_loire"),
        ([V1, TAGUS], Generation.TAGUS, "vocabulary_tagus"),
        ([V2, TAGUS], Generation.TAGUS, "vocabulary_tagus"),
        ([V1, "https://registry.gaia-x.eu/v2206/api/shape"], Generation.PRE_TAGUS, "vocabulary_pre_tagus"),
        ([V1, {"gx": "http://w3id.org/gaia-x/participant#"}], Generation.PRE_TAGUS, "vocabulary_pre_tagus"),
        ([V2], Generation.LOIRE, "format_loire"),
        ([V1], Generation.UNKNOWN, "generation_unknown"),
        ([V1, "https://example.org/gaia-x"], Generation.UNKNOWN, "generation_unknown"),
    ],
)
def test_the_vocabulary_speaks_for_the_generation(contexts, generation, reason):
    value = credential(credentialSubject={"id": "a:b"}, type=["VerifiableCredential"])
    reading = read_value({**value, "@context": contexts})
    assert (reading.generation, reasons(reading)) == (generation, ["credential", reason])


def test_a_context_inside_the_subject_counts_too():
    value = credential(credentialSubject={"@context": TAGUS, "id": "a:b", "type": "gx:x"})
    assert read_value({**value, "@context": [V1]}).generation is Generation.TAGUS


def test_mixed_generations_are_told_and_the_most_win():
    reading = read_value(presentation(credential(1), credential(2), tagus_credential(3)))
    assert (reading.generation, remarks(reading)) == (Generation.LOIRE, ["parse.mixed_generations"])
    assert told(reading, "parse.mixed_generations").severity is Severity.WARNING
    reading = read_value(presentation(tagus_credential(1), tagus_credential(2), credential()))
    assert reading.generation is Generation.TAGUS
    assert read_value(presentation(tagus_credential(1), credential(2))).generation is Generation.LOIRE


# Several at once, and wrapped ones.


def test_a_list_of_credentials_is_a_set():
    reading = read_value([credential(1), jws(credential(2)), enveloped(jws(credential(3)))])
    assert (reading.kind, reasons(reading)[0], violations(reading)) == (Kind.CREDENTIAL, "several_credentials", [])
    assert [found.pointer for found in reading.credentials] == ["/0", "/1", "/2"]
    assert [found.is_signed for found in reading.credentials] == [False, True, True]
    assert_pointers_hold(reading)


def test_a_list_with_a_presentation_is_one():
    reading = read_value([presentation(credential(1)), credential(2)])
    assert reading.kind is Kind.PRESENTATION
    assert [found.pointer for found in reading.credentials] == ["/0/verifiableCredential/0", "/1"]


def test_two_presentations_are_one_too_many():
    assert violations(read_value([presentation(credential(1)), presentation(credential(2))])) == [
        "parse.several_presentations"
    ]


@pytest.mark.parametrize(
    ("value", "kind", "pointers"),
    [
        (
            {"selfDescriptionCredential": credential(), "complianceCredential": {}},
            Kind.CREDENTIAL,
            ["/selfDescriptionCredential"],
        ),
        (
            {"selfDescriptionCredential": credential(1), "complianceCredential": tagus_credential(2)},
            Kind.CREDENTIAL,
            ["/selfDescriptionCredential", "/complianceCredential"],
        ),
        (
            {"selfDescriptionCredential": presentation(credential())},
            Kind.PRESENTATION,
            ["/selfDescriptionCredential/verifiableCredential/0"],
        ),
        (
            {"verifiableCredential": [credential(1), jws(credential(2))]},
            Kind.CREDENTIAL,
            ["/verifiableCredential/0", "/verifiableCredential/1"],
        ),
        (
            {"verifiablePresentation": presentation(credential())},
            Kind.PRESENTATION,
            ["/verifiablePresentation/verifiableCredential/0"],
        ),
        ({"jwt": jws(credential())}, Kind.CREDENTIAL, ["/jwt"]),
        (
            {"token": jws(presentation(enveloped(jws(credential()))))},
            Kind.PRESENTATION,
            ["/token/verifiableCredential/0"],
        ),
        (
            {"claims": [CLAIMS], "verifiableCredentials": [credential()]},
            Kind.CREDENTIAL,
            ["/claims/0", "/verifiableCredentials/0"],
        ),
        (
            {"verifiableCredentialContainer": {"format": "x", "rawVc": jws(credential()), "credential": credential()}},
            Kind.CREDENTIAL,
            ["/verifiableCredentialContainer/rawVc"],
        ),
        ({"selfDescription": CLAIMS}, Kind.CLAIMS, ["/selfDescription"]),
    ],
)
def test_credentials_are_taken_out_of_what_programs_wrap_around_them(value, kind, pointers):
    reading = read_value(value)
    assert (reading.kind, violations(reading)) == (kind, [])
    assert [found.pointer for found in reading.credentials] == pointers
    assert "wrapped_in" in reasons(reading)
    assert_pointers_hold(reading)


def test_what_else_a_wrapper_holds_is_told():
    reading = read_value({"holder": "x", "created": 1, "selfDescriptionCredential": credential()})
    found = told(reading, "parse.wrapper_rest")
    assert (found.severity, found.params["names"]) == (Severity.INFO, "holder, created")


def test_a_proof_outside_the_credential_is_refused():
    reading = read_value({"selfDescription": CLAIMS, "proof": {"jws": "x"}})
    assert violations(reading) == ["parse.proof_outside"]
    assert told(reading, "parse.proof_outside").place.pointer == "/proof"


def test_a_credential_that_has_a_wrappers_member_is_no_wrapper():
    reading = read_value(credential(vc={"x": 1}, claims=[1], token="x"))
    assert [found.pointer for found in reading.credentials] == [""]


# Claims.


def test_formats_are_a_literal_list():
    assert [type(form).__name__ for form in FORMATS] == ["Jwt", "Turtle", "JsonLd"]
