# SPDX-License-Identifier: Apache-2.0
"""Signatures on their way out: told in the key log first, written then.

A signature that somebody has and the log does not tell of would be the worst: so the log comes first. Where a file is
then not written, a second entry says that nobody has what was signed. A process that is killed in between cannot say
so: the log then tells of one signature too many, never of one too few.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assay.issue import Signed
from assay.keys.key_log import Action
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.signing import Prepared, tell_signed


@dataclass(frozen=True)
class Outgoing:
    """What was signed, and where one sees whether it left."""

    prepared: Prepared
    made: Signed
    is_out: Callable[[], bool]
    """Whether its file is in place, or may be: asked where writing was broken off."""


@contextmanager
def handing_over(vault: Vault, signatures: Sequence[Outgoing], reason: str = "") -> Iterator[None]:
    """Tells the log of the signatures; in the block they are written. Where that ends early, for whatever reason, the
    log is told of each that did not leave. KeyStoreError where the log cannot be written: then nothing may be, too.
    """
    is_done = False
    try:
        for entry in signatures:
            tell_signed(vault, entry.prepared, entry.made, reason)
        yield
        is_done = True
    finally:
        if not is_done:
            _tell_discarded(vault, [entry for entry in signatures if not entry.is_out()])


def in_place(path: Path, data: bytes) -> bool:
    """Whether the file holds these bytes, or nobody can tell: what went into a pipe may have been read."""
    try:
        if path.is_dir() or not path.exists():
            return False
        return not path.is_file() or path.read_bytes() == data
    except OSError:
        return True


def _tell_discarded(vault: Vault, signatures: Sequence[Outgoing]) -> None:
    """What broke off the writing is what the user is told; a log that cannot be written is told when it is used."""
    with suppress(KeyStoreError):
        for entry in signatures:
            vault.log(Action.DISCARD, entry.prepared.record, document=entry.made.sha256)
