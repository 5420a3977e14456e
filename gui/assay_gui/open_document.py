# SPDX-License-Identifier: Apache-2.0
"""One open document as it stands: its bytes, where they came from, what is known of them. A value."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.edited_text import EditedText
    from assay.document import Document
    from assay.identity.recognised import Recognised
    from assay_gui.checking import Checked


@frozen
class OpenDocument:
    """One open document as it stands."""

    key: int
    document: "Document"
    origin: Path | None = None
    """The file, folder or zip it came from; None for pasted text."""
    moment: datetime | None = None
    """The moment to check as of; None for the present."""
    checked: "Checked | None" = None
    failure: Exception | None = None
    edited: "EditedText | None" = None
    """Its text to work on; None where it is not to be worked on (yet): signed, no text, or nothing known of it."""
    given: "tuple[Recognised, ...]" = ()
    """Files of keys, chains and lists that are used for this document only."""

    @property
    def name(self) -> str:
        """What to call it."""
        return self.document.name.replace("\\", "/").rstrip("/").rpartition("/")[2] or self.document.name

    @property
    def verdict(self) -> str:
        """Its verdict; empty while there is none."""
        return self.checked.examination.report.verdict.value if self.checked else ""

    def with_given(self, files: "Iterable[Recognised]") -> "OpenDocument":
        """The same with these files beside those it has been given already, each once."""
        given = {entry.file.sha256: entry for entry in (*self.given, *files)}
        return replace(self, given=tuple(given.values()))

    @property
    def is_set(self) -> bool:
        """Whether it is several documents that are one submission."""
        return bool(getattr(self.document, "members", ()))

    @property
    def size(self) -> int:
        """In bytes; of several documents together."""
        members: tuple[Document, ...] = getattr(self.document, "members", ())
        return sum(member.size for member in members) if members else self.document.size

    @property
    def is_saved(self) -> bool:
        """Whether its file has what is shown."""
        return self.edited is None or self.edited.is_saved

    @property
    def is_fresh(self) -> bool:
        """Whether the result is one of the very bytes that are shown."""
        return self.checked is not None and self.checked.document is self.document

    def at_home(self) -> "OpenDocument":
        """The same, its document knowing where what is accepted of it lies: beside the file that it has by now.

        Of a set, each member knows it for itself.
        """
        if self.is_set:
            return self
        from assay.found import ACCEPTED  # reading files is not needed for the first paint

        home, known = self.home, self.document.accepted
        beside = f"{home}{ACCEPTED}" if home else known if isinstance(known, bytes) else None
        archive = None if home else self.document.archive
        if (beside, archive) == (known, self.document.archive):
            return self
        return replace(self, document=replace(self.document, accepted=beside, archive=archive))

    @property
    def home(self) -> Path | None:
        """The file it can be saved to; None where it came from none of its own (pasted, a member of a zip)."""
        if self.origin is None:
            return None
        if self.document.name == str(self.origin):
            return self.origin
        inside = self.origin.joinpath(*PurePosixPath(self.document.name).parts)
        return inside if self.origin.is_dir() and inside.is_file() else None


def verdict_of_origin(documents: Iterable[OpenDocument], origin: Path) -> str:
    """The verdict of what came from one file, folder or zip: of its documents as one submission where they were
    checked so, else the worst.
    """
    from assay.verdict import Verdict, worst

    of_it = [document for document in documents if document.origin == origin and document.verdict]
    told = [document for document in of_it if document.is_set] or of_it
    return worst([Verdict(document.verdict) for document in told]).value
