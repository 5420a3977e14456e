# SPDX-License-Identifier: Apache-2.0
"""Keys in vaults for tests: one of every kind, made once a process. Not for anything else."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord
from assay.keys.key_type import KEY_TYPES
from assay.keys.private_key import PrivateKey, make
from assay.keys.registration import record_of
from assay.keys.sealing import Stretching
from assay.keys.vault import Vault, make_vault
from signing import ACME

PASSPHRASE = "seven owls read quiet maps"


@cache
def key_of(name: str) -> PrivateKey:
    """A key of that kind, the same each time in this process."""
    return make(KEY_TYPES[name])


def record(kind: str = "p256", **told: Any) -> KeyRecord:
    """What is told of that key: it is Acme's, and called by its kind; `told` says otherwise."""
    return replace(record_of(key_of(kind), kind, ACME, origin="made", others=()), **told)


def light_vault(folder: Path, passphrase: str | None = PASSPHRASE) -> Vault:
    """A new vault whose passphrase opens it at once: for tests that judge something else than what guessing costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assay.keys.vault.new_stretching", lambda: Stretching(secrets.token_bytes(16), n=2))
        return make_vault(folder, passphrase)


def vault_with(folder: Path, *kinds: str, passphrase: str | None = PASSPHRASE) -> tuple[Vault, Mapping[str, KeyRecord]]:
    """A new vault with a key of each of these kinds."""
    vault = light_vault(folder, passphrase)
    records = {kind: record(kind) for kind in kinds}
    for kind, entry in records.items():
        vault.add(entry, key_of(kind), Action.MAKE)
    return vault, records
