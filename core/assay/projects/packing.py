# SPDX-License-Identifier: Apache-2.0
"""A project as one zip file, to pass on: the same bytes for the same project, on every machine.

Evidence goes along, and what is accepted of documents.
Nothing is compressed: what compresses differs from one version of the library to the next, and certificates are
compressed already.
"""

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from assay.found import ACCEPTED, EVIDENCE
from assay.projects.disk import evidence_names
from assay.projects.evidence_files import evidence_file
from assay.projects.fault import ProjectError, reason_of
from assay.projects.names import credential_path
from assay.projects.project import Project

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file knows."""
_UNIX = 3
_PIECE = 1024 * 1024


def export(project: Project, target: Path) -> tuple[str, ...]:
    """Writes the project as it is now, saved or not, with its evidence, as a zip file; gives what is in it.

    One that is there is replaced as a whole. ProjectError (`project_unexported`) where it cannot be written, or a file
    of evidence cannot be read.
    """
    draft = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with draft.open("w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                names = tuple(_packed(project, archive))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except (OSError, ValueError) as error:
        raise ProjectError("project_unexported", reason=reason_of(error)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return names


def _packed(project: Project, archive: zipfile.ZipFile) -> Iterator[str]:
    for name, text in sorted(project.work.files.items()):
        archive.writestr(_entry(name), text.encode())
        yield name
    for name in sorted(project.credentials):
        yield from _packed_file(_accepted_of(project, name), credential_path(f"{name}{ACCEPTED}"), archive)
    for name in evidence_names(project.folder):
        yield from _packed_file(evidence_file(project.folder, name), f"{EVIDENCE}/{name}", archive)


def _accepted_of(project: Project, name: str) -> Path | None:
    """The file that keeps what is accepted of a document; None where there is none, or it leads elsewhere."""
    place = project.folder / credential_path(f"{name}{ACCEPTED}")
    return place if place.is_file() and not (place.is_symlink() or place.parent.is_symlink()) else None


def _packed_file(place: Path | None, name: str, archive: zipfile.ZipFile) -> Iterator[str]:
    if place is None or not stat.S_ISREG(place.stat().st_mode):
        return
    entry = _entry(name)
    entry.file_size = place.stat().st_size
    with place.open("rb") as source, archive.open(entry, "w") as packed:
        while piece := source.read(_PIECE):
            packed.write(piece)
    yield name


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DATE)
    made.create_system = _UNIX
    made.external_attr = (stat.S_IFREG | 0o644) << 16
    return made
