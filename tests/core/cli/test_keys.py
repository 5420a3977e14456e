# SPDX-License-Identifier: Apache-2.0
"""`assay keys` and `assay sign`, as processes: what an officer does, in her order, and what goes wrong."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assay.places import user_keys
from checking import sample
from commands import assay, begun
from keys_at_hand import PASSPHRASE, light_vault
from signing import ACME

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in a profile of its own, with a passphrase in a file."""
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    monkeypatch.chdir(tmp_path)
    return begun


@pytest.fixture
def company(run: Run) -> Run:
    """The same, with one key in a vault that its passphrase opens at once."""
    light_vault(user_keys())
    assert run("keys", "new", "--name", "company", "--did", ACME, "--type", "p256").returncode == 0
    return run


def draft(folder: Path, **members: Any) -> Path:
    place = folder / "draft.json"
    told = {**sample("good/participant.json"), "issuer": ACME, **members}
    for name in ("validFrom", "validUntil"):  # of these tests' own day: they are filled in
        del told[name]
    place.write_text(json.dumps(told))
    return place


def test_a_key_is_made_listed_and_told_of(run: Run, tmp_path: Path) -> None:
    made = assay("keys", "new", "--name", "company", "--did", ACME)
    assert (made.returncode, made.stderr) == (0, b"")
    assert b"RSA, 3072 bits" in made.stdout
    listed = assay("keys", "list")
    assert b"company" in listed.stdout
    assert b"none yet" in listed.stdout
    log = assay("keys", "log", "--out", tmp_path / "log.json")
    assert log.returncode == 0
    told = json.loads((tmp_path / "log.json").read_text())
    assert [entry["action"] for entry in told["entries"]] == ["vault", "make"]
    assert told["fault"] == ""


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_nobody_else_may_read_the_files(company: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "assay" / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir() if path.name != ".lock"}
    assert set(modes.values()) == {0o600}, modes


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_without_any_key_it_says_how_to_get_one(run: Run, lang: str) -> None:
    ran = run("keys", "list", "--lang", lang)
    assert ran.returncode == 0
    assert "assay keys new" in ran.stdout.decode()
    assert run("keys", "log", "--lang", lang).returncode == 3


