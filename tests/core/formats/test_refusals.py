# SPDX-License-Identifier: Apache-2.0
"""What is no self-description, or a damaged one: named, told with its place, never a failure."""

import json

import pytest

from assay.credential import Generation, Kind
from assay.document import MAX_DOCUMENT_BYTES, Document
from assay.finding import Severity, Stage
from assay.formats import read
from assay.texts import load_texts
from reading_specimens import (
    credential,
    read_text,
    read_value,
    remarks,
    sentences,
    told,
    violations,
)

# What is no self-description.


@pytest.mark.parametrize(
    ("data", "name", "text", "kind"),
    [
        (b"", "x.json", "parse.empty", Kind.UNKNOWN),
        (b" \r\n\t", "x.jwt", "parse.empty", Kind.UNKNOWN),
        (b"\xef\xbb\xbf", "x.ttl", "parse.empty", Kind.UNKNOWN),
        (b"%PDF-1.7\n", "x.json", "parse.binary_pdf", Kind.UNKNOWN),
        (b"PK\x03\x04....", "x.json", "parse.binary_archive", Kind.UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", "x.json", "parse.binary_image", Kind.UNKNOWN),
        (b"\x30\x82\x05\x00", "x.json", "parse.binary_certificate", Kind.UNKNOWN),
        (bytes(range(256)) * 4, "x.json", "parse.binary", Kind.UNKNOWN),
        (b"\x00" * 64 + b"x", "x.json", "parse.binary", Kind.UNKNOWN),
        (b'{"a": "b\x00"}' + b" " * 60, "x.json", "parse.nul", Kind.UNKNOWN),
        (b"<!DOCTYPE html><html></html>", "x.json", "parse.html", Kind.UNKNOWN),
        (b"\n<!-- x -->\n<HTML lang='de'>", "x.jsonld", "parse.html", Kind.UNKNOWN),
        (b"<?xml version='1.0'?><a/>", "x.json", "parse.xml", Kind.UNKNOWN),
        (b"-----BEGIN CERTIFICATE-----\nMIIB\n", "x.json", "parse.certificate", Kind.UNKNOWN),
        (b"-----BEGIN EC PRIVATE KEY-----\nMIIB\n", "x.json", "parse.private_key", Kind.UNKNOWN),
        (b"Dear Sir or Madam", "x.txt", "parse.unrecognised", Kind.UNKNOWN),
        (b"Dear Sir or Madam", "x.JWT", "parse.no_jwt", Kind.UNKNOWN),
        (b"null", "x.json", "parse.bare_value", Kind.UNKNOWN),
        (b'"text"', "x.json", "parse.bare_value", Kind.UNKNOWN),
        (b"{}", "x.json", "parse.empty_object", Kind.UNKNOWN),
        (b"[]", "x.json", "parse.empty_array", Kind.UNKNOWN),
        (b'[1, {"a": 2}, [3]]', "x.json", "parse.array_without_credentials", Kind.UNKNOWN),
        (b'{"settings": {"colour": "red"}}', "x.json", "parse.other_json", Kind.UNKNOWN),
        (b'{"kty": "RSA", "n": "x", "e": "AQAB"}', "x.json", "parse.public_key", Kind.UNKNOWN),
        (b'{"keys": [{"kty": "EC", "d": "x"}]}', "x.json", "parse.private_key", Kind.UNKNOWN),
        (b'{"report_version": 1, "documents": []}', "x.json", "parse.own_report", Kind.UNKNOWN),
        (
            b'{"@context": "https://www.w3.org/ns/did/v1", "id": "did:web:a", "service": []}',
            "did.json",
            "parse.did_document",
            Kind.DID_DOCUMENT,
        ),
        (b'{"id": "did:web:a", "verificationMethod": []}', "x.json", "parse.did_document", Kind.DID_DOCUMENT),
        (
            b'{"statusCode": 409, "message": {"conforms": false, "results": ["No proof"]}, "error": "Conflict"}',
            "x.json",
            "parse.engine_answer",
            Kind.ENGINE_ANSWER,
        ),
        (
            b'{"message": "Unsupported", "error": "Bad", "errors": []}',
            "x.jwt",
            "parse.engine_answer",
            Kind.ENGINE_ANSWER,
        ),
        (b'{"error": "empty request body"}', "x.json", "parse.engine_answer", Kind.ENGINE_ANSWER),
        (b'{"title": "Not found", "status": 404, "detail": "x"}', "x.json", "parse.engine_answer", Kind.ENGINE_ANSWER),
        (
            b'{"type": "https://x.example/no", "title": "No", "status": 400}',
            "x.json",
            "parse.engine_answer",
            Kind.ENGINE_ANSWER,
        ),
        (b"<html>", "x.ttl", "parse.html", Kind.UNKNOWN),
        (b'{"conforms": true, "results": []}', "x.json", "parse.engine_answer", Kind.ENGINE_ANSWER),
    ],
)
def test_what_is_no_credential_is_named(data, name, text, kind):
    reading = read_text(data, name)
    assert (reading.kind, violations(reading), reading.credentials) == (kind, [text], ())
    found = told(reading, text)
    assert (found.stage, found.severity) == (Stage.PARSE, Severity.VIOLATION)
    sentences(found)
    texts = load_texts()
    assert all(texts.has(reason.text) for reason in reading.reasons)


def test_the_message_of_a_service_is_quoted():
    answer = {"statusCode": 409, "message": {"conforms": False, "results": ["", "No proof"]}, "error": "Conflict"}
    assert told(read_value(answer), "parse.engine_answer").params == {"seen": "No proof"}


def test_a_private_key_is_shown_nowhere():
    pem = read_text("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")
    jwk = read_value({"kty": "EC", "crv": "P-256", "d": "c2VjcmV0"})
    for reading in (pem, jwk):
        assert "c2VjcmV0" not in repr((reading.text, reading.decoded, reading.findings))


def test_a_file_too_large_is_refused_unread():
    reading = read(Document("x.json", b"", oversize=3 * MAX_DOCUMENT_BYTES))
    found = told(reading, "parse.too_large")
    assert found.params == {"size": 60, "limit": 20}
    sentences(found)


# Bytes.


def test_other_encodings_are_refused_but_shown():
    text = json.dumps(credential(name="Müller & Söhne"), ensure_ascii=False)
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        reading = read_text(text.encode(encoding))
        assert violations(reading) == ["parse.wide_encoding"]
        assert reading.credentials[0].content["name"] == "Müller & Söhne"
        sentences(told(reading, "parse.wide_encoding"))
    reading = read_text(text.encode("latin-1"))
    assert violations(reading) == ["parse.not_utf8"]
    assert reading.credentials[0].content["name"] == "Müller & Söhne"
    found = told(reading, "parse.not_utf8")
    assert (reading.text[found.place.offset], found.params["seen"][:7]) == ("ü", "üller &")
    assert found.params["column"] == found.place.offset + 1


def test_a_byte_order_mark_is_told_and_not_counted():
    reading = read_text(b"\xef\xbb\xbf" + json.dumps(credential()).encode())
    assert (violations(reading), remarks(reading)) == ([], ["parse.byte_order_mark"])
    assert reading.text.startswith("{")


# Broken JSON.


def test_broken_json_is_told_with_its_line():
    reading = read_text('{\n  "@context": [],\n  "id": "x",\n}', "x.json")
    found = told(reading, "parse.json_trailing_comma")
    assert (found.rule, found.params["line"], found.params["column"]) == ("PARSE-json-syntax", 3, 12)
    assert reading.text[found.place.offset] == ","
    assert (reading.kind, reading.media_type, reading.generation) == (
        Kind.UNKNOWN,
        "application/json",
        Generation.UNKNOWN,
    )
    assert sentences(found)[0] == "There is a comma too many in line 3."


def test_a_name_said_twice_is_a_violation_at_the_second():
    text = json.dumps(credential(), indent=1).replace('"issuer"', '"id": "https://other.example",\n "issuer"')
    reading = read_text(text)
    found = told(reading, "parse.duplicate_name")
    assert (found.rule, found.place.pointer, found.place.of_key) == ("PARSE-duplicate-name", "/id", True)
    assert found.params["line"] == text[: text.index("https://other")].count("\n") + 1
    assert reading.kind is Kind.CREDENTIAL


def test_places_can_be_written_even_for_damaged_names():
    reading = read_text('{"@context": "x:y", "@id": "a:b", "\\ud800": {"\\udc00": 1}}')
    assert violations(reading) == ["parse.half_character", "parse.half_character"]
    for found in reading.findings:
        json.dumps([found.place.pointer, found.params], ensure_ascii=False).encode("utf-8")
    reading.text.encode("utf-8")


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_running_out_of_memory_or_stack_is_told(monkeypatch, error):
    class Greedy:
        def recognises(self, given):
            return True

        def read(self, given):
            raise error

    monkeypatch.setattr("assay.formats.FORMATS", (Greedy(),))
    assert violations(read_text("{}")) == ["parse.too_complex"]
