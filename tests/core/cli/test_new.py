# SPDX-License-Identifier: Apache-2.0
"""`assay new`: lists templates, writes a draft, and never over anything."""

from pathlib import Path

import pytest

from assay.authoring.templates import TEMPLATES
from assay.cli.run import run
from checking import sample_bytes


def test_the_list_has_one_template_a_line_name_first(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--list"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [entry.name for entry in TEMPLATES]
    assert all(len(line.split()) > 1 for line in lines)


def test_a_draft_is_written_and_the_check_says_what_is_missing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "company.json"
    assert run(["new", "company", "--out", str(path)]) == 0
    assert str(path) in capfd.readouterr().out
    assert run(["check", "--draft", str(path)]) == 1
    assert "Missing: Registration numbers." in capfd.readouterr().out


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "words", [["new"], ["new", "no-such"], ["new", "company"]], ids=["no name", "unknown name", "no file"]
)
def test_what_is_not_said_is_asked_for(words: list[str], lang: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--lang", lang]) == 3
    told = capfd.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_nothing_is_written_over(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.json"
    path.write_text("mine")
    assert run(["new", "company", "--out", str(path)]) == 3
    assert path.read_text() == "mine"
    assert "mine.json" in capfd.readouterr().err


def test_the_moment_is_the_beginning_of_validity(tmp_path: Path) -> None:
    path = tmp_path / "company.json"
    run(["new", "company", "--out", str(path), "--at", "2026-01-02T03:04:05Z"])
    assert '"validFrom": "2026-01-02T03:04:05Z"' in path.read_text()


def test_a_draft_like_another_has_ids_of_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source, path = tmp_path / "offering.json", tmp_path / "copy.json"
    source.write_bytes(sample_bytes("good/storage-offering.json"))
    assert run(["new", "--like", str(source), "--out", str(path)]) == 0
    assert run(["check", "--draft", str(path)]) == 0
    assert path.read_text() != source.read_text()
    further = tmp_path / "further.json"
    assert run(["new", "--like", str(source), "--name", "Acme Archive", "--out", str(further)]) == 0
    assert run(["check", "--draft", str(further)]) == 0
    assert "Acme Archive" in further.read_text()
    assert source.read_bytes() == sample_bytes("good/storage-offering.json")
    capfd.readouterr()


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "words", [["--name", "Acme Object Storage"], ["--service", "none"], ["service"], ["--like", "gone.json"]]
)
def test_what_cannot_be_like_it_is_told(
    tmp_path: Path, words: list[str], lang: str, capfd: pytest.CaptureFixture[str]
) -> None:
    source, path = tmp_path / "offering.json", tmp_path / "copy.json"
    source.write_bytes(sample_bytes("good/storage-offering.json"))
    assert run(["new", "--like", str(source), "--out", str(path), *words, "--lang", lang]) == 3
    told = capfd.readouterr()
    assert len(told.err.splitlines()) == 1
    assert "{" not in told.err
    assert not path.exists()
