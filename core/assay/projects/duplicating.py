# SPDX-License-Identifier: Apache-2.0
"""A project copied: its documents with ids of their own, its answers, and its evidence with what it backs re-pointed.

The copy is there as a whole or not at all. Files that cannot be read go along as they are.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assay.authoring.reuse.copying import Renaming, ReuseError, copy_by, refuse_unreadable, renaming_of
from assay.credential import Reading
from assay.document import Document
from assay.formats import read
from assay.found import CREDENTIALS, EVIDENCE
from assay.projects.disk import evidence_names
from assay.projects.evidence_files import evidence_file
from assay.projects.evidence_row import Evidence
from assay.projects.fault import ProjectError, reason_of
from assay.projects.manifest import FILE, Manifest, manifest_text
from assay.projects.names import credential_path
from assay.projects.project import Project
from assay.values import frozen
from assay.whole_file import write_pieces, write_whole

_PIECE = 1024 * 1024
_LONGEST_NAME = 100


@frozen
class Duplicated:
    """What went into the copy."""

    copied: int
    """Credentials with ids of their own."""
    left: int
    """Files that are as they were: others signed them, or they cannot be read."""


def duplicate(project: Project, folder: Path, moment: datetime) -> Duplicated:
    """Writes a copy of the project as it is now, saved or not, into a folder that is not there yet, or empty.

    ProjectError where something is in the folder (`project_not_empty`), or it cannot be written.
    """
    texts, renaming, told = _copied(project, moment)
    manifest = _manifest(project.manifest, folder.name or project.manifest.name, renaming)
    draft = folder.with_name(f".{folder.name[:_LONGEST_NAME]}.{os.getpid()}.part")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ProjectError("project_not_empty")
        shutil.rmtree(draft, ignore_errors=True)  # left by a process of the same number that was stopped
        (draft / CREDENTIALS).mkdir(parents=True)
        _write_evidence(project, draft)
        for name, text in texts.items():
            write_whole(draft / credential_path(name), text.encode())
        write_whole(draft / FILE, manifest_text(manifest).encode())
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        raise ProjectError("project_unwritable", reason=reason_of(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return told


def _copied(project: Project, moment: datetime) -> tuple[Mapping[str, str], Renaming, Duplicated]:
    readings: dict[str, tuple[Document, Reading]] = {}
    for name in project.credentials:
        document = project.document(name)
        reading = read(document)
        try:
            refuse_unreadable(reading)
        except ReuseError:
            continue
        readings[name] = (document, reading)
    renaming = renaming_of([reading for _, reading in readings.values()])
    texts, copied = {}, 0
    for name in project.credentials:
        made = _text(*readings[name], renaming, moment) if name in readings else ""
        copied += bool(made)
        texts[name] = made or project.work.files[credential_path(name)]
    return texts, renaming, Duplicated(copied, len(texts) - copied)


def _text(document: Document, reading: Reading, renaming: Renaming, moment: datetime) -> str:
    """Empty where it stays as it is."""
    try:
        return copy_by(renaming, document, reading, moment).text
    except ReuseError:
        return ""


def _manifest(manifest: Manifest, name: str, renaming: Renaming) -> Manifest:
    evidence = {row_id: _repointed(row, renaming) for row_id, row in manifest.evidence.items()}
    return replace(manifest, name=name, evidence=evidence)


def _repointed(row: Evidence, renaming: Renaming) -> Evidence:
    claims = (
        replace(claim, credential=renaming.renamed(claim.credential), node=renaming.renamed(claim.node))
        for claim in row.claims
    )
    return replace(row, claims=tuple(claims))


def _write_evidence(project: Project, draft: Path) -> None:
    for name in evidence_names(project.folder):
        place = evidence_file(project.folder, name)
        if place is not None and place.is_file():
            (draft / EVIDENCE).mkdir(exist_ok=True)
            write_pieces(draft / EVIDENCE / name, _pieces(place))


def _pieces(place: Path) -> Iterator[bytes]:
    with place.open("rb") as source:
        while piece := source.read(_PIECE):
            yield piece
