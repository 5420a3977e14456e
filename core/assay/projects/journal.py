# SPDX-License-Identifier: Apache-2.0
"""What was done to a project since it was last saved, a line a step: what ends the program does not end the work.

It lies in the user's own data: a shared drive may be slow, away or not to be written to. A line is with the system as
soon as it was recorded, which survives the end of the program; once a second all of it is forced to the disk, which
survives the end of the power. The first time a file is touched its text as it was read stands in the journal too, so
that it can be read again whatever became of the file.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path

from assay.authoring.edited_text import Change
from assay.projects.lock import is_alive
from assay.projects.steps import Deed, FileChange, Step, Work, edited
from assay.values import frozen
from assay.whole_file import read_regular, write_whole

SUFFIX = ".journal"
RESTORED = "project.step.restored"
"""The reason of a step that stands for several of which the journal kept only what they came to."""
SYNC_SECONDS = 1.0
MAX_BYTES = 256 * 1024 * 1024
_BASE, _SAVED = "base", "saved"
"""Lines about the text in the folder: before the first step to a file, and since then."""
_FORMAT, _VERSION = "assay-project-journal", 1
_COMPACT_AT = 64 * 1024 * 1024
_OPEN = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Way(StrEnum):
    """How a step was made."""

    STEP = "step"
    UNDO = "undo"
    REDO = "redo"


class Journal:
    """The journal of one opening. The file is there only while something is unsaved."""

    def __init__(
        self, own: Path, token: str, clock: Callable[[], float] = time.monotonic, *, is_driven: bool = False
    ) -> None:
        """`clock`: seconds that never go back; the time of day may. `is_driven`: somebody calls `sync` every second, so
        that no step has to wait for the disk; else steps do so themselves.
        """
        self.path = own / f"{token}{SUFFIX}"
        self._clock, self._is_driven = clock, is_driven
        self._file = -1
        self._based: set[str] = set()
        self._files: Mapping[str, str] | None = None
        self._size = 0
        self._synced = clock()
        self._is_synced = True
        self._is_whole = True

    def record(self, way: Way, step: Step, before: Work, after: Work) -> None:
        """A step that was made. Raises OSError where it cannot be written; the next call then writes all of it anew.

        So does a step that does not follow the one before: somebody went on from an older value.
        """
        is_next = self._files is None or self._files == before.files
        if not (self._is_whole and is_next) or self._size > _COMPACT_AT:
            self.restart(after)
            return
        is_new = way is not Way.STEP or bool(after.done and after.done[-1] is step)
        lines = [*self._bases(step, before), _line({"do": way.value, "new": is_new, "changes": _told(step)})]
        self._is_whole = False
        self._append(b"".join(lines))
        self._is_whole = True
        self._based.update(entry.file for entry in step.changes)
        self._files = after.files
        if not self._is_driven and self._clock() - self._synced >= SYNC_SECONDS:
            self.sync()

    def record_saved(self, before: Work, after: Work) -> None:
        """That files have other texts in the folder now, which this side knows of. Raises OSError as `record`."""
        names = [name for name in sorted(self._based) if before.saved.get(name) != after.saved.get(name)]
        if names and self._is_whole:
            self._is_whole = False
            self._append(b"".join(_line({"do": _SAVED, "file": name, "text": after.saved.get(name)}) for name in names))
            self._is_whole = True

    def sync(self) -> None:
        """Everything recorded is on the disk; to be called about once a second, from any thread.

        Raises OSError where it cannot be.
        """
        held, self._synced = self._file, self._clock()
        if held < 0 or self._is_synced:
            return
        self._is_synced = True  # what is recorded from here on is for the next time
        try:
            os.fsync(held)
        except OSError:
            if self._file == held:
                self._is_synced = False
                raise  # else it was written anew meanwhile, whole and on the disk

    def restart(self, work: Work) -> None:
        """A new journal of what is unsaved, without the steps it took; none where all is saved. Raises OSError."""
        self._close()
        self._is_whole = False
        names = work.unsaved
        if names:
            lines = b"".join((_HEAD, *_of_differences(work, names)))
            write_whole(self.path, lines, private=True)
            self._size = len(lines)
        else:
            self.path.unlink(missing_ok=True)
            self._size = 0
        self._based, self._files = set(names), work.files
        self._is_whole = self._is_synced = True

    def keep(self) -> None:
        """Lets go of the file, which stays for the next opening."""
        with suppress(OSError):
            self.sync()
        self._close()

    def _bases(self, step: Step, before: Work) -> Iterator[bytes]:
        if self._file < 0 and not self._based:
            yield _HEAD
        fresh = sorted({entry.file for entry in step.changes} - self._based)
        yield from _of_differences(before, fresh)

    def _append(self, data: bytes) -> None:
        if self._file < 0:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = os.open(self.path, _OPEN, 0o600)
        self._is_synced = False
        left = memoryview(data)
        while left:
            left = left[os.write(self._file, left) :]
        self._size += len(data)

    def _close(self) -> None:
        if self._file >= 0:
            with suppress(OSError):
                os.close(self._file)
            self._file = -1


def _of_differences(work: Work, names: "list[str] | tuple[str, ...]") -> Iterator[bytes]:
    """The texts that files were saved with, and one step to what they are now."""
    for name in names:
        yield _line({"do": _BASE, "file": name, "text": work.saved.get(name)})
    saved = Work({name: work.saved[name] for name in names if name in work.saved})
    step = edited(saved, {name: work.files.get(name) for name in names}, RESTORED)
    if step is not None:
        yield _line({"do": Way.STEP.value, "new": True, "changes": _told(step)})


def _told(step: Step) -> list[dict[str, object]]:
    return [{"file": entry.file, "deed": entry.deed.value, **asdict(entry.change)} for entry in step.changes]


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


_HEAD = _line({"format": _FORMAT, "version": _VERSION})


def left_behind(own: Path) -> list[Path]:
    """Journals of programs that run no more, the latest first. Raises OSError where the folder cannot be read."""
    found = (path for path in own.glob(f"*{SUFFIX}") if not is_alive(own, path.name.removesuffix(SUFFIX)))
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


@frozen
class Replayed:
    """What a journal comes to."""

    work: Work
    """Its files as they were in the end; saved, where the folder had a text that they had been on the way, is that."""
    is_whole: bool
    """Whether every line could be followed: else the last one was torn, or what came after a damaged one is lost."""


def replayed(path: Path, disk: Mapping[str, str]) -> Replayed | None:
    """What is in a journal, over the texts in the folder; None where it is no journal of this version.

    Raises OSError where it cannot be read.
    """
    data = read_regular(path, MAX_BYTES)
    if _HEAD.startswith(data):  # stopped before the first step was in it
        return Replayed(Work(disk, disk), is_whole=data == _HEAD)
    *lines, rest = data.split(b"\n")
    if not lines or lines[0] + b"\n" != _HEAD:
        return None
    work, is_whole = Work(), not rest
    for line in lines[1:]:
        try:
            work = _followed(work, line, disk)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            is_whole = False
            break
    touched = _touched(work)
    others = {name: text for name, text in disk.items() if name not in touched}
    files, saved = {**others, **work.files}, {**others, **work.saved}
    return Replayed(replace(work, files=files, saved=saved), is_whole)


def _touched(work: Work) -> set[str]:
    steps = (*work.done, *work.undone)
    return {entry.file for step in steps for entry in step.changes} | work.files.keys() | work.saved.keys()


def _followed(work: Work, line: bytes, disk: Mapping[str, str]) -> Work:
    told = json.loads(line)
    if told["do"] in {_BASE, _SAVED}:
        name, text = str(told["file"]), None if told["text"] is None else str(told["text"])
        files = work.files if told["do"] == _SAVED or text is None else {**work.files, name: text}
        return replace(work.as_saved({name: text}), files=files, is_closed=False)
    step = Step(tuple(_change(entry) for entry in told["changes"]))
    made = _WAYS[Way(told["do"])](replace(work, is_closed=bool(told["new"])), step)
    names = {entry.file for entry in step.changes}
    here = {name: disk.get(name) for name in names if made.files.get(name) == disk.get(name)}
    return replace(made.as_saved(here), is_closed=False)


def _change(told: Mapping[str, object]) -> FileChange:
    start = told["start"]
    if not isinstance(start, int) or start < 0:
        raise ValueError(start)
    change = Change(start, str(told["before"]), str(told["after"]), str(told["reason"]))
    return FileChange(str(told["file"]), change, Deed(str(told["deed"])))


def _undone(work: Work, step: Step) -> Work:
    """A step taken back, which the journal may not have seen being made."""
    if work.done and work.done[-1].undone == step:
        return work.undo()
    made = Work(work.files).edit(step)
    return replace(work, files=made.files, undone=(*work.undone, step.undone))


def _redone(work: Work, step: Step) -> Work:
    if work.undone and work.undone[-1] == step:
        return work.redo()
    made = Work(work.files).edit(step)
    return replace(work, files=made.files, done=(*work.done, step))


_WAYS: Mapping[Way, Callable[[Work, Step], Work]] = {Way.STEP: Work.edit, Way.UNDO: _undone, Way.REDO: _redone}
