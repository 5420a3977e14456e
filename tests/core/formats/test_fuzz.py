# SPDX-License-Identifier: Apache-2.0
"""Damaged documents: whatever happens to the bytes, reading says what is wrong and never fails."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.credential import Kind, Reading
from assay.finding import Place
from assay.formats.json_text import print_json
from assay.positions import positions
from reading_specimens import (
    credential,
    enveloped,
    jws,
    presentation,
    read_text,
    sentences,
    tagus_credential,
    violations,
)

GOOD = {
    "credential.json": json.dumps(credential(name="Müller"), indent=2, ensure_ascii=False),
    "tagus.json": json.dumps(tagus_credential()),
    "presentation.json": json.dumps(presentation(enveloped(jws(credential(1))), credential(2))),
    "wrapper.json": json.dumps({"selfDescriptionCredential": credential(), "complianceCredential": tagus_credential()}),
    "credential.jwt": jws(credential()),
    "presentation.jwt": jws(presentation(enveloped(jws(credential(1))), enveloped(jws(credential(2))))),
    "claims.ttl": '@prefix gx: <https://w3id.org/gaia-x/development#> .\n<a:b> a gx:X ; gx:y [ gx:z "ü"@de, 1.5 ] .\n',
    "claims.nt": '<a:b> <c:d> <e:f> .\n_:b <c:d> "x"^^<e:f> .\n',
}
SPLICES = [
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b",",
    b":",
    b"\\",
    b"\0",
    b"\n",
    b"\xff",
    b"\xc3",
    b"null",
    b"NaN",
    b"1e999",
    b"\\ud800",
    b"data:",
    b"..",
    b"~",
    b'"@graph":',
    b'"vc":',
    b'"type":7,',
    b"\xef\xbb\xbf",
    b"[" * 70,
    b"'",
    b"<a:",
]


def damaged(data: bytes, seed: int) -> bytes:
    """The bytes with a few cut, doubled, swapped or spliced."""
    source = random.Random(seed)
    found = bytearray(data)
    for _ in range(source.randrange(1, 5)):
        at, length = source.randrange(len(found) + 1), source.randrange(1, 12)
        match source.randrange(5):
            case 0:
                del found[at : at + length]
            case 1:
                found[at:at] = source.choice(SPLICES)
            case 2:
                found[at:at] = found[at : at + length]
            case 3 if at < len(found):
                found[at] = source.randrange(256)
            case _:
                found = found[: max(1, at)]
    return bytes(found)


def assert_sound(reading: Reading) -> None:
    """What later stages and reports rely on, for any document."""
    holds = reading.credentials or reading.triples or reading.presentation
    assert holds or violations(reading), "nothing was found, and nothing said so"
    assert (reading.kind is Kind.PRESENTATION) is (reading.presentation is not None)
    locator = positions(reading.text, reading.media_type)
    for finding in reading.findings:
        sentences(finding)
        json.dumps([finding.params, finding.evidence, finding.subject], ensure_ascii=False).encode("utf-8")
        place = finding.place or Place("")
        place.pointer.encode("utf-8")
        assert locator.find(place) >= (1, 1, 1, 1)
    reading.text.encode("utf-8")
    if reading.refers_to_decoded:
        assert reading.text == print_json(reading.decoded)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_good_documents_are_sound(name):
    reading = read_text(GOOD[name], name)
    assert violations(reading) == []
    assert_sound(reading)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_damaged_documents_are_read_and_told(name):
    for seed in range(400):
        assert_sound(read_text(damaged(GOOD[name].encode(), seed), name))


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=60), name=st.sampled_from([*sorted(GOOD), "x", "x.vp"]))
def test_any_bytes_are_read_and_told(data, name):
    assert_sound(read_text(data, name))


MEMBERS = st.sampled_from(
    [
        "@context",
        "@graph",
        "@id",
        "@type",
        "id",
        "type",
        "vc",
        "vp",
        "jwt",
        "proof",
        "verifiableCredential",
        "claims",
        "credentialSubject",
        "selfDescriptionCredential",
        "verificationMethod",
        "error",
        "message",
        "gx:x",
        "keys",
    ]
)
TOKENS = st.sampled_from([jws(credential()), jws({"vp": 7}), jws({"vc": [1]}), jws(presentation(None)), jws("{}")])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | TOKENS
    | TOKENS.map(enveloped)
    | st.sampled_from(["VerifiableCredential", "VerifiablePresentation", "EnvelopedVerifiableCredential", "gx:X", ""])
)
SHAPES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=5), max_leaves=12
)


@settings(max_examples=500, deadline=None)
@given(SHAPES)
def test_any_shape_of_json_is_read_and_told(value):
    assert_sound(read_text(json.dumps(value)))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(MEMBERS, SHAPES, max_size=5))
def test_any_shape_inside_a_token_is_read_and_told(value):
    assert_sound(read_text(jws(value)))
