# SPDX-License-Identifier: Apache-2.0
"""PKCS#12 files (RFC 7292: .p12, .pfx) in a process of their own, which ends when its time is over.

How often a password is stretched may stand within what the password locks, so a file cannot be looked over beforehand;
the library cannot be interrupted; a thread could not be stopped. File, password and key go through a pipe between the
two processes: never through arguments, the environment, or a file. Whatever goes wrong, the process says one word.
"""

import faulthandler
import os
import warnings
from dataclasses import field
from pathlib import Path

from assay.keys.hushed import Hushed
from assay.keys.signer import KeyStoreError
from assay.values import frozen
from assay.worker import StoppedError, call

SECONDS = 2.0
"""For the file alone."""
_START = 30.0
"""For the process to begin, on a slow machine, with a virus scanner looking at it."""
_KEY_BAGS = tuple(b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01" + bytes([kind]) for kind in (1, 2))
"""RFC 7292 §4.2: a key in the open, a key under a password."""


@frozen
class Opened:
    """What was in the file."""

    key: bytes = field(repr=False)
    """PKCS#8, DER; empty where there is none."""
    certificates: tuple[bytes, ...] = field(repr=False)
    """DER, the one of the key first."""


def opened(data: bytes, password: bytes | None) -> Opened:
    """The key and the certificates of a file.

    KeyStoreError (`key_import.…`) where it holds several keys, the password is missing or wrong, it is damaged, or
    opening it takes too long or no process can be had for it.
    """
    if sum(map(data.count, _KEY_BAGS)) > 1:  # the library would take one of them without a word
        raise KeyStoreError("key_import.several")
    fault = ""
    try:
        return Opened(*call(_open, _START, data, password))
    except StoppedError as error:
        fault = error.text_id
    except OSError:  # no process to be had
        fault = "worker.died"
    # Raised out here, so that nothing of the other error hangs on to this one.
    raise KeyStoreError("key_import.costly" if fault.startswith("worker.") else fault)


def _open(data: bytes, password: bytes | None) -> tuple[bytes, tuple[bytes, ...]]:
    """In the process. The watch counts on while the library works, which no signal and no other thread could do."""
    with Path(os.devnull).open("w", encoding="ascii") as nowhere:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)
        try:
            with Hushed() as hushed, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of kinds of keys that are refused anyway
                return _loaded(data, password)
        finally:
            faulthandler.cancel_dump_traceback_later()
    raise KeyStoreError(f"key_import.{_fault(hushed, password)}")


def _fault(hushed: Hushed, password: bytes | None) -> str:
    if hushed.is_unknown:
        return "lock"
    if not hushed.is_password:
        return "broken"
    return "password_needed" if password is None else "password_wrong"


def _loaded(data: bytes, password: bytes | None) -> tuple[bytes, tuple[bytes, ...]]:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    found = load_pkcs12(data, password)
    listed = ([found.cert] if found.cert else []) + found.additional_certs
    certificates = tuple(entry.certificate.public_bytes(Encoding.DER) for entry in listed)
    if found.key is None:
        return b"", certificates
    return found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), certificates
