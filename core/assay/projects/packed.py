# SPDX-License-Identifier: Apache-2.0
"""What lies in a zip file of a project: which members are its files, and their bytes within limits.

What does not belong to a project is left out and told; what looks like an attack is refused as a whole.
"""

import stat
import zipfile
from collections.abc import Iterable, Iterator

from assay.archive import FAULTS, FREE_BYTES, MAX_RATIO, MAX_TOTAL_BYTES
from assay.document import MAX_ACCEPTED_BYTES, MAX_DOCUMENT_BYTES
from assay.found import CREDENTIALS, EVIDENCE
from assay.projects.evidence_files import MAX_BYTES as MAX_EVIDENCE
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE, MOST_FILES
from assay.projects.names import collisions, is_acceptances_name, is_credential_name, is_evidence_name
from assay.projects.toml_text import MAX_BYTES

MAX_MEMBERS = 3 * MOST_FILES
"""Credentials, what is accepted of each, and evidence."""
_ENCRYPTED = 0x1
_PIECE = 1024 * 1024
_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into folders unasked."""


def sorted_out(
    entries: list[zipfile.ZipInfo], size: int, top: str | None = None
) -> tuple[dict[str, zipfile.ZipInfo], list[str]]:
    """The members by their place inside of the project, and the names of those that are none of it.

    `size`: of the zip file. `top`: the folder of the project in it, where that is known; else the outermost one.
    ProjectError: `project_zip_locked` (encrypted), `project_zip_large` (a bomb, or too much), `project_zip_name` (a
    member leads elsewhere, is a link, or two are one file on some system), `project_none`.
    """
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or (total > FREE_BYTES and total > MAX_RATIO * size):
        raise ProjectError("project_zip_large")
    files = [entry for entry in entries if not entry.is_dir()]
    if any(entry.flag_bits & _ENCRYPTED for entry in files):
        raise ProjectError("project_zip_locked")
    for entry in entries:
        _refuse_leading_out(entry)
    top = _top(entry.filename for entry in files) if top is None else top
    found: dict[str, zipfile.ZipInfo] = {}
    left_out: list[str] = []
    for entry in files:
        place = entry.filename.removeprefix(top)
        if place in found:
            raise ProjectError("project_zip_name", name=_shown(entry.filename))
        if most_of(place) and entry.filename.startswith(top):
            found[place] = entry
        elif not any(part in _SYSTEM for part in entry.filename.split("/")):
            left_out.append(_shown(entry.filename))
    for name in collisions(found):
        raise ProjectError("project_zip_name", name=_shown(name))
    if FILE not in found:
        raise ProjectError("project_none")
    return dict(sorted(found.items())), left_out


def _refuse_leading_out(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    parts = name.replace("\\", "/").split("/")
    if is_link or ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name:
        raise ProjectError("project_zip_name", name=_shown(name))


def _top(names: Iterable[str]) -> str:
    """The folder that a whole project was packed in; empty where its files lie at the root."""
    tops = {name.removesuffix(FILE) for name in names if name == FILE or name.endswith(f"/{FILE}")}
    return min(tops, key=lambda top: (top.count("/"), top), default="")


def most_of(place: str) -> int:
    """How large a member may be; 0 where it is none of a project."""
    folder, _, name = place.rpartition("/")
    if place == FILE:
        return MAX_BYTES
    if is_text(place):
        return MAX_DOCUMENT_BYTES
    if folder == CREDENTIALS and is_acceptances_name(name):
        return MAX_ACCEPTED_BYTES
    return MAX_EVIDENCE if folder == EVIDENCE and is_evidence_name(name) else 0


def is_text(place: str) -> bool:
    """Whether a member is a text that is worked on: a credential, or the project's own file."""
    folder, _, name = place.rpartition("/")
    return place == FILE or (folder == CREDENTIALS and is_credential_name(name))


def pieces(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """The bytes of a member, no more than it may have: what the archive says of its size may be a lie."""
    try:
        with opened.open(entry) as packed:
            total = 0
            while piece := packed.read(_PIECE):
                total += len(piece)
                if total > most:
                    raise ProjectError("project_zip_large")
                yield piece
    except FAULTS as error:
        raise ProjectError("project_zip_damaged") from error


def _shown(name: str) -> str:
    from assay.texts import quoted

    return quoted(name)
