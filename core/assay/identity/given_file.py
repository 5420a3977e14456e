# SPDX-License-Identifier: Apache-2.0
"""A file of keys, chains or lists that somebody gave: its bytes, its digest and its age. Nothing is fetched."""

import hashlib
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

from assay.errors import AssayError
from assay.values import frozen


class TrustFileError(AssayError):
    """A file of somebody's keys, chains or lists that cannot be used; `file` names it."""


@frozen
class GivenFile:
    """A file as it was when it was read."""

    name: str
    data: bytes = field(repr=False)
    sha256: str
    dated: str
    """Day it was last written (YYYY-MM-DD): how old the knowledge is at least."""


def read_given(path: Path, most: int) -> GivenFile:
    """The file; of one that is too large, a byte more than `most`. TrustFileError where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise TrustFileError("trust.unreadable", file=str(path), reason=reason) from error
    return GivenFile(str(path), data, hashlib.sha256(data).hexdigest(), written.date().isoformat())
