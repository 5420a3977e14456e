# SPDX-License-Identifier: Apache-2.0
"""The corpus: real documents of every generation are read for what they are, as the manifest says."""

import csv
import json
from collections.abc import Iterator

import pytest

from assay.credential import Generation, Kind, Reading
from assay.document import Document
from assay.formats import read
from assay.texts import load_texts
from reading_specimens import resolve, sentences, violations
from shared import shared_path

RELEASES = {
    "2206-2210": Generation.PRE_TAGUS,
    "gax-pre-tagus": Generation.PRE_TAGUS,
    "tagus": Generation.TAGUS,
    "loire": Generation.LOIRE,
    "unknown": Generation.UNKNOWN,
}
KINDS = {
    "VC": (Kind.CREDENTIAL, Kind.LABEL),
    "VP": (Kind.PRESENTATION,),
    "claims": (Kind.CLAIMS,),
    "did-document": (Kind.DID_DOCUMENT,),
    "shapes/ontology ttl": (Kind.CLAIMS,),
}
LMS, TFCC = "LMS-UPATRAS+Gaia-X-LMS/", "LMS-UPATRAS+Gaia-X-TFCC/"
# Where the reading and the manifest differ, and why the reading is right (the manifest's release is guessed from
# contexts at the top of a file, its kind from the first type found anywhere).
OTHER_GENERATION = {
    LMS + ".well-known/participant-vp.jwt": "the manifest did not open the JWTs inside; most of them name Loire",
    TFCC + ".well-known/participant-vp.jwt": "the manifest did not open the JWTs inside; most of them name Loire",
    LMS + "terms-and-conditions.json": "names the Loire context of the registry (v2/context/2411)",
    TFCC + "terms-and-conditions.json": "names the Loire context of the registry (v2/context/2411)",
    TFCC + ".well-known/self-description.json": "as many credentials name Loire as Tagus; the newer counts",
    "deltaDAO+files/participant-sd-minimal-v2.json": "the credential itself names no vocabulary; its appendix does",
}
SHAPES = "clange+GAIAXServiceSelfDescriptions/ontology/"
OTHER_KIND = {
    SHAPES + "Ontology.ttl": "not Turtle on its own: it imports relative addresses and has no base",
    SHAPES + "Service/Service.ttl": "not Turtle: a language tag too long for BCP 47",
    SHAPES + "core.ttl": "not Turtle: a language tag too long for BCP 47",
    "clange+gaia-x-hacks/sd-statistics/entities.json": "a table of another program, no JSON-LD",
    "clange+gaia-x-hacks/sd-statistics/flat-entities.json": "a table of another program, no JSON-LD",
}
REFUSED = {
    LMS + ".well-known/participant-vp.jwt": ["parse.claim_wrapper_vp"],
    TFCC + ".well-known/participant-vp.jwt": ["parse.claim_wrapper_vp"],
    LMS + "membership-credential.json": ["parse.claim_wrapper_vc"],
    TFCC + "membership-credential.json": ["parse.claim_wrapper_vc"],
    "deltaDAO+files/04 Checked and Signed deltaDAO Participant Self-Description.json": ["parse.proof_outside"],
    "deltaDAO+files/paritcipant-v1-signed-sd.json": ["parse.proof_outside"],
    "deltaDAO+files/participant-sd-faulty.json": ["parse.proof_outside"],
    "deltaDAO+files/participant-sd-minimal.json": ["parse.proof_outside"],
    "deltaDAO+files/self-description-v2.json": ["parse.proof_outside"],
    "deltaDAO+files/sd_wip/2210_service_application.json": ["parse.no_context"],
    "deltaDAO+files/sd_wip/2210_service_data.json": ["parse.no_context"],
    "deltaDAO+pontus-x-docs/static/self-descriptions/participantFWBS.json": ["parse.no_context"],
    "deltaDAO+pontus-x-docs/static/self-descriptions/participantMercedesBenzLtd.json": ["parse.no_context"],
    "clange+gaia-x-hacks/sd-statistics/entities.json": ["parse.array_without_credentials"],
    "clange+gaia-x-hacks/sd-statistics/flat-entities.json": ["parse.array_without_credentials"],
    SHAPES + "Ontology.ttl": ["parse.turtle_relative"],
    SHAPES + "Service/Service.ttl": ["parse.turtle_syntax"],
    SHAPES + "core.ttl": ["parse.turtle_syntax"],
}
OTHER_PROOF = {
    LMS + "compliance-credential.json": "signed: the container of the connector holds a JWT",
    LMS + "membership-credential.json": "signed: the container of the connector holds a JWT",
    TFCC + "compliance-credential.json": "signed: the container of the connector holds a JWT",
    TFCC + "membership-credential.json": "signed: the container of the connector holds a JWT",
    "deltaDAO+files/participant-sd-faulty.json": "its proof stands beside the claims: refused",
    "deltaDAO+files/participant-sd-minimal.json": "its proof stands beside the claims: refused",
}
Row = dict[str, str]


