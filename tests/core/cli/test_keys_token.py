# SPDX-License-Identifier: Apache-2.0
"""Keys in cards and sticks by the commands, as processes: a PIN from a file, nothing kept of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.places import user_keys
from checking import sample
from commands import begun
from keys_at_hand import PASSPHRASE, light_vault
from signing import ACME
from tokens import MISSING, PIN, TokenBox

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenBox]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    light_vault(user_keys())
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    (tmp_path / "pin").write_text(PIN)
    (tmp_path / "wrong").write_text("000000")
    good = {**sample("good/participant.json"), "issuer": ACME}
    for name in ("validFrom", "validUntil"):
        del good[name]
    (tmp_path / "draft.json").write_text(json.dumps(good))
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


def test_a_key_is_made_in_a_card_and_signs(box: TokenBox, tmp_path: Path) -> None:
    info = box.add("office")
    module = ("--module", str(box.module))
    made = begun(
        "keys",
        "new",
        "--name",
        "seal",
        "--did",
        ACME,
        "--type",
        "p256",
        "--token",
        "office",
        *module,
        "--pin-file",
        "pin",
    )
    assert made.returncode == 0, made.stderr
    listed = begun("keys", "tokens", *module)
    assert info.serial.encode() in listed.stdout
    assert b"in a card or stick" in begun("keys", "list").stdout
    sign = ("sign", "draft.json", "--key", "seal", "--out", "signed.jwt")
    for words, text in ((("--pin-file", "wrong"), b"PIN"), ((), b"PIN")):
        ran = begun(*sign, *words)
        assert (ran.returncode, (tmp_path / "signed.jwt").exists()) == (3, False)
        assert text in ran.stderr
    assert begun(*sign, "--pin-file", "pin").returncode == 0
    box.take_out()
    gone = begun(*sign, "--pin-file", "pin")
    assert (gone.returncode, b"Traceback" in gone.stderr) == (3, False)
    box.put_in()
    assert begun(*sign, "--pin-file", "pin").returncode == 0
    csr = ("keys", "csr", "seal", "--out", "seal.csr", "--organisation", "Acme", "--country", "DE", "--pin-file", "pin")
    assert begun(*csr).returncode == 0
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert PIN.encode() not in kept


def test_a_key_that_is_there_is_taken_in(box: TokenBox) -> None:
    from tokens import made

    info = box.add("office")
    module = ("--module", str(box.module), "--pin-file", "pin")
    for label in ("first", "second"):
        made(box, info.serial, "p256", label)
    owner = ("--name", "seal", "--did", ACME, "--token", info.serial)
    several = begun("keys", "import", *owner, *module)
    assert (several.returncode, b"--token-key" in several.stderr) == (3, True)
    assert begun("keys", "import", *owner, "--token-key", "second", *module).returncode == 0
    again = begun("keys", "import", *owner, "--token-key", "second", *module)
    assert (again.returncode, b"already" in again.stderr) == (3, True)
    unknown = begun("keys", "import", "--name", "x", "--did", ACME, "--token", "nothing", *module)
    assert (unknown.returncode, b"office" in unknown.stderr) == (3, True)
