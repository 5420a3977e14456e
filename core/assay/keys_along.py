# SPDX-License-Identifier: Apache-2.0
"""DID documents among the documents that are checked: keys that came along, for want of ones that were given."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assay.document import Document
from assay.identity.did import published_at
from assay.identity.did_document import MAX_BYTES, DidDocument, read_did_document
from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles

MOST = 500
"""With more of them, none is used: they go along to every process, and a submission needs a handful."""
_MARK = b'"publicKeyJwk"'
"""In every DID document with a key that is read; in no credential."""


def with_keys_along(trust: TrustFiles, documents: Sequence[Document]) -> TrustFiles:
    """The files at hand, and what lies among the documents. A document by itself brings no key for others."""
    found = tuple(_found(documents)) if len(documents) > 1 else ()
    return replace(trust, brought=found) if 0 < len(found) <= MOST else trust


def _found(documents: Sequence[Document]) -> Iterator[DidDocument]:
    for document in documents:
        if len(document.data) > MAX_BYTES or _MARK not in document.data:
            continue
        try:
            told = read_did_document(document.data, document.name, sha256=document.sha256)
        except TrustFileError:
            continue  # it is told as what it is where it is read as a document
        if published_at(told.id):  # of no other DID can it be said where the true one lies
            yield replace(told, came_along=True)
