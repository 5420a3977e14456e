# SPDX-License-Identifier: Apache-2.0
"""Which files are open, written down at every change, so that the next start opens them again."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from assay.values import frozen
from assay_gui.preferences import LEFT_OPEN, RESTORE, Preferences
from assay_gui.session import Session


@frozen
class OpenFile:
    """One document that came from a file, folder or zip."""

    path: Path
    name: str
    """Of the document in it."""
    moment: datetime | None = None
    """The moment it was checked as of, where one was chosen."""
    is_current: bool = False


class KeptSession(QObject):
    """Writes down what is open, and opens it again."""

    gone = Signal(list)
    """Names of files that were open and are not there any more."""

    def __init__(self, session: Session, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._wanted: dict[tuple[Path, str], OpenFile] = {}
        self._first: Path | None = None
        self._is_opening = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.write)
        for signal in (
            session.document_opened,
            session.document_closed,
            session.check_started,
            session.current_changed,
        ):
            signal.connect(self._note)

    def open_again(self, files: Sequence[Path]) -> None:
        """Open what was open the last time, where that is wanted, and these files besides."""
        kept = read(self._preferences) if self._preferences[RESTORE] else ()
        there = [row for row in kept if row.path.exists()]
        if missing := sorted({row.path.name for row in kept if row not in there}):
            self.gone.emit(missing)
        self._wanted = {(row.path, row.name): row for row in there}
        self._first = files[0].absolute() if files else None
        self._session.document_opened.connect(self._opened)
        self._session.opening_ended.connect(self._opening_ended)
        paths = [*dict.fromkeys(row.path for row in there), *files]
        self._is_opening = bool(paths)
        if paths:
            self._session.open_paths(paths)

    def write(self) -> None:
        """Write down what is open now; nothing where nobody wants it opened again.

        While the files of the last time are being opened, what was written down for them stays.
        """
        if self._is_opening and self._preferences[RESTORE]:
            return
        rows = [
            {
                "path": str(document.origin),
                "name": document.document.name,
                "moment": document.moment.isoformat() if document.moment else "",
                "current": document is self._session.current,
            }
            for document in self._session.documents
            if document.origin is not None
        ]
        told = json.dumps(rows if self._preferences[RESTORE] else [], ensure_ascii=False)
        self._preferences.keep(LEFT_OPEN, told)

    def _opened(self, key: int) -> None:
        document = self._session.document(key)
        if document is None or document.origin is None:
            return
        row = self._wanted.get((document.origin, document.document.name))
        if row is not None and row.moment is not None:
            self._session.check_as_of(key, row.moment)

    def _note(self, _key: int) -> None:
        self._soon.start()

    def _opening_ended(self) -> None:
        """What was opened is known a moment later."""
        self._session.opening_ended.disconnect(self._opening_ended)
        QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        """Show what was shown, but for files that were asked for just now."""
        self._session.document_opened.disconnect(self._opened)
        self._is_opening = False
        self.write()
        current = next((at for at, row in self._wanted.items() if row.is_current), None)
        for document in self._session.documents:
            at = (document.origin, document.document.name)
            if document.origin == self._first if self._first else at == current:
                self._session.show(document.key)
                return


def read(preferences: Preferences) -> tuple[OpenFile, ...]:
    """What was open the last time; nothing where the settings hold nothing that can be read."""
    try:
        return tuple(
            OpenFile(Path(str(row["path"])), str(row["name"]), _moment(str(row["moment"])), bool(row["current"]))
            for row in json.loads(preferences[LEFT_OPEN])
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def _moment(told: str) -> datetime | None:
    """ValueError for what is no moment with a zone."""
    if not told:
        return None
    found = datetime.fromisoformat(told)
    if found.tzinfo is None:
        raise ValueError(told)
    return found.astimezone(UTC)
