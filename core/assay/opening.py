# SPDX-License-Identifier: Apache-2.0
"""Paths to documents: files as they are, folders and zip archives walked, standard input as `-`.

What cannot be opened is told and the rest still opened. Nothing here looks at what a document says.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from assay.document import MAX_DOCUMENT_BYTES, Document
from assay.errors import DocumentError
from assay.found import ACCEPTED, EVIDENCE, PROJECT, Found, Skipped, is_beside, is_document_name, shown
from assay.values import frozen

STDIN = "-"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")


@frozen
class Opened:
    """What some paths hold."""

    documents: tuple[Document, ...] = ()
    """In the order given; those of a folder or archive by name."""
    skipped: tuple[str, ...] = ()
    """Other files of folders and archives: counted, not judged."""
    errors: tuple[DocumentError, ...] = ()
    """What could not be opened."""


def open_paths(paths: Sequence[str], *, stdin: Callable[[], bytes] | None = None) -> Opened:
    """Everything the paths hold, read. `stdin` gives the bytes of standard input."""
    return _collected(stream_paths(paths, stdin=stdin))


def open_bytes(name: str, data: bytes) -> Opened:
    """Everything in bytes that are in no file: pasted, dropped, piped. A zip archive is walked here too."""
    return _collected(_from_bytes(name, data))


def stream_paths(paths: Iterable[str], *, stdin: Callable[[], bytes] | None = None) -> Iterator[Found]:
    """As `open_paths`, one after another: a large catalogue is never in memory as a whole."""
    for path in paths:
        if path != STDIN:
            yield from _from_path(path)
        elif stdin is None:
            yield DocumentError("stdin_missing")
        else:
            yield from _from_bytes(STDIN, stdin())


def read_document(path: str, name: str) -> Document:
    """One file, read unless it is too large. Raises OSError, or ValueError for a path that cannot be one."""
    with Path(path).open("rb") as file:
        state = os.fstat(file.fileno())
        if stat.S_ISREG(state.st_mode) and state.st_size > MAX_DOCUMENT_BYTES:
            return Document(name, b"", oversize=state.st_size, accepted=f"{path}{ACCEPTED}")
        data = file.read(MAX_DOCUMENT_BYTES + 1)  # a pipe has no size, and a file may grow while it is read
    return _sized(name, data, f"{path}{ACCEPTED}")


def _sized(name: str, data: bytes, accepted: str | None = None) -> Document:
    if len(data) > MAX_DOCUMENT_BYTES:
        return Document(name, b"", oversize=len(data), accepted=accepted)
    return Document(name, data, accepted=accepted)


def _collected(found: Iterable[Found]) -> Opened:
    documents: list[Document] = []
    skipped: list[str] = []
    errors: list[DocumentError] = []
    for entry in found:
        if isinstance(entry, Document):
            documents.append(entry)
        elif isinstance(entry, Skipped):
            skipped.append(entry.name)
        else:
            errors.append(entry)
    return Opened(tuple(documents), tuple(skipped), tuple(errors))


def _from_path(path: str) -> Iterator[Found]:
    try:
        if Path(path).is_dir():
            found = _inside(_from_folder(path))
        elif Path(path).is_file() and _starts_as_zip(path):
            from assay.archive import documents_of

            found = _inside(documents_of(Path(path), shown(path)))
        else:
            found = iter((read_document(path, shown(path)),))
    except (OSError, ValueError) as error:
        found = iter((_told(error, path),))
    yield from found


def _from_bytes(name: str, data: bytes) -> Iterator[Found]:
    if data.startswith(_ZIP_STARTS):
        from assay.archive import documents_of

        yield from _inside(documents_of(BytesIO(data), name))
    else:
        yield _sized(name, data)


def _inside(found: Iterable[Found]) -> Iterator[Found]:
    for entry in found:
        yield replace(entry, in_folder=True) if isinstance(entry, Document) else entry


def _starts_as_zip(path: str) -> bool:
    with Path(path).open("rb") as file:
        return file.read(4).startswith(_ZIP_STARTS)


def _from_folder(folder: str) -> Iterator[Found]:
    documents = 0
    for name, entry in _files(folder):
        if isinstance(entry, DocumentError):
            yield entry
        elif is_document_name(name) and not _is_evidence(entry):
            documents += 1
            yield _read_or_told(entry, shown(name))
        elif not (is_beside(name) and Path(entry.removesuffix(ACCEPTED)).is_file()):
            yield Skipped(shown(name))
    if not documents:
        yield DocumentError("folder_without_documents", name=shown(folder))


def _is_evidence(path: str) -> bool:
    """Whether a file is evidence of a project: its report tells of it, and it is judged where it is named outright."""
    folder = Path(path).parent
    return folder.name == EVIDENCE and (folder.parent / PROJECT).is_file()


def _read_or_told(path: str, name: str) -> Found:
    try:
        return read_document(path, name)
    except (OSError, ValueError) as error:
        return _told(error, path)


def _files(folder: str) -> Iterator[tuple[str, str | DocumentError]]:
    """Relative name and path of every file, by name. A folder is entered once, however many links lead to it."""
    entered: set[tuple[int, int]] = set()
    waiting: list[tuple[str, str, bool]] = [("", folder, True)]
    while waiting:
        name, path, is_folder = waiting.pop()
        if not is_folder:
            yield name, path
            continue
        try:
            inside = _entries(path, name, entered)
        except OSError as error:
            yield name, _told(error, path)
            continue
        waiting.extend(reversed(inside))


def _entries(folder: str, name: str, entered: set[tuple[int, int]]) -> list[tuple[str, str, bool]]:
    """Name, path, and whether it is a folder, of what is in a folder; nothing where it was entered before.

    Pipes and devices are left out: reading one might never end.
    """
    state = Path(folder).stat()
    if (state.st_dev, state.st_ino) in entered:
        return []
    entered.add((state.st_dev, state.st_ino))
    prefix = f"{name}/" if name else ""
    with os.scandir(folder) as entries:
        found = [(prefix + entry.name, entry.path, _is(entry.is_dir)) for entry in entries if _is_readable(entry)]
    return sorted(found)


def _is_readable(entry: os.DirEntry[str]) -> bool:
    """A folder, a file, or a broken link, which is told as a file that is missing."""
    return _is(entry.is_dir) or _is(entry.is_file) or (entry.is_symlink() and is_document_name(entry.name))


def _is(question: Callable[[], bool]) -> bool:
    """The answer of the file system; no where it cannot tell (a link in a circle)."""
    try:
        return question()
    except OSError:
        return False


def _told(error: OSError | ValueError, path: str) -> DocumentError:
    if isinstance(error, PermissionError):
        return DocumentError("path_forbidden", name=shown(path))
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return DocumentError("path_missing", name=shown(path))
    return DocumentError("path_unreadable", name=shown(path), reason=error.strerror or type(error).__name__)
