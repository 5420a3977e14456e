# SPDX-License-Identifier: Apache-2.0
"""What is found where a path leads: documents, other files, and what could not be opened."""

from typing import TypeAlias

from assay.document import Document
from assay.errors import DocumentError
from assay.values import frozen

SUFFIXES = (".json", ".jsonld", ".jwt", ".vc", ".vp", ".ttl", ".nt")
"""Names of documents in folders and archives (contract: Which files of a folder or zip are documents)."""

PROJECT = "project.toml"
"""The file that makes a folder a project."""
CREDENTIALS = "credentials"
"""The folder of a project in which its documents lie."""
EVIDENCE = "evidence"
"""The folder beside it: what backs the documents, and is none of them whatever it is called."""

ACCEPTED = ".accepted"
"""What the name of a document is followed by in the name of the file that keeps what is accepted of it."""


@frozen
class Skipped:
    """A file of a folder or archive that is no document by its name."""

    name: str


Found: TypeAlias = Document | Skipped | DocumentError


def is_document_name(name: str) -> bool:
    """Whether a file of a folder or archive is a document by its name."""
    return name.lower().endswith(SUFFIXES)


def is_beside(name: str) -> bool:
    """Whether a file lies beside a document, by its name: it keeps what is accepted of that document."""
    return name.endswith(ACCEPTED) and is_document_name(name.removesuffix(ACCEPTED))


def shown(name: str) -> str:
    """A name as it can be written: what is no character becomes an escape."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
