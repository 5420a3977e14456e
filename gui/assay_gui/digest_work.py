# SPDX-License-Identifier: Apache-2.0
"""What is taken of files for values: the digest, however large they are, and certificates. It runs in a pool thread."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.authoring.forms.certificate_text import CertificateChain


def file_digest(path: Path, name: str) -> str:
    """The digest in hexadecimal digits; `name` as hashlib has it. OSError where the file cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, name).hexdigest()


def certificates_in(path: Path) -> "CertificateChain":
    """The certificates of a file. OSError where it cannot be read, AssayError where there are none to be taken."""
    from assay.authoring.forms.certificate_text import chain_in
    from assay.identity.certificates import MAX_BYTES

    with path.open("rb") as file:
        return chain_in(file.read(MAX_BYTES + 1), path.name)  # what is longer is refused as too large
