# SPDX-License-Identifier: Apache-2.0
"""A project in a folder and the same project in a zip file: the report says the same of both, everywhere."""

import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assay import archive
from assay.cli.run import run
from assay.history.looking import entries
from assay.history.looking import report as recorded
from assay.history.store import user_history
from assay.opening import open_bytes, open_paths
from assay.options import Options
from assay.pipeline import check
from assay.projects.manifest import FILE
from assay.projects.packing import export
from assay.projects.project import close, open_project
from assay.projects.reported import with_evidence
from assay.projects.unpacking import unpack
from assay.reports.report import Report
from assay.texts import load_texts
from project_specimens import AUDIT, NOW, passed_on

ASKED = ["--draft", "--lang", "en", "--at", "2026-11-26T10:00:00Z"]
TEXTS = load_texts("en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return passed_on(tmp_path)


def asked(path: Path | str, out: Path, *more: str) -> tuple[int, bytes]:
    code = run(["check", str(path), *ASKED, "--out", str(out), *more])
    return code, out.read_bytes()


@pytest.mark.parametrize("more", [(), ("--together",), ("--jobs", "2")])
def test_the_command_says_the_same_of_both(folder: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    found = [asked(path, tmp_path / "out", "--format", "json", *more) for path in (folder, tmp_path / "acme.zip")]
    assert found[0] == found[1]
    assert b"changed.pdf" in found[0][1]
    assert b"loose.txt" in found[0][1]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_register_of_a_zip_is_in_every_form(folder: Path, tmp_path: Path, form: str) -> None:
    _, told = asked(tmp_path / "acme.zip", tmp_path / "out", "--format", form)
    assert "Evidence of the project “Acme Cloud”" in told.decode()


def report_on(path: Path, *, draft: bool = True) -> Report:
    opened = open_paths([str(path)])
    made = check(opened.documents, Options(draft=draft, moment=NOW, lang="en"), skipped=opened.skipped)
    return with_evidence(made, opened.documents, NOW, TEXTS)


def test_evidence_in_a_zip_is_no_document_and_is_told_of(folder: Path, tmp_path: Path) -> None:
    opened = open_paths([str(tmp_path / "acme.zip")])
    assert [one.name for one in opened.documents] == ["credentials/participant.jsonld", "credentials/wrong.jsonld"]
    assert opened.skipped == open_paths([str(folder)]).skipped
    (register,) = report_on(tmp_path / "acme.zip").registers
    assert {row.title: [remark.text.rpartition(".")[2] for remark in row.remarks] for row in register.rows} == {
        "audit.json": [],
        "changed.pdf": ["changed"],
        "old.pdf": ["over"],
    }
    assert [remark.text for remark in register.remarks] == ["project.evidence.unused"]


def test_a_zip_that_comes_in_by_a_pipe_says_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (tmp_path / "acme.zip").read_bytes()
    for more in ((), ("--jobs", "2")):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(whole), isatty=lambda: False))
        piped = asked("-", tmp_path / "out", "--format", "json", *more)
        assert piped == asked(folder, tmp_path / "out", "--format", "json", *more)


def test_what_is_accepted_goes_along_and_comes_back(folder: Path, tmp_path: Path) -> None:
    wrong = folder / "credentials" / "wrong.jsonld"
    finding = report_on(folder).documents[1].findings[0].id
    why = ["--reason", "The office of the register is closed.", "--owner", "Ada"]
    assert run(["accept", str(wrong), finding, *why, "--at", "2026-11-25T10:00:00Z"]) == 0
    again = open_project(folder, NOW, root=tmp_path / "own")
    assert not again.unread
    names = export(again, tmp_path / "acme.zip")
    close(again)
    assert "credentials/wrong.jsonld.accepted" in names
    packed = report_on(tmp_path / "acme.zip")
    assert packed == report_on(folder)
    assert packed.documents[1].findings[0].accepted is not None
    assert unpack(tmp_path / "acme.zip", tmp_path / "out").left_out == ()
    assert report_on(tmp_path / "out") == packed


def test_both_are_recorded_alike(folder: Path, tmp_path: Path) -> None:
    kept: list[bytes] = []
    for path in (folder, tmp_path / "acme.zip"):
        asked(path, tmp_path / "out", "--format", "json", "--record")
        history = user_history()
        kept.append(recorded(history, entries(history).entries[0].run))
    assert kept[0] == kept[1]
    assert b'"evidence": [' in kept[0]


