# SPDX-License-Identifier: Apache-2.0
"""Which projects this user has opened on this machine, and where they lie: so that what ends in them is watched."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from assay.projects.lock import own_folder
from assay.projects.manifest import FILE
from assay.whole_file import read_regular, write_whole

_PLACE = "place"
_LONGEST = 8_000
MOST = 200


def remember(own: Path, folder: Path) -> None:
    """Keeps where a project lies; `own` is the user's own folder for it. What cannot be kept is not."""
    data = str(folder.absolute()).encode("utf-8", "surrogateescape")
    with suppress(OSError):
        if len(data) > _LONGEST:
            return
        if _read(own) == data:
            (own / _PLACE).touch()  # opened latest
        else:
            write_whole(own / _PLACE, data, private=True)


def known_projects(root: Path) -> tuple[Path, ...]:
    """The folders of projects that were opened here and are there now, the latest opened first.

    `root`: where the user's own data about projects lie. Of drives that are not connected nothing is said.
    """
    try:
        found = sorted(root.glob(f"*/{_PLACE}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)[:MOST]
    except OSError:
        return ()
    places = (Path(_read(path.parent).decode("utf-8", "surrogateescape")) for path in found)
    return tuple(dict.fromkeys(place for place in places if place.is_absolute() and _is_there(place)))


def opened_at(root: Path, folder: Path) -> datetime | None:
    """When a project was opened here latest; None where that is not known."""
    try:
        return datetime.fromtimestamp((own_folder(root, folder) / _PLACE).stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _read(own: Path) -> bytes:
    try:
        return read_regular(own / _PLACE, _LONGEST)
    except OSError:
        return b""


def _is_there(folder: Path) -> bool:
    try:
        return (folder / FILE).is_file()
    except (OSError, ValueError):
        return False
