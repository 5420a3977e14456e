# SPDX-License-Identifier: Apache-2.0
"""The files of a vault: how they are written, read and locked. Nothing here can open what is sealed in them."""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from assay.keys.key_record import KeyRecord, canonical
from assay.keys.sealing import Sealed, Stretching
from assay.keys.signer import KeyStoreError
from assay.values import frozen
from assay.whole_file import read_regular, write_whole

CONFIG, SUFFIX, LOCK = "vault.json", ".key.json", ".lock"
COPY = "vault.copy.json"
"""The configuration once more: it cannot be made anew, and without it no key opens, whatever the keyring holds."""
MAX_BYTES = 2_000_000
"""Of one file: an RSA key of 8,192 bits with a chain of ten certificates has 40,000."""
WAIT = 10.0
"""Seconds that another window may hold the vault."""
VERSION = 1
_ID = re.compile(r"[0-9a-f]{32}")
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Wrapping(StrEnum):
    """Where the wrapping key is."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - how it is locked


@frozen
class VaultConfig:
    """What is told of a vault in the open."""

    id: str
    wrapping: Wrapping
    check: Sealed
    """Opens with the right wrapping key alone."""
    stretching: Stretching | None = None
    wrapped: Sealed | None = None
    """The wrapping key, sealed with the passphrase's."""

    @property
    def entry(self) -> str:
        """Its name in the keyring."""
        return f"vault {self.id}"

    def bound(self) -> bytes:
        """What the seals are bound to."""
        return canonical(["assay-vault", VERSION, self.id, self.wrapping.value])


@frozen
class Listed:
    """What a file says of a key, whether or not the vault is open."""

    record: KeyRecord
    file: str


def exists(folder: Path) -> bool:
    """Whether there is a vault. KeyStoreError where the folder cannot be looked into."""
    try:
        return any((folder / name).exists() for name in (CONFIG, COPY))
    except OSError as error:
        raise KeyStoreError("vault.unreadable", name=CONFIG, reason=error.strerror or "") from error


def listed(folder: Path) -> tuple[Listed, ...]:
    """What the files say, without opening the vault: not proven, hence for looking at alone."""
    found = []
    for path in key_files(folder):
        told, _ = read_key(path)
        found.append(Listed(told_of(path, told), path.name))
    return tuple(sorted(found, key=lambda entry: entry.record.name.casefold()))


def told_of(path: Path, told: dict[str, object]) -> KeyRecord:
    """The record that a file holds. KeyStoreError where it is none, or lies under the name of another key's."""
    try:
        record = KeyRecord.of(told)
    except ValueError as error:
        raise KeyStoreError("vault.damaged", name=path.name) from error
    if path.name != file_name(record.id):
        raise KeyStoreError("vault.damaged", name=path.name)
    return record


def wrapping_of(folder: Path) -> Wrapping:
    """How the vault is locked. KeyStoreError where there is none."""
    return read_config(folder).wrapping


