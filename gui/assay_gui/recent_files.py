# SPDX-License-Identifier: Apache-2.0
"""Files opened lately, with what came of them. Kept in the user's settings, as is the window's place; nothing else."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from assay.values import frozen
from assay_gui.preferences import RECENT, Preferences

ORGANISATION = "Assay"
MOST = 8


@frozen
class RecentFile:
    """One file, folder or zip."""

    path: str
    verdict: str
    """Worst verdict of the documents in it."""
    when: str
    """Instant of the last check, ISO 8601."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return Path(self.path).name

    @property
    def instant(self) -> datetime:
        """When it was last checked."""
        return datetime.fromisoformat(self.when)


class RecentFiles:
    """The newest first, each path once."""

    def __init__(self, preferences: Preferences, clock: Callable[[], datetime]) -> None:
        self._preferences = preferences
        self._clock = clock

    def files(self) -> tuple[RecentFile, ...]:
        """What is kept; empty where the settings hold nothing that can be read."""
        try:
            kept = json.loads(self._preferences[RECENT])
            found = tuple(RecentFile(str(row["path"]), str(row["verdict"]), str(row["when"])) for row in kept)
            return tuple(row for row in found if row.instant.tzinfo is not None)
        except (ValueError, TypeError, KeyError):
            return ()

    def note(self, path: Path, verdict: str) -> None:
        """Remember a file with its verdict as of now."""
        newest = RecentFile(str(path), verdict, self._clock().isoformat())
        self._keep((newest, *(row for row in self.files() if row.path != newest.path)))

    def forget(self, path: str) -> None:
        """Drop a file from the list."""
        self._keep(tuple(row for row in self.files() if row.path != path))

    def _keep(self, rows: tuple[RecentFile, ...]) -> None:
        self._preferences.keep(RECENT, json.dumps([asdict(row) for row in rows[:MOST]], ensure_ascii=False))
