# SPDX-License-Identifier: Apache-2.0
"""Every kind of key through the vault: kept, opened by another process, signing; under a keyring and a passphrase."""

import base64
import copy
import json
import os
import pickle
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OKPKey, RSAKey

from assay.keys import keyring_access, vault_files
from assay.keys.key_log import Action
from assay.keys.key_record import Place, State
from assay.keys.key_type import KEY_TYPES
from assay.keys.private_key import from_pkcs8
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault, open_vault
from key_specimens import PASSPHRASE, key_of, quick, record_of, vault_with
from secret_service import needs_secret_service
from signing import encoded

pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")  # by RFC 9864; Gaia-X names it so
JUDGES = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
SIGN = """
    import sys, base64
    from pathlib import Path
    from assay.keys.vault import open_vault
    found = open_vault(Path(sys.argv[1]), sys.argv[2] or None)
    for record in found.records():
        key = found.private_key(record)
        header = base64.urlsafe_b64encode(('{"alg":"%s"}' % key.algorithm).encode()).rstrip(b"=").decode()
        print(record.type, header + ".aGVsbG8." + base64.urlsafe_b64encode(key.sign((header + ".aGVsbG8").encode()))
            .rstrip(b"=").decode())
"""


def signed_elsewhere(folder, passphrase, environment):
    path = {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    words = [sys.executable, "-c", textwrap.dedent(SIGN), str(folder), passphrase]
    done = subprocess.run(words, env={**environment, **path}, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return dict(line.split() for line in done.stdout.splitlines())


def filled(made):
    for name in KEY_TYPES:
        made.add(record_of(key_of(name), name), key_of(name), Action.MAKE)


def judged(tokens):
    assert sorted(tokens) == sorted(KEY_TYPES)
    for name, compact in tokens.items():
        jwk = dict(key_of(name).public_jwk)
        judge = JUDGES[jwk["kty"]].import_key(jwk)
        algorithm = KEY_TYPES[name].algorithm
        assert jws.deserialize_compact(compact, judge, algorithms=[algorithm]).payload == b"hello"
        changed = compact[:-8] + ("AAAAAAAA" if not compact.endswith("AAAAAAAA") else "BBBBBBBB")
        with pytest.raises(Exception, match="bad_signature"):
            jws.deserialize_compact(changed, judge, algorithms=[algorithm])


@needs_secret_service
def test_every_kind_of_key_through_the_secret_service(tmp_path, used_secret_service, monkeypatch):
    from keyring.backends import SecretService

    kept, store = [], SecretService.Keyring.set_password
    monkeypatch.setattr(
        SecretService.Keyring, "set_password", lambda self, *told: (kept.append(told), store(self, *told))[1]
    )
    made = make_vault(tmp_path / "vault")
    filled(made)
    assert len(kept) == 2  # the self-test, and the wrapping key
    assert all(len(secret) <= 1_280 for _, _, secret in kept)
    assert base64.b64decode(kept[1][2]) == made.wrapping_key()
    assert used_secret_service.labels() == [f"Password for 'vault {made.id}' on 'Assay'"]
    judged(signed_elsewhere(tmp_path / "vault", "", used_secret_service.environment))
    assert open_vault(tmp_path / "vault").read_log().fault == ""


def test_every_kind_of_key_under_a_passphrase(tmp_path):
    made = make_vault(tmp_path / "vault", PASSPHRASE)
    filled(made)
    judged(signed_elsewhere(tmp_path / "vault", PASSPHRASE, dict(os.environ)))
    assert made.read_log().fault == ""


@needs_secret_service
def test_vault_whose_secret_is_gone_from_the_keyring_is_told(tmp_path, used_secret_service):
    made = make_vault(tmp_path)
    keyring_access.store(f"vault {made.id}", b"x" * 32)
    assert refused(open_vault, tmp_path) == "vault.other_key"
    keyring_access.forget(f"vault {made.id}")
    assert refused(open_vault, tmp_path) == "vault.not_in_keyring"


def refused(called, *given):
    with pytest.raises(KeyStoreError) as caught:
        called(*given)
    return caught.value.text_id


def test_wrong_passphrase_opens_nothing_and_the_same_letters_composed_otherwise_do(tmp_path):
    make_vault(tmp_path, "Grüße an Zoë und André")
    assert refused(open_vault, tmp_path, "Grüsse an Zoë und André") == "vault.passphrase_wrong"
    assert refused(open_vault, tmp_path, "") == "vault.passphrase_wrong"
    assert refused(open_vault, tmp_path) == "vault.passphrase_needed"
    assert open_vault(tmp_path, "Gru\u0308ße an Zoe\u0308 und Andre\u0301").records() == ()


def test_short_passphrase_and_second_vault_are_refused(tmp_path, monkeypatch):
    quick(monkeypatch)
    assert refused(make_vault, tmp_path, "eleven char") == "vault.passphrase_short"
    assert refused(open_vault, tmp_path, PASSPHRASE) == "vault.none"
    make_vault(tmp_path, PASSPHRASE)
    assert refused(make_vault, tmp_path, PASSPHRASE) == "vault.exists"


def test_files_are_for_their_owner_alone(tmp_path, monkeypatch):
    quick(monkeypatch)
    before = os.umask(0)
    try:
        vault_with(tmp_path / "vault", "company")
    finally:
        os.umask(before)
    assert (tmp_path / "vault").stat().st_mode & 0o777 == 0o700
    kept = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "vault").iterdir() if path.name != ".lock"}
    assert len(kept) == 5
    assert set(kept.values()) == {0o600}


