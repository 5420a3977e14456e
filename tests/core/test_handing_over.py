# SPDX-License-Identifier: Apache-2.0
"""Between the key log and the file: what was signed and never left is told as that, what left is not."""

from pathlib import Path
from typing import Any

import pytest

from assay.cli import sign as command
from assay.handing_over import Outgoing, handing_over, in_place
from assay.keys.key_log import Action
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.options import Options
from assay.signing import prepare, signed
from assay.whole_file import write_folder, write_whole
from checking import MOMENT, document, sample
from keys_at_hand import key_of, record, vault_with
from signing import ACME


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return vault_with(tmp_path / "keys", "p256")[0]


def _outgoing(place: Path) -> Outgoing:
    prepared = prepare(document({**sample("good/participant.json"), "issuer": ACME}), record(), Options(moment=MOMENT))
    made = signed(prepared, key_of("p256"))
    return Outgoing(prepared, made, lambda: in_place(place, made.data))


def _told(vault: Vault) -> list[tuple[str, str]]:
    log = vault.read_log()
    assert log.fault == ""
    return [(entry.action, entry.details.get("document", "")) for entry in log.entries[2:]]


def test_the_log_knows_before_anybody_has_it(vault: Vault, tmp_path: Path) -> None:
    entry = _outgoing(tmp_path / "one.jwt")
    with handing_over(vault, [entry]):
        assert _told(vault) == [(Action.SIGN, entry.made.sha256)]
        write_whole(tmp_path / "one.jwt", entry.made.data)
    assert _told(vault) == [(Action.SIGN, entry.made.sha256)]


@pytest.mark.parametrize("reason", [KeyboardInterrupt, OSError, KeyStoreError("kit.none"), SystemExit])
def test_what_never_left_is_told_as_that(vault: Vault, tmp_path: Path, reason: Any) -> None:
    entry = _outgoing(tmp_path / "one.jwt")
    expected = reason if isinstance(reason, type) else type(reason)
    with pytest.raises(expected), handing_over(vault, [entry]):
        raise reason
    assert _told(vault) == [(Action.SIGN, entry.made.sha256), (Action.DISCARD, entry.made.sha256)]


def test_what_left_before_it_was_broken_off_is_not_called_thrown_away(vault: Vault, tmp_path: Path) -> None:
    entry, other = _outgoing(tmp_path / "one.jwt"), _outgoing(tmp_path / "two.jwt")

    def interrupted() -> None:
        write_whole(tmp_path / "one.jwt", entry.made.data)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), handing_over(vault, [entry, other]):
        interrupted()
    assert _told(vault)[2:] == [(Action.DISCARD, other.made.sha256)]


def test_what_went_into_a_pipe_may_have_been_read(tmp_path: Path) -> None:
    assert in_place(Path("/dev/null"), b"x")
    assert not in_place(tmp_path / "none", b"x")
    write_whole(tmp_path / "other", b"y")
    assert not in_place(tmp_path / "other", b"x")


def test_a_log_that_cannot_be_written_lets_nothing_out(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    entry = _outgoing(tmp_path / "one.jwt")
    monkeypatch.setattr("assay.keys.vault.append", full)
    with pytest.raises(KeyStoreError, match=r"vault\.unwritable"), handing_over(vault, [entry]):
        pytest.fail("it was given away")


def test_the_command_that_is_interrupted_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import json

    from assay.__main__ import main
    from keys_at_hand import PASSPHRASE

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    vault, _ = vault_with(tmp_path / "data" / "assay" / "keys", "p256")
    (tmp_path / "draft.json").write_text(json.dumps({**sample("good/participant.json"), "issuer": ACME}))

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "write_file", interrupted)
    words = ["sign", str(tmp_path / "draft.json"), "--key", "p256", "--out", str(tmp_path / "one.jwt")]
    assert main(words) == 130
    assert [action for action, _ in _told(vault)] == [Action.SIGN, Action.DISCARD]
    assert not (tmp_path / "one.jwt").exists()


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"a": b"1", "b": b"2"}
    (tmp_path / "there").mkdir()
    for name in ("new", "there"):
        write_folder(tmp_path / name, files)
        assert {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} == files
    with pytest.raises(OSError, match="ot empty"):
        write_folder(tmp_path / "there", {"c": b"3"})
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == ["a", "b"]

    def breaks(path: Path, data: bytes, **_: Any) -> None:
        if path.name == "b":
            raise KeyboardInterrupt
        path.write_bytes(data)

    monkeypatch.setattr("assay.whole_file.write_whole", breaks)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "broken", files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "there"]
