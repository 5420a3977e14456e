# SPDX-License-Identifier: Apache-2.0
"""The vault of keys as the window has it: looked at, opened, shown. Views ask it and hear its signals.

What a passphrase opens is kept here until the window closes, and nowhere else; the passphrase itself is not kept.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError
from assay_gui import keeping
from assay_gui.keeping import Holdings, KeyDetails, KeyFacts, Lock
from assay_gui.tasks import Stop, Tasks

if TYPE_CHECKING:
    from assay.keys.vault import Vault

_LOOK, _DETAILS = "keys", "key details"
Result = TypeVar("Result")


class KeySession(QObject):
    """What is known of the vault, and which key is chosen."""

    changed = Signal()
    """The vault, its keys, or how it stands."""
    waiting = Signal()
    """Looking takes so long that a person should see it: a keyring may ask for a password."""
    chosen_changed = Signal()
    details_changed = Signal()
    _done_late = Signal()
    """Something that nobody waits for any more has come to its end."""

    def __init__(
        self,
        tasks: Tasks,
        folder: Callable[[], Path],
        clock: Callable[[], datetime],
        *,
        lang: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder = folder
        self._clock = clock
        self._lang = lang
        self._holdings = Holdings()
        self._chosen = ""
        self._details: KeyDetails | None = None
        self._done_late.connect(self.look)

    @property
    def holdings(self) -> Holdings:
        """The vault as it was last seen."""
        return self._holdings

    @property
    def is_looking(self) -> bool:
        """Whether it is being found out how the vault stands."""
        return self._tasks.is_running(_LOOK)

    @property
    def folder(self) -> Path:
        """Where the vault is, or will be."""
        return self._folder()

    @property
    def vault(self) -> "Vault | None":
        """The vault, where it is open."""
        return self._holdings.vault

    @property
    def chosen(self) -> KeyFacts | None:
        """The key that is shown in detail."""
        return next((key for key in self._holdings.keys if key.record.id == self._chosen), None)

    @property
    def details(self) -> KeyDetails | None:
        """What else is known of it; None while that is being found out."""
        return self._details if self._details and self._details.id == self._chosen else None

    def now(self) -> datetime:
        """The present, by the clock the checks use."""
        return self._clock()

    def look(self) -> None:
        """Look again, as at a folder that another window may have changed."""
        if self.is_looking:
            return
        vault, folder, moment = self.vault, self.folder, self.now()
        self._start(
            _LOOK,
            lambda _stop: keeping.holdings(vault, moment) if vault else keeping.look(folder, moment),
            self._take,
            failed=lambda error: self._take(Holdings(Lock.SHUT, fault=keeping.kept(error))),
            slow=self.waiting.emit,
        )

    def stop_looking(self) -> None:
        """Wait no longer for an answer."""
        if self._tasks.cancel(_LOOK):
            self._take(Holdings())

    def opened(self, vault: "Vault", chosen: str = "") -> None:
        """Another vault is open, or there is something new in it."""
        self._chosen = chosen or self._chosen
        self._tasks.cancel(_LOOK)
        self._holdings = Holdings(Lock.OPEN, self._holdings.keys, keyring=self._holdings.keyring, vault=vault)
        self.look()

    def choose(self, identity: str) -> None:
        """Choose the key of that thumbprint."""
        if identity != self._chosen:
            self._chosen = identity
            self._details = None
            self.chosen_changed.emit()
        self._find_details()

    def run(
        self,
        call: Callable[[Stop], Result],
        done: Callable[[Result], None],
        failed: Callable[[AssayError], None],
        slow: Callable[[], None],
    ) -> None:
        """Something a dialog asks for; one at a time, `stop` ends it."""

        def called(stop: Stop) -> Result:
            try:
                return call(stop)
            finally:
                if stop.cancelled():
                    with suppress(RuntimeError):  # the window was closed meanwhile
                        self._done_late.emit()

        self._start("key dialog", called, done, failed=failed, slow=slow)

    def stop(self) -> None:
        """Wait no longer for what a dialog asked for. It may be done all the same: then it is looked what there is."""
        self._tasks.cancel("key dialog")

    def _take(self, found: Holdings) -> None:
        self._holdings = found
        if self.chosen is None:
            self._chosen = found.keys[0].record.id if found.keys else ""
        self.changed.emit()
        self._find_details()

    def _find_details(self) -> None:
        vault, key = self.vault, self.chosen
        if vault is None or key is None:
            return
        moment, lang = self.now(), self._lang
        self._start(
            _DETAILS,
            lambda _stop: keeping.details(vault, key.record, moment, lang),
            self._take_details,
            failed=lambda error: self._take_details(KeyDetails(key.record.id, fault=keeping.kept(error))),
        )

    def _take_details(self, found: KeyDetails) -> None:
        self._details = found
        self.details_changed.emit()

    def _start(
        self,
        name: str,
        call: Callable[[Stop], Result],
        done: Callable[[Result], None],
        *,
        failed: Callable[[AssayError], None],
        slow: Callable[[], None] = lambda: None,
    ) -> None:
        def fail(error: Exception) -> None:
            if isinstance(error, OSError):
                failed(_told(error))
            elif isinstance(error, AssayError):
                failed(error)
            else:
                raise error

        self._tasks.start(name, call, done, on_failure=fail, on_slow=slow, waits=True)


def _told(error: OSError) -> AssayError:
    """What the system would not do, as an error that has words; the name of the file alone goes with it."""
    from assay.keys.signer import KeyStoreError

    name = Path(str(error.filename)).name if error.filename else ""
    return KeyStoreError("file_unusable", name=name, reason=error.strerror or type(error).__name__)
