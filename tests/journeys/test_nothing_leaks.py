# SPDX-License-Identifier: Apache-2.0
"""A whole journey with planted keys by the commands: nothing of them is in what was printed, written, or to be seen of
the processes from outside.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, pkcs12

from checking import sample
from keys_at_hand import PASSPHRASE, light_vault
from secret_search import clean, files_below, keys, planted, watched
from signing import ACME

PASSWORD = b"the password of the key files"
BACKUP = "the passphrase of the backup"
USED = ("rsa2048", "p256")
"""The other kinds go through all that is done with a vault in `tests/core/keys/test_secrets_stay_inside.py`."""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """What the user brings, and what is not searched: her key files and passphrases."""
    place = tmp_path / "brought"
    place.mkdir()
    for name, text in {
        "pass": PASSPHRASE,
        "password": PASSWORD.decode(),
        "wrong": "a wrong one, as long",
        "own": BACKUP,
    }.items():
        (place / name).write_text(text)
    for kind in USED:
        data = pkcs12.serialize_key_and_certificates(None, keys()[kind], None, None, BestAvailableEncryption(PASSWORD))
        (place / f"{kind}.p12").write_bytes(data)
        pem = keys()[kind].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD))
        (place / f"{kind}.pem").write_bytes(pem)
        (place / f"{kind}.broken").write_bytes(pem[:-80] + b"\n-----END ENCRYPTED PRIVATE KEY-----\n")
    return place


def commands(outside: Path) -> Iterator[list[str]]:
    """In their order; some of them fail."""
    unlocked = ["--passphrase-file", str(outside / "pass")]
    wrong = ["--passphrase-file", str(outside / "wrong")]
    password = ["--password-file", str(outside / "password")]
    for kind in USED:
        owner = ["--name", kind, "--did", ACME]
        yield ["keys", "import", str(outside / f"{kind}.p12"), *owner, *unlocked]
        yield ["keys", "import", str(outside / f"{kind}.broken"), *owner, *password, *unlocked]
        yield ["keys", "import", str(outside / f"{kind}.p12"), *owner, *password, *unlocked]
        yield ["keys", "import", str(outside / f"{kind}.pem"), *owner, *password, *unlocked]
        yield ["keys", "csr", kind, "--out", f"{kind}.csr", "--organisation", "Acme", "--country", "DE", *unlocked]
        yield ["keys", "certificate", kind, *unlocked]
        yield ["sign", "good.json", "--key", kind, "--out", f"{kind}.jwt", *unlocked]
        yield ["sign", "good.json", "--key", kind, "--out", "none.jwt", *wrong]
        yield ["sign", "broken.json", "--key", kind, "--out", "broken.jwt", "--reason", "to see what leaks", *unlocked]
        yield ["sign", "--present", f"{kind}.jwt", "--key", kind, "--out", f"{kind}.vp", *unlocked]
        yield ["keys", "did", kind, "--out", "kit", "--credential", f"{kind}.jwt", *unlocked]
    yield ["sign", "good.json", "--request", ACME, "--out", "request.json"]
    yield ["sign", "request.json", "--key", "p256", "--out", "response.json", *unlocked]
    yield ["sign", "response.json", "--accept", "request.json", "--out", "back.jwt"]
    yield ["keys", "retire", "rsa2048", *unlocked]
    yield ["keys", "remove", "rsa2048", "--yes", *unlocked]
    yield ["keys", "log", "--out", "log.json", *unlocked]
    yield ["keys", "log", *unlocked]
    yield ["keys", "list", *unlocked]
    yield ["keys", "backup", "--out", "keys.backup", "--backup-passphrase-file", str(outside / "own"), *unlocked]
    yield ["keys", "restore", "keys.backup", "--backup-passphrase-file", str(outside / "wrong"), *unlocked]
    yield ["keys", "restore", "keys.backup", "--backup-passphrase-file", str(outside / "own"), *unlocked]
    yield ["check", "p256.vp", "--did", "kit/acme.example/.well-known/did.json", "--out", "report.html"]
    yield ["check", "p256.vp", "--did", "kit/acme.example/.well-known/did.json", "--out", "report.json"]


def test_nothing_leaks_from_the_commands(tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    _drafts(home)
    environment = {**clean(home), "PYTHONPATH": os.pathsep.join(map(str, sys.path)), "TMPDIR": str(home)}
    light_vault(home / "data" / "assay" / "keys")
    seen: list[tuple[str, bytes]] = []
    ended: dict[str, int] = {}
    for words in commands(outside):
        told = list(watched([sys.executable, "-m", "assay", *words], environment))
        ended[" ".join(words[:4])] = int(next(data for place, data in told if place.endswith("how it ended")))
        seen += told
    assert ended["sign good.json --key p256"] in (0, 3)
    assert {name for name, code in ended.items() if code == 4} == set()
    assert all((home / f"{kind}.jwt").is_file() for kind in USED), ended
    assert (home / "kit" / "acme.example" / ".well-known" / "did.json").is_file()
    assert (home / "report.html").is_file()
    assert b"Traceback" not in b"".join(data for _, data in seen)
    secrets = planted().also(passphrase=PASSPHRASE.encode(), password=PASSWORD, own=BACKUP.encode())
    assert secrets.found_in([*seen, *files_below(home)]) == []


def _drafts(home: Path) -> None:
    good: dict[str, Any] = {**sample("good/participant.json"), "issuer": ACME}
    for name in ("validFrom", "validUntil"):
        del good[name]
    (home / "good.json").write_text(json.dumps(good))
    del good["credentialSubject"]["legalAddress"]
    (home / "broken.json").write_text(json.dumps(good))
