# SPDX-License-Identifier: Apache-2.0
"""Files made to keep us busy or to make us talk: a bounded time, one kind of error, and no secret in it."""

import base64
import os
import random
import sys
import threading
import time
import traceback
from functools import cache
from pathlib import Path

import pytest

from assay.keys import pkcs12_file
from assay.keys.key_import import read_private_key
from assay.keys.signer import KeyStoreError
from key_files import (
    FORMS,
    PASSWORD,
    PLAIN,
    TRADITIONAL,
    handle,
    jwk,
    key,
    old_lock,
    openssl,
    pbkdf2,
    pem,
    pfx,
    scrypt,
    sealed_bag,
    sealed_by,
)

LONG = 300_000_000
"""Rounds that would take a minute."""


@cache
def secrets_of(name):
    """What of a key must not be told: its numbers, however they are written, and the passwords."""
    numbers = handle(name).private_numbers() if name != "ed25519" else None
    members = {member for member in ("d", "p", "q", "dp", "dq", "qi") if member in jwk(name)}
    raw = [base64.urlsafe_b64decode(jwk(name)[member] + "==") for member in members]
    found = [PASSWORD, PLAIN, *(jwk(name)[member][:24] for member in members)]
    for octets in raw:
        found += [octets.hex()[:24], str(int.from_bytes(octets))[:24], repr(octets[:12])[2:-1]]
        found.append(base64.b64encode(octets).decode()[:24])
    lines = pem(name).decode().splitlines()[1:-1]
    assert numbers is None or str(getattr(numbers, "d", getattr(numbers, "private_value", 0)))[:24] in found
    return (*found, *(line[:24] for line in lines))


def everything_told(error):
    """All that a person or a log may come to see of an error, and of those it hangs on to."""
    told = ["".join(traceback.format_exception(error)), str(error), repr(error), repr(error.args)]
    seen, left = set(), [error.__cause__, error.__context__]
    while left:
        other = left.pop()
        if other is not None and id(other) not in seen:
            seen.add(id(other))
            told += [str(other), repr(other), repr(other.args)]
            left += [other.__cause__, other.__context__]
    return "\n".join(told)


def refused(data, password, name):
    """The error, looked over; None where the file was read."""
    error = None
    try:
        read_private_key(data, password)
    except KeyStoreError as found:
        error = found
    if error is not None:
        told = everything_told(error)
        assert [secret for secret in secrets_of(name) if secret in told] == []
        assert error.__cause__ is None
        assert error.__context__ is None
    return error


def changed(data, chance):
    """The file with one thing done to it."""
    at, octets = chance.randrange(len(data)), bytearray(data)
    kind = chance.randrange(6)
    if kind == 0:
        octets[at] ^= 1 << chance.randrange(8)
    elif kind == 1:
        octets[at] = chance.choice((0, 0x30, 0x80, 0xFF, 0x7F, 0x02))
    elif kind == 2:
        del octets[at : at + chance.randrange(1, 40)]
    elif kind == 3:
        octets[at:at] = chance.randbytes(chance.randrange(1, 20))
    elif kind == 4:
        octets = octets[:at]
    else:
        other = chance.randrange(len(data))
        octets[at : at + 16] = data[other : other + 16]
    return bytes(octets)


IN_PROCESS = {form: told for form, told in {**FORMS, **TRADITIONAL}.items() if "pkcs12" not in form}
CHEAP = {form: told for form, told in IN_PROCESS.items() if "many rounds" not in form}


@cache
def written(form, name):
    return {**FORMS, **TRADITIONAL}[form][0](name)


@pytest.mark.parametrize("form", CHEAP)
@pytest.mark.parametrize("name", ["p256", "rsa2048", "ed25519"])
def test_a_changed_file_is_refused_by_one_kind_of_error(form, name):
    """Some 3,000 files; whatever passes all the same is a key that signs what it verifies."""
    if name == "ed25519" and form in TRADITIONAL:
        form = "der"
    data, password = written(form, name), CHEAP[form][1]
    chance = random.Random(f"{form} {name}")
    began = time.process_time()
    count = sum(refused(changed(data, chance), password, name) is not None for _ in range(50))
    assert count > 5
    assert time.process_time() - began < 50


