# SPDX-License-Identifier: Apache-2.0
"""Evidence: copied in with its digests, watched, and chosen from what the criteria accept."""

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assay.attention import Kind, Urgency, attention
from assay.attention_sources import of_project
from assay.projects import evidence_files
from assay.projects.evidence_files import Digests, evidence_file, media_type_of, taken_in
from assay.projects.evidence_register import Remark, remarks, standards_of
from assay.projects.evidence_row import Claim, Evidence
from assay.projects.fault import ProjectError
from assay.projects.place import InFolder
from assay.projects.project import Project, close
from assay.projects.saving import save
from assay.projects.working import undone, with_evidence, without_evidence
from assay.rules.bundled import load_bundled
from assay.rules.criteria import CriteriaTable
from assay.texts import LANGUAGES, load_texts
from project_specimens import FULL, NOW, fails, made, opened

TABLE = load_bundled().criteria
DATA = b"%PDF-1.7 a certificate"
DIGESTS = Digests(len(DATA), hashlib.sha256(DATA).hexdigest(), hashlib.sha512(DATA).hexdigest())


def source(folder: Path, name: str = "ISO 27001.pdf", data: bytes = DATA) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def row(**told) -> Evidence:
    """A row that nothing is to be said of."""
    whole = {"file": "a.pdf", "size": DIGESTS.size, "sha256": DIGESTS.sha256, "criteria": ("P1.1.1",), **told}
    return Evidence("Certificate", **whole)


def said(entry: Evidence, moment: datetime = NOW, ids=None, **files: Digests | None) -> list[str]:
    found = remarks({"row": entry}, files or {"a.pdf": DIGESTS}, TABLE, moment, ids)
    return [remark.text.removeprefix("project.evidence.") for remark in found]


def files_of(project: Project) -> Mapping[str, Digests | None]:
    return InFolder(project.folder).evidence({entry.file for entry in project.manifest.evidence.values()})


def test_a_file_is_copied_in_with_its_digests(tmp_path: Path) -> None:
    project = made(tmp_path)
    found = taken_in(project, source(tmp_path))
    assert (found.file, found.media_type, found.digests) == ("ISO-27001.pdf", "application/pdf", DIGESTS)
    assert evidence_file(project.folder, found.file).read_bytes() == DATA
    assert taken_in(project, source(tmp_path, "again.pdf")) == found
    other = taken_in(project, source(tmp_path, "iso-27001.PDF", b"other"))
    assert other.file == "iso-27001-2.PDF"
    assert files_of(project) == {found.file: None, other.file: None}  # nobody asks of what no row names
    project, _ = with_evidence(project, row(file=other.file))
    assert files_of(project) == {found.file: None, other.file: other.digests}


@pytest.mark.parametrize(
    ("name", "made_name"),
    [
        ("nul.txt", "nul-2.txt"),
        ("a?b:c*.pdf", "a-b-c.pdf"),
        (".htaccess", "htaccess"),
        ("é" * 80 + ".pdf", "é" * 30 + ".pdf"),
    ],
)
def test_names_are_safe_everywhere(tmp_path: Path, name: str, made_name: str) -> None:
    found = taken_in(made(tmp_path), source(tmp_path, name))
    assert found.file == made_name


def test_what_cannot_be_taken_in_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path)
    for path, error in ((tmp_path / "none", "unreadable"), (tmp_path, "unreadable")):
        with pytest.raises(ProjectError, match=f"evidence_{error}"):
            taken_in(project, path)
    monkeypatch.setattr(evidence_files, "MAX_BYTES", 10)
    with pytest.raises(ProjectError, match="evidence_large"):
        taken_in(project, source(tmp_path))
    monkeypatch.undo()
    fails(monkeypatch, project.folder, FULL, "open")
    with pytest.raises(ProjectError, match="evidence_unwritable"):
        taken_in(project, source(tmp_path))
    assert files_of(project) == {}
    monkeypatch.undo()
    close(project)
    with pytest.raises(ProjectError, match="project_read_only"):
        taken_in(opened(project, read_only=True), source(tmp_path))


def test_nothing_is_copied_through_a_link(tmp_path: Path) -> None:
    project = made(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (project.folder / "evidence").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProjectError, match="evidence_unwritable"):
        taken_in(project, source(tmp_path))
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert files_of(project) == {}
    assert evidence_file(project.folder, "a.pdf") is None
    assert evidence_file(project.folder, "../a.pdf") is None


def test_a_pipe_among_the_evidence_is_not_waited_for(tmp_path: Path) -> None:
    project = made(tmp_path)
    taken_in(project, source(tmp_path))
    os.mkfifo(project.folder / "evidence" / "pipe")
    assert files_of(project)["pipe"] is None


