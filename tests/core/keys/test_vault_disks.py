# SPDX-License-Identifier: Apache-2.0
"""Folders without rights and disks that fail: a clear sentence, and nothing that was kept is lost."""

import errno
import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assay.keys import keyring_access, vault_files
from assay.keys.key_log import HEAD, LOG, Action
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault, open_vault
from key_specimens import PASSPHRASE, key_of, quick, record_of, vault_with


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    quick(monkeypatch)


def refused(called, *given, **named):
    with pytest.raises(KeyStoreError) as caught:
        called(*given, **named)
    return caught.value.text_id


@contextmanager
def as_nobody(folder: Path):
    """Without the rights of root, which may do everything: what others may not do is found out so."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder that others than root reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name) / "vault"
        (Path(name) / "vault").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights are others on Windows")
def test_folder_that_may_only_be_read_keeps_its_keys_usable_and_says_so(open_folder):
    made, (record,) = vault_with(open_folder, "company")
    before = {path.name: path.read_bytes() for path in open_folder.iterdir()}
    open_folder.chmod(0o500)
    with as_nobody(open_folder):
        assert open_vault(open_folder, PASSPHRASE).private_key(record).sign(b"x")
        other = key_of(number=3)
        assert refused(made.add, record_of(other, "other"), other, Action.MAKE) == "vault.unwritable"
        assert refused(made.remove, record) == "vault.unwritable"
        assert refused(made.replace, record, Action.RETIRE) == "vault.unwritable"
        assert refused(make_vault, open_folder / "new", PASSPHRASE) == "vault.unwritable"
    found = {path.name: path.read_bytes() for path in open_folder.iterdir()}
    assert {name: found[name] for name in found if name not in (LOG, HEAD)} == {
        name: before[name] for name in before if name not in (LOG, HEAD)
    }
    assert made.read_log().fault == ""


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights are others on Windows")
@pytest.mark.parametrize("rights", [0o000, 0o300])
def test_folder_that_may_not_be_looked_into_is_not_an_empty_one(open_folder, rights):
    made, (record,) = vault_with(open_folder, "company")
    open_folder.chmod(rights)
    with as_nobody(open_folder):
        assert refused(made.records) == "vault.unreadable"
        assert refused(made.find, "company") == "vault.unreadable"
        if not rights:
            assert refused(open_vault, open_folder, PASSPHRASE) == "vault.unreadable"
            assert refused(made.private_key, record) == "vault.unreadable"


CALLS = ("open", "fsync", "replace")


def fault_of_adding(made, key) -> str:
    try:
        made.add(record_of(key, "other"), key, Action.MAKE)
    except KeyStoreError as error:
        return error.text_id
    return ""


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("call", CALLS)
def test_disk_that_fails_at_any_call_loses_nothing(tmp_path, monkeypatch, call, fault):
    made, (record,) = vault_with(tmp_path, "company")
    other, real = key_of(number=3), getattr(os, call)
    refusals = 0
    for point in range(40):
        left = [point]

        def failing(*given, left=left, **named):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(fault, os.strerror(fault))
            return real(*given, **named)

        monkeypatch.setattr(os, call, failing)
        told = fault_of_adding(made, other)
        monkeypatch.setattr(os, call, real)
        refusals += told == "vault.unwritable"
        assert told in {"", "vault.unwritable"}
        assert made.read_log().fault == ""
        assert open_vault(tmp_path, PASSPHRASE).private_key(record).pkcs8() == key_of().pkcs8()
        assert not list(tmp_path.glob(".*.part"))
        there = {entry.name for entry in made.records()}
        assert there in ({"company"}, {"company", "other"})
        if "other" in there:
            made.remove(record_of(other, "other"))
        if left[0] >= 0:
            break
    assert refusals >= 2
    assert left[0] >= 0


def test_file_that_may_not_grow_is_told_and_the_old_one_is_there(tmp_path, monkeypatch):
    made, (record,) = vault_with(tmp_path, "company")
    monkeypatch.setattr(os, "fsync", lambda _file: (_ for _ in ()).throw(OSError(errno.EDQUOT, "quota")))
    assert refused(made.replace, replace(record, chain="x" * 1000), Action.CERTIFICATE) == "vault.unwritable"
    monkeypatch.undo()
    assert made.find("company") == record
    assert made.read_log().fault == ""


def test_vault_that_could_not_be_written_leaves_nothing_in_the_keyring(tmp_path, monkeypatch):
    kept = {}
    monkeypatch.setattr(keyring_access, "self_test", lambda: "secret_service")
    monkeypatch.setattr(keyring_access, "store", kept.__setitem__)
    monkeypatch.setattr(keyring_access, "forget", kept.pop)
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    assert refused(make_vault, tmp_path) == "vault.unwritable"
    assert kept == {}
    monkeypatch.undo()
    assert not vault_files.exists(tmp_path)
