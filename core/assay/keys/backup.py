# SPDX-License-Identifier: Apache-2.0
"""One sealed file with all keys of a vault, and the way back from it: onto another machine, or into a vault that is
there.

A backup that was never opened is none: what is written is read back and every key tried before it is called one.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assay.keys.key_log import HEAD, LOG, Action
from assay.keys.key_record import KeyRecord, canonical
from assay.keys.private_key import PrivateKey, from_pkcs8
from assay.keys.sealing import KEY_BYTES, Sealed, Stretching, new_stretching, seal, unseal
from assay.keys.signer import KeyStoreError
from assay.keys.vault import LEAST_PASSPHRASE, Vault, make_vault, open_vault
from assay.keys.vault_files import SUFFIX, bound_to, document, exists, locked, read_key_text
from assay.moment import format_moment
from assay.values import frozen
from assay.whole_file import write_whole

MAX_BYTES = 300_000_000
_VERSION = 1


@frozen
class Told:
    """What a backup says of itself before it is opened."""

    made: str
    """When (ISO 8601, UTC)."""
    vault: str
    """The vault it is of."""
    keys: tuple[str, ...]
    """Names of the keys in it."""


@frozen
class Opened:
    """A backup that was opened: every key in it was tried."""

    told: Told
    wrapping_key: bytes
    files: Mapping[str, bytes]
    keys: tuple[tuple[KeyRecord, PrivateKey | None], ...]
    """With their private parts; those in tokens have none."""

    def __repr__(self) -> str:
        """Without anything secret."""
        return f"Opened({self.told!r})"


@frozen
class Restored:
    """What came back."""

    vault: Vault
    added: tuple[KeyRecord, ...]
    there: tuple[KeyRecord, ...]
    """Keys that were there already, and were left as they are."""


def back_up(vault: Vault, passphrase: str, moment: datetime) -> bytes:
    """The backup file of a vault, tried. KeyStoreError where the passphrase is short, or a key does not open."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise KeyStoreError("vault.passphrase_short", least=LEAST_PASSPHRASE)
    with vault.locked():
        names = [record.name for record in vault.records()]
        vault.log(Action.BACKUP, None, keys=", ".join(names))
        files = {
            path.name: path.read_bytes()
            for path in sorted(vault.folder.iterdir())
            if path.name in (LOG, HEAD) or (path.name.endswith(SUFFIX) and not path.name.startswith("."))
        }
    told = {"made": format_moment(moment), "vault": vault.id, "keys": names}
    content = {"wrapping_key": _text(vault.wrapping_key()), "files": {name: _text(files[name]) for name in files}}
    stretching = new_stretching()
    sealed = seal(stretching.key(passphrase), canonical(content), _bound(told, stretching))
    made = document(
        {
            "format": "assay-backup",
            "version": _VERSION,
            "told": told,
            "scrypt": stretching.told(),
            "sealed": sealed.told(),
        }
    )
    open_backup(made, passphrase)
    return made


def open_backup(data: bytes, passphrase: str) -> Opened:
    """A backup, opened and tried: every key signs, and its public part is the one that is told.

    KeyStoreError where it is none, damaged, newer, or the passphrase is another.
    """
    told, stretching, sealed = _outside(data)
    try:
        content = json.loads(unseal(stretching.key(passphrase), sealed, _bound(told, stretching)))
    except KeyStoreError:
        raise KeyStoreError("backup.passphrase_wrong") from None
    try:
        secret = _data(content["wrapping_key"])
        files = {str(name): _data(text) for name, text in content["files"].items()}
        found = Told(str(told["made"]), str(told["vault"]), tuple(map(str, _list(told["keys"]))))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyStoreError("backup.damaged") from None
    if len(secret) != KEY_BYTES or any(Path(name).name != name for name in files):
        raise KeyStoreError("backup.damaged")
    keys = tuple(_tried(found.vault, secret, files[name]) for name in sorted(files) if name.endswith(SUFFIX))
    return Opened(found, secret, files, keys)


def told_of(data: bytes) -> Told:
    """What a backup says of itself, without opening it: not proven."""
    told = _outside(data)[0]
    try:
        return Told(str(told["made"]), str(told["vault"]), tuple(map(str, _list(told["keys"]))))
    except (ValueError, KeyError, TypeError):
        raise KeyStoreError("backup.damaged") from None


def restore(backup: Opened, folder: Path, passphrase: str | None, vault: Vault | None = None) -> Restored:
    """The keys of a backup, in the vault of the folder.

    Where there is none, it becomes the one that was backed up, with its key log; to another one, keys that are not
    there are added. `passphrase`: that of the vault, None for the keyring. `vault`: that of the folder, open already.
    """
    if not exists(folder):
        return _as_it_was(backup, folder, passphrase)
    vault = vault or open_vault(folder, passphrase)
    known = {record.id: record for record in vault.records()}
    names = {record.name.casefold() for record in known.values()}
    added = []
    for record, key in backup.keys:
        if record.id not in known:
            named = replace(record, name=_free(record.name, names), origin="restored")
            names.add(named.name.casefold())
            vault.add(named, key, Action.RESTORE)
            added.append(named)
    there = tuple(known[record.id] for record, _ in backup.keys if record.id in known)
    return Restored(vault, tuple(added), there)


def _as_it_was(backup: Opened, folder: Path, passphrase: str | None) -> Restored:
    """Whatever is wrong with its log was so when it was sealed, and is told there: no reason to withhold the keys."""
    with locked(folder):
        for name, data in backup.files.items():
            write_whole(folder / name, data, private=True)
        vault = make_vault(folder, passphrase, secret=backup.wrapping_key, identity=backup.told.vault)
        vault.log(Action.RESTORE, None, keys=", ".join(record.name for record, _ in backup.keys))
    return Restored(vault, vault.records(), ())


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} {number}"
    return found


def _tried(identity: str, secret: bytes, data: bytes) -> tuple[KeyRecord, PrivateKey | None]:
    told, sealed = read_key_text(data, SUFFIX)
    try:
        record, inner = KeyRecord.of(told), unseal(secret, sealed, bound_to(identity, told))
    except (KeyStoreError, ValueError):
        raise KeyStoreError("backup.damaged") from None
    if not inner:
        return record, None
    key = from_pkcs8(inner)
    if key.type.name != record.type or {**key.public_jwk, "alg": ""} != {**record.public_jwk, "alg": ""}:
        raise KeyStoreError("backup.damaged")
    key.sign(b"a test")
    return record, key


def _outside(data: bytes) -> tuple[dict[str, object], Stretching, Sealed]:
    try:
        told = json.loads(data) if len(data) <= MAX_BYTES else None
        if not isinstance(told, dict) or told.get("format") != "assay-backup":
            raise KeyStoreError("backup.none")
        if told.get("version") != _VERSION:
            raise KeyStoreError("backup.newer")
        return dict(told["told"]), Stretching.of(told["scrypt"]), Sealed.of(told["sealed"])
    except (ValueError, RecursionError):
        raise KeyStoreError("backup.none") from None
    except (KeyError, TypeError):
        raise KeyStoreError("backup.damaged") from None


def _bound(told: Mapping[str, object], stretching: Stretching) -> bytes:
    return canonical(["assay-backup", _VERSION, told, stretching.told()])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _data(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)


def _list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise ValueError("no list")  # noqa: TRY004 - as for everything else that is wrong with a file
    return told
