# SPDX-License-Identifier: Apache-2.0
"""`assay accept`: accept, list, withdraw, and what it refuses."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assay.__main__ import main
from assay.acceptances import path_beside
from checking import sample_bytes

AT = ("--at", "2026-11-22T10:00:00Z", "--lang", "en")
WHY = ("--reason", "The supplier corrects it", "--owner", "Zoë Müller")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "participant.json"
    made.write_bytes(sample_bytes("broken/participant-region-as-country.json"))
    return made


def run(capsysbinary, *arguments: object) -> tuple[int, str, str]:
    code = main([*map(str, arguments), *AT])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def violation(path: Path, capsysbinary) -> str:
    out = run(capsysbinary, "accept", path, "--list")[1]
    return next(line.split()[0] for line in out.splitlines() if "is a region" in line)


def test_a_finding_is_accepted_listed_and_withdrawn(path, capsysbinary):
    finding = violation(path, capsysbinary)
    code, out, err = run(capsysbinary, "accept", path, finding, *WHY, "--due", "2027-01-31")
    assert (code, err) == (0, "")
    assert out.startswith("Accepted: Country code: “DE-BY” is a region")
    assert f"Kept in {path}.accepted" in " ".join(out.split()).replace("/ ", "/")
    kept = json.loads(path_beside(path).read_bytes())["accepted"][0]
    assert (kept["finding"], kept["owner"], kept["due"]) == (finding, "Zoë Müller", "2027-01-31")
    out = " ".join(run(capsysbinary, "accept", path, "--list")[1].split())
    assert "Accepted by Zoë Müller on 2026-11-22, until 2027-01-31: The supplier corrects it" in out
    code, out, _ = run(capsysbinary, "accept", path, finding, "--withdraw")
    assert code == 0
    assert out.startswith("No longer accepted: Country code")
    assert not path_beside(path).exists()


def test_the_exit_code_of_a_check_stays(path, capsysbinary):
    before = run(capsysbinary, "check", path, "--draft")[0]
    run(capsysbinary, "accept", path, violation(path, capsysbinary), *WHY)
    code, out, _ = run(capsysbinary, "check", path, "--draft")
    assert code == before == 1
    assert "Accepted by Zoë Müller" in " ".join(out.split())


def test_a_finding_of_a_draft_and_one_of_what_is_handed_in_can_both_be_accepted(path, capsysbinary):
    out = run(capsysbinary, "accept", path, "--list")[1]
    needed = next(line.split()[0] for line in out.splitlines() if "Still needed" in line)
    report = json.loads(run(capsysbinary, "check", path, "--format", "json")[1])
    for finding in (needed, report["documents"][0]["findings"][0]["id"]):
        assert run(capsysbinary, "accept", path, finding, *WHY)[0] == 0


def test_what_is_no_longer_found_can_be_withdrawn(path, capsysbinary):
    finding = violation(path, capsysbinary)
    run(capsysbinary, "accept", path, finding, *WHY)
    path.write_bytes(sample_bytes("good/participant.json"))
    out = run(capsysbinary, "accept", path, "--list")[1]
    assert "No longer found" in out
    assert finding in out
    assert run(capsysbinary, "accept", path, finding, "--withdraw")[0] == 0
    assert not path_beside(path).exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "which finding"),
        (("0" * 16, *WHY), "No finding of this document"),
        (("0" * 16, "--withdraw"), "is not accepted"),
        (("0" * 16, "--list"), "--list shows all"),
        (("--list", "--owner", "Zoë"), "only go with accepting"),
        (("--list", "--withdraw"), "--withdraw"),
        (("0" * 16, *WHY, "--due", "soon"), "soon"),
    ],
)
def test_what_makes_no_sense_is_refused(path, capsysbinary, arguments, expected):
    code, _, err = run(capsysbinary, "accept", path, *arguments)
    assert code == 3
    assert expected in err
    assert not path_beside(path).exists()


def test_a_reason_is_asked_for(path, capsysbinary):
    finding = violation(path, capsysbinary)
    for arguments in ((), ("--reason", "because", "--owner", "Z"), ("--reason", "it is so")):
        code, _, err = run(capsysbinary, "accept", path, finding, *arguments)
        assert code == 3
        assert err


def test_there_has_to_be_a_place_beside_it(path, capsysbinary, tmp_path):
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "participant.json")
    for given in ("-", tmp_path, packed):
        code, _, err = run(capsysbinary, "accept", given, "--list")
        assert code == 3
        assert "not one document in a file of its own" in err
    assert run(capsysbinary, "accept", tmp_path / "none.json", "--list")[0] == 3


def test_a_damaged_file_is_told_and_left_alone(path, capsysbinary):
    finding = violation(path, capsysbinary)
    path_beside(path).write_bytes(b"{")
    for arguments in ((finding, *WHY), (finding, "--withdraw")):
        code, _, err = run(capsysbinary, "accept", path, *arguments)
        assert code == 3
        assert "is damaged" in err
    assert path_beside(path).read_bytes() == b"{"
    assert "is damaged" in run(capsysbinary, "accept", path, "--list")[1]


def test_a_check_without_such_a_file_loads_nothing_for_it(path):
    probe = (
        "import sys; from assay.__main__ import main; main(['check', sys.argv[1], '--quiet']); "
        "sys.exit(9 * any(name in sys.modules for name in ('assay.accepting', 'assay.acceptances')))"
    )
    assert subprocess.run([sys.executable, "-c", probe, str(path)], check=False, capture_output=True).returncode == 0
