# SPDX-License-Identifier: Apache-2.0
"""The files of a pack's folder: which belong to it, their bytes, their common digest."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from assay.errors import PackError

PREBUILT = "prebuilt"
"""Sub-folder with what can be made from the other files; it is no part of the digest."""
SIGNATURE = "pack.sig.json"
"""A signature over the digests of the other files; it is no part of them."""
REQUIRED = ("pack.toml", "shapes.ttl", "context.jsonld", "subclasses.ttl", "rules.toml", "texts/en.toml")


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """Name (with `/` between folders) to bytes, sorted, without what is prebuilt and without a signature.

    PackError where a required file is missing or empty, or a file cannot be read.
    """
    try:
        files = dict(sorted(_files(folder, "")))
    except OSError as error:
        raise PackError("pack.unreadable", file=error.filename or folder.name, reason=error.strerror or "") from error
    require(files, folder.name)
    return files


def require(files: Mapping[str, bytes], folder: str) -> None:
    """PackError where a required file is missing or empty; `folder` is what the whole is called."""
    for name in REQUIRED:
        if name not in files:
            raise PackError("pack.missing_file", folder=folder, file=name)
        if not files[name].strip():
            raise PackError("pack.empty", file=name)


def digest_manifest(files: Mapping[str, bytes]) -> bytes:
    """The sorted names, each with the SHA-256 of its file: what a pack's digest is taken of, and what is signed."""
    told = (f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n" for name in sorted(files))
    return "".join(told).encode()


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the sorted names and the SHA-256 of each file, in hexadecimal digits."""
    return hashlib.sha256(digest_manifest(files)).hexdigest()


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name.startswith(".") or (not prefix and entry.name in (PREBUILT, SIGNATURE)):
            continue
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield prefix + entry.name, entry.read_bytes()
