# SPDX-License-Identifier: Apache-2.0
"""`assay migrate`: the draft, what became of each value, and what it refuses."""

import io
import json
import sys
from pathlib import Path

import pytest

from assay.__main__ import main
from checking import sample_bytes

AT = ("--at", "2026-11-22T10:00:00Z", "--lang", "en")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.json"
    path.write_bytes(sample_bytes("good/tagus-offering.json"))
    return path


def told(capsysbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    out, err = capsysbinary.readouterr()
    return out.decode(), err.decode()


def test_the_draft_is_written_and_told(old, tmp_path, capsysbinary):
    before = old.read_bytes()
    assert main(("migrate", str(old), "--out", str(tmp_path / "new.json"), *AT)) == 1
    out, err = told(capsysbinary)
    assert err == ""
    assert old.read_bytes() == before
    draft = json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))
    assert len(draft["verifiableCredential"]) == 2
    lines = out.splitlines()
    assert lines[0].endswith("from Tagus to Loire 25.11. The old document stays as it is.")
    assert "Needs your input: 2" in lines
    assert "    Policy language" in lines
    assert "    Country code: DE-BY → DE" in lines
    assert lines[-2:] == [f"Draft: {tmp_path / 'new.json'}", "Does not conform: 1 thing to correct."]


def test_a_draft_that_is_ready_is_told_by_the_exit_code(tmp_path, capsysbinary):
    path = tmp_path / "old.json"
    path.write_bytes(sample_bytes("good/tagus-participant.json"))
    assert main(("migrate", str(path), "--out", str(tmp_path / "new.json"), *AT)) == 0
    assert told(capsysbinary)[0].splitlines()[-1].startswith("Ready to sign")
    assert main(("check", str(tmp_path / "new.json"), "--draft", *AT)) == 0


def test_a_folder_gets_one_file_for_each_credential(old, tmp_path, capsysbinary):
    assert main(("migrate", str(old), "--out", f"{tmp_path / 'drafts'}/", *AT)) == 1
    names = sorted(path.name for path in (tmp_path / "drafts").iterdir())
    assert names == ["legal-person.json", "service-offering.json"]
    assert json.loads((tmp_path / "drafts" / names[0]).read_text(encoding="utf-8"))["credentialSubject"]["name"]
    assert told(capsysbinary)[0].count("Draft: ") == 2


def test_the_account_is_given_to_programs(old, tmp_path, capsysbinary):
    assert main(("migrate", str(old), "--out", str(tmp_path / "new.json"), "--json", *AT)) == 1
    account = json.loads(told(capsysbinary)[0])
    assert account["migration_version"] == 1
    assert (account["generation"], account["verdict"]) == ("tagus", "non_conformant")
    assert account["files"] == [str(tmp_path / "new.json")]
    assert sum(account["counts"].values()) == len(account["rows"])
    row = next(row for row in account["rows"] if row["said"] == "Acme Storage")
    assert row == {
        "what": "moved",
        "because": "same",
        "why": "It says the same in the new form, under the same name.",
        "old": "/verifiableCredential/0/credentialSubject/gx:name",
        "said": "Acme Storage",
        "new": "/verifiableCredential/0/credentialSubject/name",
        "says": "Acme Storage",
        "field": "https://schema.org/name",
        "name": "Name",
    }


@pytest.mark.parametrize("out", ["there.json", "drafts/"])
def test_nothing_is_written_over_unless_it_is_asked_for(old, tmp_path, capsysbinary, out):
    target = tmp_path / "drafts" / "legal-person.json" if out.endswith("/") else tmp_path / out
    target.parent.mkdir(exist_ok=True)
    target.write_text("mine", encoding="utf-8")
    given = f"{tmp_path}/{out}"
    assert main(("migrate", str(old), "--out", given, *AT)) == 3
    assert "is there already" in told(capsysbinary)[1]
    assert target.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in target.parent.iterdir() if path != old and path.name != "drafts") == [
        target.name
    ]
    assert main(("migrate", str(old), "--out", given, "--replace", *AT)) == 1
    assert target.read_text(encoding="utf-8") != "mine"


def test_the_old_file_is_never_written_over(old, capsysbinary):
    before = old.read_bytes()
    assert main(("migrate", str(old), "--out", str(old), "--replace", *AT)) == 3
    assert old.read_bytes() == before
    assert told(capsysbinary)[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (sample_bytes("good/participant.json"), "newest generation already"),
        (b"\x00\x01", "no self-description that can be read"),
        (b"[" * 5000, "no self-description that can be read"),
        (b"@prefix gx: <https://w3id.org/gaia-x/development#> . <urn:x:y> a gx:LegalPerson .", "Turtle"),
    ],
)
def test_what_cannot_be_migrated_is_told(tmp_path, capsysbinary, content, said):
    path = tmp_path / "old.ttl" if content.startswith(b"@prefix") else tmp_path / "old.json"
    path.write_bytes(content)
    assert main(("migrate", str(path), "--out", str(tmp_path / "new.json"), *AT)) == 3
    out, err = told(capsysbinary)
    assert (out, said in err) == ("", True)
    assert path.name in err
    assert not (tmp_path / "new.json").exists()


def test_where_the_draft_goes_has_to_be_said(old, tmp_path, capsysbinary):
    assert main(("migrate", str(old), *AT)) == 3
    assert "--out" in told(capsysbinary)[1]
    assert main(("migrate", str(old), "--out", f"{tmp_path}/no/folder/", *AT)) == 3
    assert main(("migrate", str(tmp_path / "none.json"), "--out", str(tmp_path / "x.json"), *AT)) == 3


def test_standard_input_can_be_migrated(tmp_path, monkeypatch, capsysbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sample_bytes("good/tagus-participant.json"))))
    assert main(("migrate", "-", "--out", str(tmp_path / "new.json"), *AT)) == 0
    assert (tmp_path / "new.json").is_file()


@pytest.mark.parametrize(("lang", "said"), [("de", "Ihre Angabe fehlt: 2"), ("fr", "Il faut votre réponse\u00a0: 2")])
def test_it_is_told_in_each_language(old, tmp_path, capsysbinary, lang, said):
    assert main(("migrate", str(old), "--out", str(tmp_path / "new.json"), "--at", AT[1], "--lang", lang)) == 1
    assert said in told(capsysbinary)[0].splitlines()


def test_a_hostile_value_does_not_steer_the_terminal(tmp_path, capsysbinary):
    value = json.loads(sample_bytes("good/tagus-participant.json"))
    value["credentialSubject"]["gx:legalName"] = "Acme\u001b[2J\u202eX"
    (tmp_path / "old.json").write_text(json.dumps(value), encoding="utf-8")
    main(("migrate", str(tmp_path / "old.json"), "--out", str(tmp_path / "new.json"), *AT))
    out, _ = told(capsysbinary)
    assert "\u001b" not in out
    assert "\u202e" not in out
