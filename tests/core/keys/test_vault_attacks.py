# SPDX-License-Identifier: Apache-2.0
"""A folder that somebody else can write to, and disks that fail: nothing changed is believed, nothing kept is lost."""

import base64
import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assay.keys import keyring_access
from assay.keys.key_log import HEAD, LOG, Action
from assay.keys.key_record import State
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault, open_vault
from assay.keys.vault_files import CONFIG, COPY, file_name, key_files, listed, read_config
from key_specimens import PASSPHRASE, key_of, quick, record_of, vault_with


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    quick(monkeypatch)


def refused(called, *given, **named):
    with pytest.raises(KeyStoreError) as caught:
        called(*given, **named)
    return caught.value.text_id


def edit(path: Path, *place: str, to: object) -> None:
    told = json.loads(path.read_bytes())
    inner = told
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = to
    path.write_text(json.dumps(told))


JWK = {**key_of(number=7).public_jwk}


@pytest.mark.parametrize(
    ("member", "to"),
    [
        ("name", "other"),
        ("did", "did:web:evil.example"),
        ("fragment", "key-2"),
        ("public_jwk", JWK),
        ("id", "the thumbprint of another"),
        ("type", "p256"),
        ("chain", "another chain"),
        ("chain_address", "https://evil.example/chain.pem"),
        ("state", "retired"),
        ("place", "token"),
        ("token", {"module": "/tmp/evil.so"}),
        ("created", "2020-01-01T00:00:00Z"),
        ("origin", "imported"),
        ("more", ""),
        ("name", ["a"]),
        ("state", "else"),
    ],
)
def test_what_is_told_of_a_key_cannot_be_changed(tmp_path, member, to):
    made, (record,) = vault_with(tmp_path, "company")
    edit(key_files(tmp_path)[0], "key", member, to=to)
    for asked in (made.records, lambda: made.find("company"), lambda: made.private_key(record)):
        assert refused(asked) == "vault.damaged"
    assert refused(made.replace, record, Action.CERTIFICATE) == "vault.damaged"


@pytest.mark.parametrize("place", ["nonce", "ciphertext"])
def test_what_is_sealed_cannot_be_changed(tmp_path, place):
    made, (record,) = vault_with(tmp_path, "company")
    path = key_files(tmp_path)[0]
    data = bytearray(base64.b64decode(json.loads(path.read_bytes())["sealed"][place]))
    data[3] ^= 1
    edit(path, "sealed", place, to=base64.b64encode(data).decode())
    assert refused(made.private_key, record) == "vault.damaged"


def test_files_of_two_keys_cannot_be_exchanged(tmp_path):
    """Each opens, and is what it was: but who asks for one would sign with the other."""
    made, (one, two) = vault_with(tmp_path, "one", "two")
    first, second = (tmp_path / file_name(record.id) for record in (one, two))
    first.rename(tmp_path / "kept")
    second.rename(first)
    (tmp_path / "kept").rename(second)
    for asked in (made.records, lambda: made.private_key(one), lambda: made.find("one"), lambda: listed(tmp_path)):
        assert refused(asked) == "vault.damaged"
    assert refused(made.replace, one, Action.CERTIFICATE) == "vault.damaged"


def test_copy_of_a_key_under_another_name_is_no_second_key(tmp_path):
    made, (one,) = vault_with(tmp_path, "one")
    shutil.copy(key_files(tmp_path)[0], tmp_path / f"{'0' * 32}.key.json")
    assert refused(made.records) == "vault.damaged"
    assert made.find("one") == one


def test_key_of_another_vault_does_not_open(tmp_path):
    made, _ = vault_with(tmp_path / "one", "company")
    vault_with(tmp_path / "two", "company")
    path = key_files(tmp_path / "two")[0]
    shutil.copy(path, tmp_path / "one" / path.name)
    assert refused(made.find, "company") == "vault.damaged"


def test_damaged_key_does_not_take_the_others_with_it(tmp_path):
    made, (one, two) = vault_with(tmp_path, "one", "two")
    (tmp_path / file_name(one.id)).write_bytes(b"half a fi")
    assert made.private_key(made.find("two")).pkcs8() == key_of(number=1).pkcs8()
    assert refused(made.records) == "vault.damaged"
    assert refused(made.find, "one") == "vault.damaged"
    assert refused(made.add, record_of(key_of(number=5), "three"), key_of(number=5), Action.MAKE) == "vault.damaged"
    made.replace(replace(two, state=State.RETIRED), Action.RETIRE)
    made.remove(two)


def test_old_key_of_a_name_that_was_given_anew_is_not_taken_for_the_new_one(tmp_path):
    """What is put back is what was sealed here once: that cannot show; but it does not get between."""
    made, (old,) = vault_with(tmp_path, "company")
    path = key_files(tmp_path)[0]
    kept = path.read_bytes()
    made.remove(old)
    new = record_of(key_of(number=1), "company")
    made.add(new, key_of(number=1), Action.MAKE)
    path.write_bytes(kept)
    assert refused(made.find, "company") == "vault.name_twice"
    assert made.find(new.id) == new


