# SPDX-License-Identifier: Apache-2.0
"""Bad input through the installed command: a clear sentence, the right exit code, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checking import sample_bytes
from commands import assay, begun

VP_TOKEN = "eyJhbGciOiJQUzI1NiIsInR5cCI6InZwK2p3dCJ9.eyJAY29udGV4dCI6WyJodHRwczovL3d3dy53My5vcmcvbnMvY3JlZ"


FILES: dict[str, tuple[bytes, int, str]] = {
    "empty.json": (b"", 1, "empty"),
    "blank.json": (b" \n\t ", 1, "empty"),
    "page.json": (b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", 1, "web page"),
    "answer.json": (json.dumps({"message": "Conflict", "error": "x", "statusCode": 409}).encode(), 1, "answer"),
    "cut.jwt": (VP_TOKEN.encode(), 1, "cut"),
    "comma.json": (b'{"@context": ["https://www.w3.org/ns/credentials/v2",], "type": []}', 1, "comma"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, 1, "deep"),
    "deep-objects.json": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 1, "deep"),
    "binary.json": (bytes(range(256)) * 40, 1, ""),
    "png.json": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, 1, ""),
    "latin1.json": ('{"name": "Müller"}'.encode("latin-1"), 1, ""),
    "utf16.json": ('{"name": "x"}'.encode("utf-16"), 1, ""),
    "twice.json": (b'{"@context": [], "id": "a", "id": "b"}', 1, "twice"),
    "number.json": (b"42", 1, ""),
    "text.json": (b'"hello"', 1, ""),
    "nul.json": (b"\0\0\0\0", 1, ""),
    "surrogate.json": (b'{"@context": "https://www.w3.org/ns/credentials/v2", "name": "\\ud800"}', 1, ""),
    "did.json": (
        json.dumps(
            {"@context": ["https://www.w3.org/ns/did/v1"], "id": "did:web:a", "verificationMethod": []}
        ).encode(),
        1,
        "DID",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_self_description_gets_a_clear_answer(name: str, tmp_path: Path) -> None:
    data, code, word = FILES[name]
    (tmp_path / name).write_bytes(data)
    run = assay if name.startswith("deep") else begun  # how deep a process can go depends on how it was started
    done = run("check", str(tmp_path / name))
    told = done.stdout.decode("utf-8")
    assert done.returncode == code, told + done.stderr.decode()
    assert b"Traceback" not in done.stdout + done.stderr
    assert word.casefold() in told.casefold()
    assert "Does not conform" in told
    assert (tmp_path / name).read_bytes() == data, "the document was changed"


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    done = begun("check", str(path))
    assert done.returncode == 1
    assert b"large" in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_path_with_spaces_and_umlauts(tmp_path: Path) -> None:
    path = tmp_path / "Müllers Akte ✓" / "Übung 1.json"
    path.parent.mkdir()
    path.write_bytes(sample_bytes("good/participant.json"))
    done = begun("check", "--draft", str(path))
    assert done.returncode == 0, done.stderr
    assert "Übung 1.json" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--nonsense"], ["nonsense"], ["check", "x", "--at", "noon"]]
)
def test_wrong_usage_is_exit_three(arguments: list[str]) -> None:
    done = begun(*arguments)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_a_missing_path_is_told_and_the_others_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    path.write_bytes(sample_bytes("good/participant.json"))
    done = begun("check", "--draft", str(tmp_path / "nowhere.json"), str(path))
    assert done.returncode == 3
    assert b"nowhere.json" in done.stderr
    assert b"Ready to sign" in done.stdout


def test_a_folder_without_documents(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    done = begun("check", str(tmp_path))
    assert done.returncode == 3
    assert done.stderr
    assert b"Traceback" not in done.stderr


def _without_root_powers() -> list[str]:
    """A prefix that makes file permissions bind root too; empty where they bind anyway."""
    if os.geteuid() != 0:
        return []
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.json"
    path.write_bytes(b"{}")
    path.chmod(0)
    command = [*_without_root_powers(), sys.executable, "-m", "assay", "check", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 3
    assert b"closed.json" in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_input_is_a_document() -> None:
    done = assay("check", "--draft", "-", given=sample_bytes("good/participant.json"))
    assert done.returncode == 0, done.stderr
    assert b"Ready to sign" in done.stdout


def test_the_exit_codes_of_a_set(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(sample_bytes("good/participant.json"))
    assert begun("check", "--draft", str(tmp_path)).returncode == 0
    assert begun("check", str(tmp_path)).returncode == 2
    (tmp_path / "b.json").write_bytes(sample_bytes("broken/participant-headquarters-missing.json"))
    assert begun("check", "--draft", str(tmp_path)).returncode == 1


def test_the_report_is_the_same_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(sample_bytes("broken/offering-address-as-text.json"))
    first, second = (
        assay("check", "--draft", "--at", "2026-11-22T10:00:00Z", "--format", "json", str(path)).stdout
        for _ in range(2)
    )
    assert first == second
    assert json.loads(first)["documents"][0]["verdict"] == "non_conformant"
