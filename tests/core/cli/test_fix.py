# SPDX-License-Identifier: Apache-2.0
"""`assay fix`: a corrected copy, the difference, choices, and what it refuses."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from assay.__main__ import main
from checking import sample, sample_bytes
from loire_set import NOTARY, number, participant
from signing import presented, token

AT = ("--at", "2026-11-22T10:00:00Z", "--lang", "en")
SAFE = {
    "participant-region-as-country": ('"DE-BY"', '"DE"'),
    "participant-city-with-prefix": ('"gx:locality"', '"locality"'),
    "offering-address-as-text": ('"gx:url"', '"url"'),
    "offering-reference-slip": ("participant.json#CS", "participant.json#cs"),
}


def placed(folder: Path, name: str) -> Path:
    path = folder / f"{name}.json"
    path.write_bytes(sample_bytes(f"broken/{name}.json"))
    return path


def told(capsysbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    out, err = capsysbinary.readouterr()
    return out.decode(), err.decode()


@pytest.mark.parametrize(("name", "fault", "mended"), [(name, *pair) for name, pair in SAFE.items()])
def test_a_corrected_copy_stands_beside_the_original(tmp_path, capsysbinary, name, fault, mended):
    path = placed(tmp_path, name)
    before = path.read_bytes()
    assert main(("fix", str(path), *AT)) == 0
    copy = tmp_path / f"{name}-corrected.json"
    assert copy.read_bytes() == before.replace(fault.encode(), mended.encode(), 1)
    assert path.read_bytes() == before
    out, err = told(capsysbinary)
    assert "Corrected:" in out
    assert f"Corrected copy: {copy}" in out
    assert "Ready to sign" in out.splitlines()[-1]
    assert err == ""


def test_what_would_change_is_shown_and_nothing_written(tmp_path, capsysbinary):
    path = placed(tmp_path, "participant-region-as-country")
    assert main(("fix", str(path), "--dry-run", *AT)) == 0
    out, _ = told(capsysbinary)
    assert '\n-      "countryCode": "DE-BY",\n+      "countryCode": "DE",\n' in out
    assert re.search(r"^@@ -\d+,7 \+\d+,7 @@$", out, re.MULTILINE)
    assert list(tmp_path.iterdir()) == [path]


def test_what_has_to_be_decided_is_listed_and_can_be_chosen(tmp_path, capsysbinary):
    path = placed(tmp_path, "participant-headquarters-missing")
    assert main(("fix", str(path), "--dry-run", *AT)) == 1
    out, _ = told(capsysbinary)
    assert "Copy the legal address." in out
    assert "Missing: Headquarters address." in out
    choice = re.search(r"^  ([0-9a-f]{8}=copy)$", out, re.MULTILINE)[1]
    assert main(("fix", str(path), "--choose", choice, "-o", str(tmp_path / "out.json"), *AT)) == 0
    subject = json.loads((tmp_path / "out.json").read_bytes())["credentialSubject"]
    assert subject["headquartersAddress"] == subject["legalAddress"]


def test_a_choice_that_a_correction_makes_room_for_can_be_made_at_once(tmp_path, capsysbinary):
    value = sample("broken/participant-headquarters-missing.json")
    value["credentialSubject"]["LegalAddress"] = value["credentialSubject"].pop("legalAddress")
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value, indent=2), "utf-8")
    main(("fix", str(path), "--dry-run", *AT))
    choices = re.findall(r"^  ([0-9a-f]{8}=copy)$", told(capsysbinary)[0], re.MULTILINE)
    assert len(choices) == 1
    assert main(("fix", str(path), "--choose", choices[0], *AT)) == 0


def test_the_file_itself_only_where_that_is_asked_for(tmp_path, capsysbinary):
    path = placed(tmp_path, "participant-region-as-country")
    before = path.read_bytes()
    assert main(("fix", str(path), "--in-place", *AT)) == 0
    assert path.read_bytes() == before.replace(b"DE-BY", b"DE")
    assert list(tmp_path.iterdir()) == [path]


def test_what_needs_no_correction_is_not_copied(tmp_path, capsysbinary):
    path = tmp_path / "participant.json"
    path.write_bytes(sample_bytes("good/participant.json"))
    assert main(("fix", str(path), *AT)) == 0
    assert "Nothing could be corrected" in told(capsysbinary)[0]
    assert list(tmp_path.iterdir()) == [path]


def test_a_signed_document_becomes_an_unsigned_draft(tmp_path, capsysbinary):
    own = participant()
    own["credentialSubject"]["legalAddress"]["countryCode"] = "DE-BY"
    notary = token(number(), key=NOTARY)
    path = tmp_path / "set.jwt"
    path.write_text(token(presented(token(own), notary)), "utf-8")
    before = path.read_bytes()
    main(("fix", str(path), *AT))
    out, _ = told(capsysbinary)
    assert "The copy is an unsigned draft" in out
    assert f"Kept as “{NOTARY}” signed it." in out
    made = json.loads((tmp_path / "set-corrected.json").read_bytes())
    assert made["verifiableCredential"][0]["credentialSubject"]["legalAddress"]["countryCode"] == "DE"
    assert made["verifiableCredential"][1]["id"].endswith(notary)
    assert path.read_bytes() == before


def refused(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    assert main(("fix", *arguments, "--lang", "en")) == 3
    out, err = told(capsysbinary)
    assert out == ""
    return err


def test_what_is_refused(tmp_path, capsysbinary):
    path = placed(tmp_path, "participant-region-as-country")
    there = tmp_path / "participant-region-as-country-corrected.json"
    there.write_bytes(b"mine")
    assert "is there already" in refused(capsysbinary, str(path))
    assert there.read_bytes() == b"mine"
    assert "Both --out and --in-place" in refused(capsysbinary, str(path), "--in-place", "--out", "x.json")
    assert "would overwrite" in refused(capsysbinary, str(path), "--out", str(path))
    assert "no correction" in refused(capsysbinary, str(path), "--dry-run", "--choose", "00000000=x")
    assert "no correction" in refused(capsysbinary, str(path), "--dry-run", "--choose", "nonsense")
    assert "not one document" in refused(capsysbinary, str(tmp_path))
    assert refused(capsysbinary, str(tmp_path / "missing.json"))
    assert refused(capsysbinary, str(path), "--dry-run", "--pack", "no-such-pack")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([path.name, there.name])


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe{\0}\0", b"<html>", b"a:b a:c a:d ."])
def test_what_is_no_document_to_correct(tmp_path, capsysbinary, data):
    path = tmp_path / "a.json"
    path.write_bytes(data)
    assert "cannot be corrected here" in refused(capsysbinary, str(path), "--dry-run")


def test_signed_by_others_or_over_a_signed_file(tmp_path, capsysbinary):
    path = tmp_path / "vat.jwt"
    path.write_text(token(number(), key=NOTARY), "utf-8")
    assert "known to be yours" in refused(capsysbinary, str(path))
    path.write_text(token(participant()), "utf-8")
    assert "take the place of the signed file" in refused(capsysbinary, str(path), "--in-place")


def test_from_a_pipe(tmp_path, capsysbinary, monkeypatch):
    class Standard:
        buffer = io.BytesIO(sample_bytes("broken/participant-region-as-country.json"))

    monkeypatch.setattr(sys, "stdin", Standard)
    assert "no name for a copy" in refused(capsysbinary, "-")
    Standard.buffer.seek(0)
    assert main(("fix", "-", "--out", str(tmp_path / "a.json"), *AT)) == 0
    assert json.loads((tmp_path / "a.json").read_bytes())