def test_rows_are_steps_like_any_other(tmp_path: Path) -> None:
    project, name = with_evidence(made(tmp_path), row())
    assert name == "certificate"
    project, _ = with_evidence(project, row(issuer="TÜV"), name)
    project, second = with_evidence(project, row())
    assert second == "certificate-2"
    project = without_evidence(save(project).project, second)
    assert list(project.manifest.evidence) == [name]
    project = undone(undone(project))
    assert (list(project.manifest.evidence), project.manifest.evidence[name].issuer) == ([name], "TÜV")
    with pytest.raises(KeyError):
        without_evidence(project, "none")


def test_of_a_good_row_nothing_is_said() -> None:
    assert said(row()) == []
    assert said(row(valid_from=NOW.date(), valid_until=NOW.date() + timedelta(days=60))) == []
    assert said(row(standard="C5", claims=(Claim("urn:1", "urn:1", ""),)), ids={"urn:1"}) == []
    assert remarks({"row": row(file="", url="https://a.example/x.pdf")}, {}, TABLE, NOW) == ()


@pytest.mark.parametrize(
    ("told", "files", "wanted"),
    [
        ({}, {"b.pdf": DIGESTS}, ["missing", "unused"]),
        ({}, {"a.pdf": None}, ["unreadable"]),
        ({}, {"a.pdf": Digests(1, "0" * 64, "0" * 128)}, ["changed"]),
        ({"sha512": "0" * 128}, {}, ["changed"]),
        ({"sha256": ""}, {}, ["no_digest"]),
        ({"sha256": "", "file": "", "url": "https://a.example"}, {"x": None}, ["no_digest", "unused"]),
        ({"file": ""}, {"A.PDF": DIGESTS}, ["nowhere", "unused"]),
        ({"file": "A.PDF"}, {"a.pdf": DIGESTS}, ["missing"]),
        ({"criteria": ()}, {}, ["backs_nothing"]),
        ({"criteria": ("P9.9.9",)}, {}, ["criterion"]),
        ({"standard": "ISO9001"}, {}, ["standard"]),
        ({"valid_from": date(2027, 1, 1)}, {}, ["not_yet"]),
        ({"valid_until": date(2026, 11, 25)}, {}, ["over"]),
        ({"valid_until": date(2026, 11, 26)}, {}, ["soon"]),
        ({"valid_from": date(2027, 1, 1), "valid_until": date(2026, 1, 1)}, {}, ["dates"]),
        ({"valid_until": date(9999, 12, 31), "valid_from": date(1, 1, 1)}, {}, []),
    ],
)
def test_what_is_wrong_is_said(told, files, wanted) -> None:
    assert said(row(**told), **files) == wanted


def test_a_claim_of_a_credential_that_is_gone_is_said_once() -> None:
    claims = (Claim("urn:gone", "urn:1", ""), Claim("urn:lost", "urn:2", ""))
    assert said(row(claims=claims), ids={"urn:1"}) == ["claim_gone"]
    assert said(row(claims=claims)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_remark_has_its_words(lang: str) -> None:
    entries = {
        "a": row(standard="ISO9001", valid_until=date(2020, 1, 1)),
        "b": row(file="text:project.choice.mine", criteria=("text:project.choice.mine",)),
    }
    found = remarks(entries, {"a.pdf": DIGESTS}, TABLE, NOW)
    told = [said_in(remark, lang) for remark in found]
    assert len(told) == 4
    assert all(sentence and "{" not in sentence for sentences in told for sentence in sentences)
    assert any("text:project.choice.mine" in sentences[0] for sentences in told)


def said_in(remark: Remark, lang: str) -> list[str]:
    return [load_texts(lang).part(remark.text, member, remark.params) for member in ("what", "why", "how")]


def test_standards_are_those_of_the_criterion() -> None:
    found = {entry.short: (entry.name, entry.clauses) for entry in standards_of("P1.1.1", TABLE)}
    assert found["C5"] == ("BSI C5:2020", "BC-01, OIS-03")
    assert standards_of("P9", TABLE) == standards_of("P1.1.1", CriteriaTable()) == ()


def test_the_end_of_evidence_wants_attention(tmp_path: Path) -> None:
    project, name = with_evidence(made(tmp_path), row(valid_until=date(2026, 12, 20)))
    project, _ = with_evidence(project, row())
    assert list(of_project(project.folder)) == []
    save(project)
    (thing,) = of_project(project.folder)
    assert (thing.kind, thing.name) == (Kind.EVIDENCE, "Certificate")
    assert thing.subject.endswith(f"/{name}")
    assert thing.ends == datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC)
    assert attention([thing], NOW)[0].urgency is Urgency.SOON
    assert attention([thing], NOW - timedelta(days=30)) == ()
    with pytest.raises(ProjectError, match="project_gone"):
        list(of_project(tmp_path / "none"))


@pytest.mark.parametrize(("name", "told"), [("a.PDF", "application/pdf"), ("a.xyz", ""), ("pdf", "")])
def test_media_types_are_the_same_on_every_machine(name: str, told: str) -> None:
    assert media_type_of(name) == told
