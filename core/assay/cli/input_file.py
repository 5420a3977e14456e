# SPDX-License-Identifier: Apache-2.0
"""Files that a command is given, and that are no documents to check."""

from pathlib import Path

from assay.keys.signer import KeyStoreError

MAX_BYTES = 2_000_000
"""A key with a long chain has forty thousand."""


def read_file(name: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, one more than there may be at most. KeyStoreError where it cannot be read."""
    try:
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise KeyStoreError("keys_file.unreadable", file=name, reason=getattr(error, "strerror", "") or "") from None
