# SPDX-License-Identifier: Apache-2.0
"""What a run may believe: the files that were given, each with its digest and its age. Nothing is fetched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assay.identity.anchors import Anchors
from assay.identity.certificates import Certificate
from assay.identity.did import holds_its_key
from assay.identity.did_document import DidDocument
from assay.values import frozen

if TYPE_CHECKING:  # a run without such files pays for none of them
    from assay.identity.revocation import RevocationFile
    from assay.identity.status_list import StatusList
    from assay.identity.trust_folder import Kept
    from assay.identity.trusted_issuers import IssuerList


@frozen
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
    kept: "Mapping[str, Kept]" = field(default_factory=dict)
    """What the index of a folder says of its files, by their digests."""
    brought: tuple[DidDocument, ...] = ()
    """DID documents that lay beside what is checked: whoever made the one may have made the other."""
    issuers: "tuple[IssuerList, ...]" = ()
    """Notaries and clearing houses that the user added."""
    status_lists: "tuple[StatusList, ...]" = ()
    revocations: "tuple[RevocationFile, ...]" = ()
    """Lists and answers of authorities about their certificates."""

    def with_documents(self, files: Iterable[str]) -> "TrustFiles":
        """The same with the DID documents of these files only."""
        named = {str(Path(name)) for name in files}
        return replace(self, documents=tuple(entry for entry in self.documents if entry.file in named))

    @property
    def has_files(self) -> bool:
        """Whether anything is at hand that a report would have to name."""
        return bool(self.documents or self.brought or self.issuers or self.status_lists)

    @cached_property
    def by_did(self) -> dict[str, DidDocument]:
        """The documents by the DID they are of."""
        return {document.id: document for document in self.documents}

    @cached_property
    def by_list(self) -> "dict[str, StatusList]":
        """The status lists by their ids, which are their addresses."""
        return {entry.id: entry for entry in self.status_lists}

    def document(self, did: str) -> DidDocument | None:
        """The document of exactly that DID: the one that was given, else the only one that came along.

        Where the DID holds its key itself, no file says anything else.
        """
        if holds_its_key(did):
            from assay.identity.key_in_did import document_in

            return document_in(did)
        return self.by_did.get(did) or self._along(did)

    def contradictions(self, did: str) -> tuple[DidDocument, ...]:
        """Documents of that DID that came along and list other keys than the one that counts, or than one another."""
        found = self._brought.get(did, ())
        known = self.by_did.get(did) or (found[0] if found else None)
        return tuple(entry for entry in found if known and entry.methods != known.methods)

    def _along(self, did: str) -> DidDocument | None:
        found = self._brought.get(did)
        return found[0] if found and not self.contradictions(did) else None

    @cached_property
    def _brought(self) -> dict[str, list[DidDocument]]:
        told: dict[str, list[DidDocument]] = {}
        for entry in self.brought:
            told.setdefault(entry.id, []).append(entry)
        return told
