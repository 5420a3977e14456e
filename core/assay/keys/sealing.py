# SPDX-License-Identifier: Apache-2.0
"""Sealing secrets: AES-256-GCM, and scrypt for keys that come from a passphrase.

What is sealed is bound to what is told of it in the open: a changed word of that opens nothing.
"""

import base64
import secrets
import unicodedata
from collections.abc import Mapping

from assay.keys.signer import KeyStoreError
from assay.values import frozen

KEY_BYTES = 32
MOST_AT_ONCE = 32
"""Of the two numbers beside the cost (r and p): ours are 8 and 1."""
NONCE_BYTES = 12
"""NIST SP 800-38D §8.2.2: drawn at random; one wrapping key seals some thousand times in its life, not 2^32."""
SALT_BYTES = 16
MOST_WORK = 1 << 30
"""Bytes that a file may make us go through to open it, at once or one after the other: eight times what ours cost."""


@frozen
class Sealed:
    """What can be kept in the open."""

    nonce: bytes
    ciphertext: bytes

    def told(self) -> dict[str, str]:
        """As it stands in a JSON file."""
        return {"nonce": _text(self.nonce), "ciphertext": _text(self.ciphertext)}

    @classmethod
    def of(cls, told: Mapping[str, object]) -> "Sealed":
        """From a JSON file. ValueError where it is none."""
        return cls(_data(told["nonce"]), _data(told["ciphertext"]))


@frozen
class Stretching:
    """How a passphrase becomes a key (RFC 7914)."""

    salt: bytes
    n: int = 1 << 17
    """Costs 128 MiB and some tenths of a second, as OWASP recommends."""
    r: int = 8
    p: int = 1

    def told(self) -> dict[str, str | int]:
        """As it stands in a JSON file."""
        return {"salt": _text(self.salt), "n": self.n, "r": self.r, "p": self.p}

    @classmethod
    def of(cls, told: Mapping[str, object]) -> "Stretching":
        """From a JSON file. ValueError where it is none, or would cost more than can be asked for."""
        n, r, p = (told[name] for name in ("n", "r", "p"))
        if not (isinstance(n, int) and isinstance(r, int) and isinstance(p, int)):
            raise ValueError("no numbers")  # noqa: TRY004 - as for everything else that is wrong with a file
        if n < 2 or n & (n - 1) or not (0 < r <= MOST_AT_ONCE and 0 < p <= MOST_AT_ONCE):  # noqa: PLR2004
            raise ValueError("no cost")
        if 128 * n * r * p > MOST_WORK:
            raise ValueError("no cost to be met")
        return cls(_data(told["salt"]), n, r, p)

    def key(self, passphrase: str) -> bytes:
        """The key. The same letters make the same key, however a system composes them (RFC 8265 §4.2.1).

        KeyStoreError where there is too little memory, or the file asks for what scrypt cannot do.
        """
        from cryptography.exceptions import InternalError
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        try:
            return Scrypt(self.salt, KEY_BYTES, self.n, self.r, self.p).derive(typed)
        except (MemoryError, ValueError, InternalError):
            raise KeyStoreError("vault.stretching") from None


def new_key() -> bytes:
    """A key nobody has."""
    return secrets.token_bytes(KEY_BYTES)


def new_stretching() -> Stretching:
    """With a salt of its own."""
    return Stretching(secrets.token_bytes(SALT_BYTES))


def seal(key: bytes, secret: bytes, told: bytes) -> Sealed:
    """The secret, sealed together with what is told of it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return Sealed(nonce, AESGCM(key).encrypt(nonce, secret, told))


def unseal(key: bytes, sealed: Sealed, told: bytes) -> bytes:
    """The secret. KeyStoreError where the key is another one, or anything was changed since."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed.nonce, sealed.ciphertext, told)
    except (InvalidTag, ValueError) as error:
        raise KeyStoreError("vault.sealed") from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _data(told: object) -> bytes:
    if not isinstance(told, str):
        raise ValueError("no text")  # noqa: TRY004 - as for everything else that is wrong with a file
    return base64.b64decode(told, validate=True)
