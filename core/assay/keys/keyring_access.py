# SPDX-License-Identifier: Apache-2.0
"""The keyring of the operating system. The only file that imports keyring.

It keeps one short secret a vault, with which the key files are sealed: Windows takes 1,280 characters at most, and no
private key fits. Only keyrings that are known to protect what they keep are used; there is no other place to fall back
to, and the user is told why.
"""

import base64
import secrets
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assay.keys.signer import KeyStoreError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Assay"
MOST_CHARACTERS = 1_280
"""What Windows keeps: 2,560 bytes of UTF-16 (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""
_KNOWN: Mapping[str, str] = {
    "keyring.backends.SecretService": "secret_service",
    "keyring.backends.libsecret": "libsecret",
    "keyring.backends.kwallet": "kwallet",
    "keyring.backends.macOS": "macos",
    "keyring.backends.Windows": "windows",
}
"""Keyrings that seal what they keep with the user's login, by the module of the library, with the id of their name."""
_CHAIN = "keyring.backends.chainer"
_NONE = frozenset({"keyring.backends.fail", "keyring.backends.null"})


def backend_name() -> str:
    """Which keyring would be used: the id of a text `keyring_name.<id>`.

    Raises KeyStoreError where there is none (`keyring.none`), or only one that keeps secrets in the open or that nobody
    knows (`keyring.refused`).
    """
    return _KNOWN[_module(_backend())]


def self_test() -> str:
    """As `backend_name`, after it has kept a word, given it back and forgotten it. KeyStoreError where it did not."""
    name, entry = backend_name(), f"self-test {secrets.token_hex(8)}"
    try:
        store(entry, secrets.token_hex(16).encode())
    finally:
        forget(entry)
    return name


def store(entry: str, secret: bytes) -> None:
    """Keeps a secret under a name, and looks whether it is there. KeyStoreError where it is locked or refuses it."""
    told = base64.b64encode(secret).decode()
    if len(told) > MOST_CHARACTERS:
        raise KeyStoreError("keyring.too_long")
    with _Telling():
        _backend().set_password(SERVICE, entry, told)
    if fetch(entry) != secret:
        raise _forgetful()


def fetch(entry: str) -> bytes | None:
    """The secret of that name; None where there is none. KeyStoreError where the keyring is locked or refuses."""
    with _Telling():
        told = _backend().get_password(SERVICE, entry)
    try:
        return None if told is None else base64.b64decode(told, validate=True)
    except ValueError:
        raise _forgetful() from None


def _forgetful() -> KeyStoreError:
    return KeyStoreError("keyring.forgetful", name=f"text:keyring_name.{backend_name()}")


def forget(entry: str) -> None:
    """Removes the secret of that name; nothing happens where there is none."""
    from keyring.errors import PasswordDeleteError

    with _Telling():
        try:
            _backend().delete_password(SERVICE, entry)
        except PasswordDeleteError:
            return


def _backend() -> "KeyringBackend":
    import keyring

    with _Telling():
        seen = list(_members(keyring.get_keyring()))
    for one in seen:
        if _module(one) in _KNOWN:
            return one
    others = [_module(one) for one in seen if _module(one) not in _NONE]
    if others:
        raise KeyStoreError("keyring.refused", name=", ".join(others)[:100])
    raise KeyStoreError("keyring.none")


def _members(found: "KeyringBackend") -> "Iterator[KeyringBackend]":
    """The keyring, or those behind one that asks several in turn: it would pass on to an unsafe one without a word."""
    if _module(found) == _CHAIN:
        yield from getattr(found, "backends", ())
    else:
        yield found


def _module(backend: "KeyringBackend") -> str:
    return type(backend).__module__


class _Telling:
    """Faults of a keyring, in our words: what it says itself may quote what it was given."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        """Raises KeyStoreError for whatever the keyring raised; ours pass through."""
        if error is None or isinstance(error, KeyStoreError) or not isinstance(error, Exception):
            return
        from keyring.errors import InitError, KeyringLocked, NoKeyringError

        if isinstance(error, KeyringLocked):
            raise KeyStoreError("keyring.locked") from None
        if isinstance(error, NoKeyringError | InitError):
            raise KeyStoreError("keyring.none") from None
        raise KeyStoreError("keyring.failed", kind=type(error).__name__) from None
