# SPDX-License-Identifier: Apache-2.0
"""Zip archives as documents: their members by name, with limits that a bomb runs into before it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from assay.document import MAX_ACCEPTED_BYTES, MAX_DOCUMENT_BYTES, Document
from assay.errors import DocumentError
from assay.found import ACCEPTED, CREDENTIALS, EVIDENCE, PROJECT, Found, Skipped, is_beside, is_document_name, shown

MAX_MEMBERS = 200_000
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_RATIO = 100
"""Unpacked to packed. JSON packs ten to thirty times; a bomb a thousand times."""
FREE_BYTES = 10 * 1024 * 1024
"""Up to this much unpacked the ratio does not matter: so much harms nobody."""
_ENCRYPTED = 0x1
_APPLE_DOUBLE = b"\x00\x05\x16\x07"
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What the standard library raises for archives that are cut, altered, or packed in a way it does not know."""


def documents_of(source: Path | BytesIO, name: str) -> Iterator[Found]:
    """The documents of a zip archive, by name; a DocumentError where it is a bomb, encrypted, damaged or empty.

    Member names are only names: nothing is unpacked to disk, so `../` in one leads nowhere.
    """
    try:
        opened = zipfile.ZipFile(source)
    except FAULTS:
        yield DocumentError("archive_damaged", name=name)
        return
    with opened:
        members = sorted((entry for entry in opened.infolist() if not entry.is_dir()), key=lambda e: e.filename)
        size = source.getbuffer().nbytes if isinstance(source, BytesIO) else source.stat().st_size
        projects = frozenset(_projects(members))
        refusal = _refusal([entry for entry in members if not _lies_in(entry, EVIDENCE, projects)], size)
        if refusal:
            yield DocumentError(refusal, name=name)
            return
        archive = source.getvalue() if isinstance(source, BytesIO) else source
        for entry, found in _found(opened, members, projects, name):
            if isinstance(found, Document) and _lies_in(entry, CREDENTIALS, projects):
                yield replace(found, archive=archive)
            else:
                yield found


def _found(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], projects: frozenset[str], name: str
) -> Iterator[tuple[zipfile.ZipInfo, Found]]:
    beside = {entry.filename: entry for entry in members if is_beside(entry.filename)}
    documents = {entry.filename for entry in members if is_document_name(entry.filename)}
    for entry in members:
        if entry.filename in documents and _lies_in(entry, EVIDENCE, projects):
            yield entry, Skipped(shown(entry.filename))
        elif entry.filename.removesuffix(ACCEPTED) not in documents or entry.filename not in beside:
            found = _member(opened, entry, name)
            yield entry, _with_accepted(opened, found, beside.get(f"{entry.filename}{ACCEPTED}"))


def _projects(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    """The folders of an archive that are projects, each with its slash; empty for its root."""
    for entry in members:
        folder, slash, name = entry.filename.rpartition("/")
        if name == PROJECT:
            yield folder + slash


def _lies_in(entry: zipfile.ZipInfo, folder: str, projects: frozenset[str]) -> bool:
    """Whether a member lies in a folder of a project."""
    inside = entry.filename.rpartition("/")[0]
    return inside.endswith(folder) and inside.removesuffix(folder) in projects


def _with_accepted(opened: zipfile.ZipFile, found: Found, beside: zipfile.ZipInfo | None) -> Found:
    """A document with what is accepted of it; of a file that cannot be read, nothing, which is then told of it."""
    if beside is None or not isinstance(found, Document):
        return found
    try:
        with opened.open(beside) as packed:
            return replace(found, accepted=packed.read(MAX_ACCEPTED_BYTES + 1))
    except FAULTS:
        return replace(found, accepted=b"")


def _refusal(members: list[zipfile.ZipInfo], size: int) -> str:
    """Why an archive is not unpacked, as a text id; empty where it may be. Only what is read of it counts."""
    documents = [entry for entry in members if is_document_name(entry.filename)]
    beside = sum(min(entry.file_size, MAX_ACCEPTED_BYTES) for entry in members if is_beside(entry.filename))
    total = sum(entry.file_size for entry in documents) + beside
    if len(documents) > MAX_MEMBERS or total > MAX_TOTAL_BYTES:
        return "archive_too_large"
    if total > FREE_BYTES and total > MAX_RATIO * size:
        return "archive_bomb"
    if any(entry.flag_bits & _ENCRYPTED for entry in documents):
        return "archive_encrypted"
    return "" if documents else "archive_without_documents"


def _member(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, archive: str) -> Found:
    name = shown(entry.filename)
    if not is_document_name(entry.filename):
        return Skipped(name)
    if entry.file_size > MAX_DOCUMENT_BYTES:
        return Document(name, b"", oversize=entry.file_size)
    try:
        with opened.open(entry) as packed:
            data = packed.read(MAX_DOCUMENT_BYTES + 1)  # a member's stated size may be a lie
    except FAULTS:
        return DocumentError("archive_member_damaged", name=archive, member=name)
    if data.startswith(_APPLE_DOUBLE):
        return Skipped(name)  # macOS packs its own notes beside each file, under the file's name
    return Document(name, b"", oversize=len(data)) if len(data) > MAX_DOCUMENT_BYTES else Document(name, data)
