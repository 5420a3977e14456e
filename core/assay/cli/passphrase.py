# SPDX-License-Identifier: Apache-2.0
"""Passphrases come in files: on a command line or in the environment every process of the machine could read them."""

import os
from argparse import Namespace
from pathlib import Path

from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault, make_vault, open_vault
from assay.keys.vault_files import exists
from assay.places import user_keys

VARIABLE = "ASSAY_PASSPHRASE_FILE"
_MOST_BYTES = 10_000


def passphrase(arguments: Namespace) -> str | None:
    """The passphrase of the vault, from the file that an option or the environment names; None where none does."""
    name = arguments.passphrase_file or os.environ.get(VARIABLE, "")
    return read_passphrase(name) if name else None


def read_passphrase(name: str) -> str:
    """The first line of a file. KeyStoreError where it cannot be read, or says nothing."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        found = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise KeyStoreError("vault.passphrase_file", file=name, reason=error.strerror or "") from None
    except UnicodeDecodeError:
        raise KeyStoreError("vault.passphrase_bytes", file=name) from None
    if len(data) > _MOST_BYTES or not found or not found[0] or any(line.strip() for line in found[1:]):
        raise KeyStoreError("vault.passphrase_lines", file=name)
    return found[0]


def at_hand(arguments: Namespace) -> Vault:
    """The user's vault, made where there is none yet: the keyring opens it, or the passphrase that is given."""
    folder, told = user_keys(), passphrase(arguments)
    return open_vault(folder, told) if exists(folder) else make_vault(folder, told)


def opened(arguments: Namespace) -> Vault:
    """The user's vault, open."""
    return open_vault(user_keys(), passphrase(arguments))
