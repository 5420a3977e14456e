# SPDX-License-Identifier: Apache-2.0
"""Which project is open, kept in the settings: another window goes on with it, and so does the next start."""

from pathlib import Path

from PySide6.QtCore import QObject

from assay_gui.preferences import PROJECT, RESTORE, Preferences
from assay_gui.project_session import ProjectSession


class OpenProject(QObject):
    """Writes down which project is open, and opens it again."""

    def __init__(self, projects: ProjectSession, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._projects = projects
        self._preferences = preferences
        projects.opened.connect(self._keep)
        projects.left.connect(lambda: preferences.keep(PROJECT, PROJECT.default))

    def open_again(self) -> None:
        """Open what was open the last time, where that is wanted."""
        folder = self._preferences[PROJECT]
        if folder and self._preferences[RESTORE]:
            self._projects.open(Path(folder))

    def _keep(self) -> None:
        project = self._projects.project
        folder = "" if project is None else str(project.folder.absolute())
        try:
            self._preferences.keep(PROJECT, folder if folder.isprintable() else "")
        except ValueError:  # a path longer than any setting
            self._preferences.keep(PROJECT, "")