def file_name(identity: str) -> str:
    """The file of the key with that thumbprint: capitals mean nothing in file names everywhere."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32] + SUFFIX


def written(config: VaultConfig) -> bytes:
    """The configuration as its file holds it."""
    told: dict[str, object] = {
        "format": "assay-vault",
        "version": VERSION,
        "id": config.id,
        "wrapping": config.wrapping.value,
        "check": config.check.told(),
    }
    if config.stretching and config.wrapped:
        told |= {"scrypt": config.stretching.told(), "wrapped": config.wrapped.told()}
    return document(told)


def read_config(folder: Path) -> VaultConfig:
    """What the vault of the folder says of itself, or its copy where that is missing. KeyStoreError where there is
    none, or it is damaged.
    """
    if not exists(folder):
        raise KeyStoreError("vault.config_gone" if key_files(folder) else "vault.none")
    name = CONFIG if (folder / CONFIG).exists() else COPY
    told = _told(_read(folder / name), name, "assay-vault")
    if not _ID.fullmatch(str(told.get("id"))):
        raise KeyStoreError("vault.damaged", name=name)
    try:
        wrapping = Wrapping(str(told["wrapping"]))
        found = VaultConfig(str(told["id"]), wrapping, Sealed.of(_map(told["check"])))
        if wrapping is Wrapping.KEYRING:
            return found
        stretching, wrapped = Stretching.of(_map(told["scrypt"])), Sealed.of(_map(told["wrapped"]))
        return VaultConfig(found.id, wrapping, found.check, stretching, wrapped)
    except (ValueError, KeyError, TypeError) as error:
        raise KeyStoreError("vault.damaged", name=name) from error


def keep_twice(folder: Path, config: VaultConfig) -> bool:
    """Puts back whichever of the two files is missing, once the configuration was proven; gives whether the first was.

    Where the folder cannot be written to, another time will do.
    """
    data = written(config)
    is_gone = not (folder / CONFIG).exists()
    if is_gone or not _holds(folder / COPY, data):
        with suppress(KeyStoreError), locked(folder):
            for name in (CONFIG, COPY) if is_gone else (COPY,):
                write_whole(folder / name, data, private=True)
    return is_gone


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_regular(path, MAX_BYTES) == data
    except OSError:
        return False


def tighten(folder: Path) -> None:
    """Takes the rights of others to a folder of one's own away, as a copy or an old system may have left them.

    What is somebody else's, or cannot be changed, stays: the keys in it are sealed in any case.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        found = folder.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _OF_OTHERS:
            folder.chmod(stat.S_IMODE(found.st_mode) & ~_OF_OTHERS)


def read_key(path: Path) -> tuple[dict[str, object], Sealed]:
    """What a file tells of its key, and the key, sealed. KeyStoreError where it is damaged."""
    return read_key_text(_read(path), path.name)


def read_key_text(data: bytes, name: str) -> tuple[dict[str, object], Sealed]:
    """The same of the bytes of such a file; `name` is what it is called."""
    told = _told(data, name, "assay-key")
    try:
        return _map(told["key"]), Sealed.of(_map(told["sealed"]))
    except (ValueError, KeyError, TypeError) as error:
        raise KeyStoreError("vault.damaged", name=name) from error


def _read(path: Path) -> bytes:
    try:
        return read_regular(path, MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise KeyStoreError("vault.key_gone", name=path.name) from error
    except OSError as error:
        raise KeyStoreError("vault.unreadable", name=path.name, reason=error.strerror or "") from error


def _told(data: bytes, name: str, wanted: str) -> dict[str, object]:
    try:
        told = _map(json.loads(data) if len(data) <= MAX_BYTES else None)
    except (ValueError, RecursionError) as error:
        raise KeyStoreError("vault.damaged", name=name) from error
    if told.get("format") != wanted:
        raise KeyStoreError("vault.damaged", name=name)
    if told.get("version") != VERSION:
        raise KeyStoreError("vault.newer", name=name)
    return told


def _map(told: object) -> dict[str, object]:
    if not isinstance(told, dict):
        raise ValueError("no object")  # noqa: TRY004 - as for everything else that is wrong with a file
    return told


def bound_to(identity: str, told: dict[str, object]) -> bytes:
    """What a key of that vault is sealed along with: all that is told of it."""
    return canonical(["assay-key", VERSION, identity, told])


def document(told: dict[str, object]) -> bytes:
    """A file that people can read."""
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def key_files(folder: Path) -> list[Path]:
    """The files of keys in the folder. KeyStoreError where it cannot be looked into: that is not the same as empty."""
    try:
        found = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KeyStoreError("vault.unreadable", name=folder.name, reason=error.strerror or "") from error
    return sorted(path for path in found if path.name.endswith(SUFFIX) and not path.name.startswith("."))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone with the folder, which is made where it is missing; what a process left half done is cleared away.

    KeyStoreError where another window holds it, or it cannot be written to.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tighten(folder)
        with FileLock(folder / LOCK, timeout=WAIT, is_singleton=True):
            for left in folder.glob(".*.part"):
                left.unlink(missing_ok=True)
            yield
    except Timeout as error:
        raise KeyStoreError("vault.busy") from error
    except OSError as error:
        raise KeyStoreError("vault.unwritable", folder=str(folder), reason=error.strerror or "") from error
