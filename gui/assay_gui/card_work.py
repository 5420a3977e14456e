# SPDX-License-Identifier: Apache-2.0
"""Keys in cards and sticks: what the window asks of the core. Each function runs off the main thread, for a driver may
take its time, and a reader may wait for a PIN to be typed on it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assay.errors import AssayError
from assay.values import frozen
from assay_gui.certificate_work import Brought, with_chain
from assay_gui.keeping import kept
from assay_gui.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.keys.token_facts import TokenInfo, TokenKey
    from assay.keys.token_sessions import OpenTokens
    from assay.keys.vault import Vault

Result = TypeVar("Result")


@frozen
class Driver:
    """A file that reaches cards and sticks."""

    path: Path
    maker: str = ""
    """Who makes it; empty where that is not known."""


@frozen
class SeenCard:
    """A reader, what is in it, and the keys that it shows."""

    info: "TokenInfo"
    keys: "tuple[TokenKey, ...]" = ()
    shows_all: bool = False
    """Its PIN was given: there are no others."""
    fault: AssayError | None = None
    """Why its keys cannot be shown."""


@frozen
class CardWish:
    """A key in a card or stick to be taken along."""

    info: "TokenInfo"
    key: "TokenKey"
    name: str
    did: str


class Answer:
    """A PIN that was typed for one call, and forgotten after it; None where nobody typed one."""

    __slots__ = ("_pin", "wanted_by")

    def __init__(self, pin: str | None = None) -> None:
        self._pin = pin
        self.wanted_by: TokenInfo | None = None
        """The card or stick that asked."""

    def __call__(self, info: "TokenInfo") -> str | None:
        """The PIN; a card may want it more than once in one call."""
        self.wanted_by = info
        return self._pin

    def forget(self) -> None:
        """It was used."""
        self._pin = None


class Cards:
    """The cards and sticks in use: each is logged in from its first PIN until the window closes or it is taken out."""

    def __init__(self) -> None:
        self._made: dict[str, OpenTokens] = {}

    @property
    def tokens(self) -> "OpenTokens":
        """Made when it is first asked for; of two threads, both get the same."""
        from assay.keys.token_sessions import OpenTokens

        return self._made.setdefault("tokens", OpenTokens())

    def with_pin(self, answer: Answer, call: "Callable[[OpenTokens], Result]") -> Result:
        """What the call answers, alone with the cards. KeyStoreError `token.no_pin` where one of them wants a PIN that
        is not there; others as they come.
        """
        try:
            with self.tokens.asking(answer):
                return call(self.tokens)
        finally:
            answer.forget()

    def close(self) -> None:
        """Logs out of all of them."""
        for tokens in tuple(self._made.values()):
            tokens.close()


def drivers(used: Iterable[Path]) -> tuple[Driver, ...]:
    """Those that were used before and are there still, then those that are installed, each once.

    KeyStoreError (`token.no_library`) where the part of the program is missing that all of this needs.
    """
    from assay.keys.token import require_library
    from assay.keys.token_modules import known_modules

    require_library()
    known = {module.path.resolve(): module for module in known_modules()}
    found = {path.resolve(): Driver(path) for path in used if path.is_absolute() and path.is_file()}
    for file, module in known.items():
        found[file] = Driver(found[file].path if file in found else module.path, module.name)
    return tuple(found.values())


def seen(tokens: "OpenTokens", chosen: Sequence[Path]) -> tuple[SeenCard, ...]:
    """What these drivers reach. KeyStoreError where the only one is none, crashes or does not answer; of several, what
    is wrong with one is told beside what the others reach.
    """
    from assay.keys.signer import KeyStoreError
    from assay.keys.token import list_tokens
    from assay.keys.token_facts import TokenInfo, TokenState

    found: list[SeenCard] = []
    for driver in chosen:
        try:
            infos = list_tokens(driver)
        except KeyStoreError as error:
            if len(chosen) == 1:
                raise
            failed = TokenInfo(str(driver), 0, driver.name, TokenState.UNREADABLE)
            found.append(SeenCard(failed, fault=kept(error)))
            continue
        found += (_seen(tokens, info) if info.state is TokenState.READY else SeenCard(info) for info in infos)
    return tuple(sorted(found, key=lambda card: card.info.state is not TokenState.READY))


def _seen(tokens: "OpenTokens", info: "TokenInfo") -> SeenCard:
    from assay.keys.signer import KeyStoreError

    try:
        keys = tokens.keys(info)
    except KeyStoreError as error:
        return SeenCard(info, fault=kept(error))
    return SeenCard(info, keys, tokens.is_open(info))


def revealed(tokens: "OpenTokens", info: "TokenInfo", chosen: Sequence[Path]) -> tuple[SeenCard, ...]:
    """The same, once that card was logged in to. KeyStoreError where it is not there or the PIN is wrong."""
    tokens.session(Path(info.module), info.serial, info.label).key_pairs()
    return seen(tokens, chosen)


@frozen
class Place:
    """Where what is taken along goes, and when."""

    vault: "Vault | None"
    folder: Path
    moment: datetime


def take(tokens: "OpenTokens", place: Place, wish: CardWish, words: Words) -> Brought:
    """A key that stays in its card, in a new vault that the keyring opens where there is none.

    KeyStoreError where the card is not there, the PIN is wrong, or the key cannot be had.
    """
    from assay.identity.certificates import read_certificates
    from assay.keys.key_log import Action
    from assay.keys.token_signer import registered
    from assay.keys.vault import make_vault, open_vault
    from assay.keys.vault_files import exists

    key = _found(tokens, wish)
    vault = place.vault or (open_vault(place.folder) if exists(place.folder) else make_vault(place.folder))
    record = registered(wish.info, key, wish.name, wish.did, others=vault.records())
    certificates = read_certificates(key.chain.encode(), wish.name) if key.chain else ()
    record, lines = with_chain(record, certificates, place.moment, words, left="card_key.left")
    vault.add(record, None, Action.IMPORT)
    return Brought(vault, record, lines)


def _found(tokens: "OpenTokens", wish: CardWish) -> "TokenKey":
    """The key as the card shows it after its PIN: with the private part, without which it signs nothing."""
    from assay.keys.signer import KeyStoreError
    from assay.reports.safe_text import visible

    told = wish.info
    for key in tokens.session(Path(told.module), told.serial, told.label).key_pairs():
        if (key.id, key.public_jwk) == (wish.key.id, wish.key.public_jwk) and key.is_private_seen:
            return key
    raise KeyStoreError("token.no_key", label=visible(wish.key.label)[:100])


def with_card(tokens: "OpenTokens", vault: "Vault", record: "KeyRecord", call: "Callable[[Signer], Result]") -> Result:
    """What the call makes of the key in a card. KeyStoreError where it was removed from the vault meanwhile, and as
    `assay.keys.token_signer.TokenSigner` raises it.
    """
    return call(tokens.signer(vault.find(record.id)))
