# SPDX-License-Identifier: Apache-2.0
"""`assay check`, as a process: exit codes, streams, files. What a script may rely on."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from assay.reports import RENDERERS
from commands import COMMAND, assay, begun
from signing import did_document, token

SAMPLES = Path(__file__).parents[3] / "resources" / "assay_resources" / "samples"
GOOD = SAMPLES / "good" / "participant.json"
BROKEN = SAMPLES / "broken" / "participant-region-as-country.json"
AT = ("--at", "2026-11-22T10:00:00Z")


def body(ran: subprocess.CompletedProcess[bytes]):
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((GOOD, "--draft"), 0),
        ((BROKEN, "--draft"), 1),
        ((GOOD,), 2),
        ((GOOD, BROKEN, "--draft"), 1),
        ((SAMPLES / "broken", "--draft"), 1),
        ((GOOD, "no-such-file.json", "--draft"), 3),
        (("no-such-file.json",), 3),
    ],
    ids=["conformant", "broken", "unsigned", "worst", "folder", "one missing", "missing"],
)
def test_exit_code_tells_the_verdict(words, code):
    ran = assay("check", *words)
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr


def test_what_cannot_be_opened_is_told_and_the_rest_still_reported():
    ran = begun("check", "no-such-file.json", GOOD, "--draft", "--format", "json")
    assert ran.returncode == 3
    assert b"no-such-file.json" in ran.stderr
    assert [document["verdict"] for document in body(ran)["documents"]] == ["conformant"]


@pytest.mark.parametrize("given", [b"", b"\x00\xff\xfe", b"<html>", b"{", b"[]", b"\x1b[2J", b"\xff" * 3])
def test_what_is_no_credential_does_not_conform(given):
    ran = begun("check", "-", "--format", "json", given=given)
    assert ran.returncode == 1
    (document,) = body(ran)["documents"]
    assert (document["name"], document["verdict"]) == ("-", "non_conformant")
    assert document["findings"][0]["stage"] == "parse"
    assert ran.stderr == b""


def test_same_input_and_moment_give_the_same_bytes():
    first, second = (assay("check", SAMPLES, "--draft", *AT, "--format", "json") for _ in range(2))
    assert first.stdout == second.stdout
    assert body(first)["moment"] == "2026-11-22T10:00:00Z"


def test_documents_come_in_the_order_given():
    ran = begun("check", BROKEN, GOOD, "--draft", "--format", "json")
    assert [document["name"] for document in body(ran)["documents"]] == [str(BROKEN), str(GOOD)]


def test_a_folder_and_a_zip_are_walked_alike(tmp_path):
    packed = tmp_path / "samples.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(SAMPLES.rglob("*.json")):
            archive.write(path, path.relative_to(SAMPLES).as_posix())
    folder, unpacked = (begun("check", where, "--draft", *AT, "--format", "json") for where in (SAMPLES, packed))
    assert body(folder) == body(unpacked)
    assert "good/participant.json" in [document["name"] for document in body(folder)["documents"]]


@pytest.mark.parametrize("format_name", list(RENDERERS))
def test_every_format_goes_to_a_pipe_and_to_a_file(tmp_path, format_name):
    target = tmp_path / "report"
    piped = assay("check", BROKEN, "--draft", *AT, "--format", format_name)
    filed = begun("check", BROKEN, "--draft", *AT, "--format", format_name, "--out", target)
    starts = {
        "text": "✕ ".encode(),
        "json": b"{\n",
        "html": b"<!DOCTYPE html>",
        "pdf": b"%PDF-1.7",
        "markdown": b"### ",
    }
    for made in (piped.stdout, target.read_bytes()):
        assert made.lstrip().startswith(starts[format_name])
    assert piped.returncode == filed.returncode == 1
    assert filed.stdout.decode().startswith("✕ Does not conform: 1 thing to correct.\nReport written to ")
    assert piped.stderr == filed.stderr == b""


@pytest.mark.parametrize(
    ("name", "start"), [("r.html", b"<!DOCTYPE"), ("r.PDF", b"%PDF"), ("r.json", b"{"), ("r", b"\xe2")]
)
def test_format_follows_the_name_of_the_output_file(tmp_path, name, start):
    begun("check", BROKEN, "--draft", "--out", tmp_path / name)
    assert (tmp_path / name).read_bytes().lstrip().startswith(start)


def test_quiet_says_the_answer_only(tmp_path):
    assert begun("check", GOOD, "--draft", "--quiet").stdout.decode().count("\n") == 1
    assert begun("check", GOOD, "--draft", "--quiet", "--out", tmp_path / "r.json").stdout == b""
    assert body(begun("check", GOOD, "--draft", "--quiet", "--format", "json"))["report_version"] == 1


def test_report_is_never_written_over_what_was_checked(tmp_path):
    document = tmp_path / "a.json"
    document.write_bytes(GOOD.read_bytes())
    (tmp_path / "link.json").symlink_to(document)
    for words in (
        (document, "--out", document),
        (document, "--out", tmp_path / "link.json"),
        (tmp_path, "--out", document),
    ):
        ran = begun("check", *words, "--draft")
        assert ran.returncode == 3
        assert b"would overwrite" in ran.stderr
    assert document.read_bytes() == GOOD.read_bytes()


def test_bad_place_for_the_report_is_told_before_anything_is_checked(tmp_path):
    for target, reason in ((tmp_path / "no" / "r.html", b"does not exist"), (tmp_path, b"is a folder")):
        ran = begun("check", GOOD, "--draft", "--out", target)
        assert (ran.returncode, ran.stdout) == (3, b"")
        assert reason in ran.stderr


def test_report_leaves_no_draft_behind_and_replaces_an_old_one(tmp_path):
    target = tmp_path / "r.html"
    target.write_bytes(b"old")
    assert begun("check", GOOD, "--draft", "--out", target).returncode == 0
    assert target.read_bytes().startswith(b"<!DOCTYPE")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.skipif(os.name == "nt", reason="devices of Unix")
def test_device_is_written_to_not_replaced():
    ran = assay("check", GOOD, "--draft", "--format", "json", "--out", "/dev/stdout", "--quiet")
    assert body(ran)["report_version"] == 1
    assert assay("check", GOOD, "--draft", "--out", os.devnull).returncode == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_full_disk_is_not_a_success():
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*COMMAND, "check", GOOD, "--draft"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 4
    assert b"could not be written" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_reader_who_has_seen_enough_is_no_fault():
    with subprocess.Popen(
        [*COMMAND, "check", SAMPLES, "--draft"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        told = process.stderr.read()
    assert (process.returncode, told) == (1, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_interrupted():
    # A shell that started the tests in the background made them deaf to interrupts, and so their children.
    hearing = "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", hearing, *COMMAND, "check", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        told = process.stderr.read()
    assert (process.returncode, told) == (130, b"")


def test_no_colour_and_no_progress_in_a_pipe():
    ran = assay("check", SAMPLES, "--draft")
    assert b"\x1b" not in ran.stdout
    assert ran.stderr == b""


def test_command_to_repeat_has_the_moment_in_it():
    told = begun("check", GOOD, "--draft", "--format", "html").stdout.decode()
    assert f"assay check {GOOD} --draft --format html --at 20" in told
    told = begun("check", GOOD, "--draft", *AT, "--format", "html").stdout.decode()
    assert told.count("--at") == 1


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("de_DE.UTF-8", "de"), ("fr_FR.UTF-8", "fr"), ("it_IT.UTF-8", "en"), ("en_GB", "en"), ("C", "en"), ("", "en")],
)
def test_language_without_texts_falls_back_to_english(locale, lang):
    ran = assay("check", GOOD, "--draft", "--format", "json", LC_ALL=locale, LANG=locale)
    assert body(ran)["lang"] == lang


def test_output_is_utf_8_whatever_the_terminal_says():
    ran = assay("check", GOOD, "--draft", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert ran.returncode == 0
    assert ran.stdout.decode("utf-8").startswith("✓ ")
    missing = assay("check", "fehlt-ü.json", PYTHONIOENCODING="ascii")
    assert missing.returncode == 3
    assert missing.stderr.isascii()


def test_the_files_of_keys_that_were_used_are_named_in_every_form(tmp_path):
    did, signed = tmp_path / "did.json", tmp_path / "document.jwt"
    did.write_text(json.dumps(did_document()), encoding="utf-8")
    signed.write_text(token(json.loads(GOOD.read_text(encoding="utf-8"))), encoding="ascii")
    digest = hashlib.sha256(did.read_bytes()).hexdigest()
    (used,) = body(begun("check", signed, "--did", did, *AT, "--format", "json"))["documents"][0]["inputs"]
    assert (used["role"], used["name"], used["sha256"]) == ("did_document", str(did), digest)
    assert digest[:10] in begun("check", signed, "--did", did, *AT, COLUMNS="200").stdout.decode()
    assert digest in begun("check", signed, "--did", did, *AT, "--format", "html").stdout.decode()
    assert digest not in begun("check", GOOD, "--did", did, *AT, "--format", "html").stdout.decode(), "it was not used"
