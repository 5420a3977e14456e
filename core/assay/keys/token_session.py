# SPDX-License-Identifier: Apache-2.0
"""A token as one person uses it: the PIN is asked when it is needed, once more after the token was taken out, and never
kept.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

from assay.keys.key_record import checked_name
from assay.keys.key_type import KeyType
from assay.keys.signer import KeyStoreError
from assay.keys.token import LoadedModule, Opened, loaded
from assay.keys.token_facts import AskPin, PinState, TokenInfo, TokenKey
from assay.keys.token_faults import REMOVED
from assay.keys.token_objects import key_pairs as read_pairs
from assay.proofs.signatures import is_signature
from assay.proofs.verification_key import remembered_key

LONGEST_PIN = 255
_Answer = TypeVar("_Answer")


class TokenSession:
    """From the first time the PIN is asked until `close`; one thread at a time. It cannot be pickled."""

    __slots__ = ("_ask", "_keys", "_module", "_opened", "_writes", "label", "serial")

    def __init__(self, module: Path, serial: str, ask: AskPin | None, *, label: str = "", writes: bool = False) -> None:
        """Loads the module, which is native code: `module` is what `known_modules` gives or the user chose herself.

        `ask`: None to see what the token shows without a PIN. `label`: that of the token, for a card with two PINs.
        `writes`: keys are going to be made. KeyStoreError where the module cannot be used; the token is looked for when
        it is needed.
        """
        self.serial, self.label = serial, label
        self._module: LoadedModule = loaded(module)
        self._ask = ask
        self._writes = writes
        self._opened: Opened | None = None
        self._keys: dict[tuple[str, str], tuple[Any, bool]] = {}
        """Keys of the session that is open, by id and label, and whether they want the PIN each time."""

    def __reduce__(self) -> str:
        """Refuses to be pickled: the PIN was given to this process."""
        raise TypeError("a session is not passed on")

    def __enter__(self) -> Self:
        """Nothing to do: the PIN is asked when it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the session."""
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether it was opened, and nothing is known to have ended it; the token may be gone nevertheless."""
        return self._opened is not None and self._module.is_open(self._opened)

    def close(self) -> None:
        """Logs out; the PIN is asked again where the session is used again."""
        opened, self._opened = self._opened, None
        self._keys.clear()
        if opened is not None:
            self._module.close(opened)

    def key_pairs(self) -> tuple[TokenKey, ...]:
        """The key pairs that sign here. KeyStoreError where the token is not there or the PIN is wrong."""

        def seen() -> tuple[TokenKey, ...]:
            self._found()  # some modules show nothing, without a word, once the token is gone
            return read_pairs(self._module.objects(self._open()))

        return self._again(seen)

    def make(self, wanted: KeyType, label: str) -> TokenKey:
        """A new key pair inside of the token, which has signed once. KeyStoreError where the token cannot make it."""
        name, opened = checked_name(label), self._open()
        try:
            identity = self._module.make(opened, wanted, name).hex()
        except KeyStoreError:
            self.close()
            raise
        found = [key for key in self.key_pairs() if key.id == identity and key.type == wanted.name]
        if len(found) != 1:
            raise KeyStoreError("token.cannot")
        self.sign(found[0], wanted.algorithm, b"assay")
        return found[0]

    def sign(self, key: TokenKey, algorithm: str, data: bytes) -> bytes:
        """The signature in the form of JOSE (RFC 7518 §3), verified with the public key that is known.

        Where the token was taken out since the last time and is there again, the PIN is asked again. KeyStoreError
        where it is not, the PIN is wrong, or what comes back is no signature of that key.
        """
        return self._again(lambda: self._signed(key, algorithm, data))

    def _again(self, call: Callable[[], _Answer]) -> _Answer:
        """What the call answers; once more with a new session where the one that was open turns out to be gone."""
        was_open = self._opened is not None
        try:
            return call()
        except KeyStoreError as error:
            if error.text_id not in {REMOVED, "token.failed"}:
                raise
            self.close()
            if error.text_id != REMOVED or not was_open:
                raise
        try:
            return call()
        except KeyStoreError as error:
            if error.text_id == "token.not_there":
                raise KeyStoreError(REMOVED) from None
            raise

    def _signed(self, key: TokenKey, algorithm: str, data: bytes) -> bytes:
        opened = self._open()
        name = key.id, key.label
        if name not in self._keys:
            self._found()  # as above
            found = self._module.private_key(opened, bytes.fromhex(key.id), key.label)
            self._keys[name] = found, self._module.wants_pin(found)
        (handle, wants_pin), pin = self._keys[name], None
        if wants_pin:
            pin = self._pin_again(self._found())
        try:
            signature = self._module.sign(opened, handle, algorithm, data, pin=pin)
        finally:
            del pin
        if not is_signature(algorithm, remembered_key(_public(key.public_jwk)).handle, signature, data):
            raise KeyStoreError("token.other_key", label=key.label)
        return signature

    def _open(self) -> Opened:
        if self._opened is not None and self._module.is_open(self._opened):
            return self._opened
        self.close()
        info = self._found()
        pin = self._pin(info)
        try:
            on_pad = info.has_pad and info.needs_pin and self._ask is not None
            self._opened = self._module.open(info, pin, on_pad=on_pad, writes=self._writes)
        finally:
            del pin
        return self._opened

    def _found(self) -> TokenInfo:
        return self._module.find(self.serial, self.label)

    def _pin(self, info: TokenInfo) -> str | None:
        """What the user gives; None where none is needed, or she types it on the reader."""
        if self._ask is None or not info.needs_pin:
            return None
        if info.pin in {PinState.LOCKED, PinState.UNSET}:
            raise KeyStoreError(f"token.pin_{info.pin}")
        return None if info.has_pad else self._asked(self._ask, info)

    def _pin_again(self, info: TokenInfo) -> str:
        """For a key that wants it for each signature, which the library cannot have typed on the reader."""
        if self._ask is None or info.has_pad:
            raise KeyStoreError("token.cannot")
        return self._asked(self._ask, info)

    def _asked(self, ask: AskPin, info: TokenInfo) -> str:
        found = ask(info)
        if not found:
            raise KeyStoreError("token.no_pin")
        if len(found) > LONGEST_PIN or not found.isprintable():
            raise KeyStoreError("token.pin_unfit")
        return found


def _public(jwk: Mapping[str, str]) -> Mapping[str, str]:
    """The key without the algorithm it is used with, so that one key is read once."""
    return {name: told for name, told in jwk.items() if name != "alg"}
