# SPDX-License-Identifier: Apache-2.0
"""A vault that lost its configuration opens by the copy of it; a folder that others can look into is closed to them."""

import os
import stat
import sys
from pathlib import Path

import pytest

from assay.keys import keyring_access
from assay.keys.key_log import Action
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault, open_vault
from assay.keys.vault_files import CONFIG, COPY, exists
from assay.whole_file import write_whole
from keys_at_hand import PASSPHRASE, vault_with

posix_alone = pytest.mark.skipif(sys.platform == "win32", reason="rights are others on Windows")


def _refused(call, *given) -> str:
    with pytest.raises(KeyStoreError) as caught:
        call(*given)
    return caught.value.text_id


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A keyring in memory."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(keyring_access, "self_test", lambda: "secret_service")
    monkeypatch.setattr(keyring_access, "store", kept.__setitem__)
    monkeypatch.setattr(keyring_access, "fetch", kept.get)
    monkeypatch.setattr(keyring_access, "forget", kept.pop)
    return kept


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["keyring", "passphrase"])
def test_lost_configuration_comes_back_from_its_copy(tmp_path: Path, keyring: dict[str, bytes], passphrase) -> None:
    made, records = vault_with(tmp_path, "p256", passphrase=passphrase)
    kept = (tmp_path / CONFIG).read_bytes()
    (tmp_path / CONFIG).unlink()
    assert exists(tmp_path)
    assert _refused(make_vault, tmp_path, passphrase) == "vault.exists"
    found = open_vault(tmp_path, passphrase)
    assert found.private_key(records["p256"]).sign(b"x")
    assert ((tmp_path / CONFIG).read_bytes(), found.id) == (kept, made.id)
    last = found.read_log().entries[-1]
    assert (last.action, last.details) == (Action.RESTORE, {"file": CONFIG})
    assert found.read_log().fault == ""
    count = len(found.read_log().entries)
    assert len(open_vault(tmp_path, passphrase).read_log().entries) == count, "told once"


def test_copy_opens_nothing_without_what_opens_the_vault(tmp_path: Path, keyring: dict[str, bytes]) -> None:
    vault_with(tmp_path, "p256", passphrase=PASSPHRASE)
    (tmp_path / CONFIG).unlink()
    assert _refused(open_vault, tmp_path, "another passphrase") == "vault.passphrase_wrong"
    assert not (tmp_path / CONFIG).exists(), "nothing is put back that was not proven"


def test_vault_from_before_gets_its_copy_when_it_is_opened(tmp_path: Path) -> None:
    vault_with(tmp_path, "p256")
    for left in (None, b"{}"):
        (tmp_path / COPY).unlink()
        if left:
            write_whole(tmp_path / COPY, left)
        open_vault(tmp_path, PASSPHRASE)
        assert (tmp_path / COPY).read_bytes() == (tmp_path / CONFIG).read_bytes()


@posix_alone
def test_both_files_are_for_nobody_else_to_read(tmp_path: Path) -> None:
    vault_with(tmp_path, "p256")
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in (CONFIG, COPY)} == {0o600}


@posix_alone
@pytest.mark.parametrize(("before", "after"), [(0o755, 0o700), (0o777, 0o700), (0o750, 0o700), (0o500, 0o500)])
def test_lax_rights_of_the_folder_are_tightened_on_opening(tmp_path: Path, before: int, after: int) -> None:
    folder = tmp_path / "keys"
    vault_with(folder, "p256")
    folder.chmod(before)
    open_vault(folder, PASSPHRASE)
    assert stat.S_IMODE(folder.stat().st_mode) == after
    folder.chmod(0o700)


@posix_alone
def test_folder_that_was_there_is_tightened_when_a_vault_is_made_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    folder.chmod(0o755)
    make_vault(folder, PASSPHRASE)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix_alone
def test_folder_of_somebody_else_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "keys"
    vault_with(folder, "p256")
    folder.chmod(0o755)
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    open_vault(folder, PASSPHRASE)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


@posix_alone
def test_what_was_replaced_or_removed_is_not_told_as_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`vault.unwritable` says that the keys are as they were: so nothing may fail once a file is in place."""
    made, records = vault_with(tmp_path, "p256")
    real = os.open

    def refusing(path, flags: int, *given, **named) -> int:
        if Path(path) == tmp_path:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *given, **named)

    monkeypatch.setattr(os, "open", refusing)
    made.remove(records["p256"])
    assert made.records() == ()
