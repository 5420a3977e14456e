# SPDX-License-Identifier: Apache-2.0
"""Keys with known numbers go through all that is done with a vault: nothing of them is anywhere but sealed."""

import base64
import json
import os
import sys
import textwrap

import pytest

from assay.keys.sealing import seal
from assay.keys.vault import open_vault
from key_specimens import PASSPHRASE
from secret_search import KINDS, Planted, clean, files_below, forms, keys, pkcs8, planted, watched
from secret_service import needs_secret_service

JOURNEY = """
    import faulthandler, json, base64, logging, os, pickle, sys, traceback
    from dataclasses import replace
    from pathlib import Path
    home = Path(os.environ["HOME"])
    logging.basicConfig(filename=home / "everything.log", level=logging.DEBUG)
    told = json.loads(sys.stdin.read())
    from assay.keys.key_log import Action
    from assay.keys.private_key import from_pkcs8
    from assay.keys.vault import make_vault, open_vault
    from assay.keys import keyring_access, sealing, vault_files
    from key_specimens import record_of
    folder, passphrase = home / "data" / "keys", told["passphrase"]

    def provoked(do):
        try:
            do()
        except Exception as error:
            logging.exception("provoked: %r %s %s", error, error, getattr(error, "params", ""))
            traceback.print_exc()
            print(repr(error), str(error), error.args)
        else:
            print("nothing provoked")

    vault = make_vault(folder, passphrase)
    for kind, data in told["keys"].items():
        data = base64.b64decode(data)
        key = from_pkcs8(data)
        print(key, repr(key), vault, vars(vault)["folder"])
        vault.add(record_of(key, kind), key, Action.IMPORT)
        vault.log(Action.SIGN, vault.find(kind), digest="0" * 64)
        vault.private_key(vault.find(kind)).sign(b"x")
        vault.replace(replace(vault.find(kind), chain="a chain"), Action.CERTIFICATE)
        provoked(lambda: vault.add(record_of(key, kind), key, Action.IMPORT))
        provoked(lambda: from_pkcs8(data[:-1]))
        provoked(lambda: from_pkcs8(data + data))
        provoked(lambda: key.sign(b"x", "none"))
        provoked(lambda: pickle.dumps(key))
        provoked(lambda: keyring_access.store("x", data * 99))
        path = folder / vault_files.file_name(record_of(key).id)
        kept = path.read_bytes()
        path.write_bytes(kept.replace(b'"chain": "a', b'"chain": "b'))
        provoked(vault.records)
        path.write_bytes(kept[:-400])
        provoked(vault.records)
        path.write_bytes(kept)
        real, os.replace = os.replace, lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        provoked(lambda: vault.replace(vault.find(kind), Action.CERTIFICATE))
        os.replace = real
    provoked(lambda: pickle.dumps(vault))
    if passphrase:
        provoked(lambda: open_vault(folder, passphrase + "x"))
    provoked(lambda: make_vault(folder, passphrase))
    provoked(lambda: make_vault(folder / "short", "too short"))
    with open(home / "crash.txt", "w") as file:
        faulthandler.dump_traceback(file)
    if passphrase is None:
        keyring_access.self_test()
    for left in range(1, 12):  # processes that are stopped with a half-written file
        if not os.fork():
            def stop(*given, real=os.fsync, count=[left]):
                count[0] -= 1
                os._exit(0) if not count[0] else real(*given)
            os.fsync = stop
            vault.replace(vault.find("p256"), Action.CERTIFICATE)
            os._exit(0)
        os.wait()
    for record in vault.records()[:1]:
        vault.remove(record)
    print("arrived")
"""
"""Reads keys and passphrase from its input; whoever has commands for that adds them to `commands`."""


def commands(passphrase):
    """Programs to watch, in their order, each with what it is given."""
    told = {"passphrase": passphrase, "keys": {kind: base64.b64encode(pkcs8(kind)).decode() for kind in KINDS}}
    return [([sys.executable, "-c", textwrap.dedent(JOURNEY)], json.dumps(told).encode())]


def looked(home, environment, passphrase):
    """All that there is to see after the commands, and the secrets that must not be in it."""
    path = {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    seen = []
    for words, given in commands(passphrase):
        seen += watched(words, {**environment, **path}, given)
    printed = b"".join(data for place, data in seen if place.endswith("printed"))
    assert [data for place, data in seen if place.endswith("how it ended")] == [b"0"], seen[-3:]
    assert printed.endswith(b"arrived\n")
    assert b"nothing provoked" not in printed
    assert any("/cmdline" in place for place, _ in seen)
    assert any("/environ" in place for place, _ in seen)
    return [*seen, *files_below(home)]


def test_nothing_leaks_under_a_passphrase(tmp_path):
    environment = clean(tmp_path)
    seen = looked(tmp_path, environment, PASSPHRASE)
    secret = open_vault(tmp_path / "data" / "keys", PASSPHRASE).wrapping_key()
    names = {place.rpartition("/")[2] for place, _ in seen}
    assert {"everything.log", "crash.txt", "log.jsonl", "vault.json"} <= names
    assert planted().also(wrapping_key=secret, passphrase=PASSPHRASE.encode()).found_in(seen) == []


@needs_secret_service
def test_nothing_leaks_with_the_secret_service(tmp_path, used_secret_service):
    bus = {name: told for name, told in used_secret_service.environment.items() if name.startswith("DBUS_")}
    seen = looked(tmp_path, {**clean(tmp_path), **bus}, None)
    secret = open_vault(tmp_path / "data" / "keys").wrapping_key()
    assert planted().also(wrapping_key=secret).found_in(seen) == []


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_the_search_finds_secrets_in_every_form(shift):
    """Or else it would find nothing whatever leaked."""
    secrets = planted().secrets
    assert len(secrets) == 9
    for name, secret in secrets.items():
        longer = b"-" * shift + secret + b"-" * shift
        for told in (
            longer,
            longer.hex().encode(),
            b":".join(b"%02X" % one for one in longer),
            base64.b64encode(longer),
            base64.urlsafe_b64encode(longer),
            base64.encodebytes(longer),
            f"the key is {longer!r}".encode(),
            str([*longer]).encode(),
            f"d={int.from_bytes(secret)}".encode(),
            f"{int.from_bytes(secret):x}".encode(),
            b"x" * 100 + secret[::-1],
        ):
            assert any(name in place for place in planted().found_in([("here", told)])), (name, told)
    assert planted().found_in([("here", b"nothing to see"), ("there", bytes(range(256)))]) == []


def test_the_search_finds_keys_in_their_files(tmp_path):
    for kind in KINDS:
        found = Planted({name: told for name, told in planted().secrets.items() if name.startswith(kind)})
        for told in (pkcs8(kind), base64.b64encode(pkcs8(kind)), base64.encodebytes(pkcs8(kind))):
            (tmp_path / kind).write_bytes(told)
            assert found.found_in(files_below(tmp_path))
        (tmp_path / kind).write_bytes(json.dumps(seal(b"k" * 32, pkcs8(kind), b"").told()).encode())
        assert found.found_in(files_below(tmp_path)) == []
    assert len(keys()) == len(KINDS)
    assert len({form for form, _ in forms(b"0123456789abcdef")}) == 9
