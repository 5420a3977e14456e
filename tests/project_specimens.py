# SPDX-License-Identifier: Apache-2.0
"""Projects to try things on: made in a folder, opened by this user or by somebody elsewhere."""

import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.projects.evidence_files import taken_in
from assay.projects.evidence_row import Evidence
from assay.projects.lock import FILE as LOCK
from assay.projects.packing import export
from assay.projects.project import Project, close, create_project, open_project
from assay.projects.saving import save
from assay.projects.working import with_credential, with_credentials, with_evidence, with_texts
from assay.rules.bundled import resource

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PACK = "gaia-x-loire-25.11"
TEXT = '{\n  "id": "urn:x:1",\n  "name": "Acme",\n  "size": 1\n}\n'
ONE = "credentials/one.jsonld"


def made(folder: Path) -> Project:
    """A project with one credential, saved and open; the user's own data lie beside it."""
    project, name = with_credential(
        create_project(folder / "project", "Acme", PACK, NOW, root=folder / "own"), "one", TEXT
    )
    assert name == "one.jsonld"
    saved = save(project)
    assert saved.is_done
    return saved.project


def opened(project: Project, **how: bool) -> Project:
    """The same project opened once more by this user."""
    return open_project(project.folder, NOW, root=project.folder.parent / "own", **how)


def abandoned(project: Project) -> None:
    """As if the program had been stopped: nothing is written, but the system lets go of its lock."""
    assert project.desk is not None
    project.desk.journal.keep()
    project.desk.lock._alive.release()


def typed(project: Project, text: str, file: str = ONE) -> Project:
    """With another text in a file."""
    return with_texts(project, {file: text}, "typing")


def text_of(project: Project, file: str = ONE) -> str:
    """What is in the folder."""
    return (project.folder / file).read_bytes().decode()


def journals(project: Project) -> list[Path]:
    """The journals of a project, of whichever opening."""
    return list(project.folder.parent.glob("own/*/*.journal"))


def lettered(project: Project, letters: str) -> Project:
    """Letter by letter, at the beginning of the file."""
    for number in range(1, len(letters) + 1):
        project = typed(project, letters[:number] + TEXT)
    return project


def outside(project: Project, text: str | None, file: str = ONE) -> None:
    """Somebody else writes a file of the project, or removes it."""
    place = project.folder / file
    place.unlink() if text is None else place.write_bytes(text.encode())


def held_elsewhere(folder: Path, **told: str) -> None:
    """The lock of somebody on another machine."""
    told = {"host": "laptop", "user": "Erika", "since": "2026-11-25T08:00:00Z", "machine": "m", "token": "t", **told}
    (folder / LOCK).write_text(json.dumps({"format": "assay-project-lock", **told}))


def fails(monkeypatch: pytest.MonkeyPatch, folder: Path, code: int, *calls: str) -> list[int]:
    """From now on the system refuses these calls of `os` for what is in a folder, `open` for writing alone.

    Emptying the list that it gives ends that.
    """
    on = [code]

    def refused(call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def called(path: Any, *given: Any, **named: Any) -> Any:
            is_meant = isinstance(path, str | Path) and Path(path).is_relative_to(folder)
            if name == "open" and given and isinstance(given[0], int) and not given[0] & (os.O_WRONLY | os.O_RDWR):
                is_meant = False
            if on and is_meant:
                raise OSError(code, os.strerror(code), str(path))
            return call(path, *given, **named)

        return called

    for name in calls:
        monkeypatch.setattr(os, name, refused(getattr(os, name), name))
    return on


READ_ONLY, FULL = errno.EROFS, errno.ENOSPC


AUDIT = b'{"@context": "https://example.org/", "type": "Audit"}'


def passed_on(where: Path) -> Path:
    """The folder `acme` of a project that is closed, and beside it `acme.zip` as it is passed on.

    Two documents, of which one does not conform, and evidence: as it was, changed, ended, and a file no row names.
    """
    project = create_project(where / "acme", "Acme Cloud", PACK, NOW, root=where / "own")
    sample = resource("samples", "good", "participant.json").read_text("utf-8")
    project, _ = with_credentials(project, [("participant", sample), ("wrong", sample.replace('"DE"', '"QQ"'))])
    for name, until in (("audit.json", date(2027, 6, 1)), ("changed.pdf", None), ("old.pdf", date(2020, 1, 1))):
        (where / name).write_bytes(AUDIT if name == "audit.json" else name.encode())
        taken = taken_in(project, where / name)
        told = taken.digests
        row = Evidence(name, file=taken.file, sha256=told.sha256, criteria=("P3.1.1",), valid_until=until)
        project, _ = with_evidence(project, row)
    project = save(project).project
    (project.folder / "evidence" / "changed.pdf").write_bytes(b"another")
    (project.folder / "evidence" / "loose.txt").write_bytes(b"named by no row")
    export(project, where / "acme.zip")
    close(project)
    return project.folder
