# SPDX-License-Identifier: Apache-2.0
"""What signing needs to know of a key, wherever it is: in a file of the vault, or in a token that never gives it."""

from collections.abc import Mapping
from typing import Protocol

from assay.errors import AssayError


class KeyStoreError(AssayError):
    """Why a key cannot be made, kept, found or used; the sentence is `error.<text_id>`. It never holds a secret."""


class Signer(Protocol):
    """A private key that signs."""

    @property
    def public_jwk(self) -> Mapping[str, str]:
        """The public part (RFC 7517), with `alg`."""

    @property
    def algorithm(self) -> str:
        """What it signs with, as a header names it."""

    def sign(self, data: bytes, algorithm: str = "") -> bytes:
        """The signature in the form of JOSE (RFC 7518 §3); another algorithm of its kind may be asked for.

        Raises KeyStoreError where the key cannot be used.
        """
