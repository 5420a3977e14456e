# SPDX-License-Identifier: Apache-2.0
"""A project out of a zip file that somebody sent: all of it or nothing, and never anything outside of its folder.

What does not belong to a project is left out and told; what looks like an attack is refused as a whole.
"""

import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from assay.archive import FAULTS
from assay.projects.fault import ProjectError, reason_of
from assay.projects.manifest import FILE, manifest_of
from assay.projects.packed import most_of, pieces, sorted_out
from assay.values import frozen
from assay.whole_file import write_pieces


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
        members, left_out = sorted_out(opened.infolist(), size)
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
            write_pieces(draft / place, pieces(opened, entry, most_of(place)))
        manifest_of((draft / FILE).read_bytes().decode())
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
