# SPDX-License-Identifier: Apache-2.0
"""Cards and sticks that keep keys and sign with them (PKCS#11 v2.40). The only file that imports pkcs11, an optional
library.

What reaches a token is a module of its maker: native code, which may do whatever this program may, and may crash. It is
loaded from a path that the user chose or `assay.keys.token_modules` knows, and tried in a process of its own first. A
PIN is handed on and forgotten: it is in no attribute, no message and no exception.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from assay.keys.key_type import KeyType
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import PinState, TokenInfo, TokenState, pin_state, token_info
from assay.keys.token_faults import REMOVED, Calling, fault
from assay.keys.token_mechanisms import EC_KEYS, EDWARDS_KEYS, RSA_KEYS, way_to
from assay.keys.token_modules import module_path
from assay.keys.token_objects import CLASS, CURVES, ID, LABEL, PRIVATE, Seen, seen
from assay.worker import StoppedError, call

if TYPE_CHECKING:
    from pkcs11 import Session, Token

SECONDS = 30.0
"""How long a module may take to say what tokens there are: cards are slow to wake."""
MOST_OBJECTS = 1_000
"""Of a token; the largest cards have a few dozen."""
_ALWAYS = 0x0202
"""CKA_ALWAYS_AUTHENTICATE: this key wants the PIN for each signature."""


def list_tokens(module: Path) -> tuple[TokenInfo, ...]:
    """The readers that a module reaches, and the tokens in them. Nothing is loaded into this process.

    KeyStoreError where no file is there, it is no module, it crashes or hangs, or the library for all this is missing.
    """
    path = module_path(module)
    require_library()
    try:
        return call(_probed, SECONDS, str(path))
    except StoppedError as error:
        told = {"worker.died": "token.module_crashes", "worker.timeout": "token.module_hangs"}.get(error.text_id)
        if told is None:
            raise KeyStoreError(error.text_id, **error.params) from None
        raise KeyStoreError(told, name=path.name[:100]) from None


def require_library() -> None:
    """KeyStoreError (`token.no_library`) where the optional library is not installed."""
    try:
        import pkcs11  # noqa: F401 - whether it can be
    except ImportError:
        raise KeyStoreError("token.no_library", extra="assay[pkcs11]") from None


def _probed(path: str) -> tuple[TokenInfo, ...]:
    """In a process of its own."""
    with Calling(RLock()):
        return tuple(info for info, _ in _tokens(path))


def _tokens(path: str) -> "Iterator[tuple[TokenInfo, Token | None]]":
    import pkcs11

    for slot in _library(path).get_slots():
        state, token = TokenState.READY, None
        try:
            token = slot.get_token()
        except pkcs11.TokenNotPresent:
            state = TokenState.EMPTY
        except pkcs11.PKCS11Error:
            state = TokenState.UNREADABLE
        yield token_info(path, slot, token, state), token


def _library(path: str) -> Any:  # noqa: ANN401 - the library's class has no name to import
    """The module, loaded and started where it is not yet."""
    import pkcs11

    try:
        return pkcs11.lib(path)
    except pkcs11.PKCS11Error as error:
        if type(error) is pkcs11.PKCS11Error:  # it could not be loaded; what it says itself has a class of its own
            raise KeyStoreError("token.no_pkcs11", name=Path(path).name[:100]) from None
        raise


@dataclass(eq=False, slots=True)
class Opened:
    """A session with a token, as the library has it."""

    slot: int
    session: "Session"
    generation: int
    mechanisms: frozenset[int]
    is_closed: bool = False


class LoadedModule:
    """A module in this process. It has one session a token: a new one takes the place of the one before."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._calling = Calling(RLock())
        self._generation = 0
        """Sessions of an earlier start are gone, and their numbers are given to others."""
        self._sessions: dict[int, Opened] = {}

    def find(self, serial: str, label: str = "") -> TokenInfo:
        """The one token of that serial number. A card with two PINs shows as two, which their labels tell apart.

        KeyStoreError where there is none, or several.
        """
        with self._calling:
            return self._found(serial, label)[0]

    def _found(self, serial: str, label: str) -> "tuple[TokenInfo, Token]":
        """The module is started anew where it sees none: some look for readers at their start alone."""
        for is_last in (False, True):
            ready = [(info, token) for info, token in self._seen() if token and info.state is TokenState.READY]
            found = [(info, token) for info, token in ready if info.serial == serial]
            if len(found) > 1:
                found = [(info, token) for info, token in found if info.label == label] or found
            if len(found) > 1:
                raise KeyStoreError("token.ambiguous", serial=serial)
            if found:
                return found[0]
            if not is_last:
                self._restart()
        raise KeyStoreError("token.not_there", serial=serial)

    def _seen(self) -> "list[tuple[TokenInfo, Token | None]]":
        import pkcs11

        try:
            return list(_tokens(self._path))
        except (pkcs11.PKCS11Error, KeyStoreError):
            return []  # a module whose last token is gone may refuse to start

    def _restart(self) -> None:
        """Ends all sessions, also those that the library lost sight of."""
        import pkcs11

        self._generation += 1
        self._sessions.clear()
        try:
            _library(self._path).reinitialize()
        except (pkcs11.PKCS11Error, KeyStoreError):
            return  # it is started again when it is asked next

    def open(self, info: TokenInfo, pin: str | None, *, on_pad: bool = False, writes: bool = False) -> Opened:
        """A session with the token that `find` gave: with the PIN, with one typed on the reader, or with neither, which
        shows what is public.

        KeyStoreError where the token is not there or refuses; a wrong PIN is `token.pin_wrong`, which tells in `left`
        what the token lets know of further tries.
        """
        import pkcs11

        with self._calling:
            found, token = self._found(info.serial, info.label)
            if found.slot in self._sessions:
                self._end(self._sessions[found.slot])
            mechanisms = frozenset(map(int, token.slot.get_mechanisms()))
            try:
                session = token.open(rw=writes, user_pin=pkcs11.PROTECTED_AUTH if on_pad else pin)
            except pkcs11.PKCS11Error as error:
                told = fault(error, self._pin_state(token))
                self._restart()  # the library does not close a session that it could not log in
                raise told from None
            opened = Opened(found.slot, session, self._generation, mechanisms)
            self._sessions[found.slot] = opened
            return opened

    def _pin_state(self, token: "Token") -> PinState:
        import pkcs11

        try:
            return pin_state(int(token.slot.get_token().flags))
        except pkcs11.PKCS11Error:
            return PinState.FINE

    def is_open(self, opened: Opened) -> bool:
        """Whether this module still counts it as one; the token may be gone nevertheless."""
        return not opened.is_closed and opened.generation == self._generation

    def close(self, opened: Opened) -> None:
        """Logs out and ends the session; nothing happens where that was done already."""
        with self._calling:
            self._end(opened)

    def _end(self, opened: Opened) -> None:
        import pkcs11

        if not self.is_open(opened):
            return
        opened.is_closed = True
        self._sessions.pop(opened.slot, None)
        try:
            opened.session.close()
        except pkcs11.PKCS11Error:
            self._restart()  # whoever cannot log out is not closed either

    def objects(self, opened: Opened) -> tuple[Seen, ...]:
        """What the token shows."""
        with self._calling:
            self._demand(opened)
            return tuple(told for one in _search(opened, {}) if (told := seen(one)) is not None)

    def _demand(self, opened: Opened) -> None:
        if not self.is_open(opened):
            raise KeyStoreError(REMOVED)

    def private_key(self, opened: Opened, identity: bytes, label: str) -> Any:  # noqa: ANN401 - as the library has it
        """The one private key of that id, or of that label where it has no id. KeyStoreError where it is not one."""
        with self._calling:
            self._demand(opened)
            found = _search(opened, {CLASS: PRIVATE, **({ID: identity} if identity else {LABEL: label})})
            if len(found) != 1:
                raise KeyStoreError("token.ambiguous_key" if found else "token.no_key", label=label)
            return found[0]

    def wants_pin(self, key: Any) -> bool:  # noqa: ANN401 - as above
        """Whether the key wants the PIN for each signature."""
        import pkcs11

        with self._calling:
            try:
                return bool(key[_ALWAYS])
            except (pkcs11.PKCS11Error, LookupError):
                return False

    def sign(self, opened: Opened, key: Any, algorithm: str, data: bytes, *, pin: str | None = None) -> bytes:  # noqa: ANN401 - as above
        """The signature as the token gives it."""
        import pkcs11

        with self._calling:
            self._demand(opened)
            way = way_to(algorithm, opened.mechanisms)
            if not isinstance(key, pkcs11.SignMixin):
                raise KeyStoreError("token.cannot")
            told = {"mechanism": pkcs11.Mechanism(way.mechanism), "mechanism_param": way.parameter}
            try:
                return bytes(key.sign(way.prepared(data), pin=pin, **told))
            except pkcs11.PKCS11Error as error:
                reason = fault(error, self._pin_state(opened.session.token))
                self._end(opened)  # else what was begun might stand in the way of the next signature
                raise reason from None

    def make(self, opened: Opened, wanted: KeyType, label: str) -> bytes:
        """A new key pair that never leaves the token; gives its id. KeyStoreError where the token cannot."""
        import pkcs11

        with self._calling:
            self._demand(opened)
            mechanism = {"RSA": RSA_KEYS, "EC": EC_KEYS, "OKP": EDWARDS_KEYS}[wanted.kty]
            if mechanism not in opened.mechanisms:
                raise KeyStoreError("token.cannot")
            identity = secrets.token_bytes(16)
            told: dict[str, Any] = {
                "id": identity,
                "label": label,
                "store": True,
                "capabilities": pkcs11.MechanismFlag.SIGN | pkcs11.MechanismFlag.VERIFY,
                "private_template": {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False},
            }
            if wanted.kty == "RSA":
                opened.session.generate_keypair(pkcs11.KeyType.RSA, wanted.bits, **told)
                return identity
            kind = pkcs11.KeyType.EC if wanted.kty == "EC" else pkcs11.KeyType.EC_EDWARDS
            curve = {pkcs11.Attribute.EC_PARAMS: CURVES[wanted.crv]}
            opened.session.create_domain_parameters(kind, curve, local=True).generate_keypair(**told)
            return identity


def _search(opened: Opened, wanted: dict[int, object]) -> list[Any]:
    """All that fits, to the end: else the session would take no other search."""
    attributes: dict[Any, object] = dict(wanted)
    return list(islice(opened.session.get_objects(attributes), MOST_OBJECTS))


_LOADED: dict[Path, LoadedModule] = {}


def loaded(module: Path) -> LoadedModule:
    """The module in this process, tried in another before. KeyStoreError as `list_tokens`."""
    path = module_path(module)
    file = path.resolve()  # one file has one start a process, whatever links lead to it
    if file not in _LOADED:
        list_tokens(path)
        _LOADED[file] = LoadedModule(path)
    return _LOADED[file]
