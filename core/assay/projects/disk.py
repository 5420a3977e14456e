# SPDX-License-Identifier: Apache-2.0
"""The files of a project as they lie in its folder: read within limits, written whole, nothing followed out of it."""

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from assay.document import MAX_DOCUMENT_BYTES
from assay.found import CREDENTIALS, EVIDENCE
from assay.projects.fault import ProjectError, reason_of
from assay.projects.manifest import FILE, MOST_FILES
from assay.projects.names import (
    collisions,
    credential_path,
    is_acceptances_name,
    is_credential_name,
    is_evidence_name,
)
from assay.projects.toml_text import MAX_BYTES
from assay.values import frozen
from assay.whole_file import read_regular, remove_for_good, write_whole

MAX_TOTAL = 200 * 1024 * 1024
"""Of all texts together: they are held in memory."""
_DRAFT = re.compile(r"\..+\.[0-9]+\.part\Z")


@frozen
class Unread:
    """A file in the folder of credentials that is not worked on, and never written."""

    file: str
    text: str
    """Text id of why."""


@frozen
class OnDisk:
    """What lies in the folder."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By place inside of the project; the project's own file among them."""
    unread: tuple[Unread, ...] = ()


def read_folder(folder: Path) -> OnDisk:
    """What lies in the folder of a project. ProjectError where there is none, or it cannot be read."""
    manifest = _read(folder, FILE, MAX_BYTES)
    if manifest is None:
        raise ProjectError("project_gone" if not folder.is_dir() else "project_none")
    if not isinstance(manifest, str):
        raise ProjectError("project_damaged")
    texts, unread, total = {FILE: manifest}, [], 0
    names = _names(folder / CREDENTIALS)
    if len(names) > MOST_FILES:
        raise ProjectError("project_full")
    for name in names:
        place = credential_path(name)
        found = _read(folder, place, MAX_DOCUMENT_BYTES) if is_credential_name(name) else _Refusal("name")
        if isinstance(found, str):
            texts[place] = found
            total += len(found)
            if total > MAX_TOTAL:
                raise ProjectError("project_full")
        elif found is not None and not (name.startswith(".") or is_acceptances_name(name)):
            unread.append(Unread(place, f"project.unread.{found.reason}"))
    twins = (Unread(credential_path(name), "project.unread.twin") for name in collisions(names))
    return OnDisk(texts, (*unread, *twins))


def evidence_names(folder: Path) -> list[str]:
    """Names of the files in the folder of evidence; none where there is no folder. ProjectError as above."""
    names = [] if (folder / EVIDENCE).is_symlink() else _names(folder / EVIDENCE)
    if len(names) > MOST_FILES:
        raise ProjectError("project_full")
    return [name for name in names if is_evidence_name(name)]


def text_on_disk(folder: Path, file: str) -> str | None:
    """The text of one file now; None where it is not there. ProjectError where it cannot be read as text."""
    found = _read(folder, file, MAX_BYTES if file == FILE else MAX_DOCUMENT_BYTES)
    if isinstance(found, _Refusal):
        raise ProjectError("project_no_text", name=Path(file).name)
    return found


def write_text(folder: Path, file: str, text: str | None) -> None:
    """A file written whole, or removed where there is no text. Raises OSError where it cannot be."""
    place = folder / file
    inside, _, name = file.rpartition("/")
    if file != FILE and not (inside == CREDENTIALS and is_credential_name(name)):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if place.is_symlink() or place.parent.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if text is None:
        remove_for_good(place)
        return
    place.parent.mkdir(exist_ok=True)
    write_whole(place, text.encode())


def clear_drafts(folder: Path) -> None:
    """Takes away what a process that was stopped had half written."""
    for place in (folder, folder / CREDENTIALS, folder / EVIDENCE):
        with suppress(OSError):
            for path in list(place.iterdir()):
                if _DRAFT.match(path.name) and path.is_file() and not path.is_symlink():
                    path.unlink()


@frozen
class _Refusal:
    reason: str


def _read(folder: Path, file: str, most: int) -> "str | _Refusal | None":
    place = folder / file
    try:
        if place.is_symlink() or place.parent.is_symlink():
            return _Refusal("link")
        data = read_regular(place, most + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        if file == FILE:
            raise ProjectError("project_unreadable", name=FILE, reason=reason_of(error)) from error
        return _Refusal("fault")
    if len(data) > most:
        return _Refusal("size")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _Refusal("bytes")


def _names(folder: Path) -> list[str]:
    try:
        return sorted(_files(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ProjectError("project_unreadable", name=folder.name, reason=reason_of(error)) from error


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.name
