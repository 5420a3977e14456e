# SPDX-License-Identifier: Apache-2.0
"""Public suites of the W3C and others: every input is read, and recognised for what its name says it is."""

import json
from pathlib import Path

from assay.credential import Generation, Kind, Reading
from assay.document import Document
from assay.formats import read
from reading_specimens import resolve, sentences, violations
from shared import shared_path


def read_all(*parts: str) -> dict[str, Reading]:
    """Every file below a folder of the suites, read."""
    folder = shared_path("suites", *parts)
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    assert paths
    return {path.relative_to(folder).as_posix(): read(Document(path.name, path.read_bytes())) for path in paths}


def assert_sound(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        assert reading.credentials or reading.presentation or violations(reading), name
        for finding in reading.findings:
            sentences(finding)
        for credential in reading.credentials:
            assert resolve(reading.decoded, credential.pointer) == credential.content, name


# What reading itself refuses of the data model suite; the rest is for the checks of the envelope.
REFUSED_ON_READING = {
    # A spelling of an early draft of VC-JOSE-COSE, that no Gaia-X text and no engine knows, and a `vc` claim inside.
    "presentation-enveloped-vc-ok.json": ["parse.enveloped_media_type", "parse.claim_wrapper_vc"],
    "presentation-enveloped-vc-missing-type-fail.json": [
        "parse.enveloped_type",
        "parse.enveloped_media_type",
        "parse.jwt_payload_character",
    ],
    "presentation-vc-as-string-fail.json": ["parse.bare_jwt", "parse.claim_wrapper_vc"],
}


def test_data_model_inputs():
    readings = read_all("vc-data-model-2.0", "tests", "input")
    assert_sound(readings)
    refused = {}
    for name, reading in readings.items():
        if violations(reading):
            refused[name] = violations(reading)
        base = name.rpartition("/")[2]
        if name in ("presentation-missing-required-type-fail.json", "presentation-no-type-fail.json"):
            assert reading.kind is Kind.CLAIMS  # they have neither the type nor a credential: nothing says more
        elif base.startswith("presentation-") and name not in refused:
            assert reading.kind is Kind.PRESENTATION, name
        if base.startswith(("credential-", "issuer-")) and name not in refused:
            assert reading.kind in (Kind.CREDENTIAL, Kind.CLAIMS, Kind.LABEL), name
    assert refused == REFUSED_ON_READING


SECURED = {
    "credential-issuer-match-signed.txt": [],
    "credential-jose-bad-media-type.txt": [],
    "credential-jose-bad-signature.txt": [],
    "credential-jose-minimal.txt": [],
    "credential-jose-unknown-extensions.txt": [],
    "credential-jose-vc-vp-claims.txt": ["parse.claim_wrapper_vp"],
    "presentation-jose-bad-credential.txt": ["parse.enveloped_form"],
    "presentation-jose-bad-media-type.txt": ["parse.enveloped_form"],
    "presentation-jose-multiple.txt": [  # a JWT, an SD-JWT, a COSE message: Gaia-X knows the first only
        "parse.enveloped_unsupported",
        "parse.sd_jwt",
        "parse.enveloped_unsupported",
        "parse.enveloped_form",
    ],
}


def test_jose_inputs():
    readings = read_all("vc-jose-cose", "tests", "input")
    assert_sound(readings)
    tokens = {name: violations(reading) for name, reading in readings.items() if "-jose-" in name or "match" in name}
    assert tokens == SECURED
    for name in SECURED:
        assert readings[name].is_signed
        expected = Kind.PRESENTATION if name.startswith("presentation") else Kind.CREDENTIAL
        assert readings[name].kind is expected


def test_other_ways_to_secure_are_refused_with_their_name():
    readings = read_all("vc-jose-cose", "tests", "input")
    for name, reading in readings.items():
        if "-sdjwt-" in name:
            assert violations(reading), name
            assert reading.credentials == (), name
        if "-cose-" in name:
            assert violations(reading) == ["parse.unrecognised"], name


def test_signed_documents_of_three_implementations():
    readings = read_all("jws-test-suite", "data", "implementations")
    assert_sound(readings)
    assert len(readings) > 100
    tokens = 0
    for name, reading in readings.items():
        if name.startswith("spruce/") and "key-3" in name:
            assert violations(reading) == ["parse.empty"], name  # that implementation does not know the curve
            continue
        expected = Kind.PRESENTATION if name.rsplit(".", 2)[1].startswith("vp") else Kind.CREDENTIAL
        assert (reading.kind, reading.is_signed) == (expected, True), name
        if reading.refers_to_decoded:
            tokens += 1
            assert "parse.claim_wrapper_" + name.rsplit(".", 2)[1][:2] in violations(reading), name
        else:
            assert violations(reading) == [], name
    assert tokens > 50


def test_the_example_of_gaia_x():
    path: Path = shared_path("suites", "icam-25.11-example", "vc-jwt-example.jwt")
    reading = read(Document(path.name, path.read_bytes()))
    assert (reading.kind, reading.media_type, violations(reading)) == (Kind.CREDENTIAL, "application/vc+jwt", [])
    assert reading.generation is Generation.TAGUS  # printed in a Loire text, it names the Tagus vocabulary
    assert json.loads(reading.text)["@type"] == ["VerifiableCredential", "LegalParticipant"]
