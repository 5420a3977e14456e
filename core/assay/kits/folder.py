# SPDX-License-Identifier: Apache-2.0
"""Kits written into folders that may hold something already: nothing of anybody's is overwritten unasked."""

from collections.abc import Collection, Sequence
from pathlib import Path

from assay.kits.kit import MAX_FILE_BYTES, README, KitError, KitFile
from assay.values import frozen
from assay.whole_file import write_whole

OURS = b"Assay"
"""What the README of a kit begins with, in every language: that one may be replaced."""


@frozen
class Written:
    """What came of writing: paths inside of the folder."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    """They were there with the very same bytes."""


def what_is_there(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none. KitError where it cannot be read, or is no file."""
    try:
        if not path.exists():
            return None
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise KitError("kit.unreadable", name=path.name, reason=error.strerror or "") from error
    if len(data) > MAX_FILE_BYTES:
        raise KitError("kit.unreadable", name=path.name, reason="> 20 MB")
    return data


def write_files(folder: Path, files: Sequence[KitFile], replace: Collection[str] = ()) -> Written:
    """The files below the folder, each whole, the README last: while it is missing, the rest is not complete.

    A file that is there with other bytes stays, and nothing is written (KitError `kit.exists`), but for those whose
    path is in `replace`. KitError where a link would lead out of the folder, or it cannot be written to.
    """
    there = {entry.path: what_is_there(_inside(folder, entry.path)) for entry in files}
    other = [
        entry.path
        for entry in files
        if there[entry.path] not in (None, entry.data)
        and entry.path not in replace
        and not _is_ours(entry.path, there[entry.path])
    ]
    if other:
        raise KitError("kit.exists", name=other[0], count=len(other))
    unchanged = tuple(entry.path for entry in files if there[entry.path] == entry.data)
    fresh = sorted((entry for entry in files if entry.path not in unchanged), key=lambda entry: entry.path == README)
    try:
        if any(entry.path == README for entry in fresh):
            (folder / README).unlink(missing_ok=True)
        for entry in fresh:
            _write(folder / entry.path, entry.data)
    except OSError as error:
        raise KitError("kit.unwritable", folder=str(folder)[:300], reason=error.strerror or "") from error
    return Written(tuple(entry.path for entry in fresh), unchanged)


def _is_ours(path: str, data: bytes | None) -> bool:
    return path == README and data is not None and data.startswith(OURS)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    if path.read_bytes() != data:
        raise OSError(5, "other bytes")


def _inside(folder: Path, path: str) -> Path:
    """The place of a file. A link on the way that leads elsewhere is refused: it may lead to anything."""
    place = folder / path
    try:
        root, real = folder.resolve(), place.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise KitError("kit.link", name=path) from error
    if place.is_symlink() or not real.is_relative_to(root):
        raise KitError("kit.link", name=path)
    return place
