# SPDX-License-Identifier: Apache-2.0
"""What a kit is: files by their path inside of a folder, each with the address it belongs to."""

from collections.abc import Mapping
from dataclasses import field

from assay.keys.signer import KeyStoreError
from assay.values import frozen

README = "README.txt"
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_FILES = 5_000


class KitError(KeyStoreError):
    """Why a kit cannot be made or written; the sentence is `error.<text_id>`."""


@frozen
class KitFile:
    """One file."""

    path: str
    """Inside of the folder, with `/`."""
    data: bytes = field(repr=False)
    address: str = ""
    """Where it has to be found; empty for what is not uploaded."""
    media_type: str = ""
    """What a server has to say it is."""


@frozen
class Unhosted:
    """A credential whose name is no address of a file."""

    name: str
    """As it was given."""
    id: str
    reason: str
    """Text `publish.unhosted.<reason>`."""


@frozen
class Kit:
    """Files, and what could not become one."""

    files: tuple[KitFile, ...]
    unhosted: tuple[Unhosted, ...] = ()

    @property
    def contents(self) -> Mapping[str, bytes]:
        """Bytes by path."""
        return {entry.path: entry.data for entry in self.files}
