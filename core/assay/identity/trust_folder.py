# SPDX-License-Identifier: Apache-2.0
"""The index of a trust folder: where each file came from, when it was taken in, and what it was then.

`index.toml` is for people to read. What it says is never believed instead of a check: a file that is not what it was is
refused, and a file the index does not name is judged like any other.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path

from assay.identity.given_file import TrustFileError, read_given
from assay.values import frozen
from assay.whole_file import write_whole

INDEX = "index.toml"
MAX_INDEX_BYTES = 5_000_000
_HEAD = "# Files that signatures are checked with: where each came from, when it was taken in, its digest then.\n"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100


@frozen
class Kept:
    """One file that was taken in."""

    file: str
    """Its name in the folder."""
    sha256: str
    imported: str
    """Day it was taken in, YYYY-MM-DD."""
    origin: str
    """Where it came from, in the words of whoever took it in; empty where they did not say."""


def read_index(folder: Path) -> tuple[Kept, ...]:
    """What the index says, in its order; nothing where there is none. TrustFileError where it cannot be read."""
    path = folder / INDEX
    if not path.is_file():
        return ()
    given = read_given(path, MAX_INDEX_BYTES)
    try:
        told = tomllib.loads(given.data.decode("utf-8")).get("files", [])
        found = tuple(Kept(**{known.name: str(entry[known.name]) for known in fields(Kept)}) for entry in told)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise TrustFileError("trust.index", file=str(path)) from error
    if len(given.data) > MAX_INDEX_BYTES or any(Path(entry.file).name != entry.file for entry in found):
        raise TrustFileError("trust.index", file=str(path))
    return found


def by_digest(folder: Path) -> Mapping[str, Kept]:
    """The files that are there, by their digest. TrustFileError for one that is not what it was when taken in."""
    found = {}
    for entry in read_index(folder):
        path = folder / entry.file
        if not path.is_file():
            continue
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != entry.sha256:
            raise TrustFileError("trust.changed", file=str(path), day=entry.imported)
        found[digest] = entry
    return found


def keep(folder: Path, name: str, data: bytes, *, origin: str, day: str) -> Kept:
    """Takes a file in, under its own name or one near it; gives its entry, the old one where it is there already.

    TrustFileError where the folder cannot be written to.
    """
    digest, index = hashlib.sha256(data).hexdigest(), read_index(folder)
    if known := next((entry for entry in index if entry.sha256 == digest and (folder / entry.file).is_file()), None):
        return known
    try:
        folder.mkdir(parents=True, exist_ok=True)
        entry = Kept(_free_name(folder, name), digest, day, origin)
        write_whole(folder / entry.file, data)
        _write_index(folder, (*index, entry))
    except OSError as error:
        raise TrustFileError("trust.unwritable", file=str(folder), reason=error.strerror or "") from error
    return entry


def forget(folder: Path, name: str) -> Kept:
    """Takes a file out of the folder and its index. TrustFileError where the index does not name it."""
    index = read_index(folder)
    entry = next((entry for entry in index if entry.file == name), None)
    if entry is None:
        raise TrustFileError("trust.not_kept", file=name)
    try:
        _write_index(folder, (other for other in index if other != entry))
        (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise TrustFileError("trust.unwritable", file=str(folder), reason=error.strerror or "") from error
    return entry


def _free_name(folder: Path, name: str) -> str:
    plain = _UNSAFE.sub("-", Path(name).name).lstrip(".-")[-_LONGEST_NAME:] or "file"
    path, number = Path(plain), 1
    while (folder / path).exists() or path.name == INDEX:
        number += 1
        path = Path(f"{Path(plain).stem}-{number}{Path(plain).suffix}")
    return path.name


def _write_index(folder: Path, entries: Iterable[Kept]) -> None:
    """Strings of JSON are strings of TOML (TOML 1.0, Basic strings); DEL is the one that is not, and is written out."""
    tables = (
        "\n[[files]]\n" + "".join(f"{name} = {_quoted(told)}\n" for name, told in asdict(entry).items())
        for entry in entries
    )
    write_whole(folder / INDEX, (_HEAD + "".join(tables)).encode("utf-8"))


def _quoted(text: str) -> str:
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
