# SPDX-License-Identifier: Apache-2.0
"""`assay keys list` says until when each certificate counts, and which keys want to be renewed; and `keys renew`."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assay.__main__ import main
from assay.keys.key_log import Action
from assay.keys.registration import SOON, record_of, successor_name
from assay.keys.vault import Vault, open_vault
from assay.places import user_keys
from authority import EV, MIDDLE, ROOT, Holder, certificate, pem
from checking import MOMENT
from keys_at_hand import PASSPHRASE, key_of, light_vault
from signing import ACME

SECOND = timedelta(seconds=1)
STARTS = MOMENT - timedelta(days=400)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """A vault in a profile of its own, on the day of the tests."""
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    for module in ("cli.keys", "cli.keys_backup", "keys.registration", "keys.vault"):
        monkeypatch.setattr(f"assay.{module}.now", lambda: MOMENT)
    return light_vault(user_keys())


def add(vault: Vault, kind: str, ends: datetime | None) -> None:
    """A key, with a certificate that ends then."""
    key = key_of(kind)
    record = record_of(key, kind, ACME, origin="made", others=vault.records())
    if ends is not None:
        own = certificate(Holder("Acme", key.handle), MIDDLE, policies=(EV,), starts=STARTS, ends=ends)
        others = (certificate(MIDDLE, ROOT, ca=True, below=0), certificate(ROOT, ROOT, ca=True))
        record = replace(record, chain=pem([own, *others]).decode())
    vault.add(record, key, Action.MAKE)


def listed(capfdbinary: pytest.CaptureFixture[bytes], *options: str) -> str:
    assert main(["keys", "list", *options]) == 0
    return capfdbinary.readouterr().out.decode()


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{name} "))


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (None, "none yet"),
        (MOMENT + SOON, "until {day} "),
        (MOMENT + SOON - SECOND, "until {day}: renew it"),
        (MOMENT + SECOND, "until {day}: renew it"),
        (MOMENT, "ended {day}"),
        (MOMENT - timedelta(days=300), "ended {day}"),
    ],
)
def test_a_certificate_counts_is_to_be_renewed_or_has_ended(
    vault: Vault, capfdbinary: pytest.CaptureFixture[bytes], ends: datetime | None, told: str
) -> None:
    add(vault, "p256", ends)
    line = line_of(listed(capfdbinary), "p256")
    assert told.format(day=ends.date().isoformat() if ends else "") in line
    assert ("renew it" in line) == ("renew it" in told)
    assert ("ended" in line) == ("ended" in told)


@pytest.mark.parametrize(
    ("lang", "soon", "over"), [("de", ": erneuern", "beendet "), ("fr", "\u00a0: à renouveler", "terminé le ")]
)
def test_the_other_languages_say_it_too(
    vault: Vault, capfdbinary: pytest.CaptureFixture[bytes], lang: str, soon: str, over: str
) -> None:
    add(vault, "p256", MOMENT + SECOND)
    add(vault, "p384", MOMENT - SECOND)
    told = listed(capfdbinary, "--lang", lang)
    assert soon in line_of(told, "p256")
    assert over in line_of(told, "p384")


def test_renewing_calls_the_new_key_by_the_year(vault: Vault, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    add(vault, "p256", MOMENT + SECOND)
    for _ in range(2):
        assert main(["keys", "renew", "p256"]) == 0
    year = MOMENT.year
    names = [record.name for record in open_vault(user_keys(), PASSPHRASE).records()]
    assert sorted(names) == ["p256", f"p256 {year}", f"p256 {year + 1}"]
    assert "will take over from “p256”" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    ("name", "taken", "told"),
    [
        ("Acme seal", (), "Acme seal 2026"),
        ("Acme seal 2025", ("Acme seal 2025",), "Acme seal 2026"),
        ("Acme seal 2026", ("Acme seal 2026", "ACME SEAL 2027"), "Acme seal 2028"),
        ("2025", (), "2025 2026"),
        ("x" * 60, (), "x" * 55 + " 2026"),
    ],
)
def test_the_name_of_a_successor(name: str, taken: tuple[str, ...], told: str) -> None:
    assert successor_name(name, taken, 2026) == told


def test_the_log_tells_that_a_backup_was_tried(
    vault: Vault, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    add(vault, "p256", None)
    assert main(["keys", "backup", "--out", str(tmp_path / "keys.backup")]) == 0
    assert [entry.action for entry in vault.read_log().entries][-2:] == [Action.BACKUP, Action.TRIED]
    assert main(["keys", "log"]) == 0
    assert "backup tried" in capfdbinary.readouterr().out.decode()
