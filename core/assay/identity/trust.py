# SPDX-License-Identifier: Apache-2.0
"""What a run may believe: the files of keys that were given, each with its digest and its age. Nothing is fetched."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path

from assay.identity.did_document import MAX_BYTES, DidDocument, TrustFileError, read_did_document

MAX_FILES = 10_000
"""Files and folders in a folder. One more is refused, not passed over, before anything is read."""


@dataclass(frozen=True)
class TrustFiles:
    """The DID documents at hand. A document says whose keys are whose; that it is genuine, nobody here knows."""

    documents: tuple[DidDocument, ...] = ()

    @cached_property
    def by_did(self) -> dict[str, DidDocument]:
        """The documents by the DID they are of."""
        return {document.id: document for document in self.documents}

    def document(self, did: str) -> DidDocument | None:
        """The document of exactly that DID."""
        return self.by_did.get(did)


def open_trust(files: Iterable[str], folders: Iterable[str] = ()) -> TrustFiles:
    """The DID documents in the files, which have to be some, and those found in folders, where other files may lie.

    TrustFileError for what cannot be read, and for two different documents of one DID: nobody knows which is true.
    """
    found: dict[str, DidDocument] = {}
    for document in (*map(_document, map(Path, files)), *_of_folders(folders)):
        known = found.setdefault(document.id, document)
        if known.sha256 != document.sha256:
            raise TrustFileError("trust.did_twice", file=document.file, other=known.file, did=document.id)
    return TrustFiles(tuple(found.values()))


def _document(path: Path) -> DidDocument:
    data, dated = _read(path)
    return read_did_document(data, str(path), sha256=hashlib.sha256(data).hexdigest(), dated=dated)


def _read(path: Path) -> tuple[bytes, str]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise TrustFileError("trust.unreadable", file=str(path), reason=reason) from error
    return data, written.date().isoformat()


def _of_folders(folders: Iterable[str]) -> Iterator[DidDocument]:
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise TrustFileError("trust.no_folder", file=str(folder))
        found = list(islice(folder.rglob("*"), MAX_FILES + 1))
        if len(found) > MAX_FILES:
            raise TrustFileError("trust.too_many", file=str(folder), limit=MAX_FILES)
        for path in sorted(path for path in found if path.suffix.lower() == ".json" and path.is_file()):
            if b'"verificationMethod"' in _read(path)[0]:
                yield _document(path)
