# SPDX-License-Identifier: Apache-2.0
"""Nothing changed: the whole submission is conformant, and where nothing is open the clearing houses accept it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assay.prediction import Answer
from assay.verdict import Verdict
from checking import MOMENT
from ecosystem.judging import VIOLATION, WARNING, left_open, report_of, told
from ecosystem.loire import loire, loire_level_1
from ecosystem.submission import Submission
from ecosystem.tagus import VARIANTS, tagus


def _predictions(submission: Submission, folder: Path) -> tuple[set[Answer], set[str]]:
    report = report_of(submission, folder)
    assert (report.verdict, told(report, VIOLATION, WARNING), left_open(report)) == (Verdict.CONFORMANT, set(), set())
    made = [entry.prediction for entry in report.predictions]
    assert len(made) == 2
    return {entry.answer for entry in made}, {entry.step for entry in made}


def test_a_small_loire_submission_conforms_and_lacks_only_the_criteria(tmp_path: Path) -> None:
    assert _predictions(loire(), tmp_path) == ({Answer.REFUSED}, {"L7a"}), "its offering shows no criterion"


def test_a_loire_submission_with_its_criteria_conforms_and_is_accepted(tmp_path: Path) -> None:
    assert _predictions(loire_level_1(), tmp_path) == ({Answer.ACCEPTED}, {""})


@pytest.mark.shared
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_tagus_submission_conforms_and_is_accepted(variant: str, tmp_path: Path) -> None:
    assert _predictions(tagus(variant), tmp_path) == ({Answer.ACCEPTED}, {""})


def _command(*words: str) -> tuple[int, str]:
    """The installed command where there is one, as a process of its own; the module otherwise."""
    beside = Path(sys.executable).with_name("assay")
    program = [str(beside)] if beside.is_file() else [sys.executable, "-m", "assay"]
    ran = subprocess.run([*program, *words], capture_output=True, text=True, timeout=60, check=False)
    return ran.returncode, ran.stdout


def _asked(document: Path) -> list[str]:
    return ["check", str(document), "--at", MOMENT.isoformat(), "--format", "json"]


@pytest.mark.parametrize("make", [loire, pytest.param(tagus, marks=pytest.mark.shared)])
def test_the_command_says_so_too(make, tmp_path: Path) -> None:
    files = make().written(tmp_path)
    asked = _asked(files.document)
    code, printed = _command(*asked, *files.options())
    assert (code, json.loads(printed)["verdict"]) == (0, "conformant"), printed
    folder = tmp_path / "trust"
    folder.mkdir()
    for path in (*files.dids, *files.chains, *files.anchors):
        shutil.move(path, folder)
    code, printed = _command(*asked, "--trust-dir", str(folder))
    assert (code, json.loads(printed)["verdict"]) == (0, "conformant"), printed
    assert _command(*asked)[0] == 2, "without the files nothing is known"
