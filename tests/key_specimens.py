# SPDX-License-Identifier: Apache-2.0
"""Keys for tests of the vault: one of each kind, made once a process, and records of them."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from assay.keys import sealing, vault
from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord, canonical
from assay.keys.key_type import KEY_TYPES
from assay.keys.private_key import PrivateKey, make
from assay.keys.sealing import Stretching
from signing import encoded

PASSPHRASE = "four words of no kin"
MADE = "2026-01-15T09:00:00Z"
_MEMBERS = {"EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n"), "OKP": ("crv", "kty", "x")}


def key_of(name: str = "ed25519", number: int = 0) -> PrivateKey:
    """A key of that kind; others by number."""
    return _key(name, number)


@lru_cache
def _key(name: str, _number: int) -> PrivateKey:
    return make(KEY_TYPES[name])


def thumbprint(jwk: Any) -> str:
    """RFC 7638."""
    return encoded(hashlib.sha256(canonical({name: jwk[name] for name in _MEMBERS[jwk["kty"]]})).digest())


def record_of(key: PrivateKey, name: str = "company", **told: Any) -> KeyRecord:
    """What is told of it."""
    jwk = dict(key.public_jwk)
    told = {"fragment": "key-1", "created": MADE, "origin": "made", "did": "did:web:acme.example", **told}
    return KeyRecord(id=thumbprint(jwk), name=name, type=key.type.name, public_jwk=jwk, **told)


def quick(monkeypatch: Any) -> None:
    """Passphrases cost nothing: for tests that make many vaults and judge something else."""
    monkeypatch.setattr(vault, "new_stretching", lambda: Stretching(sealing.secrets.token_bytes(16), n=2))


def vault_with(folder: Path, *names: str) -> tuple[vault.Vault, tuple[KeyRecord, ...]]:
    """A vault under `PASSPHRASE` with Ed25519 keys of these names."""
    made = vault.make_vault(folder, PASSPHRASE)
    records = []
    for number, name in enumerate(names):
        key = key_of(number=number)
        made.add(record_of(key, name), key, Action.MAKE)
        records.append(record_of(key, name))
    return made, tuple(records)
