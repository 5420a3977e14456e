# SPDX-License-Identifier: Apache-2.0
"""The project that is written in: its answers, and one thing after the other done to it off the main thread.

What is answered meanwhile waits until that is done, and goes into what came of it: nothing is lost between the two.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from assay.errors import AssayError
from assay_gui import project_work
from assay_gui.lane import Lane
from assay_gui.project_work import Kept, KnownProject
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answers
    from assay.projects.answered import Clash
    from assay.projects.project import Project
    from assay.projects.reconciling import Choice

KEEP_EVERY_MS = 1000
Outcome = TypeVar("Outcome")


class ProjectSession(QObject):
    """One project at a time, or none."""

    opened = Signal()
    """A project is open, or is open in another way."""
    changed = Signal()
    """Something is to be shown in another way: its answers, or whether all of it is saved."""
    left = Signal()
    """No project is open any more."""
    saved = Signal()
    """Everything is in the folder."""
    clashed = Signal(list)
    """Credentials that were changed by hand where answers change them: a list of `Clash`."""
    known_found = Signal()
    failed = Signal(object)
    """Something went wrong: an exception."""

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], lang: str, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._lang = tasks, clock, lang
        self.project: Project | None = None
        self.known: tuple[KnownProject, ...] = ()
        self.files: tuple[Path, ...] = ()
        """Of the credentials that come of the answers, as of when it was last saved."""
        self._written: dict[str, Answers] = {}
        """The answers that the credentials say."""
        self._undecided: dict[str, Answers] = {}
        """Those that they will say, once it is decided what becomes of what was changed by hand."""
        self._answers: dict[str, Answers] = {}
        """Answers that wait for what is being done."""
        self._lane = Lane(tasks, "project")
        self._told = ""
        self._each = QTimer(self)
        self._each.setInterval(KEEP_EVERY_MS)
        self._each.timeout.connect(self._keep_safe)

    @property
    def may_write(self) -> bool:
        """Whether the project that is open can be written."""
        return self.project is not None and self.project.desk is not None

    @property
    def is_busy(self) -> bool:
        """Whether something is being done to it."""
        return self._lane.is_busy

    @property
    def is_at_rest(self) -> bool:
        """Whether the project holds every answer that was given."""
        return not self._answers

    @property
    def is_saved(self) -> bool:
        """Whether the folder has everything."""
        return self.project is None or (self.project.is_saved and not self._answers)

    def now(self) -> datetime:
        """The present, by the clock of the program."""
        return self._clock()

    def look_around(self) -> None:
        """Find the projects that were opened here before."""

        def found(known: tuple[KnownProject, ...]) -> None:
            self.known = known
            self.known_found.emit()

        self._tasks.start(
            "projects", lambda _stop: project_work.known(), found, on_failure=self.failed.emit, waits=True
        )

    def create(self, folder: Path, answers: "Mapping[str, Answers]", done: Callable[[], None]) -> None:
        """Make a project in a folder, with answers; `done`: when all of it is there."""
        asked = (folder, answers, self._clock(), self._lang)

        def made(kept: Kept) -> None:
            self._take_opened(kept.project, kept.answers)
            self.files = kept.files
            done()

        self._do(lambda: project_work.created(*asked), made)

    def open(self, folder: Path, before: Callable[[], object] = lambda: None) -> None:
        """Open a project; to look at it only where somebody else has it. `before`: what makes its folder."""
        moment = self._clock()
        self._do(lambda: project_work.opened(folder, moment, before=before), self._take_opened)

    def open_to_write(self, *, by_force: bool = False) -> None:
        """Write a project that was looked at so far."""
        moment = self._clock()
        self.have(lambda project: project_work.reopened(project, moment, by_force=by_force), self._take_opened)

    def answer(self, page: str, answers: "Answers") -> None:
        """Take the answers of a page."""
        if self.may_write:
            self._answers[page] = dict(answers)
            if not self.is_busy:
                self._take_answers()
            self.changed.emit()

    def save(self, done: Callable[[], None] = lambda: None) -> None:
        """Write everything into the folder; `done`: where all of it is there."""
        if not self.may_write:
            return
        moment = self._clock()
        self.have(
            lambda project: project_work.kept(project, self._written, moment, self._lang),
            lambda kept: self._take_kept(kept, done),
        )

    def look(self) -> None:
        """See what somebody else did to the files."""
        from assay.projects.project import looked

        self.have(looked, self.take)

    def decide(self, file: str, choice: "Choice") -> None:
        """Decide about a file that was changed here and outside."""
        from assay.projects.saving import decide

        self.have(lambda project: decide(project, file, choice), self.take)

    def settle(self, decided: "Sequence[tuple[Clash, Choice]]") -> None:
        """Decide about credentials that were changed by hand."""

        def took(project: "Project") -> None:
            self._written = self._undecided
            self.take(project)

        self.have(lambda project: project_work.settled(project, decided), took)

    def undo(self) -> None:
        """Take the last answer, or change of the evidence, back, with what came of it in the credentials."""
        from assay.projects.answered import may_undo, taken_back

        if self.project is not None and not self.is_busy and may_undo(self.project):
            self.take(taken_back(self.project))

    def redo(self) -> None:
        """Do again what was taken back last."""
        from assay.projects.answered import made_again, may_redo

        if self.project is not None and not self.is_busy and may_redo(self.project):
            self.take(made_again(self.project))

    def change(self, call: "Callable[[Project], Project]", done: Callable[[], None] = lambda: None) -> None:
        """Have a step made to the project as it is when its turn comes; `done`: when it is."""

        def took(project: "Project") -> None:
            self.take(project)
            done()

        self.have(call, took)

    def leave(self) -> None:
        """Let others have the project, once everything is saved."""
        if self.may_write:
            self.save(self._left)
        else:
            self._left()

    def close(self) -> None:
        """The program ends: save what can be, and let others have the project. What cannot is taken up again."""
        self._lane.clear()
        if self.project is None:
            return
        from assay.projects.project import close

        if self.may_write:
            try:
                self._take_answers()
                if not self.project.is_saved:
                    self.project = project_work.kept(self.project, self._written, self._clock(), self._lang).project
            except AssayError:
                pass  # it is in the journal, and taken up at the next opening
        close(self.project)
        self.project = None
        self._each.stop()

    def _left(self) -> None:
        from assay.projects.project import close

        if self.project is not None:
            close(self.project)
        self.project, self.files, self._answers = None, (), {}
        self._each.stop()
        self.left.emit()

    def _take_opened(self, project: "Project", written: "Mapping[str, Answers] | None" = None) -> None:
        from assay.projects.answered import answers_in
        from assay.projects.manifest import FILE, manifest_of
        from assay.projects.project import close

        if self.project is not None:
            self._take_answers()
            close(self.project)
        self.project, self.files, self._answers = project, (), {}
        self._written = answers_in(manifest_of(project.work.saved[FILE])) if written is None else dict(written)
        self._each.start()
        self.opened.emit()
        self._tell_unsafe(project.fault)

    def take(self, project: "Project") -> None:
        """Go on with it as it is now."""
        self.project = project
        self._take_answers()
        self._tell_unsafe(self.project.fault)
        self.changed.emit()

    def _take_answers(self) -> None:
        """Put the answers in that waited."""
        from assay.projects.answered import with_page

        waiting, self._answers = self._answers, {}
        for page, answers in waiting.items():
            if self.project is not None:
                try:
                    self.project = with_page(self.project, page, answers)
                except AssayError as error:
                    self.failed.emit(error)

    def _take_kept(self, kept: Kept, done: Callable[[], None]) -> None:
        if kept.clashes:
            self._undecided = dict(kept.answers)
            self.take(kept.project)
            self.clashed.emit(list(kept.clashes))
            return
        self._written, self.files = dict(kept.answers), kept.files
        self.take(kept.project)
        if kept.fault is not None:
            self.failed.emit(kept.fault)
        elif self.project is not None and self.project.is_saved:
            self.saved.emit()
            done()

    def have(self, call: "Callable[[Project], Outcome]", done: Callable[[Outcome], None]) -> None:
        """Do something to the project as it is when its turn comes."""

        def prepared() -> Callable[[], Outcome] | None:
            project = self.project
            return None if project is None else lambda: call(project)

        self._lane.put(prepared, done, self._went_wrong)

    def _do(self, call: Callable[[], Outcome], done: Callable[[Outcome], None]) -> None:
        self._lane.put(lambda: call, done, self._went_wrong)

    def _went_wrong(self, error: Exception) -> None:
        self._take_answers()
        self.failed.emit(error)
        self.changed.emit()

    def _keep_safe(self) -> None:
        """What was done so far is forced to the disk of this machine."""
        from assay.projects.project import kept

        project = self.project
        if project is not None and not project.is_saved and not self._tasks.is_running("project kept"):
            self._tasks.start(
                "project kept", lambda _stop: kept(project), self._tell_unsafe, on_failure=self.failed.emit
            )

    def _tell_unsafe(self, fault: AssayError | None) -> None:
        """The same is not told once a second."""
        told = "" if fault is None else f"{fault.text_id} {fault.params}"
        if fault is not None and told != self._told:
            self.failed.emit(fault)
        self._told = told
