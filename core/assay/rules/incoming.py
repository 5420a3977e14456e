# SPDX-License-Identifier: Apache-2.0
"""What someone gives to be imported or verified: a pack's folder or zip, or official files, told apart by content.

Nothing is unpacked to disk. Names in an archive that lead elsewhere, links, and archives that grow beyond measure are
refused (PackError) before anything is read.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePosixPath
from stat import S_ISLNK

from assay.claims import RDF_TYPE, RDFS, RDFS_SUBCLASS_OF, ClaimsGraph
from assay.errors import PackError
from assay.rules.folder import PREBUILT, SIGNATURE, require
from assay.rules.official import decoded, json_value, official_graph
from assay.shacl.vocabulary import OWL, SH
from assay.values import frozen

MAX_FILES = 2_000
MAX_TOTAL_BYTES = 64 * 1024 * 1024
"""Ten times the largest official release with its ontology."""
MAX_RATIO = 100
FREE_BYTES = 10 * 1024 * 1024
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_DRIVE = re.compile(r"[A-Za-z]:")


@frozen
class Incoming:
    """A whole pack as it was given, nothing of it checked yet but that it is complete."""

    name: str
    files: Mapping[str, bytes]
    signature: bytes | None = None
    """`pack.sig.json`, where the pack has one."""


class Role(StrEnum):
    """What an official file is."""

    SHAPES = "shapes"
    ONTOLOGY = "ontology"
    CONTEXT = "context"


@frozen
class OfficialFile:
    """One official file."""

    role: Role
    name: str
    data: bytes
    graph: ClaimsGraph = field(repr=False)
    """Empty for a context."""


def is_pack(path: Path) -> bool:
    """Whether the path is to be read as a pack: a folder or a zip archive."""
    if path.is_dir():
        return True
    with _opened(path):
        return zipfile.is_zipfile(path)


def read_pack(path: Path) -> Incoming:
    """The pack in a folder or a zip archive; PackError for one that is incomplete or unsafe."""
    told = _folder(path) if path.is_dir() else _archive(path)
    signature = told.pop(SIGNATURE, None)
    require(told, path.name)
    return Incoming(path.name, dict(sorted(told.items())), signature)


def read_official(path: Path) -> OfficialFile:
    """An official file, recognised by what it holds; PackError (file, line) where it is none of the three."""
    with _opened(path):
        size = path.stat().st_size
        if size > MAX_TOTAL_BYTES:
            raise PackError("pack.too_large", file=path.name)
        data = path.read_bytes()
    if _is_context(data, path.name):
        return OfficialFile(Role.CONTEXT, path.name, data, ClaimsGraph())
    graph = official_graph(data, path.name)
    if graph.with_predicate(SH + "targetClass") or graph.subjects_of(RDF_TYPE, SH + "NodeShape"):
        return OfficialFile(Role.SHAPES, path.name, data, graph)
    classes = (graph.subjects_of(RDF_TYPE, cls) for cls in (OWL + "Class", RDFS + "Class"))
    if graph.with_predicate(RDFS_SUBCLASS_OF) or any(classes):
        return OfficialFile(Role.ONTOLOGY, path.name, data, graph)
    raise PackError("pack.not_recognised", file=path.name)


class _opened:  # noqa: N801 - reads like a function where it is used
    """Turns errors of the file system into PackErrors."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        if not self._path.exists():
            raise PackError("pack.no_file", file=str(self._path))
        if not self._path.is_file() and not self._path.is_dir():  # a pipe or a device gives no end to read to
            raise PackError("pack.not_recognised", file=self._path.name)

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, OSError):
            raise PackError("pack.unreadable", file=self._path.name, reason=error.strerror or "") from error


def _is_context(data: bytes, name: str) -> bool:
    """A JSON object that holds a context and nothing that would be a statement; makers' remarks are none."""
    text = decoded(data, name)
    if text.lstrip()[:1] != "{":
        return False
    value = json_value(text, name)
    context = value.get("@context") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(context, dict):
        return False
    besides = set(value) - {"@context", "@id", "@version"}
    return all(key[:1] != "@" and ":" not in key and key not in context for key in besides)


def _folder(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    with _opened(path):
        for place in sorted(path.rglob("*")):
            name = place.relative_to(path).as_posix()
            if _is_beside(name):
                continue
            if place.is_symlink():
                raise PackError("pack.link", file=name)
            if not place.is_file():
                continue
            total += place.stat().st_size
            if total > MAX_TOTAL_BYTES or len(found) >= MAX_FILES:
                raise PackError("pack.too_large", file=path.name)
            found[name] = place.read_bytes()
    return found


def _archive(path: Path) -> dict[str, bytes]:
    with _opened(path):
        packed = path.read_bytes() if path.stat().st_size <= MAX_TOTAL_BYTES else b""
    try:
        with zipfile.ZipFile(BytesIO(packed)) as opened:
            members = [entry for entry in opened.infolist() if not entry.is_dir()]
            _refuse_unsafe(members, path.name)
            _refuse_bomb(members, path.name, len(packed))
            found = {entry.filename: _unpacked(opened, entry) for entry in members}
    except _FAULTS as error:
        raise PackError("pack.damaged_archive", file=path.name) from error
    return {name: data for name, data in _without_top(found).items() if not _is_beside(name)}


def _unpacked(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with opened.open(entry) as member:
        data = member.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise PackError("pack.damaged_archive", file=entry.filename)
    return data


def _refuse_unsafe(members: Iterable[zipfile.ZipInfo], archive: str) -> None:
    seen: set[str] = set()
    for entry in members:
        name = entry.orig_filename
        parts = re.split(r"[/\\]", name)
        if ".." in parts or not parts[0] or "\\" in name or "\0" in name or _DRIVE.match(name):
            raise PackError("pack.path_outside", file=f"{archive}: {name}")
        if S_ISLNK(entry.external_attr >> 16):
            raise PackError("pack.link", file=f"{archive}: {name}")
        if entry.flag_bits & _ENCRYPTED:
            raise PackError("pack.encrypted", file=f"{archive}: {name}")
        if name.lower() in seen:
            raise PackError("pack.file_twice", file=f"{archive}: {name}")
        seen.add(name.lower())


def _refuse_bomb(members: list[zipfile.ZipInfo], archive: str, size: int) -> None:
    total = sum(entry.file_size for entry in members)
    is_bomb = total > FREE_BYTES and total > MAX_RATIO * size
    if len(members) > MAX_FILES or total > MAX_TOTAL_BYTES or is_bomb:
        raise PackError("pack.too_large", file=archive)


def _without_top(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Names without the one folder that everything lies in, where there is one."""
    tops = {name.partition("/")[0] for name in files if not name.startswith("__MACOSX/")}
    if "pack.toml" in files or len(tops) != 1:
        return dict(files)
    (top,) = tops
    return {name.removeprefix(f"{top}/"): data for name, data in files.items() if name.startswith(f"{top}/")}


def _is_beside(name: str) -> bool:
    """Hidden files, and what is prebuilt: no part of a pack, and never used of one that comes from others."""
    parts = PurePosixPath(name).parts
    return parts[0] == PREBUILT or any(part.startswith(".") or part == "__MACOSX" for part in parts)
