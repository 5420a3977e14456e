# SPDX-License-Identifier: Apache-2.0
"""JWTs opened: every spelling of the header, every wrapping, every damage."""

import json

import pytest

from assay.credential import Generation, Kind
from assay.formats.jose_text import looks_like_token, open_token
from reading_specimens import (
    HEADER,
    SIGNATURE,
    base64url,
    credential,
    jws,
    presentation,
    read_text,
    reasons,
    remarks,
    resolve,
    sentences,
    told,
    violations,
)

TOKEN = jws(credential())


def test_a_signed_credential_is_opened_and_kept_as_it_came():
    reading = read_text(TOKEN, "x.jwt")
    assert (reading.kind, reading.generation, reading.media_type) == (
        Kind.CREDENTIAL,
        Generation.LOIRE,
        "application/vc+jwt",
    )
    (found,) = reading.credentials
    assert (found.pointer, found.content, found.is_signed) == ("", credential(), True)
    assert found.envelope is not None
    assert (found.envelope.compact, found.envelope.header) == (TOKEN, HEADER)
    assert reading.decoded == credential()
    assert json.loads(reading.text) == credential()
    assert reading.refers_to_decoded
    assert reading.findings == ()
    assert reasons(reading) == ["vc_jwt", "vocabulary_loire"]


@pytest.mark.parametrize(
    ("typ", "cty"),
    [("vc+jwt", "vc"), ("vc+ld+jwt", "vc+ld"), ("vc+ld+json+jwt", "vc+ld+json"), ("JWT", None), (None, None), (7, [])],
)
def test_every_spelling_of_the_header_is_read(typ, cty):
    header = {name: value for name, value in {**HEADER, "typ": typ, "cty": cty}.items() if value is not None}
    reading = read_text(jws(credential(), header))
    assert (reading.kind, violations(reading)) == (Kind.CREDENTIAL, [])


@pytest.mark.parametrize("typ", ["vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt", "vc+ld+jwt", "JWT"])
def test_the_content_decides_what_a_token_is(typ):
    reading = read_text(jws(presentation(), {**HEADER, "typ": typ, "cty": "vp"}))
    assert (reading.kind, reading.media_type) == (Kind.PRESENTATION, "application/vp+jwt")
    assert reading.presentation is not None
    assert reading.presentation.envelope is not None


def test_numbers_of_a_token_are_shown_as_they_were_signed():
    reading = read_text(jws(json.dumps(credential()).replace('"issuer"', '"n": 1.50, "m": 1e3, "issuer"')))
    assert '"n": 1.50,\n  "m": 1e3,' in reading.text


@pytest.mark.parametrize(
    "wrapped",
    [TOKEN + "\n", "\n\n" + TOKEN, f'"{TOKEN}"', f"'{TOKEN}'\r\n", " \t" + TOKEN, f"`{TOKEN}`", f'"{TOKEN}\n"'],
)
def test_what_stands_around_a_token_is_taken_off_and_told(wrapped):
    reading = read_text(wrapped)
    assert (violations(reading), remarks(reading)) == ([], ["parse.jwt_wrapping"])
    assert reading.credentials[0].envelope is not None
    assert reading.credentials[0].envelope.compact == TOKEN


def test_a_byte_order_mark_before_a_token_is_told():
    reading = read_text(b"\xef\xbb\xbf" + TOKEN.encode())
    assert (violations(reading), remarks(reading)) == ([], ["parse.byte_order_mark"])


def test_a_token_in_a_json_string_is_opened():
    reading = read_text(json.dumps(TOKEN), "x.json")
    assert (reading.kind, reading.media_type, violations(reading)) == (Kind.CREDENTIAL, "application/vc+jwt", [])
    assert reading.decoded == credential()


def test_a_token_broken_into_lines_is_opened_but_refused():
    lines = "\n".join(TOKEN[start : start + 64] for start in range(0, len(TOKEN), 64))
    reading = read_text(lines)
    assert violations(reading) == ["parse.jwt_line_breaks"]
    assert reading.credentials[0].content == credential()


