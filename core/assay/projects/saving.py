# SPDX-License-Identifier: Apache-2.0
"""A project's files written: each whole or not at all, those that changed alone, and never over what somebody else did.

What could not be written stays unsaved, and in the journal; the rest is saved.
"""

from collections.abc import Mapping
from dataclasses import replace

from assay.projects.disk import text_on_disk, write_text
from assay.projects.fault import ProjectError, reason_of
from assay.projects.journal import Way
from assay.projects.manifest import FILE
from assay.projects.names import folded
from assay.projects.project import Project, looked, recorded
from assay.projects.reconciling import Choice, decided
from assay.projects.steps import Work
from assay.values import frozen

_ROUNDS = 3
"""How often the folder is looked into again, where files change while they are written."""


@frozen
class Saved:
    """What came of saving."""

    project: Project
    """`project.conflicts`: files that were not written, because somebody has to decide first."""
    written: tuple[str, ...] = ()
    """Files that were written, or removed."""
    fault: ProjectError | None = None
    """Why the rest could not be written."""

    @property
    def is_done(self) -> bool:
        """Whether the folder has everything."""
        return self.fault is None and self.project.is_saved


def save(project: Project) -> Saved:
    """Everything unsaved into the folder, after what happened there meanwhile was brought in.

    ProjectError where the project may only be read (`project_read_only`), somebody took it over (`project_lost`), or
    the folder is no project any more, or of a newer version: then nothing was written.
    """
    if project.desk is None:
        raise ProjectError("project_read_only")
    if not project.folder.is_dir():
        raise ProjectError("project_gone")
    if not project.desk.lock.is_held():
        raise ProjectError("project_lost")
    written: list[str] = []
    fault: ProjectError | None = None
    for _ in range(_ROUNDS):
        project = looked(project)
        made, fault, is_disturbed = _written(project)
        project = replace(project, work=project.work.as_saved(made)) if made else project
        written += made
        if fault is not None or not is_disturbed:
            break
    kept = _kept_of(project)
    return Saved(replace(project, recovered=None, fault=kept), tuple(dict.fromkeys(written)), fault)


def _kept_of(project: Project) -> ProjectError | None:
    """A journal of what is still unsaved alone; gives why it could not be written, if so."""
    if project.desk is None:
        return None
    try:
        project.desk.journal.restart(project.work)
    except OSError as error:
        return ProjectError("project_journal", reason=reason_of(error))
    return None


def decide(project: Project, file: str, choice: Choice) -> Project:
    """With a conflict decided; saving writes what was decided. KeyError where the file is in no conflict (any more).

    ValueError where that is no choice of it; ProjectError where it may only be read.
    """
    if project.desk is None:
        raise ProjectError("project_read_only")
    conflict = next((entry for entry in project.conflicts if entry.file == file), None)
    if conflict is None:
        raise KeyError(file)
    work, step = decided(project.work, conflict, choice)
    fault = recorded(project, Way.STEP, step, work)
    if conflict.is_unreadable:
        work = _put_over(project, file, work)
    left = tuple(entry for entry in project.conflicts if entry is not conflict)
    return replace(project, work=work, conflicts=left, fault=fault)


def _written(project: Project) -> tuple[Mapping[str, str | None], ProjectError | None, bool]:
    """What was written, why not all of it was, and whether a file changed under our hands. The project's own file is
    the last one: what it names is there then.
    """
    waiting = {entry.file for entry in project.conflicts}
    made: dict[str, str | None] = {}
    is_disturbed = False
    for name in _in_order(project.work):
        if name in waiting:
            continue
        text = project.work.files.get(name)
        try:
            if text_on_disk(project.folder, name) != project.work.saved.get(name):
                is_disturbed = True
                continue
            write_text(project.folder, name, text)
        except ProjectError as error:
            return made, error, False
        except OSError as error:
            return made, ProjectError("project_unsaved", name=_shown(name), reason=reason_of(error)), False
        made[name] = text
    return made, None, is_disturbed


def _in_order(work: Work) -> list[str]:
    """Files to be written, then those to be removed, then the project's own. A file whose name differs from a new one
    in capitals alone goes first: on some systems both are one file.
    """
    fresh = {folded(name) for name in work.unsaved if name in work.files}

    def place(name: str) -> tuple[int, str]:
        if name == FILE:
            return 3, name
        if name in work.files:
            return 1, name
        return (0 if folded(name) in fresh else 2), name

    return sorted(work.unsaved, key=place)


def _put_over(project: Project, file: str, work: Work) -> Work:
    """Mine over what cannot be read."""
    text = work.files.get(file)
    try:
        write_text(project.folder, file, text)
    except OSError as error:
        raise ProjectError("project_unsaved", name=_shown(file), reason=reason_of(error)) from error
    return work.as_saved({file: text})


def _shown(file: str) -> str:
    from assay.texts import quoted

    return quoted(file.rpartition("/")[2])
