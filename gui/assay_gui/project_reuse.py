# SPDX-License-Identifier: Apache-2.0
"""A project used again: copied into another folder, passed on as one file, a further service derived in it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assay_gui import reuse_work
from assay_gui.asking import Asking
from assay_gui.look import Look
from assay_gui.project_session import ProjectSession
from assay_gui.views.notice import Notice

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay.projects.duplicating import Duplicated
    from assay.projects.project import Project
    from assay_gui.dialogs.derive import DeriveDialog
    from assay_gui.reuse_work import Service


class ProjectReuse(QObject):
    """What the buttons of the project do; it lives as long as the window."""

    def __init__(
        self, window: QWidget, look: Look, *, asking: Asking, projects: ProjectSession, notice: Notice
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._asking, self._projects, self._notice = window, look, asking, projects, notice

    def copy(self) -> None:
        """Ask for a folder, put a copy of the project there, and go on with the copy."""
        for folder in self._asking.folder(self._window):
            self._copy_to(folder)

    def _copy_to(self, folder: Path) -> None:
        moment = self._projects.now()
        self._projects.have(
            lambda project: reuse_work.copy_project(project, folder, moment), partial(self._copied, folder)
        )

    def derive(self) -> None:
        """Ask what a further service has of its own, and put it into the project."""
        moment, words = self._projects.now(), self._look.words
        self._projects.have(lambda project: reuse_work.services_of(project, moment, words), self._ask)

    def _copied(self, folder: Path, made: "Duplicated") -> None:
        say, was = self._look.words.say, self._projects.project
        name = was.manifest.name if was is not None else ""
        self._projects.open(folder)
        told = say("reusing.project_copied", name=name)
        left = say("reusing.project_left", count=made.left) if made.left else ""
        self._tell_once_open(lambda: " ".join(filter(None, (told, left))))

    def pack(self) -> None:
        """Save the project, and put all of it into one file to pass on."""
        project, say = self._projects.project, self._look.words.say
        if project is None:
            return
        suggested = project.folder.with_name(f"{project.folder.name}.zip")
        path = self._asking.save_file(self._window, suggested, say("writing.pack_title"))
        if path is not None and self._projects.may_write:
            self._projects.save(lambda: self._pack_into(path))
        elif path is not None:
            self._pack_into(path)

    def _pack_into(self, path: Path) -> None:
        from assay.projects.packing import export

        def told(files: tuple[str, ...]) -> None:
            say = self._look.words.say
            packed = say("writing.packed", count=len(files), name=path.name)
            self._notice.tell(packed, say("notice.open_folder"), lambda: self._asking.show_folder(path.parent))

        self._projects.have(lambda project: export(project, path), told)

    def unpack(self) -> None:
        """Ask for the file that somebody passed on and for a folder, and open the project there."""
        archive = self._asking.open_file(self._window, self._look.words.say("writing.unpack_title"))
        if archive is None:
            return
        for folder in self._asking.folder(self._window):
            self._unpack(archive, folder)

    def _unpack(self, archive: Path, folder: Path) -> None:
        from assay.projects.unpacking import unpack

        left: list[str] = []

        def told() -> str:
            return self._look.words.say("writing.unpacked_left" if left else "writing.unpacked", count=len(left))

        self._tell_once_open(told)
        self._projects.open(folder, lambda: left.extend(unpack(archive, folder).left_out))

    def _tell_once_open(self, told: Callable[[], str]) -> None:
        """Opening says what it has to say first; where it fails, that is said and nothing else."""

        def end(_error: object = None) -> None:
            self._projects.opened.disconnect(tell)
            self._projects.failed.disconnect(end)

        def tell() -> None:
            end()
            self._notice.tell(told())

        self._projects.opened.connect(tell)
        self._projects.failed.connect(end)

    def _ask(self, found: "tuple[Examination, tuple[Service, ...]] | None") -> None:
        from assay_gui.dialogs.derive import DeriveDialog

        if found is None or not found[1]:
            self._notice.tell(self._look.words.say("reusing.no_service"))
            return
        examination, services = found
        dialog = DeriveDialog(self._look, services, self._window)
        dialog.wanted.connect(lambda service, wish: self._derive(dialog, examination, service, wish))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _derive(
        self, dialog: "DeriveDialog", found: "Examination", service: "Service", wish: Mapping[str, str]
    ) -> None:
        moment = self._projects.now()
        dialog.accept()

        def call(project: "Project") -> "tuple[Project, str]":
            return reuse_work.with_further(project, found, service, wish, moment)

        def done(made: "tuple[Project, str]") -> None:
            project, name = made
            self._projects.take(project)
            self._projects.save(lambda: self._notice.tell(self._look.words.say("reusing.project_derived", name=name)))

        self._projects.have(call, done)
