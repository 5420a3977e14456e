# SPDX-License-Identifier: Apache-2.0
"""The history as the window has it: what is wanted of it, what was found, what is chosen. Views ask it and hear it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError
from assay_gui import past_work
from assay_gui.past_work import PAGE, Listed, PastDetails
from assay_gui.tasks import Stop, Tasks

if TYPE_CHECKING:
    from assay.history.entry import Entry, Page, Wanted

_LIST, _MORE, _DETAILS, _DIALOG = "history list", "history more", "history details", "history dialog"
MOST_READ_AGAIN = 2000
Result = TypeVar("Result")


class PastSession(QObject):
    """Lists checks and looks them up; everything goes through `Tasks`."""

    listed = Signal()
    """The list is another one."""
    lengthened = Signal()
    """There are further entries at its end."""
    chosen_changed = Signal()
    details_changed = Signal()
    changed = Signal()
    """Something was deleted, or is kept for another time."""

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._wanted: Wanted | None = None
        self.entries: tuple[Entry, ...] = ()
        self.total = 0
        self.rules: tuple[tuple[str, str], ...] = ()
        self.kept_days: int | None = None
        self.fault: AssayError | None = None
        self.is_known = False
        """Whether anything was read yet."""
        self.chosen: tuple[Entry, ...] = ()
        self.details: PastDetails | None = None
        self.details_fault: AssayError | None = None

    @property
    def is_looking(self) -> bool:
        """Whether the list is being read."""
        return self._tasks.is_running(_LIST) or self._tasks.is_running(_MORE)

    @property
    def is_filtered(self) -> bool:
        """Whether something else than everything is wanted."""
        from assay.history.entry import Wanted

        return self._wanted is not None and replace(self._wanted, most=PAGE) != Wanted(most=PAGE)

    def now(self) -> datetime:
        """The present, by the clock the checks use."""
        return self._clock()

    def want(self, wanted: "Wanted") -> None:
        """List what is wanted, from its beginning."""
        self._wanted = replace(wanted, skip=0, most=PAGE)
        self.look()

    def look(self) -> None:
        """Read the list again, as far as it was read."""
        from assay.history.entry import Wanted

        self._tasks.cancel(_MORE)
        most = min(max(PAGE, len(self.entries)), MOST_READ_AGAIN)
        wanted = replace(self._wanted or Wanted(), skip=0, most=most)
        self._start(_LIST, lambda: past_work.listed(wanted), self._take, self._failed)

    def read_on(self) -> None:
        """Read a further part of the list."""
        from assay.history.entry import Wanted

        if self.is_looking or len(self.entries) >= self.total:
            return
        wanted = replace(self._wanted or Wanted(), skip=len(self.entries), most=PAGE)
        self._start(_MORE, lambda: past_work.more(wanted), self._take_more, self._failed)

    def choose(self, chosen: "Sequence[Entry]") -> None:
        """Choose entries; of a single one everything is looked up."""
        if tuple(chosen) == self.chosen:
            return
        self.chosen = tuple(chosen)
        self.details, self.details_fault = None, None
        self._tasks.cancel(_DETAILS)
        self.chosen_changed.emit()
        self._find_details()

    def run(
        self,
        call: Callable[[Stop], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        slow: Callable[[], None] = lambda: None,
    ) -> None:
        """Something a person asked for; one at a time. `failed` hears of AssayError and OSError."""

        def fail(error: Exception) -> None:
            if not isinstance(error, AssayError | OSError):
                raise error
            failed(error)

        self._tasks.start(_DIALOG, call, done, on_failure=fail, on_slow=slow)

    def stop(self) -> None:
        """Wait no longer for it. What is deleted is deleted."""
        self._tasks.cancel(_DIALOG)

    def _take(self, found: Listed) -> None:
        self.entries, self.total = found.page.entries, found.page.total
        self.rules, self.kept_days = found.rules, found.kept_days
        self.fault, self.is_known = None, True
        chosen = self.chosen
        self.listed.emit()
        if self.chosen is chosen:  # the same check; but there may be newer ones of its document
            self._find_details()

    def _take_more(self, found: "Page") -> None:
        known = {(entry.run, entry.position) for entry in self.entries}
        fresh = tuple(entry for entry in found.entries if (entry.run, entry.position) not in known)
        self.entries, self.total = (*self.entries, *fresh), found.total if fresh else len(self.entries)
        self.lengthened.emit()

    def _failed(self, error: AssayError) -> None:
        self.entries, self.total, self.fault, self.is_known = (), 0, error, True
        self.listed.emit()

    def _find_details(self) -> None:
        if len(self.chosen) == 1:
            entry = self.chosen[0]
            self._start(_DETAILS, lambda: past_work.details(entry), self._take_details, self._details_failed)

    def _take_details(self, found: PastDetails) -> None:
        self.details = found
        self.details_changed.emit()

    def _details_failed(self, error: AssayError) -> None:
        self.details_fault = error
        self.details_changed.emit()

    def _start(
        self,
        name: str,
        call: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[AssayError], None],
    ) -> None:
        def fail(error: Exception) -> None:
            if not isinstance(error, AssayError):
                raise error
            failed(error)

        self._tasks.start(name, lambda _stop: call(), done, on_failure=fail)
