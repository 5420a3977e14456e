# SPDX-License-Identifier: Apache-2.0
"""Projects copied: ids of their own, answers and evidence along, the original as it was, nothing half made."""

import json
from pathlib import Path

import pytest

import loire_set
from assay.projects import duplicating
from assay.projects.duplicating import duplicate
from assay.projects.evidence_files import taken_in
from assay.projects.evidence_row import Claim, Evidence
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE, manifest_of
from assay.projects.project import Project, create_project
from assay.projects.saving import save
from assay.projects.working import with_answers, with_credential, with_evidence
from assay.verdict import Verdict
from checking import examined, sample
from project_specimens import NOW, PACK
from signing import ACME, token

OFFERING = "good/storage-offering.json"


def made(folder: Path) -> Project:
    """A project with a service, its provider, an answer, evidence, and what a notary signed; saved."""
    project = create_project(folder / "project", "Acme", PACK, NOW, root=folder / "own")
    for number, part in enumerate(sample(OFFERING)["verifiableCredential"]):
        project, _ = with_credential(project, f"part-{number}", json.dumps({**part, "issuer": ACME}, indent=1))
    project, _ = with_credential(project, "number", json.dumps(token(loire_set.number(), key=loire_set.NOTARY)))
    project = with_answers(project, "company", {"name": "Acme Cloud GmbH"})
    (folder / "iso.pdf").write_bytes(b"%PDF-1.7")
    found = taken_in(project, folder / "iso.pdf")
    first = sample(OFFERING)["verifiableCredential"][0]
    claim = Claim(first["id"], first["credentialSubject"]["id"], "")
    project, _ = with_evidence(project, Evidence("ISO", file=found.file, claims=(claim,)))
    return save(project).project


def test_a_copy_has_ids_of_its_own_and_all_the_rest(tmp_path: Path) -> None:
    project = made(tmp_path)
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}
    told = duplicate(project, tmp_path / "copy", NOW)
    assert (told.copied, told.left) == (2, 1)
    assert {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()} == before
    copy = manifest_of((tmp_path / "copy" / FILE).read_text())
    assert copy.name == "copy"
    assert copy.order == project.manifest.order
    assert copy.answers == project.manifest.answers
    assert (tmp_path / "copy" / "evidence" / "iso.pdf").read_bytes() == b"%PDF-1.7"
    texts = [(tmp_path / "copy" / "credentials" / name).read_text() for name in copy.order]
    parts = [json.loads(text) for text in texts]
    assert parts[2] == token(loire_set.number(), key=loire_set.NOTARY)
    assert examined(parts[:2]).report.verdict is Verdict.CONFORMANT
    (row,) = copy.evidence.values()
    assert row.claims[0].credential == parts[0]["id"] != sample(OFFERING)["verifiableCredential"][0]["id"]
    assert row.claims[0].node == parts[0]["credentialSubject"]["id"]


def test_a_folder_with_something_in_it_takes_no_copy(tmp_path: Path) -> None:
    project = made(tmp_path)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letter.txt").write_text("x")
    with pytest.raises(ProjectError, match="project_not_empty"):
        duplicate(project, tmp_path / "copy", NOW)
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["letter.txt"]
    with pytest.raises(ProjectError):
        duplicate(project, project.folder, NOW)


def test_what_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(duplicating, "write_whole", full)
    with pytest.raises(ProjectError, match="project_unwritable"):
        duplicate(project, tmp_path / "copy", NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
