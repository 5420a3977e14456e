# SPDX-License-Identifier: Apache-2.0
"""Files that go out of the vault and come back: backups, and copies of the key log. Runs off the main thread."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.keys.backup import Opened, Restored
    from assay.keys.key_log import LogReading
    from assay.keys.vault import Vault


def export_log(log: "LogReading", fault: str, path: Path) -> Path:
    """The key log into a file to pass on. OSError where it cannot be written."""
    import json

    from assay.keys.key_log import exported
    from assay.whole_file import write_whole

    told = {"format": "assay-key-log", "version": 1, "fault": fault, "entries": list(exported(log))}
    write_whole(path, (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode())
    return path


def back_up(vault: "Vault", path: Path, passphrase: str, moment: datetime) -> None:
    """All keys into one sealed file. KeyStoreError or OSError where it cannot be written."""
    from assay.keys.backup import back_up as made
    from assay.whole_file import write_whole

    write_whole(path, made(vault, passphrase, moment), private=True)


def try_backup(path: Path, passphrase: str) -> "Opened":
    """A backup, opened, every key in it tried. KeyStoreError where it is none, or the passphrase is another."""
    from assay.keys.backup import MAX_BYTES, open_backup
    from assay.keys.signer import KeyStoreError

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KeyStoreError("backup.unreadable", file=str(path), reason=error.strerror or "") from error
    return open_backup(data, passphrase)


def try_own(vault: "Vault | None", path: Path, passphrase: str) -> "Opened":
    """The same of a backup that this vault has just made: the key log keeps that it opens."""
    from assay.keys.key_log import Action

    found = try_backup(path, passphrase)
    if vault is not None and found.told.vault == vault.id:
        vault.log(Action.TRIED, None, keys=str(len(found.keys)))
    return found


def restore(path: Path, sealed_with: str, folder: Path, *, vault: "Vault | None", passphrase: str | None) -> "Restored":
    """The keys of a backup: into the vault that is there, or a new one behind `passphrase`, or the keyring (None)."""
    from assay.keys.backup import restore as restored

    return restored(try_backup(path, sealed_with), folder, passphrase, vault)
