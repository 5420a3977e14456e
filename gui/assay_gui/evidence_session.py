# SPDX-License-Identifier: Apache-2.0
"""The evidence of the project that is open: looked at with its files off the main thread, changed step by step."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError
from assay_gui import evidence_work
from assay_gui.evidence_work import Looked, Taken
from assay_gui.files_watch import FilesWatch
from assay_gui.lane import Lane
from assay_gui.project_session import ProjectSession
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.projects.evidence_row import Evidence
    from assay.projects.project import Project
    from assay.texts import Texts

_LOOK, _FILES = "evidence", "evidence files"


class EvidenceSession(QObject):
    """The register, and what is to be said of it."""

    changed = Signal()
    """The register, or what is to be said of it, is another one."""
    failed = Signal(object)
    """Something went wrong: an exception."""
    slowed = Signal()
    """Files take so long to be read that a person should see it."""
    taken = Signal(list, tuple)
    """Files are in the project: the ids of their rows, and the criteria they were attached to."""

    def __init__(self, projects: ProjectSession, tasks: Tasks, texts: "Texts", parent: QObject) -> None:
        super().__init__(parent)
        self._projects, self._tasks, self._texts = projects, tasks, texts
        self.found: Looked | None = None
        self._lane = Lane(tasks, _FILES)
        self._watch = FilesWatch(self)
        for noticed in (self._watch.file_changed, self._watch.file_gone):
            noticed.connect(lambda _path: self.look())
        self._after: list[Callable[[], None]] = []
        """What waits until it was looked at the register as it stands."""
        for signal in (projects.opened, projects.changed, projects.left):
            signal.connect(self._look_anew)

    @property
    def may_write(self) -> bool:
        """Whether the register can be changed."""
        return self._projects.may_write

    @property
    def is_looking(self) -> bool:
        """Whether a result is still to come."""
        return self._tasks.is_running(_LOOK) or self._lane.is_busy

    def look(self, done: Callable[[], None] | None = None) -> None:
        """Look at the register and its files; `done`: when it was looked at as it stands."""
        self._after += [done] if done is not None else []
        project = self._projects.project
        if project is None:
            return
        moment, texts = self._projects.now(), self._texts
        self._tasks.start(
            _LOOK,
            lambda _stop: evidence_work.looked(project, moment, texts),
            self._take,
            on_failure=self._went_wrong,
        )

    def take_files(self, paths: Sequence[Path], criteria: tuple[str, ...] = ()) -> None:
        """Copy files into the project, each as evidence, for criteria where some are given."""
        self._read(lambda project: evidence_work.taken(project, paths), lambda found: self._take_files(found, criteria))

    def replace_file(self, row: str, path: Path) -> None:
        """Take another file as the evidence of a row."""
        self._read(lambda project: evidence_work.taken(project, [path]), lambda found: self._put_file(row, found))

    def renew(self, row: str) -> None:
        """Take the file of a row as it lies there now."""
        if self.found is None or row not in self.found.rows:
            return
        file = self.found.rows[row].file

        def call(project: "Project") -> Taken:
            return Taken(((file, evidence_work.as_it_is(project, file)),))

        self._read(call, lambda found: self._put_file(row, found))

    def put(self, evidence: "Evidence", row: str = "") -> None:
        """Have a row so; another one more where no id is given."""
        from assay.projects.working import with_evidence

        self._projects.change(lambda project: with_evidence(project, evidence, row)[0])

    def remove(self, row: str) -> None:
        """Take a row out of the register; its file stays."""
        from assay.projects.working import without_evidence

        self._projects.change(
            lambda project: without_evidence(project, row) if row in project.manifest.evidence else project
        )

    def undo(self) -> None:
        """Take the last step back."""
        self._projects.undo()

    def save(self, done: Callable[[], None] = lambda: None) -> None:
        """Write the register into the folder; `done`: when it is there."""
        if self._projects.may_write and not self._projects.is_saved:
            self._projects.save(done)
        else:
            done()

    def _read(self, call: "Callable[[Project], Taken]", done: Callable[[Taken], None]) -> None:
        """One file after the other: what was copied is entered before the next one is."""

        def prepared() -> Callable[[], Taken] | None:
            project = self._projects.project
            return None if project is None else lambda: call(project)

        self._lane.put(prepared, done, self._went_wrong, self.slowed.emit)

    def _take_files(self, found: Taken, criteria: tuple[str, ...]) -> None:
        fault = found.fault
        if not found.files:
            if fault is not None:
                self.failed.emit(fault)
            return
        names = {entry.file for _, entry in found.files}

        def done() -> None:
            project = self._projects.project
            rows = project.manifest.evidence if project is not None else {}
            self.taken.emit([name for name, row in rows.items() if row.file in names], criteria)
            if fault is not None:
                self.failed.emit(fault)

        self._projects.change(lambda project: evidence_work.with_files(project, found.files, criteria), done)

    def _put_file(self, row: str, found: Taken) -> None:
        from assay.projects.working import with_evidence

        if found.fault is not None:
            self.failed.emit(found.fault)
            return
        (_, file), *_ = found.files

        def call(project: "Project") -> "Project":
            known = project.manifest.evidence.get(row)
            return with_evidence(project, evidence_work.with_file(known, file), row)[0] if known else project

        self._projects.change(call)

    def _look_anew(self) -> None:
        """Look where the register is another one than the one that was looked at."""
        project = self._projects.project
        if self.found is not None and (project is None or project.folder != self.found.folder):
            self._watch.watch(())
            self._after.clear()
            self.found = None
            self.changed.emit()
        if project is None:
            self._tasks.cancel(_LOOK)
        elif self.found is None or self.found.rows != project.manifest.evidence:
            self.look()

    def _take(self, found: Looked) -> None:
        project = self._projects.project
        if project is None or project.folder != found.folder:
            return
        if project.manifest.evidence != found.rows:
            self.look()
            return
        self._watch.watch(_files(found))
        if found != self.found:
            self.found = found
            self.changed.emit()
        waiting, self._after = self._after, []
        for done in waiting:
            done()

    def _went_wrong(self, error: Exception) -> None:
        self._after.clear()
        if not isinstance(error, AssayError):
            raise error
        self.failed.emit(error)


def _files(found: Looked) -> list[Path]:
    from assay.found import EVIDENCE
    from assay.projects.names import is_evidence_name

    return [found.folder / EVIDENCE / row.file for row in found.rows.values() if is_evidence_name(row.file)]
