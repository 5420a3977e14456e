# SPDX-License-Identifier: Apache-2.0
"""The texts of a project under work, and every step made to any of them, back and forth: values, a new one a step.

A step may touch several files, and is taken back as one: a credential is added with its place in the order. Saving does
not end it: what was done before can be taken back after.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from assay.authoring.edited_text import MOST_STEPS, Change, change_between, taken_together
from assay.values import frozen

OUTSIDE = "project.step.outside"
"""The reason of a step that somebody else made, to the files."""
ANSWERS = "project.step.answers"
"""The reason of a step that was an answer to a question."""


class Deed(StrEnum):
    """What a change does to a file as a whole."""

    EDIT = "edit"
    ADD = "add"
    REMOVE = "remove"


_REVERSE = {Deed.EDIT: Deed.EDIT, Deed.ADD: Deed.REMOVE, Deed.REMOVE: Deed.ADD}


@frozen
class FileChange:
    """A change of one file. A file that is added or removed has its whole text in the change."""

    file: str
    """Its place inside of the project, with `/`."""
    change: Change
    deed: Deed = Deed.EDIT

    @property
    def undone(self) -> "FileChange":
        """The change that takes this one back."""
        return FileChange(self.file, self.change.undone, _REVERSE[self.deed])


@frozen
class Step:
    """What is done, and taken back, at once."""

    changes: tuple[FileChange, ...]

    @property
    def reason(self) -> str:
        """Text id of what did it."""
        return self.changes[-1].change.reason if self.changes else ""

    @property
    def undone(self) -> "Step":
        """The step that takes this one back."""
        return Step(tuple(change.undone for change in reversed(self.changes)))


@frozen
class Work:
    """The texts of a project by their place in it."""

    files: Mapping[str, str] = field(default_factory=dict)
    """As they are now."""
    saved: Mapping[str, str] = field(default_factory=dict)
    """As they were on the disk when they were last read or written: what both sides of a merge began with."""
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    """Steps taken back, the next one to be made again last."""
    is_closed: bool = False
    """It was saved since the last step: typing that goes on is a step of its own."""

    @property
    def unsaved(self) -> tuple[str, ...]:
        """Files that are not on the disk as they are here, those that are to be removed included."""
        names = self.files.keys() | self.saved.keys()
        return tuple(sorted(name for name in names if self.files.get(name) != self.saved.get(name)))

    def edit(self, step: Step) -> "Work":
        """With a step made. Typing goes on with the step before, word by word.

        Raises:
            ValueError: a change belongs to another text, or to a file that is not there, or is there already.
        """
        files = _made(self.files, step)
        joined = _joined(self.done[-1], step) if self.done and not (self.undone or self.is_closed) else None
        done = (*self.done[:-1], joined) if joined is not None else (*self.done, step)
        return replace(self, files=files, done=done[-MOST_STEPS:], undone=(), is_closed=False)

    def undo(self) -> "Work":
        """With the last step taken back; itself where there is none. ValueError as `edit`."""
        if not self.done:
            return self
        last = self.done[-1]
        return replace(self, files=_made(self.files, last.undone), done=self.done[:-1], undone=(*self.undone, last))

    def redo(self) -> "Work":
        """With the step made again that was taken back last; itself where there is none. ValueError as `edit`."""
        if not self.undone:
            return self
        step = self.undone[-1]
        return replace(self, files=_made(self.files, step), done=(*self.done, step), undone=self.undone[:-1])

    def as_saved(self, disk: Mapping[str, str | None]) -> "Work":
        """The same, with these texts on the disk (None: the file is not there)."""
        kept = {name: text for name, text in self.saved.items() if name not in disk}
        return replace(
            self, saved=kept | {name: text for name, text in disk.items() if text is not None}, is_closed=True
        )


def edited(work: Work, texts: Mapping[str, str | None], reason: str) -> Step | None:
    """The step that gives files these texts (None: takes them out of the project); None where nothing changes."""
    found = [change for name, text in texts.items() if (change := _change(work.files.get(name), text, name, reason))]
    return Step(tuple(found)) if found else None


def _change(before: str | None, after: str | None, name: str, reason: str) -> FileChange | None:
    if before is None or after is None:
        if before is after:
            return None
        change = Change(0, before or "", after or "", reason)
        return FileChange(name, change, Deed.ADD if before is None else Deed.REMOVE)
    found = change_between(before, after, reason)
    return FileChange(name, found) if found is not None else None


def _made(files: Mapping[str, str], step: Step) -> dict[str, str]:
    found = dict(files)
    for entry in step.changes:
        is_there = entry.file in found
        if is_there == (entry.deed is Deed.ADD):
            raise ValueError(entry.file)
        text = entry.change.applied(found.get(entry.file, ""))
        if entry.deed is Deed.REMOVE:
            if text:
                raise ValueError(entry.file)
            del found[entry.file]
        else:
            found[entry.file] = text
    return found


def _joined(last: Step, step: Step) -> Step | None:
    """Both as one step, where somebody goes on typing or erasing a word in one file; else None."""
    if len(last.changes) != 1 or len(step.changes) != 1:
        return None
    (one,), (other,) = last.changes, step.changes
    if one.file != other.file or one.deed is not Deed.EDIT or other.deed is not Deed.EDIT:
        return None
    if other.change.reason != ANSWERS:
        change = taken_together(one.change, other.change)
    elif any("\n" in text for text in (one.change.before, one.change.after, other.change.before, other.change.after)):
        return None  # each answer has a line: these are several
    else:
        change = taken_together(one.change, other.change, ANSWERS)
    return None if change is None else Step((FileChange(one.file, change),))
