# SPDX-License-Identifier: Apache-2.0
"""What is known of cards and sticks that keep keys (tokens, as PKCS#11 calls them), and of the keys in them."""

from collections.abc import Callable
from dataclasses import field
from enum import StrEnum
from typing import Protocol, TypeAlias

from assay.values import frozen

_LOGIN, _HAS_PIN, _PAD, _SET_UP = 0x4, 0x8, 0x100, 0x400
_LOW, _FINAL, _LOCKED = 0x10000, 0x20000, 0x40000
"""Flags of CK_TOKEN_INFO (PKCS#11 v2.40 §3.2)."""


class TokenState(StrEnum):
    """Whether there is a token that can be used."""

    READY = "ready"
    EMPTY = "empty"
    """A reader with nothing in it."""
    BLANK = "blank"
    """There is one, but nobody has set it up yet."""
    UNREADABLE = "unreadable"
    """There is something the module does not know."""


class PinState(StrEnum):
    """What a token tells of wrong PINs; it names no number (PKCS#11 v2.40 §3.2, flags of CK_TOKEN_INFO)."""

    FINE = "fine"
    LOW = "low"
    """A wrong one was given since the last right one."""
    FINAL = "final"
    """One more wrong one locks it."""
    LOCKED = "locked"
    UNSET = "unset"
    """It has no PIN yet."""


@frozen
class TokenInfo:
    """One place for a token: a reader, and what is in it."""

    module: str
    """Path of the module that reaches it."""
    slot: int
    """Number of the reader; it may be another one after the token was taken out."""
    reader: str
    state: TokenState
    label: str = ""
    """What the token is called; others may be called the same."""
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    """What tells it from others."""
    pin: PinState = PinState.FINE
    needs_pin: bool = True
    has_pad: bool = False
    """The PIN is typed on the reader itself, and never reaches this program."""


class FoundSlot(Protocol):
    """A reader, as the library tells it."""

    @property
    def slot_id(self) -> int:
        """Its number."""

    @property
    def slot_description(self) -> str:
        """What it is called."""


class FoundToken(Protocol):
    """A token, as the library tells it."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def manufacturer_id(self) -> str:
        """Who made it."""

    @property
    def model(self) -> str:
        """What kind it is."""

    @property
    def serial(self) -> bytes:
        """What tells it from others."""

    @property
    def flags(self) -> int:
        """What it can, and how its PIN is."""


def token_info(module: str, slot: FoundSlot, token: FoundToken | None, state: TokenState) -> TokenInfo:
    """What the library tells, fit to be shown; `state` is that of a reader without a token that can be read."""
    reader = _shown(slot.slot_description)
    if token is None:
        return TokenInfo(module, slot.slot_id, reader, state)
    flags = int(token.flags)
    return TokenInfo(
        module,
        slot.slot_id,
        reader,
        TokenState.READY if flags & _SET_UP else TokenState.BLANK,
        _shown(token.label),
        _shown(token.manufacturer_id),
        _shown(token.model),
        _shown(token.serial.decode("ascii", "backslashreplace")),
        pin_state(flags),
        bool(flags & _LOGIN),
        bool(flags & _PAD),
    )


def _shown(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()


def pin_state(flags: int) -> PinState:
    """What the flags of a token tell of its PIN."""
    for flag, state in ((_LOCKED, PinState.LOCKED), (_FINAL, PinState.FINAL), (_LOW, PinState.LOW)):
        if flags & flag:
            return state
    return PinState.FINE if flags & _HAS_PIN else PinState.UNSET


AskPin: TypeAlias = Callable[[TokenInfo], str | None]
"""Asks the user for the PIN of that token; None where she gives none. What it answers is used once and forgotten: each
session asks anew, and whoever writes such a function keeps nothing either."""


@frozen
class TokenKey:
    """One key pair in a token."""

    label: str
    """What it is called; others may be called the same."""
    id: str
    """What tells it from others of the token (CKA_ID), in hexadecimal."""
    type: str
    """As `assay.keys.key_type` names it."""
    public_jwk: dict[str, str]
    """With `alg`, as `assay.keys.private_key` tells it."""
    chain: str = field(default="", repr=False)
    """Its certificates that lie in the token, as PEM, its own first; empty where there are none."""
    is_private_seen: bool = False
    """The private part was seen too: most tokens show it after the PIN alone."""
