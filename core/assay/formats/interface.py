# SPDX-License-Identifier: Apache-2.0
"""What a format is: it says whether a text is its own, and reads it."""

from collections.abc import Sequence
from typing import Protocol

from assay.credential import Reading
from assay.document import Document
from assay.finding import Finding
from assay.values import frozen


@frozen
class Given:
    """A document as text, before anyone knows what it is."""

    document: Document
    text: str
    """The characters, without byte order mark."""
    findings: Sequence[Finding] = ()
    """What was odd about the bytes."""

    def is_named(self, *suffixes: str) -> bool:
        """Whether the document's name ends so, in any case."""
        return self.document.name.lower().endswith(suffixes)


class Format(Protocol):
    """One way to write credentials or claims down."""

    def recognises(self, given: Given) -> bool:
        """Whether the text is meant to be of this format, be it damaged."""

    def read(self, given: Given) -> Reading:
        """What the text holds. Never raises for any text: what is wrong becomes findings."""
