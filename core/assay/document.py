# SPDX-License-Identifier: Apache-2.0
"""Documents: the bytes a person gave us, with name, digest and limits. Nothing here looks inside."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
"""Larger files are refused before they are read: a self-description has kilobytes, not megabytes."""

MAX_ACCEPTED_BYTES = 1024 * 1024
"""A larger file of acceptances is not read: a thousand of them with their reasons take less."""


@dataclass(frozen=True)
class Document:
    """What was given, unread: one file, one member of a folder or zip, or standard input."""

    name: str
    """Path as given; inside a folder or zip relative with `/`; `-` for standard input."""
    data: bytes = field(repr=False)
    oversize: int = 0
    """True size in bytes where the file was larger than the limit and therefore not read; else 0."""
    in_folder: bool = field(default=False, compare=False)
    """Found in a folder or zip, and not named by anybody."""
    accepted: str | bytes | None = field(default=None, compare=False, repr=False)
    """The file of what is accepted of it: where it would lie beside the document, or its bytes from an archive."""
    archive: Path | bytes | None = field(default=None, compare=False, repr=False)
    """The zip file that it is a document of a project in: where that lies, or its bytes."""

    @cached_property
    def sha256(self) -> str:
        """Digest of the bytes, lower-case hex."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        """Size in bytes, also of a file too large to be read."""
        return self.oversize or len(self.data)