@pytest.mark.parametrize("form", [form for form in FORMS if "pkcs12" in form])
def test_a_changed_pkcs12_file_comes_to_an_answer(form):
    """In this process: 700 files through what the other one does."""
    data, password = written(form, "p256"), FORMS[form][1]
    chance = random.Random(form)
    octets = password.encode() if password else None
    words = ["key_import.password_needed", "key_import.password_wrong", "key_import.broken", "key_import.lock"]
    told = []
    for file in [changed(data, chance) for _ in range(100)]:
        try:
            pkcs12_file._open(file, octets)
        except KeyStoreError as error:
            told.append(error.text_id)
    assert len(told) > 20
    assert set(told) <= set(words)


def test_changed_pkcs12_files_are_refused_by_one_kind_of_error(capfd):
    chance = random.Random("pkcs12")
    files = [changed(written("pkcs12", "p256"), chance) for _ in range(12)]
    assert any(refused(file, PLAIN, "p256") for file in files)
    assert refused(written("pkcs12", "p256"), "not " + PASSWORD, "p256")
    assert capfd.readouterr().err == ""


def test_noise_is_refused():
    chance = random.Random(7)
    starts = (b"", b"0", b"0\x82\x01\x00", b"-----BEGIN PRIVATE KEY-----\n", b"{", b'{"kty":"RSA","d":"', b"\xff\xfe")
    for _ in range(1_000):
        with pytest.raises(KeyStoreError):
            read_private_key(chance.choice(starts) + chance.randbytes(chance.randrange(200)), "x")


@pytest.mark.parametrize("bag", [sealed_by(pbkdf2(LONG)), old_lock(LONG)])
def test_a_pkcs12_file_that_takes_too_long_is_left_after_two_seconds(bag):
    began = time.monotonic()
    with pytest.raises(KeyStoreError, match=r"key_import\.costly"):
        read_private_key(pfx(sealed_bag(bag)), PLAIN)
    assert pkcs12_file.SECONDS <= time.monotonic() - began < pkcs12_file.SECONDS + 4


def test_a_pkcs12_file_that_asks_for_all_memory_gets_none():
    """The library's own bound; where it goes, ours has to come."""
    began = time.monotonic()
    with pytest.raises(KeyStoreError, match=r"key_import\.password_wrong"):
        read_private_key(pfx(sealed_bag(sealed_by(scrypt(1 << 30, 8, 1)))), PLAIN)
    assert time.monotonic() - began < pkcs12_file.SECONDS


def test_where_no_process_can_be_had_that_is_told(monkeypatch):
    def refuses(*_):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(pkcs12_file, "call", refuses)
    assert refused(written("pkcs12", "p256"), PLAIN, "p256").text_id == "key_import.costly"


def test_of_more_blocks_than_a_file_can_have_none_is_taken():
    """A second key could stand behind the last one that is looked at."""
    other = b"-----BEGIN X-----\nAAAA\n-----END X-----\n"
    assert read_private_key(pem("p256") + other * 63)
    assert refused(pem("p256") + other * 64, None, "p256").text_id == "key_import.no_key"


@pytest.mark.skipif(sys.platform != "linux", reason="arguments of processes are read in /proc")
def test_nothing_secret_stands_in_arguments_or_environment_of_the_process():
    file = pfx(sealed_bag(sealed_by(pbkdf2(LONG))))
    worker = threading.Thread(target=refused, args=(file, PASSWORD, "p256"))
    worker.start()
    seen = set()
    while worker.is_alive():
        for found in Path("/proc").glob("[0-9]*"):
            try:
                parent = found.joinpath("stat").read_text().rpartition(")")[2].split()[1]
                if parent == str(os.getpid()):
                    seen.add(found.joinpath("cmdline").read_bytes() + found.joinpath("environ").read_bytes())
            except OSError:
                continue
        time.sleep(0.05)
    assert seen
    assert not [told for told in seen if PASSWORD.encode() in told or key("p256").pkcs8()[-20:] in told]


@pytest.mark.parametrize("form", ["pem", "jwk", "der", "sealed pem", "pkcs12"])
def test_what_is_imported_shows_nothing_of_itself(form):
    write, password = FORMS[form]
    found = read_private_key(write("rsa2048"), password)
    assert [secret for secret in secrets_of("rsa2048") if secret in repr(found) + str(found)] == []


def test_the_search_for_secrets_finds_them():
    for told in (ValueError(pem("p256")), ValueError(jwk("p256")), ValueError(PASSWORD)):
        text = everything_told(told)
        assert [secret for secret in secrets_of("p256") if secret in text]


def test_a_key_of_openssl_that_was_cut_off_is_no_key():
    made = openssl("genpkey", "-algorithm", "ED25519", "-outform", "DER")
    assert all(refused(made[:length], None, "ed25519") for length in range(len(made)))