def test_key_and_vault_are_not_passed_on(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, _ = vault_with(tmp_path, "company")
    for secret in (made, key_of()):
        for copied in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError):
                copied(secret)
    shown = repr(made) + repr(key_of()) + str(vars(made)["folder"])
    assert made.wrapping_key().hex() not in shown
    assert repr(made.wrapping_key()) not in shown


def test_names_are_taken_once_in_capitals_or_not(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (first, second) = vault_with(tmp_path, "company", "other")
    other = key_of(number=9)
    assert refused(made.add, record_of(other, "Company"), other, Action.MAKE) == "vault.name_taken"
    assert refused(made.add, record_of(key_of(), "new"), key_of(), Action.MAKE) == "vault.key_there"
    assert refused(made.replace, replace(second, name="COMPANY"), Action.CERTIFICATE) == "vault.name_taken"
    made.replace(replace(first, name="COMPANY"), Action.CERTIFICATE)
    assert made.find("company").name == "COMPANY"
    assert made.find(first.id) == made.find("company")
    assert refused(made.find, "nothing") == "vault.no_key"


def test_what_is_told_can_be_replaced_and_the_key_stays(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record,) = vault_with(tmp_path, "company")
    made.replace(replace(record, state=State.RETIRED, chain="a chain"), Action.RETIRE, reason="a newer one")
    found = open_vault(tmp_path, PASSPHRASE)
    assert found.find("company").state is State.RETIRED
    assert found.private_key(record).pkcs8() == key_of().pkcs8()
    assert [entry.action for entry in found.read_log().entries] == ["vault", "make", "retire"]


def test_key_removed_meanwhile_is_told_by_all_that_would_use_it(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record, _) = vault_with(tmp_path, "company", "other")
    open_vault(tmp_path, PASSPHRASE).remove(record, reason="over")
    count = len(made.read_log().entries)
    assert refused(made.private_key, record) == "vault.key_gone"
    assert refused(made.replace, record, Action.CERTIFICATE) == "vault.key_gone"
    assert refused(made.remove, record) == "vault.key_gone"
    assert refused(made.find, "company") == "vault.no_key"
    assert len(made.read_log().entries) == count  # and nothing is told as done


def test_key_removed_while_all_are_listed_is_left_out(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record, other) = vault_with(tmp_path, "company", "other")
    files = vault_files.key_files(tmp_path)
    made.remove(record)
    monkeypatch.setattr("assay.keys.vault.key_files", lambda _folder: files)
    assert made.records() == (other,)


def test_key_in_a_token_has_no_private_part_here(tmp_path, monkeypatch):
    quick(monkeypatch)
    made = make_vault(tmp_path, PASSPHRASE)
    record = record_of(key_of("p256"), place=Place.TOKEN, token={"module": "m", "serial": "1"})
    made.add(record, None, Action.MAKE)
    assert refused(made.private_key, made.find("company")) == "vault.in_token"


def test_record_that_cannot_be_written_changes_nothing(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record,) = vault_with(tmp_path, "company")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UnicodeEncodeError):
        made.replace(replace(record, chain_address="https://\udcff.example"), Action.CERTIFICATE)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("bits", [8, 64, 1000])
def test_what_is_no_key_is_told_without_quoting_it(bits):
    with pytest.raises(KeyStoreError) as caught:
        from_pkcs8(b"secret!!" * bits)
    assert caught.value.text_id == "private_key.broken"
    assert caught.value.__suppress_context__


def test_vault_that_another_window_holds_is_busy(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record,) = vault_with(tmp_path, "company")
    code = """
        import sys
        from pathlib import Path
        from assay.keys.vault_files import locked
        with locked(Path(sys.argv[1])):
            print(flush=True)
            sys.stdin.readline()
    """
    words = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    with subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        child.stdout.readline()
        monkeypatch.setattr(vault_files, "WAIT", 0.2)
        assert refused(made.log, Action.SIGN, record) == "vault.busy"
        assert made.private_key(record).sign(b"reading needs no lock")
        child.communicate("\n")
    made.log(Action.SIGN, record)


def test_threads_of_one_window_take_turns(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record,) = vault_with(tmp_path, "company")
    threads = [
        threading.Thread(target=lambda: [made.log(Action.SIGN, record, digest="0") for _ in range(5)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = made.read_log()
    assert (found.fault, len(found.entries)) == ("", 22)


def test_two_windows_at_once_lose_nothing(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, _ = vault_with(tmp_path, "company")
    code = """
        import sys
        from pathlib import Path
        from assay.keys.key_log import Action
        from assay.keys.vault import open_vault
        from key_specimens import PASSPHRASE, key_of, record_of
        found = open_vault(Path(sys.argv[1]), PASSPHRASE)
        print(flush=True)
        sys.stdin.readline()
        for number in range(12):
            key = key_of(number=number)
            found.add(record_of(key, f"{sys.argv[2]} {number}"), key, Action.MAKE)
            found.log(Action.SIGN, found.find("company"), digest=str(number))
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    words = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    children = [subprocess.Popen([*words, name], env=environment, **pipes) for name in ("left", "right")]
    for child in children:
        child.stdout.readline()
    for child in children:
        child.stdin.write("\n")
        child.stdin.flush()
    assert [child.communicate(timeout=60)[1] for child in children] == ["", ""]
    found = made.read_log()
    assert (found.fault, len(found.entries)) == ("", 2 + 48)
    assert len({record.name for record in made.records()}) == 25
    assert json.loads((tmp_path / "log.head.json").read_bytes())["count"] == 50
    assert all(made.private_key(record).sign(encoded(b"x").encode()) for record in made.records())
