# SPDX-License-Identifier: Apache-2.0
"""Locks of keys: what costs too much is not tried, what nobody knows is told, and a panic goes no further."""

import time

import pytest

from assay.identity.der import values
from assay.keys import key_import
from assay.keys.hushed import Hushed
from assay.keys.key_import import read_private_key
from assay.keys.key_lock import MOST_OLD_ROUNDS, MOST_ROUNDS, MOST_SCRYPT, check_lock
from assay.keys.signer import KeyStoreError
from key_files import PLAIN, TRADITIONAL, integer, old_lock, pbkdf2, scrypt, sealed_by, sequence, value

LONG = 300_000_000
"""Rounds that would take a minute."""


@pytest.mark.parametrize(
    "lock",
    [
        pbkdf2(LONG),
        pbkdf2(MOST_ROUNDS + 1),
        pbkdf2(-1),
        pbkdf2(0),
        pbkdf2(1 << 200),
        pbkdf2(1000, 1 << 30),
        pbkdf2(1000, 33),
        scrypt(1 << 30, 8, 1),
        scrypt(MOST_SCRYPT, 8, 1),
        scrypt(2, 1 << 20, 1 << 20),
        scrypt(1 << 14, 8, 1, 1 << 40),
        scrypt(1 << 14, 0, 1),
    ],
)
def test_a_lock_that_costs_too_much_is_not_tried(lock):
    began = time.process_time()
    with pytest.raises(KeyStoreError, match=r"key_import\.costly"):
        read_private_key(sealed_by(lock), PLAIN)
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    "lock",
    [pbkdf2(MOST_ROUNDS), pbkdf2(MOST_ROUNDS, 32), pbkdf2(1, 16), scrypt(1 << 17, 8, 1), scrypt(1 << 14, 8, 1, 32)],
)
def test_a_lock_at_the_border_is_tried_in_time(lock):
    began = time.process_time()
    with pytest.raises(KeyStoreError, match=r"key_import\.password_wrong"):
        read_private_key(sealed_by(lock), PLAIN)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "data",
    [
        sequence(sequence(value(6, b"\x2a\x03"), sequence(integer(1))), value(4, bytes(16))),
        sealed_by(sequence(value(6, b"\x2a\x03"), sequence(integer(1)))),
    ],
)
def test_a_lock_nobody_knows_is_told(data):
    with pytest.raises(KeyStoreError, match=r"key_import\.lock"):
        read_private_key(data, PLAIN)


@pytest.mark.parametrize("data", [b"", b"\x30\x00", b"\x30\x02\x30\x00", sealed_by(sequence(value(6, b"\x81" * 999)))])
def test_a_broken_lock_is_told(data):
    with pytest.raises(KeyStoreError, match=r"key_import\.broken"):
        check_lock(data)


@pytest.mark.parametrize(
    "start", ["AES-256-CBC,416F", "DES-EDE3-CBC,", "AES-256-CBC", "RC5-CBC,0011223344556677", "x" * 2000]
)
def test_a_start_value_that_is_too_short_never_reaches_the_library(start, capfd):
    """It panics, and says so on the error output."""
    block = TRADITIONAL["traditional sealed"][0]("p256").splitlines()
    block[2] = b"DEK-Info: " + start.encode()
    with pytest.raises(KeyStoreError, match=r"key_import\.lock"):
        read_private_key(b"\n".join(block), PLAIN)
    assert capfd.readouterr().err == ""


def test_a_panic_of_the_library_goes_no_further():
    """It is no `Exception`."""
    block = TRADITIONAL["traditional sealed"][0]("p256").splitlines()
    block[2] = b"DEK-Info: AES-256-CBC,416F"
    with pytest.raises(KeyStoreError, match=r"key_import\.password_wrong"):
        key_import._loaded(b"\n".join((*block, b"")), PLAIN.encode())


@pytest.mark.parametrize("ends", [KeyboardInterrupt, SystemExit])
def test_what_ends_the_program_is_not_hushed(ends):
    with pytest.raises(ends), Hushed():
        raise ends


def test_the_old_locks_are_bounded_too():
    with pytest.raises(KeyStoreError, match=r"key_import\.costly"):
        read_private_key(old_lock(MOST_OLD_ROUNDS + 1), PLAIN)
    began = time.process_time()
    with pytest.raises(KeyStoreError, match=r"key_import\.password_wrong"):
        read_private_key(old_lock(MOST_OLD_ROUNDS), PLAIN)
    assert time.process_time() - began < 3


def test_values_of_no_definite_length_are_no_der():
    assert values(b"\x02\x01\x05") == [(2, b"\x05")]
    for broken in (b"\x30\x80\x00\x00", b"\x02\x02\x05", b"\x02", b"\x1f\x01\x00", b"\x02\x01\x05" * 65, b"\x02\xff"):
        with pytest.raises(ValueError):
            values(broken)
