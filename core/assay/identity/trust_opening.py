# SPDX-License-Identifier: Apache-2.0
"""Trust files read: those that were named, which have to be what they are given for, and those in folders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias, TypeVar

from assay.identity.anchors import AnchorList, Anchors
from assay.identity.certificates import MAX_ANCHORS_BYTES, MAX_BYTES, read_anchors, read_certificates
from assay.identity.did_document import MAX_BYTES as MAX_DID_BYTES
from assay.identity.did_document import DidDocument, meant_as_did_document, read_did_document
from assay.identity.given_file import GivenFile, TrustFileError, read_given
from assay.identity.list_file import MAX_LIST_BYTES, looks_like_a_list, names_a_list
from assay.identity.pem import BEGIN
from assay.identity.revocation import MAX_BYTES as MAX_REVOCATION_BYTES
from assay.identity.revocation import RevocationFile, looks_like_revocation, read_revocation
from assay.identity.status_list import MAX_BYTES as MAX_STATUS_BYTES
from assay.identity.status_list import StatusList, read_status_list
from assay.identity.trust import ChainFile, TrustFiles
from assay.identity.trust_folder import Kept, by_digest
from assay.identity.trusted_issuers import FILE_NAME, IssuerList, read_issuers
from assay.identity.trusted_issuers import MAX_BYTES as MAX_ISSUERS_BYTES
from assay.identity.trusted_list import TrustedList, read_trusted_list

MAX_FILES = 10_000
"""Files and folders in a folder. One more is refused, not passed over, before anything is read."""
_PEM, _LISTS = frozenset({".pem", ".crt", ".cer"}), frozenset({".xml", ".xtsl"})
_TOKENS, _REVOCATIONS = frozenset({".jwt", ".vc"}), frozenset({".crl", ".ocsp", ".ors"})
_SNIFFED = 200
Entry: TypeAlias = DidDocument | ChainFile | AnchorList | TrustedList | IssuerList | StatusList | RevocationFile
"""What a file of a trust folder may hold."""
_Named = TypeVar("_Named", DidDocument, StatusList)


def open_trust(
    files: Iterable[str],
    folders: Sequence[str] = (),
    *,
    chains: Iterable[str] = (),
    anchors: Iterable[str] = (),
    statuses: Iterable[str] = (),
) -> TrustFiles:
    """What is in the files, which have to be what they are given for, and in the folders.

    Anchors are PEM files or trusted lists of the EU (XML). In a folder, a PEM file of roots only is a list of anchors,
    any other one a chain; a file named `trusted_issuers.toml` is what the user added to the notaries and clearing
    houses; other files may lie there.
    TrustFileError for what cannot be read, and for two different documents of one DID, or lists of one
    address: nobody knows which is true.
    """
    found = tuple(_of_folders(folders))
    documents = (*map(_document, map(Path, files)), *(entry for entry in found if isinstance(entry, DidDocument)))
    given_chains = (*map(_chain, map(Path, chains)), *(entry for entry in found if isinstance(entry, ChainFile)))
    kept = {digest: entry for folder in folders for digest, entry in by_digest(Path(folder)).items()}
    of_folders = (_as_named(entry, kept) for entry in found if isinstance(entry, AnchorList | TrustedList))
    given_anchors = (*map(_anchors, map(Path, anchors)), *of_folders)
    roots = tuple(entry for entry in given_anchors if isinstance(entry, AnchorList))
    trusted = tuple(entry for entry in given_anchors if isinstance(entry, TrustedList))
    given = (*map(_status, map(Path, statuses)), *found)
    lists = (entry for entry in given if isinstance(entry, StatusList))
    return TrustFiles(
        _each_once(documents, "trust.did_twice", "did"),
        given_chains,
        Anchors(roots, trusted),
        kept=kept,
        issuers=tuple(entry for entry in found if isinstance(entry, IssuerList)),
        status_lists=_each_once(lists, "trust.status_twice", "address"),
        revocations=tuple(entry for entry in given if isinstance(entry, RevocationFile)),
    )


def joined(first: TrustFiles, second: TrustFiles) -> TrustFiles:
    """The files of both; the same file twice is one. TrustFileError as for `open_trust`."""
    anchors = Anchors(
        tuple({entry.sha256: entry for entry in (*first.anchors.lists, *second.anchors.lists)}.values()),
        tuple({entry.sha256: entry for entry in (*first.anchors.trusted, *second.anchors.trusted)}.values()),
    )
    revocations = {entry.sha256: entry for entry in (*first.revocations, *second.revocations)}
    return TrustFiles(
        _each_once((*first.documents, *second.documents), "trust.did_twice", "did"),
        tuple({entry.sha256: entry for entry in (*first.chains, *second.chains)}.values()),
        anchors,
        kept={**first.kept, **second.kept},
        brought=(*first.brought, *second.brought),
        issuers=(*first.issuers, *second.issuers),
        status_lists=_each_once((*first.status_lists, *second.status_lists), "trust.status_twice", "address"),
        revocations=tuple(revocations.values()),
    )


def _as_named(entry: AnchorList | TrustedList, kept: Mapping[str, Kept]) -> AnchorList | TrustedList:
    """A list that somebody took in by name did not merely lie there."""
    return replace(entry, is_of_folder=False) if isinstance(entry, AnchorList) and entry.sha256 in kept else entry


def _each_once(entries: Iterable[_Named], text: str, name: str) -> tuple[_Named, ...]:
    """Entries by their ids; TrustFileError for two different ones of one id, told by the text and what it calls ids."""
    found: dict[str, _Named] = {}
    for entry in entries:
        known = found.setdefault(entry.id, entry)
        if known.sha256 != entry.sha256:
            raise TrustFileError(text, **{"file": entry.file, "other": known.file, name: entry.id})
    return tuple(found.values())


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


def _status(path: Path) -> StatusList | RevocationFile:
    """What is given as a status: of credentials, or of certificates."""
    with path.open("rb") if path.is_file() else nullcontext() as file:
        is_of_certificates = file is not None and looks_like_revocation(file.read(_SNIFFED))
    return read_revocation(read_given(path, MAX_REVOCATION_BYTES)) if is_of_certificates else _status_list(path)


def _status_list(path: Path) -> StatusList:
    given = read_given(path, MAX_STATUS_BYTES)
    return read_status_list(given.data, given.name, sha256=given.sha256, dated=given.dated)


def _of_folders(folders: Iterable[str]) -> Iterator[Entry]:
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise TrustFileError("trust.no_folder", file=str(folder))
        found = list(islice(folder.rglob("*"), MAX_FILES + 1))
        if len(found) > MAX_FILES:
            raise TrustFileError("trust.too_many", file=str(folder), limit=MAX_FILES)
        for path in sorted(path for path in found if path.is_file()):
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Entry]:
    """What a file of a folder is, where it is any of them."""
    suffix = path.suffix.lower()
    if path.name == FILE_NAME:
        yield read_issuers(read_given(path, MAX_ISSUERS_BYTES))
    elif suffix in _REVOCATIONS:
        yield read_revocation(read_given(path, MAX_REVOCATION_BYTES))
    elif suffix in _TOKENS:
        with suppress(TrustFileError):  # a token of anything else
            yield _status_list(path)
    elif suffix == ".json":
        data = read_given(path, MAX_STATUS_BYTES).data
        if b'"encodedList"' in data:
            yield _status_list(path)
        elif len(data) <= MAX_STATUS_BYTES and meant_as_did_document(data):
            yield _document(path)
    elif suffix in _PEM and BEGIN in read_given(path, MAX_ANCHORS_BYTES).data:
        listed = _roots(read_given(path, MAX_ANCHORS_BYTES))
        is_roots = all(entry.is_authority and entry.names_itself for entry in listed.certificates)
        yield replace(listed, is_of_folder=True) if is_roots else _chain(path)
    elif suffix in _LISTS and names_a_list(read_given(path, MAX_LIST_BYTES).data):
        yield _anchors(path)
