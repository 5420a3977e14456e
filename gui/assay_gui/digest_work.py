# SPDX-License-Identifier: Apache-2.0
"""The digest of a file, however large it is. It runs in a pool thread."""

import hashlib
from pathlib import Path


def file_digest(path: Path, name: str) -> str:
    """The digest in hexadecimal digits; `name` as hashlib has it. OSError where the file cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, name).hexdigest()
