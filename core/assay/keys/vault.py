# SPDX-License-Identifier: Apache-2.0
"""The vault: a folder with one sealed file a key, and the wrapping key in the system's keyring or under a passphrase.

Each file is replaced whole and under a lock: two windows, a full disk or a process that is stopped lose nothing. What
is told of a key is sealed along with it, so that nobody can slip another public key in.
"""

import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assay.keys import keyring_access
from assay.keys.key_log import Action, LogReading, append, read_log
from assay.keys.key_record import KeyRecord, Place
from assay.keys.private_key import PrivateKey, from_pkcs8
from assay.keys.sealing import KEY_BYTES, Sealed, new_key, new_stretching, seal, unseal
from assay.keys.signer import KeyStoreError
from assay.keys.vault_files import (
    CONFIG,
    SUFFIX,
    VERSION,
    VaultConfig,
    Wrapping,
    bound_to,
    document,
    exists,
    file_stem,
    key_files,
    locked,
    read_config,
    read_key,
    written,
)
from assay.moment import format_moment, now
from assay.whole_file import write_whole

LEAST_PASSPHRASE = 12
"""Characters of a passphrase that a vault is made with."""
_CHECK = b"assay vault"


class Vault:
    """An open vault."""

    def __init__(self, folder: Path, config: VaultConfig, secret: bytes) -> None:
        self.folder = folder
        self.id = config.id
        self.wrapping = config.wrapping
        self._secret = secret

    def records(self) -> tuple[KeyRecord, ...]:
        """The keys, by name; each was opened, so what is told is what was sealed.

        Raises KeyStoreError (`vault.damaged`) for a file that does not open.
        """
        found = [self._opened(path)[0] for path in key_files(self.folder)]
        return tuple(sorted(found, key=lambda record: record.name.casefold()))

    def find(self, name: str) -> KeyRecord:
        """The key of that name or thumbprint. KeyStoreError where there is none."""
        wanted = name.casefold()
        for record in self.records():
            if record.name.casefold() == wanted or record.id == name:
                return record
        raise KeyStoreError("vault.no_key", name=name[:100])

    def private_key(self, record: KeyRecord) -> PrivateKey:
        """The key itself. KeyStoreError where it is gone, or in a token."""
        found, secret = self._opened(self._file(record.id))
        if found.place is not Place.FILE:
            raise KeyStoreError("vault.in_token", name=record.name)
        key = from_pkcs8(secret)
        if _numbers(key.public_jwk) != _numbers(found.public_jwk):
            raise KeyStoreError("vault.damaged", name=self._file(record.id).name)
        return key

    def add(self, record: KeyRecord, key: PrivateKey | None, action: Action) -> None:
        """Keeps a key (None where a token has it). KeyStoreError where its name or the key itself is there already."""
        with self.locked():
            for other in self.records():
                if other.id == record.id:
                    raise KeyStoreError("vault.key_there", name=other.name)
                if other.name.casefold() == record.name.casefold():
                    raise KeyStoreError("vault.name_taken", name=record.name)
            self.log(action, record, type=record.type, did=record.did)
            self._write(record, key.pkcs8() if key else b"")

    def replace(self, record: KeyRecord, action: Action, **details: str) -> None:
        """Keeps something else told of a key; its private part stays."""
        with self.locked():
            _, secret = self._opened(self._file(record.id))
            self.log(action, record, **details)
            self._write(record, secret)

    def remove(self, record: KeyRecord, **details: str) -> None:
        """Removes a key for good."""
        with self.locked():
            self.log(Action.REMOVE, record, **details)
            self._file(record.id).unlink(missing_ok=True)

    def log(self, action: Action, record: KeyRecord | None, **details: str) -> None:
        """Adds to the record of what keys were used for, before it is done: nothing is done that is not told."""
        named = {"name": record.name, **details} if record else details
        with self.locked():
            append(self.folder, self._secret, action, format_moment(now()), key=record.id if record else "", **named)

    def read_log(self) -> LogReading:
        """What was done, and whether somebody changed the record of it."""
        return read_log(self.folder, self._secret)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the folder. KeyStoreError where another window holds it, or it cannot be written to."""
        with locked(self.folder):
            yield

    def wrapping_key(self) -> bytes:
        """What everything is sealed with: for a backup, which seals it again."""
        return self._secret

    def sealed(self, record: KeyRecord, secret: bytes) -> bytes:
        """The file of a key: what is told, and its private part sealed with that."""
        told = record.told()
        found = seal(self._secret, secret, bound_to(self.id, told))
        return document({"format": "assay-key", "version": VERSION, "key": told, "sealed": found.told()})

    def _write(self, record: KeyRecord, secret: bytes) -> None:
        write_whole(self._file(record.id), self.sealed(record, secret), private=True)

    def _file(self, identity: str) -> Path:
        return self.folder / f"{file_stem(identity)}{SUFFIX}"

    def _opened(self, path: Path) -> tuple[KeyRecord, bytes]:
        if not path.is_file():
            raise KeyStoreError("vault.key_gone", name=path.name)
        told, sealed = read_key(path)
        try:
            return KeyRecord.of(told), unseal(self._secret, sealed, bound_to(self.id, told))
        except (KeyStoreError, ValueError) as error:
            raise KeyStoreError("vault.damaged", name=path.name) from error


def make_vault(folder: Path, passphrase: str | None = None, *, secret: bytes = b"", identity: str = "") -> Vault:
    """A new vault, its wrapping key in the keyring; where a passphrase is given, under that instead.

    `secret` and `identity` are those of a vault that is restored. KeyStoreError where there is one already, no keyring
    is usable (`keyring.…`), or the passphrase is too short.
    """
    if passphrase is not None and len(passphrase) < LEAST_PASSPHRASE:
        raise KeyStoreError("vault.passphrase_short", least=LEAST_PASSPHRASE)
    if passphrase is None:
        keyring_access.self_test()
    with locked(folder):
        if exists(folder):
            raise KeyStoreError("vault.exists", folder=str(folder))
        wrapping = Wrapping.KEYRING if passphrase is None else Wrapping.PASSPHRASE
        key, config = secret or new_key(), VaultConfig(identity or secrets.token_hex(16), wrapping, Sealed(b"", b""))
        config = _wrapped(config, key, passphrase)
        if passphrase is None:
            keyring_access.store(config.entry, key)
        append(folder, key, Action.VAULT, format_moment(now()), wrapping=wrapping.value)
        write_whole(folder / CONFIG, written(config), private=True)
    return Vault(folder, config, key)


def open_vault(folder: Path, passphrase: str | None = None) -> Vault:
    """The vault that is there. KeyStoreError where there is none, it is damaged, or what opens it is missing or wrong.

    `passphrase`: None where a keyring is to open it.
    """
    config = read_config(folder)
    secret = _secret(config, passphrase)
    try:
        is_right = hmac.compare_digest(unseal(secret, config.check, config.bound()), _CHECK)
    except KeyStoreError:
        is_right = False
    if not is_right:
        raise KeyStoreError("vault.other_key" if config.wrapping is Wrapping.KEYRING else "vault.passphrase_wrong")
    return Vault(folder, config, secret)


def _secret(config: VaultConfig, passphrase: str | None) -> bytes:
    if config.wrapping is Wrapping.KEYRING:
        found = keyring_access.fetch(config.entry)
        if found is None or len(found) != KEY_BYTES:
            raise KeyStoreError("vault.not_in_keyring", name=f"text:keyring_name.{keyring_access.backend_name()}")
        return found
    if passphrase is None:
        raise KeyStoreError("vault.passphrase_needed")
    if config.stretching is None or config.wrapped is None:
        raise KeyStoreError("vault.damaged", name=CONFIG)
    try:
        return unseal(config.stretching.key(passphrase), config.wrapped, config.bound())
    except KeyStoreError:
        raise KeyStoreError("vault.passphrase_wrong") from None


def _wrapped(config: VaultConfig, key: bytes, passphrase: str | None) -> VaultConfig:
    check = seal(key, _CHECK, config.bound())
    if passphrase is None:
        return VaultConfig(config.id, config.wrapping, check)
    stretching = new_stretching()
    return VaultConfig(
        config.id, config.wrapping, check, stretching, seal(stretching.key(passphrase), key, config.bound())
    )


def _numbers(jwk: Mapping[str, str]) -> dict[str, str]:
    """A public key without the algorithm it is used with."""
    return {name: value for name, value in jwk.items() if name != "alg"}
