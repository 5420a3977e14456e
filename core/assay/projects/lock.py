# SPDX-License-Identifier: Apache-2.0
"""Who works on a project: a file in its folder says so to everybody who shares the drive.

Locks of the system do not reach over every network drive, so the file is made in one go, and names its holder. Whether
that one still lives is known on its own machine alone: there it holds a lock of the system, in the user's own data. Of
other machines nothing is guessed: a person decides.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assay.moment import format_moment
from assay.projects.fault import ProjectError, reason_of
from assay.values import frozen
from assay.whole_file import read_regular, write_whole

if TYPE_CHECKING:
    from filelock import FileLock

FILE = ".assay-lock"
_FORMAT = "assay-project-lock"
_MACHINE, _GUARD = "machine", "guard.lock"
_MOST, _LONGEST = 10_000, 200
_WAIT = 10.0
_ALIVE = ".alive"


@frozen
class Holder:
    """Who has a project open for writing. What the file does not say is empty."""

    host: str = ""
    user: str = ""
    since: str = ""
    """The instant, by the clock of that machine; only to be shown."""
    machine: str = ""
    """A name of the user's own data on that machine; host names are given twice too easily."""
    token: str = ""
    """A name of this one opening."""


class State(StrEnum):
    """How a project is held."""

    FREE = "free"
    OURS = "ours"
    """By another window of this user on this machine, which is running."""
    LEFT = "left"
    """By a program of this user on this machine that runs no more."""
    OTHERS = "others"
    """By somebody of whom nothing more can be known here."""


@frozen
class Held:
    """A project's lock as it is."""

    state: State
    holder: Holder = Holder()


class Lock:
    """A lock that is held, until it is released or the process ends."""

    def __init__(self, folder: Path, holder: Holder, alive: "FileLock") -> None:
        self._file, self.holder, self._alive = folder / FILE, holder, alive

    @property
    def is_ours(self) -> bool:
        """Whether nobody took the project over. A file that cannot be read now proves nothing."""
        try:
            return _read(self._file).token == self.holder.token
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def is_held(self) -> bool:
        """The same; a file that somebody cleared away is made anew, if nobody was quicker."""
        if self.is_ours or self._file.exists():
            return self.is_ours
        try:
            _make(self._file, _written(self.holder), self.holder.token)
        except FileExistsError:
            return False
        except OSError:  # what is to be written will tell
            return True
        return True

    def release(self) -> None:
        """Lets others have the project; what cannot be removed is seen to be left behind."""
        with suppress(OSError):
            if _read(self._file).token == self.holder.token:
                self._file.unlink()
        self._alive.release()
        with suppress(OSError):
            Path(self._alive.lock_file).unlink(missing_ok=True)


def held(folder: Path, own: Path) -> Held:
    """Who holds the project of a folder. `own`: the user's own folder for that project. ProjectError where it cannot
    be read.
    """
    try:
        holder = _read(folder / FILE)
    except FileNotFoundError:
        return Held(State.FREE)
    except OSError as error:
        raise ProjectError("project_unreadable", name=FILE, reason=reason_of(error)) from error
    if not (holder.token and holder.machine) or holder.machine != _machine(own):
        return Held(State.OTHERS, holder)
    return Held(State.OURS if is_alive(own, holder.token) else State.LEFT, holder)


def taken(folder: Path, own: Path, moment: datetime, *, by_force: bool = False) -> Lock:
    """The lock of the project. What a program that runs no more left behind is taken over.

    `by_force`: even from somebody who may still work on it; they are told before they next save. ProjectError
    (`project_held`) where another has it, (`project_unwritable`) where the folder cannot be written to; OSError where
    the user's own folder cannot.
    """
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    holder = Holder(_host(), _user(), format_moment(moment), _machine(own), uuid4().hex)
    with _alone(own):
        _forget_ended(own)
        found = held(folder, own)
        if found.state in {State.OURS, State.OTHERS} and not by_force:
            raise ProjectError("project_held", **_named(found.holder))
        alive = _claimed(own, holder.token)
        data = _written(holder)
        try:
            if found.state is State.FREE:
                _make(folder / FILE, data, holder.token)
            else:
                write_whole(folder / FILE, data)
        except FileExistsError:
            alive.release()
            raise ProjectError("project_held", **_named(held(folder, own).holder)) from None
        except OSError as error:
            alive.release()
            raise ProjectError("project_unwritable", reason=reason_of(error)) from error
    return Lock(folder, holder, alive)


