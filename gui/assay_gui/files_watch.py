# SPDX-License-Identifier: Apache-2.0
"""Notices that an open file has changed on disk, so that it is read and checked again."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 400
"""Editors write in several steps, and many replace the file; it is read when it has been still for so long."""


class FilesWatch(QObject):
    """Watches single files."""

    file_changed = Signal(Path)
    file_gone = Signal(Path)
    """It was removed, and nothing was put in its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._noticed)
        self._changed: set[str] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._tell)

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files, and no others."""
        wanted = {str(path) for path in paths if path.is_file()}
        watched = set(self._watcher.files())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _noticed(self, path: str) -> None:
        self._changed.add(path)
        self._settle.start()

    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        for path in sorted(changed):
            if Path(path).is_file():
                self._watcher.addPath(path)
                self.file_changed.emit(Path(path))
            else:
                self.file_gone.emit(Path(path))