@pytest.mark.parametrize("top", ["", "project/", "a/acme ß/"])
def test_projects_anywhere_in_a_zip_are_found(folder: Path, tmp_path: Path, top: str) -> None:
    around = tmp_path / "around"
    (around / top).parent.mkdir(parents=True, exist_ok=True)
    folder.rename(around / top)
    (around / "notes.json").write_text("{}")
    _zipped(around, tmp_path / "given.zip")
    assert report_on(tmp_path / "given.zip") == report_on(around)
    assert report_on(around).registers[0].rows


def _zipped(folder: Path, target: Path, change: Callable[[str, bytes], bytes] | None = None) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            made.writestr(name, change(name, data) if change else data)


def test_two_projects_in_one_zip_are_two_registers(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    folder.rename(tmp_path / "both" / "a")
    unpack(tmp_path / "acme.zip", tmp_path / "both" / "b")
    _zipped(tmp_path / "both", tmp_path / "given.zip")
    assert report_on(tmp_path / "given.zip") == report_on(tmp_path / "both")
    assert len(report_on(tmp_path / "given.zip").registers) == 2


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda name, data: b"no toml [" if name == FILE else data, "is damaged"),
        (lambda name, data: b"\xff" if name == FILE else data, "is damaged"),
        (lambda name, data: data.replace(b"gaia-x-loire-25.11", b"acme-rules"), "no rule pack “acme-rules”"),
        (lambda name, data: b"0" * 40_000_000 if name == "evidence/old.pdf" else data, "more than a project can be"),
    ],
)
def test_a_register_that_cannot_be_told_is_told_as_that(
    folder: Path, tmp_path: Path, spoil: Callable[[str, bytes], bytes], told: str
) -> None:
    documents = report_on(folder).documents
    _zipped(folder, tmp_path / "given.zip", spoil)
    report = report_on(tmp_path / "given.zip")
    assert not report.registers[0].rows
    assert told in report.registers[0].problems[0]
    assert len(report.documents) == len(documents)


def test_a_zip_that_is_gone_meanwhile_is_told_as_that(folder: Path, tmp_path: Path) -> None:
    opened = open_paths([str(tmp_path / "acme.zip")])
    (tmp_path / "acme.zip").unlink()
    made = check(opened.documents, Options(draft=True, moment=NOW, lang="en"))
    (register,) = with_evidence(made, opened.documents, NOW, TEXTS).registers
    assert "damaged" in register.problems[0]


def test_a_file_of_evidence_that_cannot_be_unpacked_is_told(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "acme.zip"
    path.write_bytes(path.read_bytes().replace(AUDIT, AUDIT[:-1] + b"]"))
    (register,) = report_on(path).registers
    assert [remark.text for remark in register.rows[0].remarks] == ["project.evidence.unreadable"]


def test_evidence_hides_no_document_and_counts_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of that name is evidence where a project is, and nowhere else; what is in it fills no archive."""
    members = {"a/project.toml": "", "a/evidence/x.json": "{}", "evidence/y.json": "{}", "a/evidence/b/z.json": "{}"}
    opened = open_bytes("a.zip", _packed(members))
    assert [one.name for one in opened.documents] == ["a/evidence/b/z.json", "evidence/y.json"]
    alone = {"project.toml": "", "evidence/x.json": "{}"}
    assert [error.text_id for error in open_bytes("a.zip", _packed(alone)).errors] == ["archive_without_documents"]
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1)
    assert len(open_bytes("a.zip", _packed(alone | {"one.json": "{}"})).documents) == 1
    assert [error.text_id for error in open_bytes("a.zip", _packed(alone | {"1.json": "", "2.json": ""})).errors] == [
        "archive_too_large"
    ]


def _packed(members: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def test_documents_are_the_same_whatever_they_lie_in(folder: Path, tmp_path: Path) -> None:
    both: list[Any] = [open_paths([str(path)]).documents for path in (folder, tmp_path / "acme.zip")]
    assert [replace(one, in_folder=True) for one in both[0]] == [replace(one, in_folder=True) for one in both[1]]
