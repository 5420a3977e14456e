# SPDX-License-Identifier: Apache-2.0
"""`assay accept --together`: what is found in several files as one submission."""

import json
from pathlib import Path

import pytest

from assay.__main__ import main
from assay.acceptances import path_beside
from checking import sample

AT = ("--at", "2026-11-22T10:00:00Z", "--lang", "en")
WHY = ("--reason", "The register corrects it", "--owner", "Zoë Müller")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files that describe one company by different names."""
    told, made = sample("good/participant.json"), tmp_path / "submission"
    made.mkdir()
    for name in ("a.json", "b.json"):
        told["credentialSubject"]["name"] = name
        (made / name).write_text(json.dumps(told, indent=2))
    return made


def run(capsysbinary, *arguments: object) -> tuple[int, str, str]:
    code = main([*map(str, arguments), *AT])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def contradiction(capsysbinary, *paths: Path) -> str:
    out = run(capsysbinary, "accept", "--together", *paths, "--list")[1]
    return next(line.split()[0] for line in out.splitlines() if "contradict each other" in line)


def test_it_is_accepted_listed_and_withdrawn_by_files_or_folder(folder, capsysbinary):
    files = (folder / "a.json", folder / "b.json")
    finding = contradiction(capsysbinary, *files)
    assert contradiction(capsysbinary, folder) == finding
    code, out, err = run(capsysbinary, "accept", "--together", *files, finding, *WHY)
    assert (code, err) == (0, "")
    assert "Accepted: Two credentials describe the same thing" in out
    assert f"Kept in {files[1]}.accepted" in " ".join(out.split()).replace("/ ", "/")
    assert path_beside(files[1]).exists()
    assert not path_beside(files[0]).exists()
    code, out, _ = run(capsysbinary, "check", "--together", *files, "--draft")
    assert code == 1
    assert "Accepted by Zoë Müller" in " ".join(out.split())
    code, out, _ = run(capsysbinary, "accept", "--together", folder, finding, "--withdraw")
    assert code == 0
    assert out.startswith("No longer accepted: Two credentials")
    assert not path_beside(files[1]).exists()


def test_one_file_is_no_submission(folder, capsysbinary):
    for given in (("-",), (folder / "a.json",), (folder / "nowhere.json",)):
        code, _, err = run(capsysbinary, "accept", "--together", *given, "--list")
        assert code == 3
        assert err


def test_without_it_several_files_are_refused(folder, capsysbinary):
    code, _, err = run(capsysbinary, "accept", folder / "a.json", folder / "b.json", *WHY)
    assert code == 3
    assert "has the id" in err
