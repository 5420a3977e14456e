# SPDX-License-Identifier: Apache-2.0
"""Work that is not saved yet, kept beside the program so that nothing that ends it ends the work.

Each running program has a folder of its own with a lock; a folder whose lock nobody holds was left behind.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile

from assay.document import MAX_DOCUMENT_BYTES
from assay.values import frozen
from assay.whole_file import read_regular, write_whole

_LOCK = "lock"
_SUFFIX = ".draft.json"
_MOST = 200


@frozen
class Draft:
    """One text that is not in its file yet."""

    name: str
    """Name of the document."""
    origin: str
    """Path it came from; empty for none."""
    text: str
    byte_order_mark: bool


class Drafts:
    """The drafts of one running program."""

    def __init__(self, folder: Path) -> None:
        self._all = folder
        self._own = folder / uuid4().hex
        self._lock: QLockFile | None = None

    def keep(self, drafts: Mapping[int, Draft]) -> None:
        """Keep exactly these, each under its number.

        Raises:
            OSError: the folder cannot be written.
        """
        if drafts and self._lock is None:
            self._own.mkdir(parents=True, mode=0o700)
            self._lock = _locked(self._own)
        for number, draft in drafts.items():
            data = json.dumps(asdict(draft), ensure_ascii=True).encode()
            write_whole(self._own / f"{number}{_SUFFIX}", data, private=True)
        kept = {f"{number}{_SUFFIX}" for number in drafts}
        for path in self._own.glob(f"*{_SUFFIX}"):
            if path.name not in kept:
                path.unlink()

    def left_behind(self) -> tuple[Draft, ...]:
        """What programs that are no longer running had not saved; each is given once, to the first that asks.

        They stay on the disk until `keep` or `forget_left_behind` is called.
        """
        found: list[Draft] = []
        for folder in self._orphans():
            for path in sorted(folder.glob(f"*{_SUFFIX}"))[:_MOST]:
                draft = _read(path)
                if draft is not None:
                    found.append(draft)
        return tuple(found)

    def forget_left_behind(self) -> None:
        """Remove what `left_behind` has given."""
        for folder in self._orphans():
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let another program take up what is still kept; nothing is left where nothing is."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        with suppress(OSError):  # not empty: it is for the next start
            self._own.rmdir()

    def _orphans(self) -> Iterator[Path]:
        if not self._all.is_dir():
            return
        for folder in sorted(self._all.iterdir()):
            if folder == self._own or not folder.is_dir():
                continue
            lock = _locked(folder)
            if lock is not None:
                yield folder
                lock.unlock()


def _locked(folder: Path) -> QLockFile | None:
    """The lock of a folder; None where a running program holds it. Qt sees whether its process still lives."""
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def _read(path: Path) -> Draft | None:
    """A draft; None where the file holds none (it was damaged, or is not ours)."""
    try:
        told = json.loads(read_regular(path, 6 * MAX_DOCUMENT_BYTES))
        if set(told) != {"name", "origin", "text", "byte_order_mark"}:
            return None
        made = Draft(str(told["name"]), str(told["origin"]), str(told["text"]), bool(told["byte_order_mark"]))
        made.text.encode()
    except (OSError, ValueError, TypeError):
        return None
    return made if os.sep not in path.name else None
