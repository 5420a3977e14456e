# SPDX-License-Identifier: Apache-2.0
"""Tells the files that go between two machines for a signature from documents, by what they say of themselves."""

import re
from enum import StrEnum


class SigningFile(StrEnum):
    """What such a file is; the value is its member `format`."""

    REQUEST = "assay-signing-request"
    RESPONSE = "assay-signing-response"


_BEGINNING = 200
_FORMAT = re.compile(rb'"format"\s*:\s*"(assay-signing-re(?:quest|sponse))"')


def signing_file(data: bytes) -> SigningFile | None:
    """Which of the two it says it is; None for everything else. Whether that is so, reading it shows."""
    found = _FORMAT.search(data[:_BEGINNING])
    return SigningFile(found[1].decode()) if found else None
