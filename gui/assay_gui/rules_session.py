# SPDX-License-Identifier: Apache-2.0
"""The rule packs as the window has them: which there are, which is chosen, what it says. Views ask and hear it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError, PackError
from assay_gui import pack_work
from assay_gui.pack_work import Reading
from assay_gui.tasks import Stop, Tasks

if TYPE_CHECKING:
    from assay.packs_at_hand import PackAtHand
    from assay.texts import Texts

_LOOK, _READ, _DIALOG = "packs", "pack reading", "pack dialog"
Result = TypeVar("Result")


class RulesSession(QObject):
    """What is known of the packs, and which one is chosen."""

    changed = Signal()
    """The packs."""
    chosen_changed = Signal()
    reading_changed = Signal()
    """More is known of the chosen pack, or nothing yet of another one."""

    def __init__(
        self, tasks: Tasks, clock: Callable[[], datetime], texts: "Texts", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._texts = texts
        self._packs: tuple[PackAtHand, ...] = ()
        self._chosen = ""
        self._wanted = ""
        self._reading: Reading | None = None
        self._fault: AssayError | None = None

    @property
    def packs(self) -> "tuple[PackAtHand, ...]":
        """All packs, as they were last seen."""
        return self._packs

    @property
    def fault(self) -> AssayError | None:
        """Why the packs could not be looked at."""
        return self._fault

    @property
    def is_looking(self) -> bool:
        """Whether it is being found out which packs there are."""
        return self._tasks.is_running(_LOOK)

    @property
    def chosen(self) -> "PackAtHand | None":
        """The pack that is shown in detail."""
        return next((pack for pack in self._packs if pack.key == self._chosen), None)

    @property
    def reading(self) -> Reading | None:
        """What the chosen pack says; None while that is being found out."""
        return self._reading if self._reading and self._reading.key == self._chosen else None

    def now(self) -> datetime:
        """The present, by the clock the checks use."""
        return self._clock()

    def look(self, chosen: str = "") -> None:
        """Look again, as after an import; `chosen`: the key of the pack to choose then."""
        self._wanted = chosen or self._wanted
        moment = self.now()
        self._start(_LOOK, lambda _stop: pack_work.look(moment), self._take, failed=self._fail)

    def choose(self, key: str) -> None:
        """Choose the pack of that key."""
        if key == self._chosen or all(pack.key != key for pack in self._packs):
            return
        self._chosen = key
        self._reading = None
        self.chosen_changed.emit()
        self.reading_changed.emit()
        self._read()

    def choose_id(self, pack_id: str) -> bool:
        """Choose the pack of that id: the version that is chosen already, else the first. Whether there is one.

        Where nobody has looked yet which packs there are, it is chosen then.
        """
        if not self._packs:
            self._wanted = pack_id
        if self.chosen is not None and self.chosen.id == pack_id:
            return True
        found = next((pack for pack in self._packs if pack_id in (pack.id, pack.key)), None)
        if found is not None:
            self.choose(found.key)
        return found is not None

    def run(
        self,
        call: Callable[[Stop], Result],
        done: Callable[[Result], None],
        failed: Callable[[AssayError], None],
        slow: Callable[[], None],
    ) -> None:
        """Something a dialog asks for; one at a time, `stop` ends it."""
        self._start(_DIALOG, call, done, failed=failed, slow=slow, waits=True)

    def stop(self) -> None:
        """Wait no longer for what a dialog asked for."""
        self._tasks.cancel(_DIALOG)

    def _take(self, found: "tuple[PackAtHand, ...]") -> None:
        self._fault = None
        self._packs = found
        keys = [pack.key for pack in found]
        before, wanted = self._chosen, self._wanted
        self._wanted = ""
        first = next((pack.key for pack in found if pack.judges), keys[0] if keys else "")
        meant = next((pack.key for pack in found if wanted in (pack.key, pack.id)), "")
        self._chosen = meant or (before if before in keys else first)
        self._reading = None
        self.changed.emit()
        self.reading_changed.emit()
        self._read()

    def _fail(self, error: AssayError) -> None:
        self._fault = error
        self.changed.emit()

    def _read(self) -> None:
        pack, texts = self.chosen, self._texts
        if pack is None:
            return
        key = pack.key

        def failed(error: AssayError) -> None:
            self._take_reading(Reading(key, error=PackError(error.text_id, **error.params)))

        self._start(_READ, lambda _stop: pack_work.read(pack, texts), self._take_reading, failed=failed)

    def _take_reading(self, found: Reading) -> None:
        self._reading = found
        self.reading_changed.emit()

    def _start(
        self,
        name: str,
        call: Callable[[Stop], Result],
        done: Callable[[Result], None],
        *,
        failed: Callable[[AssayError], None],
        slow: Callable[[], None] = lambda: None,
        waits: bool = False,
    ) -> None:
        def fail(error: Exception) -> None:
            if isinstance(error, OSError):
                told = Path(str(error.filename)).name if error.filename else ""
                failed(PackError("pack.unreadable", file=told, reason=error.strerror or type(error).__name__))
            elif isinstance(error, AssayError):
                failed(error)
            else:
                raise error

        self._tasks.start(name, call, done, on_failure=fail, on_slow=slow, waits=waits)
