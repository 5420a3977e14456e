# SPDX-License-Identifier: Apache-2.0
"""Processes killed while they sign and back up: what is there afterwards is whole, and the key log tells of it."""

import hashlib
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assay.cli.output_file import write_file
from assay.keys import backup
from assay.keys.backup import back_up, open_backup
from assay.keys.sealing import Stretching
from assay.keys.vault import Vault, open_vault
from assay.moment import now
from assay.options import Options
from assay.proofs.compact import decoded
from assay.proofs.signatures import is_signature
from assay.proofs.verification_key import verification_key
from assay.signing import Prepared, prepare, sign
from checking import MOMENT, document, sample
from key_specimens import quick
from keys_at_hand import PASSPHRASE, key_of, record, vault_with
from signing import ACME

KILLS = 80
OWN = "a passphrase for the backup"
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="processes that are forked"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def _work(vault: Vault, prepared: Prepared, place: Path) -> None:
    """Signs and backs up until somebody stops it."""
    for number in range(10_000):
        _once(vault, prepared, place, number)


def _once(vault: Vault, prepared: Prepared, place: Path, number: int) -> None:
    made = sign(prepared, vault.private_key(prepared.record), vault)
    write_file(str(place / f"{number % 3}.jwt"), made.data)
    write_file(str(place / "keys.backup"), back_up(vault, OWN, now()))


def _killed(vault: Vault, prepared: Prepared, place: Path, seconds: float) -> None:
    child = os.fork()
    if not child:
        try:
            _work(vault, prepared, place)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, "it ended by itself: nothing was killed"


def test_what_a_killed_process_leaves_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    monkeypatch.setattr(backup, "new_stretching", lambda: Stretching(os.urandom(16), n=2))
    vault, _ = vault_with(tmp_path / "keys", "p256")
    told: dict[str, Any] = {**sample("good/participant.json"), "issuer": ACME}
    prepared = prepare(document(told), record(), Options(moment=MOMENT))
    place = tmp_path / "out"
    place.mkdir()
    dice = random.Random(2026)
    public = verification_key(dict(key_of("p256").public_jwk)).handle
    started = time.perf_counter()
    _once(vault, prepared, tmp_path, 0)
    takes = time.perf_counter() - started  # kills come at any point of the work, on a slow machine too
    seen = 0
    for _ in range(KILLS):
        _killed(vault, prepared, place, dice.uniform(0.05, 3) * takes)
        again = open_vault(tmp_path / "keys", PASSPHRASE)
        assert [entry.name for entry in again.records()] == ["p256"]
        log = again.read_log()
        assert log.fault == ""
        digests = {entry.details.get("document") for entry in log.entries}
        for path in place.glob("*.jwt"):
            data = path.read_bytes()
            signed, _, signature = data.decode().rpartition(".")
            assert is_signature("ES256", public, decoded(signature), signed.encode())
            assert _sha256(data) in digests
            seen += 1
        if (place / "keys.backup").exists():
            assert len(open_backup((place / "keys.backup").read_bytes(), OWN).keys) == 1
    assert seen > KILLS, "hardly anything was signed before it was killed"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