@pytest.fixture(scope="module")
def corpus() -> list[tuple[Row, Reading]]:
    folder = shared_path("corpus")
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest))
    return [(row, read(Document(row["file"], (folder / row["file"]).read_bytes()))) for row in rows]


def judged(corpus: list[tuple[Row, Reading]]) -> Iterator[tuple[str, Row, Reading]]:
    """Files that are documents of ours by the manifest: no certificates, no reports of other tools."""
    for row, reading in corpus:
        if row["form"] not in ("pem", "expected"):
            yield row["file"], row, reading


def test_every_file_is_read(corpus):
    assert len(corpus) == 443


def test_kinds_agree_with_the_manifest(corpus):
    differ = {
        file: reading.kind
        for file, row, reading in judged(corpus)
        if reading.kind not in KINDS[row["kind"].removeprefix("jwt ").split(":")[0]]
    }
    assert sorted(differ) == sorted(OTHER_KIND)


def test_generations_agree_with_the_manifest(corpus):
    differ = {
        file: reading.generation
        for file, row, reading in judged(corpus)
        if row["form"] != "ttl" and reading.generation is not RELEASES[row["release"]]
    }
    assert sorted(differ) == sorted(OTHER_GENERATION)


def test_only_what_is_wrong_is_refused(corpus):
    refused = {
        file: violations(reading)
        for file, _, reading in judged(corpus)
        if violations(reading) and reading.kind is not Kind.DID_DOCUMENT
    }
    assert refused == REFUSED


def test_what_is_no_document_is_refused(corpus):
    texts = {row["form"]: set() for row, _ in corpus}
    for row, reading in corpus:
        if row["form"] in ("pem", "expected") or reading.kind is Kind.DID_DOCUMENT:
            texts[row["form"]] |= set(violations(reading))
    assert texts["pem"] == {"parse.certificate"}
    assert texts["expected"] == {"parse.unrecognised"}
    assert texts["json"] == {"parse.did_document"}


def test_proofs_are_seen_where_the_manifest_sees_them(corpus):
    differ = [
        file
        for file, row, reading in judged(corpus)
        if row["form"] != "ttl"
        and reading.kind is not Kind.DID_DOCUMENT
        and reading.is_signed is not row["has_proof"].startswith("yes")
    ]
    assert sorted(differ) == sorted(OTHER_PROOF)


def test_pointers_hold_and_the_view_is_what_is_decoded(corpus):
    for file, _, reading in judged(corpus):
        for found in reading.credentials:
            assert resolve(reading.decoded, found.pointer) == found.content, file
        if reading.decoded is not None:
            assert json.loads(reading.text) == reading.decoded, file


def test_everything_said_has_its_sentences(corpus):
    texts = load_texts()
    for _, reading in corpus:
        for finding in reading.findings:
            sentences(finding)
        for reason in reading.reasons:
            assert texts.say(reason.text, **reason.params) != reason.text
