# SPDX-License-Identifier: Apache-2.0
"""A project that is open: its texts with their steps, and who may write them. A value; what is done gives a new one.

One window at a time may write; others may look. The journal goes along with every step.
"""

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from assay.document import Document
from assay.found import CREDENTIALS
from assay.places import user_projects
from assay.projects import lock
from assay.projects.disk import OnDisk, Unread, clear_drafts, read_folder
from assay.projects.fault import ProjectError, reason_of
from assay.projects.journal import Journal, Way, left_behind, replayed
from assay.projects.known import remember
from assay.projects.manifest import FILE, Manifest, manifest_of, manifest_text
from assay.projects.reconciling import Conflict, is_sound, reconciled
from assay.projects.steps import Step, Work
from assay.values import frozen
from assay.whole_file import write_folder


@frozen
class Desk:
    """What one opening holds: the lock, and the journal."""

    lock: lock.Lock
    journal: Journal


@frozen
class Recovered:
    """Work that a program had not saved when it was stopped, taken up again."""

    files: tuple[str, ...]
    """Files that are not saved."""
    is_whole: bool
    """Whether all of it could be read."""

    @property
    def text(self) -> str:
        """Text id of what happened, with `count` for the number of files."""
        return "project.recovered.whole" if self.is_whole else "project.recovered.torn"


