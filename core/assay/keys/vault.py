# SPDX-License-Identifier: Apache-2.0
"""The vault: a folder with one sealed file a key, and the wrapping key in the system's keyring or under a passphrase.

Each file is replaced whole and under a lock: two windows, a full disk or a process that is stopped lose nothing. What
is told of a key is sealed along with it, so that nobody can slip another public key in. What cannot show is an older
copy of a key's file that is put back: the log tells what was done since.
"""

import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from assay.keys import keyring_access
from assay.keys.key_log import Action, LogReading, append, begin_anew, read_log
from assay.keys.key_record import KeyRecord, Place
from assay.keys.no_dumps import forbid_dumps
from assay.keys.private_key import PrivateKey, from_pkcs8
from assay.keys.sealing import KEY_BYTES, Sealed, new_key, new_stretching, seal, unseal
from assay.keys.signer import KeyStoreError
from assay.keys.vault_files import (
    CONFIG,
    VERSION,
    VaultConfig,
    Wrapping,
    bound_to,
    document,
    exists,
    file_name,
    keep_twice,
    key_files,
    locked,
    read_config,
    read_key,
    tighten,
    told_of,
    written,
)
from assay.moment import format_moment, now
from assay.whole_file import remove_for_good, write_whole

LEAST_PASSPHRASE = 12
"""Characters of a passphrase that a vault is made with."""
_CHECK = b"assay vault"


class Vault:
    """An open vault."""

    def __init__(self, folder: Path, config: VaultConfig, secret: bytes) -> None:
        forbid_dumps()
        self.folder = folder
        self.id = config.id
        self.wrapping = config.wrapping
        self._secret = secret

    def __reduce__(self) -> str:
        """Refuses to be pickled: what opens the keys goes to no other process."""
        raise TypeError("an open vault is not passed on")

    def records(self) -> tuple[KeyRecord, ...]:
        """The keys, by name; each was opened, so what is told is what was sealed.

        Raises KeyStoreError (`vault.damaged`) for a file that does not open.
        """
        found, faults = self.those_that_open()
        if faults:
            raise faults[0]
        return tuple(found)

    def find(self, name: str) -> KeyRecord:
        """The key of that name or thumbprint, whatever became of other files.

        KeyStoreError where there is none, or more than one has the name: a file was put back that was there before.
        """
        wanted = name.casefold()
        records, faults = self.those_that_open()
        found = [record for record in records if record.id == name]
        found = found or [record for record in records if record.name.casefold() == wanted]
        if len(found) > 1:
            raise KeyStoreError("vault.name_twice", name=name[:100])
        if not found:
            raise faults[0] if faults else KeyStoreError("vault.no_key", name=name[:100])
        return found[0]

    def those_that_open(self) -> tuple[list[KeyRecord], list[KeyStoreError]]:
        """By name, and why others do not; those that another window removed meanwhile are neither."""
        found, faults = [], []
        for path in key_files(self.folder):
            try:
                found.append(self._opened(path)[0])
            except KeyStoreError as error:
                if error.text_id != "vault.key_gone":
                    faults.append(error)
        return sorted(found, key=lambda record: record.name.casefold()), faults

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
            self._refuse_taken(record)
            data = self.sealed(record, key.pkcs8() if key else b"")
            self.log(action, record, type=record.type, did=record.did)
            write_whole(self._file(record.id), data, private=True)

    def replace(self, record: KeyRecord, action: Action, **details: str) -> None:
        """Keeps something else told of a key; its private part stays.

        All of the record is replaced: find it again inside of `locked()` where another window may have changed it.
        KeyStoreError where the key is gone, or another one has the name.
        """
        with self.locked():
            _, secret = self._opened(self._file(record.id))
            self._refuse_taken(record)
            data = self.sealed(record, secret)
            self.log(action, record, **details)
            write_whole(self._file(record.id), data, private=True)

    def _refuse_taken(self, record: KeyRecord) -> None:
        for other in self.those_that_open()[0]:
            if other.id != record.id and other.name.casefold() == record.name.casefold():
                raise KeyStoreError("vault.name_taken", name=record.name)

    def remove(self, record: KeyRecord, **details: str) -> None:
        """Removes a key for good. KeyStoreError where it is gone already."""
        path = self._file(record.id)
        with self.locked():
            if not path.exists():
                raise KeyStoreError("vault.key_gone", name=path.name)
            self.log(Action.REMOVE, record, **details)
            remove_for_good(path)

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

    def _file(self, identity: str) -> Path:
        return self.folder / file_name(identity)

    def _opened(self, path: Path) -> tuple[KeyRecord, bytes]:
        told, sealed = read_key(path)
        record = told_of(path, told)
        try:
            return record, unseal(self._secret, sealed, bound_to(self.id, told))
        except KeyStoreError as error:
            raise KeyStoreError("vault.damaged", name=path.name) from error


def make_vault(folder: Path, passphrase: str | None = None, *, secret: bytes = b"", identity: str = "") -> Vault:
    """A new vault, its wrapping key in the keyring; where a passphrase is given, under that instead.

    `secret` and `identity` are those of a vault that is restored: then its keys and its log may be there. KeyStoreError
    where there is one already, or keys of one (`vault.config_gone`); where no keyring is usable (`keyring.…`), or the
    passphrase is too short.
    """
    if passphrase is not None and len(passphrase) < LEAST_PASSPHRASE:
        raise KeyStoreError("vault.passphrase_short", least=LEAST_PASSPHRASE)
    if passphrase is None:
        keyring_access.self_test()
    with locked(folder):
        if exists(folder):
            raise KeyStoreError("vault.exists", folder=str(folder))
        if not secret:
            _refuse_orphans(folder)
            begin_anew(folder)
        wrapping = Wrapping.KEYRING if passphrase is None else Wrapping.PASSPHRASE
        key, config = secret or new_key(), VaultConfig(identity or secrets.token_hex(16), wrapping, Sealed(b"", b""))
        config = _wrapped(config, key, passphrase)
        if passphrase is None:
            keyring_access.store(config.entry, key)
        try:
            append(folder, key, Action.VAULT, format_moment(now()), wrapping=wrapping.value)
            write_whole(folder / CONFIG, written(config), private=True)
            keep_twice(folder, config)
        except OSError:
            if passphrase is None:
                keyring_access.forget(config.entry)
            raise
    return Vault(folder, config, key)


def _refuse_orphans(folder: Path) -> None:
    """Keys that a new vault would not open, beside it for ever: somebody wants to know first."""
    if key_files(folder):
        raise KeyStoreError("vault.config_gone")


def open_vault(folder: Path, passphrase: str | None = None) -> Vault:
    """The vault that is there. KeyStoreError where there is none, it is damaged, or what opens it is missing or wrong.

    `passphrase`: None where a keyring is to open it.
    """
    tighten(folder)
    config = read_config(folder)
    secret = _secret(config, passphrase)
    try:
        is_right = hmac.compare_digest(unseal(secret, config.check, config.bound()), _CHECK)
    except KeyStoreError:
        is_right = False
    if not is_right:
        raise KeyStoreError("vault.other_key" if config.wrapping is Wrapping.KEYRING else "vault.passphrase_wrong")
    found = Vault(folder, config, secret)
    if keep_twice(folder, config):
        with suppress(KeyStoreError):
            found.log(Action.RESTORE, None, file=CONFIG)
    return found


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
