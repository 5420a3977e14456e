# SPDX-License-Identifier: Apache-2.0
"""A log that somebody changed comes back from a backup as it was, with the keys: they are not withheld for it."""

from datetime import UTC, datetime

import pytest

from assay.keys import backup
from assay.keys.backup import back_up, open_backup, restore
from assay.keys.key_log import HEAD, LOG
from assay.keys.sealing import Stretching
from key_specimens import PASSPHRASE, key_of, quick, vault_with


@pytest.mark.parametrize(("cut", "fault"), [(True, "cut"), (False, "no_head")])
def test_keys_come_back_though_the_log_was_changed_and_it_still_shows(tmp_path, monkeypatch, cut, fault):
    quick(monkeypatch)
    monkeypatch.setattr(backup, "new_stretching", lambda: Stretching(b"s" * 16, n=2))
    vault, (record,) = vault_with(tmp_path / "old", "company")
    if cut:
        path = vault.folder / LOG
        path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    else:
        (vault.folder / HEAD).unlink()
    data = back_up(vault, PASSPHRASE, datetime(2026, 1, 15, tzinfo=UTC))
    found = restore(open_backup(data, PASSPHRASE), tmp_path / "new", PASSPHRASE).vault
    assert found.private_key(record).pkcs8() == key_of().pkcs8()
    assert found.read_log().fault == fault