@dataclass(frozen=True)
class Project:
    """A project that is open."""

    folder: Path
    work: Work
    desk: Desk | None = None
    """None: it can be read alone."""
    read_only: str = ""
    """Text id of why; empty where it can be written."""
    holder: lock.Holder | None = None
    """Who has it, where somebody else does."""
    unread: tuple[Unread, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """As of when the folder was last looked into."""
    recovered: Recovered | None = None
    fault: ProjectError | None = field(default=None, compare=False)
    """Why the journal is not kept at the moment; work goes on without."""

    @cached_property
    def manifest(self) -> Manifest:
        """What the project says of itself."""
        return manifest_of(self.work.files[FILE])

    @property
    def is_saved(self) -> bool:
        """Whether the folder has everything as it is here."""
        return not self.work.unsaved

    @cached_property
    def credentials(self) -> tuple[str, ...]:
        """File names of the credentials, in the order they are shown."""
        names = [path.removeprefix(f"{CREDENTIALS}/") for path in self.work.files if path != FILE]
        return self.manifest.ordered(names)

    def document(self, name: str) -> Document:
        """A credential to be checked, as it is now. KeyError where there is none of that file name."""
        return Document(name, self.work.files[f"{CREDENTIALS}/{name}"].encode())


def create_project(folder: Path, name: str, pack: str, moment: datetime, *, root: Path | None = None) -> Project:
    """A new project in a folder that is not there yet, or empty; it is open. `root`: see `open_project`.

    ProjectError where something is in the folder, or it cannot be made.
    """
    text = manifest_text(Manifest(name, pack))
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ProjectError("project_not_empty")
        write_folder(folder, {FILE: text.encode()})
        (folder / CREDENTIALS).mkdir()
    except OSError as error:
        raise ProjectError("project_unwritable", reason=reason_of(error)) from error
    return open_project(folder, moment, root=root)


def open_project(
    folder: Path,
    moment: datetime,
    *,
    root: Path | None = None,
    read_only: bool = False,
    by_force: bool = False,
    is_driven: bool = False,
) -> Project:
    """A project, with what was not saved when a program was stopped taken up again.

    `root`: where the user's own data about projects lie. `read_only`: to look at it alone, whoever has it. `by_force`:
    take it over from whoever has it, who is told before they next save. `is_driven`: somebody calls `kept` every
    second; else a step now and then waits for the disk.

    A folder that cannot be written to is opened for reading alone. ProjectError (`project_held`) where another has it;
    `who_has` tells more of that; others where it is no project, of a newer version, or cannot be read.
    """
    own = lock.own_folder(root or user_projects(), folder)
    if read_only:
        return _to_look_at(folder, read_folder(folder), "project.read_only.asked", _holder(folder, own))
    manifest_of(read_folder(folder).texts[FILE])
    try:
        taken = lock.taken(folder, own, moment, by_force=by_force)
    except ProjectError as error:
        if error.text_id != "project_unwritable":
            raise
        return _to_look_at(folder, read_folder(folder), "project.read_only.drive", None)
    except OSError:
        return _to_look_at(folder, read_folder(folder), "project.read_only.data", None)
    with ExitStack() as undo:
        undo.callback(taken.release)
        clear_drafts(folder)
        project = _taken_up(folder, own, Desk(taken, Journal(own, taken.holder.token, is_driven=is_driven)))
        undo.pop_all()
    remember(own, folder)
    return project


def who_has(folder: Path, *, root: Path | None = None) -> lock.Held:
    """Who has the project open for writing. ProjectError where that cannot be read."""
    return lock.held(folder, lock.own_folder(root or user_projects(), folder))


def kept(project: Project) -> ProjectError | None:
    """Forces all that was done to the disk of this machine; gives why that cannot be, if so.

    To be called about once a second while a project is open, from any thread, with any value of it.
    """
    if project.desk is None:
        return None
    try:
        project.desk.journal.sync()
    except OSError as error:
        return ProjectError("project_journal", reason=reason_of(error))
    return None


def close(project: Project, *, forget: bool = False) -> None:
    """Lets others have the project. What is not saved is taken up at the next opening; `forget`: it is not."""
    if project.desk is None:
        return
    if forget or project.is_saved:
        with suppress(OSError):
            project.desk.journal.restart(Work())
    project.desk.journal.keep()
    project.desk.lock.release()


def looked(project: Project) -> Project:
    """With what somebody else did to the files meanwhile: taken over, merged, or a conflict to be decided.

    ProjectError where the folder is no project any more, or of a newer version.
    """
    disk = read_folder(project.folder)
    if project.desk is None:
        manifest_of(disk.texts[FILE])
        return replace(project, work=Work(disk.texts, disk.texts), unread=disk.unread)
    found = reconciled(project.work, disk)
    fault = recorded(project, Way.STEP, found.step, found.work)
    return replace(project, work=found.work, unread=disk.unread, conflicts=found.conflicts, fault=fault)


def recorded(project: Project, way: Way, step: Step | None, after: Work) -> ProjectError | None:
    """Tells the journal of a step, and of what is in the folder now; gives why it could not be kept, if so."""
    if project.desk is None:
        return None
    try:
        if step is not None:
            project.desk.journal.record(way, step, project.work, after)
        project.desk.journal.record_saved(project.work, after)
    except OSError as error:
        return ProjectError("project_journal", reason=reason_of(error))
    return None


def _holder(folder: Path, own: Path) -> lock.Holder | None:
    """Who has it, where that can be told."""
    try:
        found = lock.held(folder, own)
    except ProjectError:
        return None
    return found.holder if found.state in {lock.State.OURS, lock.State.OTHERS} else None


def _to_look_at(folder: Path, disk: OnDisk, reason: str, holder: lock.Holder | None) -> Project:
    manifest_of(disk.texts[FILE])
    return Project(folder, Work(disk.texts, disk.texts), None, reason, holder, disk.unread)


def _taken_up(folder: Path, own: Path, desk: Desk) -> Project:
    """The project with the latest work that was left behind; what is in the folder already needs no taking up."""
    disk = read_folder(folder)
    manifest_of(disk.texts[FILE])
    project = Project(folder, Work(disk.texts, disk.texts), desk, unread=disk.unread)
    for path in _left(own):
        try:
            found = replayed(path, disk.texts)
            joint = reconciled(found.work, disk) if found is not None else None
            if found is None or joint is None or not is_sound(joint.work.files.get(FILE)):
                continue
            if joint.work.unsaved:
                told = Recovered(joint.work.unsaved, found.is_whole)
                project = replace(project, work=joint.work, conflicts=joint.conflicts, recovered=told)
                desk.journal.restart(joint.work)
            path.unlink()
        except OSError as error:
            return replace(project, fault=ProjectError("project_journal", reason=reason_of(error)))
        if project.recovered is not None:
            break
    return project


def _left(own: Path) -> list[Path]:
    try:
        return left_behind(own)
    except OSError:
        return []
