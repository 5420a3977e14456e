# SPDX-License-Identifier: Apache-2.0
"""What somebody else did to the files of a project meanwhile, and what was done here, brought together file by file."""

from collections.abc import Mapping
from enum import StrEnum

from assay.found import CREDENTIALS
from assay.projects.disk import OnDisk
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE, manifest_of
from assay.projects.merging import merged
from assay.projects.names import free_name
from assay.projects.steps import OUTSIDE, Step, Work, edited
from assay.values import frozen

DECIDED = "project.step.decided"


class Choice(StrEnum):
    """Whose text a file is to have; `text` is what to call it."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Theirs under its name, and mine as a file beside it."""

    @property
    def text(self) -> str:
        """Text id of what is chosen."""
        return f"project.choice.{self.value}"


@frozen
class Conflict:
    """A file that was changed here and outside, in ways that cannot be merged. None: the file is not there."""

    file: str
    base: str | None
    mine: str | None
    theirs: str | None
    is_unreadable: bool = False
    """What lies there now cannot be read, or not be understood as a project's own file."""

    @property
    def text(self) -> str:
        """Text id of what happened; the file is named beside it."""
        if self.is_unreadable:
            return "project.conflict.unreadable"
        if self.mine is None:
            return "project.conflict.removed_here"
        return "project.conflict.removed_there" if self.theirs is None else "project.conflict.both"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided."""
        if self.is_unreadable:
            return (Choice.MINE,)
        may_both = self.mine is not None and self.theirs is not None and self.file != FILE
        return (Choice.MINE, Choice.THEIRS, *((Choice.BOTH,) if may_both else ()))


@frozen
class Reconciled:
    """Both sides brought together."""

    work: Work
    step: Step | None = None
    """What came from outside; None where nothing did."""
    taken: tuple[str, ...] = ()
    """Files that had not been changed here, and are now as they are outside."""
    merged: tuple[str, ...] = ()
    """Files that both sides had changed."""
    conflicts: tuple[Conflict, ...] = ()


def reconciled(work: Work, disk: OnDisk) -> Reconciled:
    """The work with what happened outside. ProjectError where the project is of a newer format now."""
    unread = {entry.file for entry in disk.unread} - disk.texts.keys()
    news: dict[str, str | None] = {}
    seen: dict[str, str | None] = {}
    both: list[str] = []
    conflicts: list[Conflict] = []
    for name in sorted(work.files.keys() | work.saved.keys() | disk.texts.keys()):
        base, mine, theirs = work.saved.get(name), work.files.get(name), disk.texts.get(name)
        if name in unread or (name == FILE and base != theirs and not is_sound(theirs)):
            conflicts.append(Conflict(name, base, mine, None, is_unreadable=True))
        elif base == theirs:
            continue
        elif theirs in {mine, base} or mine == base:
            seen[name] = news[name] = theirs
        elif (joint := _joint(name, base, mine, theirs)) is not None:
            seen[name], news[name] = theirs, joint
            both.append(name)
        else:
            conflicts.append(Conflict(name, base, mine, theirs))
    step = edited(work, news, OUTSIDE)
    taken = tuple(name for name in seen if name not in both and work.files.get(name) != seen[name])
    made = work if step is None else work.edit(step)
    return Reconciled(made.as_saved(seen) if seen else made, step, taken, tuple(both), tuple(conflicts))


def decided(work: Work, conflict: Conflict, choice: Choice) -> tuple[Work, Step | None]:
    """The work after somebody decided, and the step that this took. ValueError where that is no choice."""
    if choice not in conflict.choices:
        raise ValueError(choice.value)
    name, theirs = conflict.file, conflict.theirs
    if choice is Choice.MINE:
        return (work if conflict.is_unreadable else work.as_saved({name: theirs})), None
    texts: dict[str, str | None] = {name: theirs}
    if choice is Choice.BOTH:
        texts |= _copy(work, name)
    step = edited(work, texts, DECIDED)
    made = work if step is None else work.edit(step)
    return made.as_saved({name: theirs}), step


def _copy(work: Work, name: str) -> Mapping[str, str]:
    taken = [path.rpartition("/")[2] for path in work.files]
    return {f"{CREDENTIALS}/{free_name(name.rpartition('/')[2], taken)}": work.files[name]}


def _joint(name: str, base: str | None, mine: str | None, theirs: str | None) -> str | None:
    return None if base is None or mine is None or theirs is None else merged(name, base, mine, theirs)


def is_sound(text: str | None) -> bool:
    """Whether a text can be a project's own file. ProjectError where it must not even be written over: it is newer."""
    try:
        manifest_of(text or "")
    except ProjectError as error:
        if error.text_id == "project_newer":
            raise
        return False
    return True
