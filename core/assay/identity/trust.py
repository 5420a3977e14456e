# SPDX-License-Identifier: Apache-2.0
"""What a run may believe: the files that were given, each with its digest and its age. Nothing is fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

from assay.identity.anchors import AnchorList, Anchors
from assay.identity.certificates import (
    BEGIN,
    MAX_ANCHORS_BYTES,
    MAX_BYTES,
    Certificate,
    read_anchors,
    read_certificates,
)
from assay.identity.did_document import MAX_BYTES as MAX_DID_BYTES
from assay.identity.did_document import DidDocument, read_did_document
from assay.identity.given_file import GivenFile, TrustFileError, read_given
from assay.identity.list_file import MAX_LIST_BYTES, looks_like_a_list, names_a_list
from assay.identity.trusted_list import TrustedList, read_trusted_list

MAX_FILES = 10_000
"""Files and folders in a folder. One more is refused, not passed over, before anything is read."""
_PEM, _LISTS = frozenset({".pem", ".crt", ".cer"}), frozenset({".xml", ".xtsl"})


@dataclass(frozen=True, slots=True)
class ChainFile:
    """A certificate chain that was given."""

    name: str
    sha256: str
    dated: str
    certificates: tuple[Certificate, ...] = field(repr=False)
    """As they stand in the file."""


@dataclass(frozen=True)
class TrustFiles:
    """The files at hand. A DID document says whose keys are whose; that it is genuine, nobody here knows."""

    documents: tuple[DidDocument, ...] = ()
    chains: tuple[ChainFile, ...] = ()
    anchors: Anchors = field(default_factory=Anchors)
    """Those that were given; the list that comes with the program stands beside them."""

    @cached_property
    def by_did(self) -> dict[str, DidDocument]:
        """The documents by the DID they are of."""
        return {document.id: document for document in self.documents}

    def document(self, did: str) -> DidDocument | None:
        """The document of exactly that DID."""
        return self.by_did.get(did)


def open_trust(
    files: Iterable[str], folders: Iterable[str] = (), *, chains: Iterable[str] = (), anchors: Iterable[str] = ()
) -> TrustFiles:
    """DID documents, chains and anchors in the files, which have to be what they are given for, and those in folders.

    Anchors are PEM files or trusted lists of the EU (XML). In a folder, a PEM file of roots only is a list of anchors,
    any other one a chain; other files may lie there.
    TrustFileError for what cannot be read, and for two different documents of one DID: nobody knows which is true.
    """
    found = tuple(_of_folders(folders))
    documents = (*map(_document, map(Path, files)), *(entry for entry in found if isinstance(entry, DidDocument)))
    given_chains = (*map(_chain, map(Path, chains)), *(entry for entry in found if isinstance(entry, ChainFile)))
    of_folders = (entry for entry in found if isinstance(entry, AnchorList | TrustedList))
    given_anchors = (*map(_anchors, map(Path, anchors)), *of_folders)
    lists = tuple(entry for entry in given_anchors if isinstance(entry, AnchorList))
    trusted = tuple(entry for entry in given_anchors if isinstance(entry, TrustedList))
    return TrustFiles(tuple(_each_once(documents)), given_chains, Anchors(lists, trusted))


def _each_once(documents: Iterable[DidDocument]) -> Iterable[DidDocument]:
    found: dict[str, DidDocument] = {}
    for document in documents:
        known = found.setdefault(document.id, document)
        if known.sha256 != document.sha256:
            raise TrustFileError("trust.did_twice", file=document.file, other=known.file, did=document.id)
    return found.values()


def _document(path: Path) -> DidDocument:
    given = read_given(path, MAX_DID_BYTES)
    return read_did_document(given.data, given.name, sha256=given.sha256, dated=given.dated)


def _chain(path: Path) -> ChainFile:
    given = read_given(path, MAX_BYTES)
    return ChainFile(given.name, given.sha256, given.dated, read_certificates(given.data, given.name))


def _anchors(path: Path) -> AnchorList | TrustedList:
    given = read_given(path, MAX_LIST_BYTES)
    if looks_like_a_list(given.data):
        return read_trusted_list(given.data, given.name, sha256=given.sha256)
    return _roots(given)


def _roots(given: GivenFile) -> AnchorList:
    certificates = read_anchors(given.data, given.name)
    return AnchorList(given.name, given.sha256, given.dated, certificates)


def _of_folders(folders: Iterable[str]) -> Iterator[DidDocument | ChainFile | AnchorList | TrustedList]:
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise TrustFileError("trust.no_folder", file=str(folder))
        found = list(islice(folder.rglob("*"), MAX_FILES + 1))
        if len(found) > MAX_FILES:
            raise TrustFileError("trust.too_many", file=str(folder), limit=MAX_FILES)
        for path in sorted(path for path in found if path.is_file()):
            suffix = path.suffix.lower()
            if suffix == ".json" and b'"verificationMethod"' in read_given(path, MAX_DID_BYTES).data:
                yield _document(path)
            elif suffix in _PEM and BEGIN in read_given(path, MAX_ANCHORS_BYTES).data:
                listed = _roots(read_given(path, MAX_ANCHORS_BYTES))
                is_roots = all(entry.is_authority and entry.names_itself for entry in listed.certificates)
                yield listed if is_roots else _chain(path)
            elif suffix in _LISTS and names_a_list(read_given(path, MAX_LIST_BYTES).data):
                yield _anchors(path)
