# SPDX-License-Identifier: Apache-2.0
"""`--extension`: what makes no sense is told before anything is checked; the worst verdict is the exit code."""

import json
from pathlib import Path

import pytest

from assay.__main__ import main
from assay.rules.bundled import resource
from extension_specimens import AERO, EXAMPLES, NUC

AT = ("--at", "2026-11-22T10:00:00Z")


def _sample(pack: str, name: str) -> str:
    return str(resource("rule_packs", pack, "samples", *name.split("/")))


PARTICIPANT = str(resource("samples", "good", "participant.json"))
GOOD, BAD = _sample(AERO, "good/sensor-data.json"), _sample(AERO, "bad/AERO-SHAPE-in.json")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--extension", "none-such"), "none-such"),
        (("--extension", "gaia-x-loire-25.11"), "not an extension"),
        (("--pack", AERO), "cannot judge alone"),
        (("--pack", AERO, "--extension", AERO), "cannot judge alone"),
        (("--extension", AERO, "--extension", "none-such"), "none-such"),
        (("--extension",), "--extension"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage(words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("check", GOOD, *words)) == 3
    out, err = capsys.readouterr()
    assert told in err
    assert out == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((GOOD, "--extension", AERO), 0),
        ((GOOD, "--extension", AERO, "--extension", AERO), 0),
        ((GOOD, "--pack", "gaia-x-loire-25.11", "--extension", AERO), 0),
        ((BAD, "--extension", AERO), 1),
        ((GOOD, BAD, "--extension", AERO), 1),
        ((PARTICIPANT, "--extension", AERO), 2),
        ((GOOD, "--extension", AERO, "--extension", NUC), 2),
        ((GOOD,), 1),
        ((PARTICIPANT,), 0),
    ],
)
def test_the_exit_code_is_that_of_the_worst_verdict(
    words: tuple[str, ...], code: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(("check", *words, "--draft", *AT, "--format", "json")) == code
    report = json.loads(capsysbinary.readouterr().out)
    asked = {word for word in words if word in EXAMPLES}
    for document in report["documents"]:
        assert {entry["id"] for entry in document["extensions"]} == asked


@pytest.mark.parametrize(
    ("path", "told"),
    [(BAD, "example it does not conform"), (PARTICIPANT, "example that cannot be told yet"), (GOOD, "")],
)
def test_the_short_answer_is_never_better_than_the_exit_code(
    path: str, told: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = main(("check", path, "--draft", *AT, "--extension", AERO, "--quiet"))
    out = capsysbinary.readouterr().out.decode()
    assert (code == 0) == (not told)
    assert told in out
    assert ("By the extension" in out) == bool(told)


@pytest.mark.parametrize("format_name", ["text", "html", "markdown", "pdf"])
def test_every_format_takes_a_report_with_extensions(format_name: str, tmp_path: Path) -> None:
    target = tmp_path / f"report.{format_name}"
    words = (BAD, "--draft", *AT, "--extension", AERO, "--format", format_name, "--out", str(target))
    assert main(("check", *words)) == 1
    assert target.stat().st_size > 500
