# SPDX-License-Identifier: Apache-2.0
"""Files that are written whole or not at all, whatever happens meanwhile; and read without being led astray."""

import errno
import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_LONGEST_NAME = 100


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """The bytes as the file's whole content, on the disk when this returns; a file that is there keeps its rights.

    `private`: for nobody else to read. Raises OSError where it cannot be written; the old file is then still there.
    """
    draft = path.with_name(f".{path.name[:_LONGEST_NAME]}.{os.getpid()}.part")
    try:
        draft.unlink(missing_ok=True)  # left by a process of the same number that was stopped
        with os.fdopen(os.open(draft, _NEW, 0o600 if private else 0o666), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not private:
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
        _remember(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with these files, all of them or none; one that is there has to be empty.

    Raises OSError where it cannot be made; nothing is left of it then.
    """
    draft = folder.with_name(f".{folder.name[:_LONGEST_NAME]}.{os.getpid()}.part")
    shutil.rmtree(draft, ignore_errors=True)  # left by a process of the same number that was stopped
    try:
        draft.mkdir()
        for name, data in files.items():
            write_whole(draft / name, data)
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
        _remember(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def remove_for_good(path: Path) -> None:
    """Removes a file, so that it does not come back after the power was cut. Raises OSError where it cannot."""
    path.unlink()
    _remember(path.parent)


def read_regular(path: Path, most: int) -> bytes:
    """The first bytes of a file. Raises OSError where it cannot be read, or is none: a pipe would be waited for."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with path.open("rb") as file:
        return file.read(most)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _remember(folder: Path) -> None:
    """That a file has another name now is on the disk too: a folder is written by itself (POSIX alone)."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some network drives refuse it for folders, and what was done is done
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
