# SPDX-License-Identifier: Apache-2.0
"""A project out of a zip file that somebody sent: all of it or nothing, and never anything outside of its folder.

What does not belong to a project is left out and told; what looks like an attack is refused as a whole.
"""

import os
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from assay.archive import FAULTS, FREE_BYTES, MAX_RATIO, MAX_TOTAL_BYTES
from assay.document import MAX_DOCUMENT_BYTES
from assay.found import CREDENTIALS, EVIDENCE
from assay.projects.evidence_files import MAX_BYTES as MAX_EVIDENCE
from assay.projects.fault import ProjectError, reason_of
from assay.projects.manifest import FILE, MOST_FILES, manifest_of
from assay.projects.names import collisions, is_credential_name, is_evidence_name
from assay.projects.toml_text import MAX_BYTES
from assay.values import frozen
from assay.whole_file import write_pieces

MAX_MEMBERS = 2 * MOST_FILES
_ENCRYPTED = 0x1
_PIECE = 1024 * 1024
_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into folders unasked."""


@frozen
class Unpacked:
    """What came out of a zip file: places inside of the project, and names of what does not belong to one."""

    files: tuple[str, ...]
    left_out: tuple[str, ...]


def unpack(archive: Path, folder: Path) -> Unpacked:
    """Makes the folder of a project out of a zip file. The folder must not be there, or be empty.

    ProjectError: `project_zip_damaged`, `project_zip_locked` (encrypted), `project_zip_large` (a bomb, or too much),
    `project_zip_name` (a member leads elsewhere, is a link, or two are one file on some system), `project_not_empty`,
    `project_unwritable`; where `project.toml` cannot be used, what `manifest_of` raises.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ProjectError("project_not_empty")
        opened, size = zipfile.ZipFile(archive), archive.stat().st_size
    except FAULTS as error:
        raise ProjectError("project_zip_damaged") from error
    with opened:
        members, left_out = _sorted_out(opened.infolist(), size)
        try:
            _unpacked(opened, members, folder)
        except UnicodeDecodeError:
            raise ProjectError("project_damaged") from None
        except OSError as error:
            raise ProjectError("project_unwritable", reason=reason_of(error)) from error
    return Unpacked(tuple(members), tuple(left_out))


def _unpacked(opened: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], folder: Path) -> None:
    """The folder, once all of it is there and a project."""
    draft = folder.with_name(f".{folder.name[:100]}.{os.getpid()}.part")
    shutil.rmtree(draft, ignore_errors=True)  # left by a process of the same number that was stopped
    try:
        draft.mkdir()
        for place, entry in members.items():
            (draft / place).parent.mkdir(exist_ok=True)
            write_pieces(draft / place, _pieces(opened, entry, _most(place)))
        manifest_of((draft / FILE).read_bytes().decode())
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sorted_out(entries: list[zipfile.ZipInfo], size: int) -> tuple[dict[str, zipfile.ZipInfo], list[str]]:
    """The members by their place inside of the project, and the names of those that are none of it."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or (total > FREE_BYTES and total > MAX_RATIO * size):
        raise ProjectError("project_zip_large")
    files = [entry for entry in entries if not entry.is_dir()]
    if any(entry.flag_bits & _ENCRYPTED for entry in files):
        raise ProjectError("project_zip_locked")
    for entry in entries:
        _refuse_leading_out(entry)
    top = _top(entry.filename for entry in files)
    found: dict[str, zipfile.ZipInfo] = {}
    left_out: list[str] = []
    for entry in files:
        place = entry.filename.removeprefix(top)
        if place in found:
            raise ProjectError("project_zip_name", name=_shown(entry.filename))
        if _most(place) and entry.filename.startswith(top):
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


def _most(place: str) -> int:
    """How large a member may be; 0 where it is none of a project."""
    folder, _, name = place.rpartition("/")
    if place == FILE:
        return MAX_BYTES
    if folder == CREDENTIALS and is_credential_name(name):
        return MAX_DOCUMENT_BYTES
    return MAX_EVIDENCE if folder == EVIDENCE and is_evidence_name(name) else 0


def _pieces(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
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
