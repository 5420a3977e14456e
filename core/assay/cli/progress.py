# SPDX-License-Identifier: Apache-2.0
"""Progress of a long run on a terminal; none in a pipe."""

import sys
import time

from assay.cli.console import columns, is_terminal, status
from assay.progress import Progress, Silent
from assay.reports.safe_text import shorten, visible
from assay.texts import Texts

_PATIENCE = 0.3
"""Seconds that need no explanation, and between two updates."""
_SHORTEST = 12
"""Characters of a name that still tell which file it is."""


class TerminalProgress:
    """A line on standard error that says how far the run is; nothing for a run that is over at once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._last = time.monotonic()
        self._shown = False

    def advance(self, done: int, total: int, name: str) -> None:
        """Say it, if the last time is long enough ago."""
        if time.monotonic() - self._last < _PATIENCE:
            return
        self._last = time.monotonic()
        self._shown = True
        status(self._line(done, total, visible(name)))

    def _line(self, done: int, total: int, name: str) -> str:
        """One that the terminal does not break: a broken one cannot be wiped."""
        room = columns(sys.stderr) - 1
        beside = len(self._texts.say("cli.progress", done=done, total=total, name=""))
        told = self._texts.say(
            "cli.progress", done=done, total=total, name=shorten(name, max(room - beside, _SHORTEST))
        )
        return shorten(told, room)

    def cancelled(self) -> bool:
        """Never: Ctrl+C interrupts."""
        return False

    def finish(self) -> None:
        """Wipe the line."""
        if self._shown:
            status("")


def terminal_progress(texts: Texts, documents: int) -> Progress:
    """Progress for so many documents: on a terminal a line, else nothing."""
    return TerminalProgress(texts) if documents > 1 and is_terminal(sys.stderr) else Silent()
