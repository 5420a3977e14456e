# SPDX-License-Identifier: Apache-2.0
"""The files of a pack's folder: which belong to it, their bytes, their common digest."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from assay.errors import PackError

PREBUILT = "prebuilt"
"""Sub-folder with what can be made from the other files; it is no part of the digest."""
REQUIRED = ("pack.toml", "shapes.ttl", "context.jsonld", "subclasses.ttl", "rules.toml", "texts/en.toml")


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """Name (with `/` between folders) to bytes, sorted, without what is prebuilt.

    PackError where a required file is missing or empty, or a file cannot be read.
    """
    try:
        files = dict(sorted(_files(folder, "")))
    except OSError as error:
        raise PackError("pack.unreadable", file=error.filename or folder.name, reason=error.strerror or "") from error
    for name in REQUIRED:
        if name not in files:
            raise PackError("pack.missing_file", folder=folder.name, file=name)
        if not files[name].strip():
            raise PackError("pack.empty", file=name)
    return files


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the sorted names and the SHA-256 of each file, in hexadecimal digits."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name.startswith(".") or (not prefix and entry.name == PREBUILT):
            continue
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield prefix + entry.name, entry.read_bytes()