PARTS = TOKEN.split(".")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PARTS[0], "parse.jwt_truncated"),
        (".".join(PARTS[:2]), "parse.jwt_truncated"),
        (".".join(PARTS[:2]) + ".", "parse.jwt_truncated"),
        (TOKEN[:-1] + "_", "parse.jwt_cut"),
        (TOKEN[:-1], "parse.jwt_cut"),
        (PARTS[0] + "." + PARTS[1][:-4] + "." + PARTS[2], "parse.jwt_payload_not_json"),
        (".".join([PARTS[0], PARTS[1][:40], PARTS[2]]), "parse.jwt_payload_not_json"),
        (TOKEN + "." + PARTS[2], "parse.jwt_parts"),
        (TOKEN + ".x.y", "parse.jwt_encrypted"),
        (f"{PARTS[0]}..{PARTS[2]}", "parse.jwt_detached"),
        (TOKEN + "~WyJzYWx0IiwgIm5hbWUiLCAidmFsdWUiXQ~", "parse.sd_jwt"),
        (".".join([PARTS[0], PARTS[1][:20] + "+" + PARTS[1][21:], PARTS[2]]), "parse.jwt_payload_character"),
        (TOKEN + "==", "parse.jwt_signature_character"),
        (".".join([PARTS[0][:-4] + "/" + PARTS[0][-3:], *PARTS[1:]]), "parse.jwt_header_character"),
        (jws(credential(), "{not json}"), "parse.unrecognised"),
        (jws(credential(), '{"alg": "PS256", }'), "parse.jwt_header_not_json"),
        (jws("[1]"), "parse.jwt_payload_not_json"),
        (jws('"text"'), "parse.jwt_payload_not_json"),
        (jws("{}"), "parse.jwt_other"),
        (jws({"iss": "a", "sub": "b", "exp": 1}), "parse.jwt_other"),
        (f"{PARTS[0]}.{base64url(bytes([0xFF, 0xFE]))}.{SIGNATURE}", "parse.jwt_payload_not_json"),
        (jws('{"a":' * 70 + "1" + "}" * 70), "parse.too_deep"),
    ],
)
def test_a_damaged_token_is_told(text, expected):
    reading = read_text(text, "x.txt")
    assert violations(reading) == [expected]
    assert reading.credentials == ()
    sentences(told(reading, expected))


def test_an_irregular_payload_is_told_with_its_place():
    reading = read_text(jws(json.dumps(credential()).replace('"issuer"', '"id": "https://evil.example", "issuer"')))
    found = told(reading, "parse.duplicate_name")
    assert found.place is not None
    assert resolve(reading.decoded, found.place.pointer) == "https://evil.example"
    sentences(found)


def test_an_irregular_header_is_told():
    reading = read_text(jws(credential(), '{"alg": "none", "alg": "PS256"}'))
    assert violations(reading) == ["parse.jwt_header_irregular"]


def test_unpadded_bits_that_no_tool_writes_are_refused():
    assert open_token(f"{base64url(b'{}')}.{base64url(b'{}')}.AB").findings[0].text == "parse.jwt_cut"
    assert open_token(f"{base64url(b'{}')}.{base64url(b'{}')}.AA").findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOKEN, True),
        (f' "{TOKEN}"\n', True),
        (TOKEN[:60], True),
        (base64url(b'{\n  "alg"') + ".x.y", True),
        ("eyes of blue", False),
        ("e", False),
        ("", False),
        ("example.org", False),
        ("{}", False),
        ("eyJ!", False),
        ("https://example.org/eyJhbGci", False),
        ("did:web:example.com", False),
    ],
)
def test_tokens_are_told_from_other_texts(text, expected):
    assert looks_like_token(text) is expected


# Older forms, with the credential in a claim.


def test_a_credential_in_a_claim_is_shown_but_refused():
    payload = {"iss": "did:web:example.com", "sub": "did:web:example.com", "vc": credential(), "iat": 1712491200}
    reading = read_text(jws(payload))
    found = told(reading, "parse.claim_wrapper_vc")
    assert (found.rule, found.stage.value, found.place.pointer, found.place.of_key) == (
        "ENVELOPE-claim-wrapper",
        "envelope",
        "/vc",
        True,
    )
    assert [(c.pointer, c.content) for c in reading.credentials] == [("/vc", credential())]
    assert reading.credentials[0].envelope is not None
    assert reading.decoded == payload


def test_a_presentation_in_a_claim_is_shown_with_its_credentials_but_refused():
    reading = read_text(jws({"iss": "did:web:a.b", "vp": presentation(TOKEN, credential(2))}))
    assert violations(reading) == ["parse.claim_wrapper_vp", "parse.bare_jwt"]
    assert reading.kind is Kind.PRESENTATION
    assert reading.presentation is not None
    assert (reading.presentation.pointer, reading.presentation.is_signed) == ("/vp", True)
    assert [c.pointer for c in reading.credentials] == [
        "/vp/verifiableCredential/0",
        "/vp/verifiableCredential/1",
    ]


def test_a_credential_with_a_claim_beside_it_is_refused():
    reading = read_text(jws(credential(vc={})))
    assert violations(reading) == ["parse.claim_wrapper_vc"]
    assert reading.credentials[0].pointer == ""