def test_without_a_keyring_and_without_a_passphrase_nothing_is_made(run: Run, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("ASSAY_PASSPHRASE_FILE")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nothing"))
    ran = run("keys", "new", "--name", "company", "--did", ACME)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"--passphrase-file" in ran.stderr
    assert not list((tmp_path / "data").rglob("*.key.json"))


def test_a_locked_vault_is_listed_and_opened_by_its_passphrase_alone(
    company: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSAY_PASSPHRASE_FILE")
    listed = company("keys", "list")
    assert (listed.returncode, b"were not opened" in listed.stdout) == (0, True)
    (tmp_path / "wrong").write_text("another passphrase\n")
    for words, text in (
        ([], b"--passphrase-file"),
        (["--passphrase-file", tmp_path / "wrong"], b"not the right one"),
        (["--passphrase-file", tmp_path / "missing"], b"cannot be used"),
        (["--passphrase-file", tmp_path], b"cannot be used"),
    ):
        ran = company("sign", draft(tmp_path), "--key", "company", "--out", tmp_path / "x.jwt", *words)
        assert (ran.returncode, ran.stdout) == (3, b"")
        assert text in ran.stderr
    assert not (tmp_path / "x.jwt").exists()
    right = company("keys", "list", "--passphrase-file", tmp_path / "passphrase")
    assert b"were not opened" not in right.stdout


@pytest.mark.parametrize("content", [b"", b"\n", b"two\nlines\n", b"\xff\xfe\x00", b"x" * 20_000])
def test_a_passphrase_file_holds_one_line(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    ran = run("keys", "new", "--name", "a", "--did", ACME, "--passphrase-file", tmp_path / "odd")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"passphrase file" in ran.stderr
    assert content.strip() == b"" or content.strip() not in ran.stderr


@pytest.mark.parametrize(
    ("name", "did", "text"),
    [
        ("", ACME, b"needs a name"),
        ("x" * 61, ACME, b"needs a name"),
        ("a\x1bb", ACME, b"needs a name"),
        ("a", "acme.example", b"did:web"),
        ("a", "did:key:z6Mk", b"did:web"),
        ("a", f"{ACME}#key", b"did:web"),
        ("a", "did:web:", b"did:web"),
        ("COMPANY", ACME, b"already"),
    ],
)
def test_a_key_needs_a_name_and_an_owner(company: Run, name: str, did: str, text: bytes) -> None:
    ran = company("keys", "new", "--name", name, "--did", did, "--type", "p256")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert text in ran.stderr


def test_a_good_draft_is_signed_and_verified(company: Run, tmp_path: Path) -> None:
    ran = assay("sign", draft(tmp_path), "--key", "company", "--out", tmp_path / "signed.jwt")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Acme Cloud GmbH" in ran.stdout
    assert (tmp_path / "signed.jwt").read_text().count(".") == 2
    again = assay("sign", tmp_path / "signed.jwt", "--key", "company", "--out", tmp_path / "twice.jwt")
    assert (again.returncode, b"signed already" in again.stderr) == (3, True)


def test_a_preview_writes_nothing(company: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = company("sign", draft(tmp_path), "--key", "company", "--preview")
    assert ran.returncode == 0
    assert b"Digest" in ran.stdout
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "draft.json"])


def test_what_does_not_conform_is_told_and_signed_for_a_reason_only(company: Run, tmp_path: Path) -> None:
    wrong = sample("good/participant.json")["credentialSubject"]
    del wrong["legalAddress"]
    place, out = draft(tmp_path, credentialSubject=wrong), tmp_path / "signed.jwt"
    refused = company("sign", place, "--key", "company", "--out", out)
    assert refused.returncode == 1
    assert b"Legal address" in refused.stdout
    assert b"--reason" in refused.stderr
    assert company("sign", place, "--key", "company", "--out", out, "--reason", "short").returncode == 1
    assert not out.exists()
    reason = "the address follows next week"
    assert company("sign", place, "--key", "company", "--out", out, "--reason", reason).returncode == 0
    assert reason.encode() in company("keys", "log").stdout


def test_a_retired_key_signs_no_more_and_a_removed_one_is_gone(company: Run, tmp_path: Path) -> None:
    assert company("keys", "retire", "company").returncode == 0
    assert b"verifies only" in company("keys", "list").stdout
    ran = company("sign", draft(tmp_path), "--key", "company", "--out", tmp_path / "x.jwt")
    assert (ran.returncode, b"retired" in ran.stderr) == (3, True)
    warned = company("keys", "remove", "company")
    assert (warned.returncode, b"--yes" in warned.stdout) == (1, True)
    assert b"company" in company("keys", "list").stdout
    assert company("keys", "remove", "company", "--yes").returncode == 0
    assert b"company" not in company("keys", "list").stdout
    assert company("keys", "retire", "company").returncode == 3


def test_backup_and_restore_on_another_profile(company: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").write_text("a passphrase for the backup")
    own = ("--backup-passphrase-file", tmp_path / "own")
    made = company("keys", "backup", "--out", tmp_path / "keys.backup", *own)
    assert (made.returncode, b"tried" in made.stdout) == (0, True)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert company("keys", "restore", tmp_path / "keys.backup").returncode == 3
    assert company("keys", "restore", tmp_path / "keys.backup", *own).returncode == 0
    ran = company("sign", draft(tmp_path), "--key", "company", "--out", tmp_path / "signed.jwt")
    assert ran.returncode == 0
    log = company("keys", "log")
    assert (log.returncode, b"restored" in log.stdout) == (0, True)


def test_one_damaged_file_hides_no_other_key(company: Run, tmp_path: Path) -> None:
    first = next((tmp_path / "data").rglob("*.key.json"))
    assert company("keys", "new", "--name", "second", "--did", ACME, "--type", "p256").returncode == 0
    first.write_text(first.read_text().replace("acme.example", "evil.example"))
    listed = company("keys", "list")
    assert (listed.returncode, b"second" in listed.stdout, b"company" in listed.stdout) == (1, True, False)
    assert b"changed or damaged" in listed.stderr
    assert company("keys", "new", "--name", "third", "--did", ACME, "--type", "p256").returncode == 3
    assert company("sign", draft(tmp_path), "--key", "second", "--out", tmp_path / "x.jwt").returncode == 0
    assert company("sign", draft(tmp_path), "--key", "company", "--out", tmp_path / "y.jwt").returncode == 3


def test_a_changed_log_shows(company: Run, tmp_path: Path) -> None:
    log = tmp_path / "data" / "assay" / "keys" / "log.jsonl"
    log.write_text(log.read_text().replace("company", "comp4ny"))
    ran = company("keys", "log")
    assert ran.returncode == 1
    assert b"Entry 2" in ran.stdout


def test_two_machines(company: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request, response, out = (tmp_path / name for name in ("request.json", "response.json", "signed.jwt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "desk"))
    asked = company("sign", draft(tmp_path), "--request", ACME, "--out", request)
    assert asked.returncode == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    signed = company("sign", request, "--key", "company", "--out", response)
    assert signed.returncode == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "desk"))
    taken = company("sign", response, "--accept", request, "--out", out)
    assert (taken.returncode, out.read_text().count(".")) == (0, 2)
    digests = [line for line in asked.stdout.decode().splitlines() if line.startswith("Digest")]
    assert digests == [line for line in signed.stdout.decode().splitlines() if line.startswith("Digest")]
    shown = [line for line in signed.stdout.decode().splitlines() if line.startswith("Thumbprint")]
    assert shown == [line for line in taken.stdout.decode().splitlines() if line.startswith("Thumbprint")]
    assert not (tmp_path / "desk" / "assay" / "keys").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["sign", "--key", "company", "--out", "x"],
        ["sign", "a", "--present", "b", "--key", "company", "--out", "x"],
        ["sign", "draft.json", "--key", "company"],
        ["sign", "draft.json", "--out", "x"],
        ["sign", "draft.json", "--key", "company", "--request", ACME, "--out", "x"],
        ["sign", "draft.json", "--key", "nobody", "--out", "x"],
        ["sign", "missing.json", "--key", "company", "--out", "x"],
        ["sign", "draft.json", "--key", "company", "--out", "draft.json"],
        ["sign", "draft.json", "--key", "company", "--out", "no/folder/x"],
        ["sign", "draft.json", "--key", "company", "--profile", "none", "--out", "x"],
        ["sign", "draft.json", "--request", "acme.example", "--out", "x"],
        ["keys"],
        ["keys", "new", "--name", "a"],
        ["keys", "new", "--name", "a", "--did", ACME, "--type", "dsa"],
        ["keys", "backup", "--out", "no/folder/x"],
        ["keys", "restore", "missing"],
        ["keys", "restore", "draft.json"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told(company: Run, tmp_path: Path, words: list[str]) -> None:
    content = draft(tmp_path).read_bytes()
    ran = company(*words)
    assert ran.returncode == 3
    assert ran.stderr
    assert b"Traceback" not in ran.stderr
    assert (tmp_path / "draft.json").read_bytes() == content
    assert not (tmp_path / "x").exists()
