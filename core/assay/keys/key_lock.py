# SPDX-License-Identifier: Apache-2.0
"""What it costs to try a password on a private key of PKCS#8 (RFC 8018), read before it is tried.

Who made the file chose the cost, and may have chosen hours or all memory there is. In PKCS#8 it stands in the open at
the beginning, and is refused there; in PKCS#12 it may hide within what is locked (`assay.keys.pkcs12_file`).
"""

import re

from assay.identity.der import dotted, values
from assay.keys.signer import KeyStoreError

MOST_ROUNDS = 2_000_000
"""About a second; programs write between 2,048 and 1,000,000."""
MOST_OLD_ROUNDS = 1_000_000
"""The old way to stretch a password (RFC 7292 §B) costs more a round; programs write between 1,024 and 100,000."""
MOST_SCRYPT = 1 << 21
"""N times r times p: under a second and at most 256 MiB; OpenSSL writes 2^17."""
_LONGEST_KEY = 32
"""Octets: of AES-256. Each further part of a longer key would cost all rounds again."""
_PBES2 = "1.2.840.113549.1.5.13"
_PBKDF2, _SCRYPT = "1.2.840.113549.1.5.12", "1.3.6.1.4.1.11591.4.11"
_PBES1 = ("1.2.840.113549.1.5.", "1.2.840.113549.1.12.1.")
"""RFC 8018 §A.3, RFC 7292 §C."""
_INTEGER, _SEQUENCE = 0x02, 0x30
_OLD = re.compile(rb"\nDEK-Info: {0,4}([A-Za-z0-9-]{1,20}), {0,4}([0-9A-Fa-f]{1,64})\r?\n")
_HEAD = 1_000
_OLD_LOCKS = {b"AES-128-CBC": 16, b"AES-192-CBC": 16, b"AES-256-CBC": 16, b"DES-EDE3-CBC": 8, b"DES-CBC": 8}
"""With the octets of the start value."""


def check_lock(data: bytes) -> None:
    """Nothing for a key (EncryptedPrivateKeyInfo, DER) whose password can be tried within a second or so.

    KeyStoreError for one that costs more (`key_import.costly`), or is locked in a way that is not known
    (`key_import.lock`), or is damaged (`key_import.broken`).
    """
    try:
        fault = _fault(data)
    except (ValueError, IndexError):
        fault = "broken"
    if fault:
        raise KeyStoreError(f"key_import.{fault}")


def check_old_lock(block: bytes) -> None:
    """The same for a key that is locked the old way (RFC 1421 §4.6.1.3, as OpenSSL does it); its cost is small.

    The library is not to be given a start value that is too short: it panics.
    """
    found = _OLD.search(block[:_HEAD])
    if not found or _OLD_LOCKS.get(found[1].upper()) != len(found[2]) // 2:
        raise KeyStoreError("key_import.lock")


def _fault(data: bytes) -> str:
    ((_, content),) = values(data, 1)
    algorithm, given = _named(values(content, 4)[0])
    if algorithm == _PBES2:
        algorithm, given = _named(values(given, 4)[0])
        if algorithm == _SCRYPT:
            return _scrypt(_numbers(given))
        return _rounds(_numbers(given)) if algorithm == _PBKDF2 else "lock"
    return _rounds(_numbers(given), MOST_OLD_ROUNDS) if algorithm.startswith(_PBES1) else "lock"


def _named(value: tuple[int, bytes]) -> tuple[str, bytes]:
    """An AlgorithmIdentifier: its name, and the content of its parameters."""
    tag, content = value
    (_, name), *given = values(content, 4)
    if tag != _SEQUENCE or not given:
        raise ValueError("no algorithm")
    return dotted(name), given[0][1]


def _numbers(given: bytes) -> list[int]:
    return [int.from_bytes(content, signed=True) for tag, content in values(given, 8) if tag == _INTEGER]


def _rounds(numbers: list[int], most: int = MOST_ROUNDS) -> str:
    """Rounds, and the length of the key where it is told."""
    rounds, *length = numbers
    return "costly" if not 0 < rounds <= most or not _is_short(length) else ""


def _scrypt(numbers: list[int]) -> str:
    n, r, p, *length = numbers
    is_sane = min(n, r, p) > 0 and n * r * p <= MOST_SCRYPT and _is_short(length)
    return "" if is_sane else "costly"


def _is_short(length: list[int]) -> bool:
    return all(0 < entry <= _LONGEST_KEY for entry in length)