def is_alive(own: Path, token: str) -> bool:
    """Whether the program that opened the project under this name still runs."""
    if not token.isalnum() or not (own / f"{token}{_ALIVE}").exists():
        return False
    found = _attempt(own, token)
    if found is None:
        return True
    found.release()
    return False


def own_folder(root: Path, project: Path) -> Path:
    """The user's own folder for the project in a folder, below the one for all projects."""
    place = os.path.normcase(os.path.realpath(project))
    return root / sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _forget_ended(own: Path) -> None:
    """Removes what programs left that run no more. Under the guard alone: another one may just be making its own."""
    with suppress(OSError):
        for path in list(own.glob(f"*{_ALIVE}")):
            if not is_alive(own, path.name.removesuffix(_ALIVE)):
                path.unlink(missing_ok=True)
        for path in list(own.glob(".*.part")):  # half written, by one of these or nobody
            if not is_alive(own, path.name[1:].partition(".")[0]):
                path.unlink(missing_ok=True)


def _named(holder: Holder) -> dict[str, str]:
    from assay.texts import quoted

    return {
        "user": quoted(holder.user) or "?",
        "host": quoted(holder.host) or "?",
        "since": quoted(holder.since) or "?",
    }


def _make(file: Path, data: bytes, token: str) -> None:
    """The file with its content in one go. FileExistsError where it is there."""
    draft = file.with_name(f"{file.name}.{token[:8]}.{os.getpid()}.part")
    try:
        write_whole(draft, data)
        if os.name == "nt":
            draft.rename(file)  # which replaces nothing there
        else:
            _link(draft, file, data)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _link(draft: Path, file: Path, data: bytes) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:  # a drive that knows no links
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as opened:
            opened.write(data)


def _written(holder: Holder) -> bytes:
    return json.dumps({"format": _FORMAT, **asdict(holder)}, indent=2).encode() + b"\n"


def _read(file: Path) -> Holder:
    """What the file says; nothing of it where that cannot be understood."""
    data = read_regular(file, _MOST)
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return Holder()
    if not isinstance(told, dict) or told.get("format") != _FORMAT:
        return Holder()
    names = ("host", "user", "since", "machine", "token")
    return Holder(*(str(told.get(name, ""))[:_LONGEST] for name in names))


def _machine(own: Path) -> str:
    """The name of the user's own data here, made once."""
    file = own.parent / _MACHINE
    with suppress(OSError):
        return read_regular(file, _LONGEST).decode("ascii", "replace")
    made = uuid4().hex
    try:
        own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(file, made.encode(), made)
    except FileExistsError:
        return read_regular(file, _LONGEST).decode("ascii", "replace")
    except OSError:
        return ""
    return made


def _host() -> str:
    import platform

    return platform.node()[:_LONGEST]


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()[:_LONGEST]
    except (OSError, KeyError, ImportError):
        return ""


def _claimed(own: Path, token: str) -> "FileLock":
    found = _attempt(own, token)
    if found is None:
        raise ProjectError("project_busy")
    return found


def _attempt(own: Path, token: str) -> "FileLock | None":
    from filelock import FileLock, Timeout

    lock = FileLock(own / f"{token}{_ALIVE}", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


@contextmanager
def _alone(own: Path) -> Iterator[None]:
    """Alone among the programs of this user on this machine: two must not both take over what is left behind."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(own / _GUARD, timeout=_WAIT):
            yield
    except Timeout:
        raise ProjectError("project_busy") from None