HOSTILE = {
    "empty": b"",
    "binary": b"\x00\xff" * 100,
    "html": b"<html>",
    "list": b"[]",
    "deep": b"[" * 200_000,
    "deep object": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "megabytes": b'{"format":"assay-key","x":"' + b"x" * 3_000_000 + b'"}',
    "great number": b'{"format":' + b"9" * 10_000 + b"}",
    "other format": b'{"format":"assay-vault-x","version":1}',
    "nothing in it": b'{"format":"assay-key","version":1}',
    "no vault": b'{"format":"assay-vault","version":1}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_damaged_and_quickly_so(tmp_path, name):
    made, (record,) = vault_with(tmp_path, "company")
    path = key_files(tmp_path)[0]
    kept, config = path.read_bytes(), (tmp_path / CONFIG).read_bytes()
    started = time.monotonic()
    path.write_bytes(HOSTILE[name])
    assert refused(made.private_key, record) == "vault.damaged"
    assert refused(listed, tmp_path) == "vault.damaged"
    path.write_bytes(kept)
    (tmp_path / CONFIG).write_bytes(HOSTILE[name])
    assert refused(open_vault, tmp_path, PASSPHRASE) == "vault.damaged"
    assert time.monotonic() - started < 5
    (tmp_path / CONFIG).write_bytes(config)
    assert open_vault(tmp_path, PASSPHRASE).private_key(record)


@pytest.mark.parametrize("version", [2, 0, "1", None, [1]])
def test_other_versions_are_told_as_that(tmp_path, version):
    made, (record,) = vault_with(tmp_path, "company")
    edit(key_files(tmp_path)[0], "version", to=version)
    edit(tmp_path / CONFIG, "version", to=version)
    assert refused(made.private_key, record) == "vault.newer"
    assert refused(open_vault, tmp_path, PASSPHRASE) == "vault.newer"


@pytest.mark.parametrize("name", ["key", "config"])
def test_pipe_in_place_of_a_file_is_not_waited_for(tmp_path, name):
    made, (record,) = vault_with(tmp_path, "company")
    path = key_files(tmp_path)[0] if name == "key" else tmp_path / CONFIG
    path.unlink()
    os.mkfifo(path)
    asked = (lambda: made.private_key(record)) if name == "key" else (lambda: open_vault(tmp_path, PASSPHRASE))
    assert refused(asked) == "vault.unreadable"


@pytest.mark.parametrize(
    ("place", "to", "text_id"),
    [
        (("scrypt", "n"), 1 << 40, "vault.damaged"),
        (("scrypt", "p"), 1 << 20, "vault.damaged"),
        (("scrypt", "n"), 4, "vault.passphrase_wrong"),
        (("scrypt", "salt"), "AAAA", "vault.passphrase_wrong"),
        (("scrypt",), None, "vault.damaged"),
        (("wrapped", "nonce"), "AAAA", "vault.passphrase_wrong"),
        (("wrapped",), {}, "vault.damaged"),
        (("check", "ciphertext"), "AAAA", "vault.passphrase_wrong"),
        (("id",), "0" * 32, "vault.passphrase_wrong"),
        (("id",), "vault\x00of another", "vault.damaged"),
        (("id",), "x" * 100_000, "vault.damaged"),
        (("wrapping",), "none", "vault.damaged"),
        (("wrapping",), "keyring", "vault.not_in_keyring"),
    ],
)
def test_edited_configuration_opens_nothing(tmp_path, monkeypatch, place, to, text_id):
    vault_with(tmp_path, "company")
    monkeypatch.setattr(keyring_access, "fetch", lambda _entry: None)
    monkeypatch.setattr(keyring_access, "backend_name", lambda: "secret_service")
    edit(tmp_path / CONFIG, *place, to=to)
    started = time.monotonic()
    assert refused(open_vault, tmp_path, PASSPHRASE) == text_id
    assert time.monotonic() - started < 2


def test_locking_cannot_be_turned_into_the_other_kind(tmp_path, monkeypatch):
    """Even where the keyring has the right secret: what is sealed knows how it was locked."""
    made, _ = vault_with(tmp_path, "company")
    monkeypatch.setattr(keyring_access, "fetch", lambda _entry: made.wrapping_key())
    edit(tmp_path / CONFIG, "wrapping", to="keyring")
    assert refused(open_vault, tmp_path) == "vault.other_key"


def test_keys_without_their_configuration_are_not_built_over(tmp_path):
    made, (record,) = vault_with(tmp_path, "company")
    kept = (tmp_path / CONFIG).read_bytes()
    (tmp_path / CONFIG).unlink()
    (tmp_path / COPY).unlink()
    assert refused(read_config, tmp_path) == "vault.config_gone"
    assert refused(open_vault, tmp_path, PASSPHRASE) == "vault.config_gone"
    assert refused(make_vault, tmp_path, PASSPHRASE) == "vault.config_gone"
    (tmp_path / CONFIG).write_bytes(kept)
    assert open_vault(tmp_path, PASSPHRASE).private_key(record)
    assert made.read_log().fault == ""


def test_missing_log_of_a_vault_is_told(tmp_path):
    made, _ = vault_with(tmp_path, "company")
    (tmp_path / LOG).unlink()
    assert made.read_log().fault == "missing"
    (tmp_path / HEAD).unlink()
    assert made.read_log().fault == "missing"
    made.log(Action.SIGN, None)
    assert made.read_log().fault == "begun_again"
