# SPDX-License-Identifier: Apache-2.0
"""Tokens in use for as long as a window is open: each has one session, whatever its keys are used for, so that its PIN
is asked once.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import AskPin, TokenInfo, TokenKey
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, token_of


class OpenTokens:
    """Sessions by token; each is logged in from its first PIN until `close`, or until the token is taken out. It cannot
    be pickled.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._ask: AskPin | None = None
        self._sessions: dict[tuple[Path, str, str], TokenSession] = {}

    def __reduce__(self) -> str:
        """Refuses to be pickled: PINs were given to this process."""
        raise TypeError("sessions are not passed on")

    @contextmanager
    def asking(self, ask: AskPin | None) -> Iterator[None]:
        """Alone with the tokens. Where one wants its PIN meanwhile, `ask` gives it; None where nobody does."""
        with self._lock:
            self._ask = ask
            try:
                yield
            finally:
                self._ask = None

    def session(self, module: Path, serial: str, label: str) -> TokenSession:
        """The session of that token, to be used inside of `asking` and not to be closed.

        KeyStoreError where the module cannot be used; the token is looked for when it is needed.
        """
        name = module, serial, label
        if name not in self._sessions:
            self._sessions[name] = TokenSession(module, serial, self._asked, label=label)
        return self._sessions[name]

    def signer(self, record: KeyRecord) -> TokenSigner:
        """The key of that record, to be used inside of `asking` and not to be closed. KeyStoreError as for
        `TokenSigner`.
        """
        return TokenSigner(record, self._asked, self.session(*token_of(record)))

    def is_open(self, info: TokenInfo) -> bool:
        """Whether the PIN of that token was given; it may have been taken out since."""
        session = self._sessions.get((Path(info.module), info.serial, info.label))
        return session is not None and session.is_open

    def keys(self, info: TokenInfo) -> tuple[TokenKey, ...]:
        """The key pairs that a token shows now, inside of `asking`: all of them where its PIN was given, else what it
        shows to everybody. KeyStoreError where it is not there.
        """
        if self.is_open(info):  # a second session would end it
            with suppress(KeyStoreError):
                return self.session(Path(info.module), info.serial, info.label).key_pairs()
        with TokenSession(Path(info.module), info.serial, None, label=info.label) as seen_by_all:
            return seen_by_all.key_pairs()

    def close(self) -> None:
        """Logs out of all of them. What is being done just now is not waited for: it ends with the program."""
        if self._lock.acquire(blocking=False):
            try:
                for session in self._sessions.values():
                    session.close()
                self._sessions.clear()
            finally:
                self._lock.release()

    def _asked(self, info: TokenInfo) -> str | None:
        return self._ask(info) if self._ask is not None else None
