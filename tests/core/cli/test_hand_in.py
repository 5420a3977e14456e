# SPDX-License-Identifier: Apache-2.0
"""`assay hand-in`, as a process: lines to paste, answers that are read, nothing that is sent."""

import json
from pathlib import Path
from typing import Any

import pytest

import loire_set
from commands import assay, begun
from signing import ACME, did_document, json_file, presented, token

NUMBER = "https://acme.example/credentials/number.json"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_kit_is_written_once(folder: Path) -> None:
    (folder / "all.jwt").write_text(token(presented(token(loire_set.participant()))))
    words = ("hand-in", "kit", "all.jwt", "--out", "kit", "--level", "L1", "--clearing-house", "house.example")
    made = assay(*words)
    assert made.returncode == 0
    assert b"https://house.example/v2/api/credential-offers/label-level-1" in made.stdout
    assert {path.name for path in (folder / "kit").iterdir()} == {"README.txt", "presentation.jwt"}
    assert assay(*words).returncode == 0
    (folder / "kit" / "presentation.jwt").write_text("mine")
    again = assay(*words)
    assert (again.returncode, (folder / "kit" / "presentation.jwt").read_text()) == (3, "mine")
    for wrong in (("draft.json",), ("missing.jwt",)):
        (folder / "draft.json").write_text(json.dumps(loire_set.participant()))
        ran = assay("hand-in", "kit", *wrong, "--out", "other")
        assert (ran.returncode, b"Traceback" in ran.stderr) == (3, False)


def notarised(**members: Any) -> str:
    told = {**loire_set.number(), "id": NUMBER, **members}
    told["credentialSubject"] = {**told["credentialSubject"], "id": f"{NUMBER}#cs"}
    return token(told, key=loire_set.NOTARY)


def test_the_answer_of_a_notary_is_checked(folder: Path) -> None:
    (folder / "number.jwt").write_text(notarised())
    did = json_file(folder / "notary.json", did_document(loire_set.NOTARY))
    words = ("hand-in", "answer", "number.jwt", "--did", did, "--at", "2026-11-22T10:00:00Z")
    asked = ("--asked-kind", "vat-id", "--asked-id", NUMBER)
    good = begun(*words, *asked, "--out", ".")
    assert good.returncode in (0, 2), good.stdout
    assert b"signature holds" in good.stdout
    assert [path.read_text() for path in folder.glob("credential-*.jwt")] == [notarised()]
    for wrong, text in (
        (("--asked-id", "https://acme.example/other.json"), b"another id"),
        (("--asked-id", NUMBER, "--asked-subject", f"{NUMBER}#CS"), b"has to refer to this one"),
        (("--asked-id", NUMBER, "--asked-kind", "lei-code"), b"not of the kind"),
    ):
        ran = begun(*words, *wrong)
        assert (ran.returncode, text in ran.stdout) == (1, True), ran.stdout
    forged = notarised(validUntil="2027-12-30T00:00:00Z").rpartition(".")[0] + "." + notarised().rpartition(".")[2]
    (folder / "number.jwt").write_text(forged)
    assert begun(*words).returncode == 1


ANSWERS = {
    "Loire": (json.dumps({"statusCode": 409, "message": "Conflict", "error": "no"}), 1),
    "Tagus": (json.dumps({"statusCode": 409, "message": {"conforms": False, "results": ["a", "b"]}}), 1),
    "page": ("<html><body>502 Bad Gateway</body></html>", 1),
    "nothing": ("", 2),
    "terminal": ("\x1b]0;title\x07 hello", 1),
    "nested": ("[" * 50_000, 1),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_comes_back_is_told(folder: Path, name: str) -> None:
    answer, code = ANSWERS[name]
    (folder / "answer").write_text(answer)
    ran = begun("hand-in", "answer", "answer")
    assert ran.returncode in (code, 2)
    assert ran.stdout
    assert b"\x1b]" not in ran.stdout
    assert b"Traceback" not in ran.stderr


def test_lines_for_the_notary_and_the_terms(folder: Path) -> None:
    ran = begun("hand-in", "number", "vat-id", "DE129273398", "--id", NUMBER, "--notary", loire_set.NOTARY)
    assert b"https://www.delta-dao.com/notary/v2/registration-numbers/vat-id/DE129273398?vcId=" in ran.stdout
    doubted = begun("hand-in", "number", "vat-id", "DE000000000", "--id", NUMBER)
    assert (doubted.returncode, len(doubted.stdout.splitlines())) == (0, 3)
    for kind, number, address in (
        ("euid", "DE1", NUMBER),
        ("vat-id", "", NUMBER),
        ("vat-id", "DE129273398", "no address"),
    ):
        assert begun("hand-in", "number", kind, number, "--id", address).returncode == 3
    assert begun("hand-in", "terms", ACME, "--out", "terms.json").returncode == 0
    checked = begun("check", "terms.json", "--draft")
    assert checked.returncode == 0, checked.stdout
    assert begun("hand-in", "terms", "acme", "--out", "x.json").returncode == 3
