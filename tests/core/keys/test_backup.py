# SPDX-License-Identifier: Apache-2.0
"""Backups: each is tried when it is written, and brings back every key, here or on another machine."""

import json
import secrets
from pathlib import Path
from typing import Any

import pytest

from assay.keys.backup import back_up, open_backup, restore, told_of
from assay.keys.key_type import KEY_TYPES
from assay.keys.sealing import Stretching
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault, make_vault, open_vault
from checking import MOMENT
from keys_at_hand import PASSPHRASE, key_of, vault_with

OWN = "a passphrase for the backup"
KINDS = tuple(KEY_TYPES)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """One with a key of each kind. What it costs to guess a passphrase is the first test's, and of no other here."""
    for module in ("vault", "backup"):
        monkeypatch.setattr(f"assay.keys.{module}.new_stretching", lambda: Stretching(secrets.token_bytes(16), n=2))
    return vault_with(tmp_path / "keys", *KINDS)[0]


def _signs(vault: Vault) -> dict[str, bool]:
    return {record.name: bool(vault.private_key(record).sign(b"anything")) for record in vault.records()}


def test_a_new_profile_becomes_the_one_that_was_backed_up(tmp_path: Path) -> None:
    vault, _ = vault_with(tmp_path / "keys", *KINDS)
    data = back_up(vault, OWN, MOMENT)
    done = restore(open_backup(data, OWN), tmp_path / "elsewhere", "another passphrase")
    again = open_vault(tmp_path / "elsewhere", "another passphrase")
    assert again.id == vault.id
    assert _signs(again) == dict.fromkeys(KINDS, True)
    assert again.records() == vault.records()
    assert {record.name for record in done.added} == set(KINDS)
    entries = [entry.action for entry in again.read_log().entries]
    assert (again.read_log().fault, entries) == ("", ["vault", *["make"] * 6, "backup", "vault", "restore"])
    with pytest.raises(KeyStoreError):
        open_vault(tmp_path / "elsewhere", PASSPHRASE)


def test_into_a_vault_that_is_there_only_what_is_missing_comes_back(vault: Vault, tmp_path: Path) -> None:
    data = back_up(vault, OWN, MOMENT)
    gone, kept = vault.find("p256"), vault.find("p384")
    vault.remove(gone)
    done = restore(open_backup(data, OWN), vault.folder, PASSPHRASE)
    assert [record.name for record in done.added] == ["p256"]
    assert len(done.there) == len(KINDS) - 1
    assert vault.find("p384") == kept
    assert vault.private_key(vault.find("p256")).public_jwk == key_of("p256").public_jwk
    assert vault.read_log().fault == ""


def test_a_name_that_is_taken_gets_a_number(vault: Vault, tmp_path: Path) -> None:
    data = back_up(vault, OWN, MOMENT)
    other, _ = vault_with(tmp_path / "other")
    from assay.keys.key_log import Action
    from assay.keys.private_key import make
    from assay.keys.registration import record_of

    mine = make(KEY_TYPES["p256"])
    other.add(record_of(mine, "P256", "did:web:other.example", origin="made", others=()), mine, Action.MAKE)
    restore(open_backup(data, OWN), other.folder, PASSPHRASE)
    assert {record.name for record in other.records()} == {"P256", "p256 2", *KINDS} - {"p256"}
    assert all(_signs(other).values())


def test_it_says_what_is_in_it_before_it_is_opened(vault: Vault) -> None:
    told = told_of(back_up(vault, OWN, MOMENT))
    assert (set(told.keys), told.vault, told.made) == (set(KINDS), vault.id, "2026-11-22T10:00:00Z")


def test_another_passphrase_opens_nothing(vault: Vault) -> None:
    data = back_up(vault, OWN, MOMENT)
    for wrong in (PASSPHRASE, OWN + " ", ""):
        with pytest.raises(KeyStoreError) as caught:
            open_backup(data, wrong)
        assert caught.value.text_id == "backup.passphrase_wrong"
    with pytest.raises(KeyStoreError) as caught:
        back_up(vault, "too short", MOMENT)
    assert caught.value.text_id == "vault.passphrase_short"


def _changed(data: bytes, *path: str, to: Any) -> bytes:
    told = json.loads(data)
    inner = told
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = to
    return json.dumps(told).encode()


def test_what_was_changed_opens_nothing(vault: Vault) -> None:
    data = back_up(vault, OWN, MOMENT)
    told = json.loads(data)
    text = told["sealed"]["ciphertext"]
    for changed, text_id in (
        (_changed(data, "told", "vault", to="0" * 32), "backup.passphrase_wrong"),
        (_changed(data, "told", "keys", to=["p256"]), "backup.passphrase_wrong"),
        (_changed(data, "sealed", "ciphertext", to=text[:-8] + "AAAAAAA="), "backup.passphrase_wrong"),
        (_changed(data, "scrypt", "n", to=1 << 40), "backup.none"),
        (_changed(data, "scrypt", "n", to="many"), "backup.none"),
        (_changed(data, "version", to=2), "backup.newer"),
        (_changed(data, "format", to="assay-vault"), "backup.none"),
        (_changed(data, "sealed", to=None), "backup.damaged"),
        (data[:-20], "backup.none"),
        (b"", "backup.none"),
        (b"[" * 100_000, "backup.none"),
    ):
        with pytest.raises(KeyStoreError) as caught:
            open_backup(changed, OWN)
        assert caught.value.text_id == text_id


def test_a_backup_holds_no_key_in_the_open(vault: Vault) -> None:
    data = back_up(vault, OWN, MOMENT)
    opened = open_backup(data, OWN)
    secret = key_of("p256").pkcs8()
    assert secret[30:60] not in data
    assert str(opened) == repr(opened)
    assert "wrapping" not in repr(opened)
    assert repr(opened.wrapping_key) not in repr(opened)


def test_no_key_of_a_damaged_vault_is_called_backed_up(vault: Vault) -> None:
    file = next(path for path in vault.folder.iterdir() if path.name.endswith(".key.json"))
    file.write_text(file.read_text().replace("acme.example", "evil.example"))
    with pytest.raises(KeyStoreError) as caught:
        back_up(vault, OWN, MOMENT)
    assert caught.value.text_id == "vault.damaged"


def test_a_restore_that_broke_off_is_done_again(vault: Vault, tmp_path: Path) -> None:
    """Files are there, the vault is not yet: the next try begins anew."""
    data = open_backup(back_up(vault, OWN, MOMENT), OWN)
    folder = tmp_path / "half"
    folder.mkdir()
    for name in list(data.files)[:3]:
        (folder / name).write_bytes(data.files[name])
    restore(data, folder, PASSPHRASE)
    again = open_vault(folder, PASSPHRASE)
    assert (len(again.records()), again.read_log().fault) == (len(KINDS), "")


def test_a_wrong_passphrase_for_the_vault_that_is_there_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    data = open_backup(back_up(vault, OWN, MOMENT), OWN)
    other = make_vault(tmp_path / "other", PASSPHRASE)
    with pytest.raises(KeyStoreError) as caught:
        restore(data, other.folder, "not this passphrase")
    assert caught.value.text_id == "vault.passphrase_wrong"
    assert other.records() == ()
