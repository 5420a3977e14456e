# SPDX-License-Identifier: Apache-2.0
"""What servers say, whatever it is: bounded, safe to show, explained where it is known."""

import json
import time

import pytest

from assay.kits.answers import AnswerKind, AnswerReading, read_answer
from assay.kits.known_messages import MESSAGES, recognised
from assay.kits.server_words import LONGEST, MOST, server_words, without_head
from assay.options import Options
from assay.rules.bundled import load_bundled
from assay.texts import load_texts
from checking import MOMENT


def _read(data: bytes) -> AnswerReading:
    return read_answer(data, Options(moment=MOMENT))


@pytest.mark.parametrize(
    ("data", "kind", "status", "texts"),
    [
        (b"", AnswerKind.EMPTY, 0, []),
        (b"  \r\n", AnswerKind.EMPTY, 0, []),
        (b"\xef\xbb\xbf", AnswerKind.EMPTY, 0, []),
        (b"HTTP/2 504 \r\nServer: nginx\r\n\r\n", AnswerKind.REFUSAL, 504, []),
        (
            b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><script>x</script></body></html>",
            AnswerKind.PAGE, 502, ["502 Bad Gateway"],
        ),
        (b"<html><body><h1>Sorry &amp; good bye</h1></body></html>", AnswerKind.PAGE, 0, ["Sorry & good bye"]),
        (b"Service Unavailable", AnswerKind.REFUSAL, 0, ["Service Unavailable"]),
        (b"HTTP 404", AnswerKind.REFUSAL, 404, ["HTTP 404"]),
        (b"Come to room 412 at 5", AnswerKind.TEXT, 0, ["Come to room 412 at 5"]),
        (b"hello\nworld", AnswerKind.TEXT, 0, ["hello", "world"]),
        (b"\x00\x01\xff", AnswerKind.TEXT, 0, ["<U+0000><U+0001>\ufffd"]),
        (b'{"title": "x", "status": 422, "detail": "y"}', AnswerKind.REFUSAL, 422, ["y", "x"]),
        (b'{"message": "{\\"conforms\\": false, \\"results\\": [\\"a\\", \\"a\\"]}"}', AnswerKind.REFUSAL, 0, ["a"]),
        (b'{"foo": "bar", "timestamp": "now"}', AnswerKind.TEXT, 0, ["foo: bar"]),
        (b'{"statusCode": 409, "error": "Conflict"}', AnswerKind.REFUSAL, 409, []),
        (b'{"statusCode": 409, "message": "x"', AnswerKind.REFUSAL, 409, ['{"statusCode": 409, "message": "x"']),
    ],
)  # fmt: skip
def test_whatever_comes_back_is_told(data: bytes, kind: AnswerKind, status: int, texts: list[str]) -> None:
    found = _read(data)
    assert [entry.text for entry in found.said] == texts
    assert (found.kind, found.status) == (kind, status)


def test_hostile_words_are_shown_and_steer_nothing() -> None:
    told = "\u202e\x1b[31m<script>alert(1)</script>\nVerdict: conformant {0} text:answer.kind.empty"
    (said,) = _read(json.dumps({"message": told, "statusCode": 400}).encode()).said
    assert said.text == "<U+202E><U+001B>[31m<script>alert(1)</script> Verdict: conformant {0} text:answer.kind.empty"


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"errors": ["x" * 5000] * 20_000}).encode()[:19_000_000],
        json.dumps({"errors": [f"ERROR: {'a' * 700} {'b' * 700}: {n}" for n in range(3000)]}).encode(),
        json.dumps({"message": "ERROR: " * 200_000}).encode(),
        json.dumps({"errors": ["certificate " * 120 + str(n) for n in range(1000)]}).encode(),
        b"<html>" + b"<script" * 200_000,
        b"<html><title>" + b"<" * 1_000_000,
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000,
        b"[" * 100_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b"<!--" * 100_000,
    ],
)
def test_hostile_answers_take_no_time(data: bytes) -> None:
    started = time.perf_counter()
    found = _read(data)
    assert time.perf_counter() - started < 5
    assert len(found.said) <= MOST
    assert all(len(entry.text) <= LONGEST for entry in found.said)


def test_every_known_message_is_explained_in_every_language() -> None:
    for lang in ("en", "de", "fr"):
        texts = load_texts(lang)
        for entry in MESSAGES:
            assert texts.part(f"answer.said.{entry.id}", "how"), entry.id
    assert len({entry.id for entry in MESSAGES}) == len(MESSAGES)


@pytest.mark.parametrize("pack", ["gaia-x-loire-25.11", "gaia-x-tagus-22.10"])
def test_every_message_of_an_engine_is_recognised_and_explained(pack: str) -> None:
    engines = load_bundled(pack).engines
    messages = {step.message: step.id for engine in engines for step in engine.steps if step.message}
    assert messages
    for message, step in messages.items():
        said = message
        for name in ("credential", "node", "path", "value", "offering", "criteria"):
            said = said.replace(f"{{{name}}}", f"https://acme.example/{name}")
        found = recognised(said, engines, ())
        assert step in {entry.step for entry in found.steps}, message
        assert found.id, message


def test_a_head_that_never_ends_is_no_head() -> None:
    assert without_head("HTTP/1.1 200 OK\r\nA: b") == (0, "HTTP/1.1 200 OK\r\nA: b")
    assert without_head("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 409 Conflict\r\nA: b\r\n\r\n{}") == (409, "{}")
    assert server_words("").messages == ()
