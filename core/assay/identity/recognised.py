# SPDX-License-Identifier: Apache-2.0
"""A file that somebody hands over without saying what it is: a DID document, a chain, anchors, a list, or nothing used.

Told by its contents, never by its name alone: such files come out of browsers and mail under any name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from assay.identity.anchors import AnchorList, Anchors
from assay.identity.certificates import read_anchors, read_certificates
from assay.identity.did_document import read_did_document
from assay.identity.file_kind import FileKind
from assay.identity.given_file import GivenFile, TrustFileError, read_given
from assay.identity.list_file import MAX_LIST_BYTES, names_a_list
from assay.identity.pem import BEGIN
from assay.identity.revocation import looks_like_revocation, read_revocation
from assay.identity.status_list import read_status_list
from assay.identity.trust import ChainFile, TrustFiles
from assay.identity.trust_opening import joined
from assay.identity.trusted_list import read_trusted_list
from assay.values import frozen

_TOKEN_STARTS = (b"eyJ", b'"eyJ')
_CREDENTIALS = (b'"credentialSubject"', b'"verifiableCredential"')
"""Members by which a document is one to be checked, whatever its proof names."""


@frozen
class Recognised:
    """A file that signatures can be checked with."""

    kind: FileKind
    file: GivenFile
    whose: str
    """The DID, subject, number of authorities, country or address it is about."""
    trust: TrustFiles = field(repr=False)
    """The file alone, read."""

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.file.name).name


def recognise(path: Path) -> Recognised:
    """What the file is. TrustFileError where it cannot be read, is damaged, or is of no kind that is used."""
    if not path.is_file():
        raise TrustFileError("trust.unreadable", file=str(path), reason="")
    given = read_given(path, MAX_LIST_BYTES)
    kind = kind_of(given.data)
    if kind is None:
        raise TrustFileError("trust.unrecognised", file=path.name)
    return _READERS[kind](given)


def kind_of(data: bytes) -> FileKind | None:
    """What the bytes look like; None for what is none of it. They may still turn out to be damaged."""
    start = data[:4096].lstrip()
    if BEGIN in data:
        return FileKind.ANCHORS if _are_roots(data) else FileKind.CHAIN
    if looks_like_revocation(data):
        return FileKind.REVOCATION if not _is_certificate(data) else FileKind.CHAIN
    if names_a_list(data):
        return FileKind.TRUSTED_LIST
    if start.startswith(b"{") and b'"encodedList"' in data:
        return FileKind.STATUS
    if start.startswith(b"{") and b'"verificationMethod"' in data and not any(word in data for word in _CREDENTIALS):
        return FileKind.DID_DOCUMENT
    return FileKind.STATUS if start.startswith(_TOKEN_STARTS) and _is_status_token(data) else None


def with_given(kept: TrustFiles, given: Iterable[Recognised]) -> TrustFiles:
    """What is kept, and these files beside it.

    TrustFileError for two different documents of one DID, or lists of one address: nobody knows which is true.
    """
    found = kept
    for entry in given:
        found = joined(found, entry.trust)
    return found


def _are_roots(data: bytes) -> bool:
    """Nothing but roots: a list of authorities, by whatever name it comes (as in a folder of trust files)."""
    try:
        found = read_anchors(data, "")
    except TrustFileError:
        return False
    return all(entry.is_authority and entry.names_itself for entry in found)


def _is_certificate(data: bytes) -> bool:
    try:
        read_certificates(data, "")
    except TrustFileError:
        return False
    return True


def _is_status_token(data: bytes) -> bool:
    try:
        read_status_list(data, "", sha256="", dated="")
    except TrustFileError:
        return False
    return True


def _did_document(given: GivenFile) -> Recognised:
    document = read_did_document(given.data, given.name, sha256=given.sha256, dated=given.dated)
    return Recognised(FileKind.DID_DOCUMENT, given, document.id, TrustFiles(documents=(document,)))


def _chain(given: GivenFile) -> Recognised:
    chain = ChainFile(given.name, given.sha256, given.dated, read_certificates(given.data, given.name))
    return Recognised(FileKind.CHAIN, given, chain.certificates[0].subject, TrustFiles(chains=(chain,)))


def _anchors(given: GivenFile) -> Recognised:
    """As one found in a folder: nobody has named it as a list of authorities, and a chain may have brought its root."""
    found = read_anchors(given.data, given.name)
    roots = AnchorList(given.name, given.sha256, given.dated, found, is_of_folder=True)
    whose = str(len(roots.certificates))
    return Recognised(FileKind.ANCHORS, given, whose, TrustFiles(anchors=Anchors((roots,))))


def _trusted_list(given: GivenFile) -> Recognised:
    found = read_trusted_list(given.data, given.name, sha256=given.sha256)
    trust = TrustFiles(anchors=Anchors((), (found,)))
    return Recognised(FileKind.TRUSTED_LIST, given, found.territory, trust)


def _status(given: GivenFile) -> Recognised:
    found = read_status_list(given.data, given.name, sha256=given.sha256, dated=given.dated)
    return Recognised(FileKind.STATUS, given, found.id, TrustFiles(status_lists=(found,)))


def _revocation(given: GivenFile) -> Recognised:
    found = read_revocation(given)
    return Recognised(FileKind.REVOCATION, given, "", TrustFiles(revocations=(found,)))


_READERS: Mapping[FileKind, Callable[[GivenFile], Recognised]] = {
    FileKind.DID_DOCUMENT: _did_document,
    FileKind.CHAIN: _chain,
    FileKind.ANCHORS: _anchors,
    FileKind.TRUSTED_LIST: _trusted_list,
    FileKind.STATUS: _status,
    FileKind.REVOCATION: _revocation,
}
_ENDINGS: Mapping[FileKind, Sequence[str]] = {
    FileKind.DID_DOCUMENT: (".json",),
    FileKind.CHAIN: (".pem", ".crt", ".cer"),
    FileKind.ANCHORS: (".pem", ".crt", ".cer"),
    FileKind.TRUSTED_LIST: (".xml", ".xtsl"),
    FileKind.STATUS: (".json", ".jwt", ".vc"),
    FileKind.REVOCATION: (".crl", ".ocsp", ".ors"),
}
"""By which ending a folder of trust files takes a file for what it is."""


def name_in_folder(entry: Recognised) -> str:
    """The file's name, with an ending by which a folder of trust files knows what it is."""
    endings = _ENDINGS[entry.kind]
    if Path(entry.name).suffix.lower() in endings:
        return entry.name
    is_token = entry.kind is FileKind.STATUS and not entry.file.data.lstrip().startswith(b"{")
    return f"{Path(entry.name).stem}{'.jwt' if is_token else endings[0]}"
