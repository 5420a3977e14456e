# SPDX-License-Identifier: Apache-2.0
"""Files of evidence, copied into the project with their digests: what is shown later is what was looked at then."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from assay.found import EVIDENCE
from assay.projects.disk import evidence_names
from assay.projects.fault import ProjectError, reason_of
from assay.projects.names import free_name, is_evidence_name
from assay.projects.project import Project
from assay.values import frozen
from assay.whole_file import write_pieces

MAX_BYTES = 512 * 1024 * 1024
_PIECE = 1024 * 1024
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".p7m": "application/pkcs7-mime",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Of endings; the tables of the system differ from machine to machine."""


@frozen
class Digests:
    """What a file is, by its bytes."""

    size: int
    sha256: str
    sha512: str


@frozen
class TakenIn:
    """A file of evidence in the project."""

    file: str
    """Its name in the folder of evidence."""
    media_type: str
    """Empty where its ending tells none."""
    digests: Digests


def taken_in(project: Project, source: Path) -> TakenIn:
    """Copies a file into the folder of evidence; one that is there with the very same bytes is not copied again.

    The name is made safe, and free. ProjectError where the project may only be read, the file cannot be read or is too
    large (`evidence_unreadable`, `evidence_large`), or the copy cannot be written (`evidence_unwritable`).
    """
    if project.desk is None:
        raise ProjectError("project_read_only")
    digests = digests_of(source)
    folder = project.folder / EVIDENCE
    taken = evidence_names(project.folder)
    for name in taken:
        if _is_same(folder / name, digests):
            return TakenIn(name, media_type_of(name), digests)
    name = free_name(source.name, taken)
    counted = _Counting()
    try:
        folder.mkdir(exist_ok=True)
        _refuse_link(folder)
        write_pieces(folder / name, _pieces(source, counted))
    except OSError as error:
        raise ProjectError("evidence_unwritable", reason=reason_of(error)) from error
    return TakenIn(name, media_type_of(name), counted.digests)


def digests_of(source: Path) -> Digests:
    """The digests of a file. ProjectError (`evidence_unreadable`, `evidence_large`)."""
    counted = _Counting()
    try:
        for _ in _pieces(source, counted):
            pass
    except OSError as error:
        raise ProjectError("evidence_unreadable", name=_shown(source.name), reason=reason_of(error)) from error
    return counted.digests


def digests_by(pieces: Iterable[bytes]) -> Digests:
    """The digests of bytes that come one piece after the other."""
    counted = _Counting()
    for piece in pieces:
        counted.take(piece)
    return counted.digests


def media_type_of(name: str) -> str:
    """The media type that the ending of a name stands for; empty where it is not known."""
    return _MEDIA_TYPES.get(Path(name).suffix.lower(), "")


def evidence_file(folder: Path, name: str) -> Path | None:
    """Where a file of evidence of the project in a folder lies; None where the name is none, or leads elsewhere."""
    place = folder / EVIDENCE / name
    if not is_evidence_name(name) or place.is_symlink() or place.parent.is_symlink():
        return None
    return place


class _Counting:
    """What came by so far."""

    def __init__(self) -> None:
        self.size = 0
        self._sha256, self._sha512 = hashlib.sha256(), hashlib.sha512()

    def take(self, piece: bytes) -> None:
        """The next bytes."""
        self.size += len(piece)
        self._sha256.update(piece)
        self._sha512.update(piece)

    @property
    def digests(self) -> Digests:
        """Of all of it."""
        return Digests(self.size, self._sha256.hexdigest(), self._sha512.hexdigest())


def _pieces(source: Path, counted: _Counting) -> Iterator[bytes]:
    """The bytes of a file. Raises OSError where it cannot be read, or is none; ProjectError where it is too large."""
    if not S_ISREG(source.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            counted.take(piece)
            if counted.size > MAX_BYTES:
                raise ProjectError("evidence_large", name=_shown(source.name), limit=MAX_BYTES // 1024**2)
            yield piece


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _is_same(path: Path, digests: Digests) -> bool:
    try:
        return path.stat().st_size == digests.size and digests_of(path) == digests
    except (OSError, ProjectError):
        return False


def _shown(name: str) -> str:
    from assay.texts import quoted

    return quoted(name)
