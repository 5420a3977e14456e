# SPDX-License-Identifier: Apache-2.0
"""A project as one zip file, to pass on: the same bytes for the same project, on every machine.

Nothing is compressed: what compresses differs from one version of the library to the next, and certificates are
compressed already.
"""

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from assay.found import EVIDENCE
from assay.projects.disk import evidence_names
from assay.projects.evidence_files import evidence_file
from assay.projects.fault import ProjectError, reason_of
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
    for name in evidence_names(project.folder):
        place = evidence_file(project, name)
        if place is None or not stat.S_ISREG(place.stat().st_mode):
            continue
        entry = _entry(f"{EVIDENCE}/{name}")
        entry.file_size = place.stat().st_size
        with place.open("rb") as source, archive.open(entry, "w") as packed:
            while piece := source.read(_PIECE):
                packed.write(piece)
        yield f"{EVIDENCE}/{name}"


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DATE)
    made.create_system = _UNIX
    made.external_attr = (stat.S_IFREG | 0o644) << 16
    return made
