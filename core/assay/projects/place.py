# SPDX-License-Identifier: Apache-2.0
"""Where a project lies that is only looked at: in a folder, or in a zip file as it was passed on."""

import os
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Protocol

from assay.archive import FAULTS
from assay.document import Document
from assay.found import CREDENTIALS, EVIDENCE, shown
from assay.projects.disk import evidence_names, read_folder
from assay.projects.evidence_files import MAX_BYTES, Digests, digests_by, digests_of, evidence_file
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE
from assay.projects.packed import is_text, most_of, pieces, sorted_out
from assay.values import frozen


class Place(Protocol):
    """Where a project lies."""

    @property
    def name(self) -> str:
        """What to call it where the project cannot say what it is called."""

    def texts(self) -> Mapping[str, str]:
        """Its texts by place inside of the project. ProjectError where they cannot be read."""

    def evidence(self, named: Collection[str]) -> Mapping[str, Digests | None]:
        """Its files of evidence as they are now, by name; None of one that is not named, or that cannot be read.

        It reads those that are named. ProjectError where they cannot be listed.
        """


@frozen
class InFolder:
    """A project in a folder."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's."""
        return self.folder.name

    def texts(self) -> Mapping[str, str]:
        """As they are saved."""
        return read_folder(self.folder).texts

    def evidence(self, named: Collection[str]) -> Mapping[str, Digests | None]:
        """See `Place`."""
        return {name: self._digests(name) if name in named else None for name in evidence_names(self.folder)}

    def _digests(self, name: str) -> Digests | None:
        place = evidence_file(self.folder, name)
        try:
            return digests_of(place) if place is not None else None
        except ProjectError:
            return None


@frozen
class InArchive:
    """A project in a zip file; nothing of it is unpacked to disk."""

    archive: Path | bytes
    top: str
    """Its folder there as documents tell it, with a slash; empty for the root."""

    @property
    def name(self) -> str:
        """The folder's, or the zip file's."""
        return self.top.strip("/").rpartition("/")[2] or (self.archive.stem if isinstance(self.archive, Path) else "-")

    def texts(self) -> Mapping[str, str]:
        """As they are packed; without credentials that are no text, as of a folder."""
        with self._opened() as (opened, members):
            found = {place: entry for place, entry in members.items() if is_text(place)}
            texts = {place: _text(opened, entry, place) for place, entry in found.items()}
        if texts[FILE] is None:
            raise ProjectError("project_damaged")
        return {place: text for place, text in texts.items() if text is not None}

    def evidence(self, named: Collection[str]) -> Mapping[str, Digests | None]:
        """See `Place`."""
        inside = f"{EVIDENCE}/"
        with self._opened() as (opened, members):
            found = {place.removeprefix(inside): entry for place, entry in members.items() if place.startswith(inside)}
            return {name: _digests(opened, entry) if name in named else None for name, entry in found.items()}

    @contextmanager
    def _opened(self) -> Iterator[tuple[zipfile.ZipFile, Mapping[str, zipfile.ZipInfo]]]:
        """The zip file, with what is of the project in it, by place."""
        try:
            source = self.archive if isinstance(self.archive, Path) else BytesIO(self.archive)
            size = self.archive.stat().st_size if isinstance(self.archive, Path) else len(self.archive)
            opened = zipfile.ZipFile(source)
        except FAULTS as error:
            raise ProjectError("project_zip_damaged") from error
        with opened:
            inside = [entry for entry in opened.infolist() if shown(entry.filename).startswith(self.top)]
            tops = {entry.filename for entry in inside if shown(entry.filename) == f"{self.top}{FILE}"}
            top = next(iter(tops), FILE).removesuffix(FILE)
            own = [entry for entry in inside if most_of(entry.filename.removeprefix(top))]
            yield opened, sorted_out(own, size, top)[0]


def _text(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str) -> str | None:
    try:
        return b"".join(pieces(opened, entry, most_of(place))).decode()
    except UnicodeDecodeError:
        return None


def _digests(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Digests | None:
    try:
        return digests_by(pieces(opened, entry, MAX_BYTES))
    except ProjectError:
        return None


def places_of(documents: Iterable[Document]) -> tuple[Place, ...]:
    """The projects that documents lie in, each once; of a set those of its members."""
    every = [one for document in documents for one in getattr(document, "members", ()) or (document,)]
    folders = dict.fromkeys(os.path.split(one.accepted)[0] for one in every if isinstance(one.accepted, str))
    archives: dict[tuple[Path | int, str], InArchive] = {}
    for one in every:
        if one.archive is not None:
            top = one.name.rpartition("/")[0].removesuffix(CREDENTIALS)
            which = one.archive if isinstance(one.archive, Path) else id(one.archive)
            archives.setdefault((which, top), InArchive(one.archive, top))
    return (*_in_folders(folders), *archives.values())


def _in_folders(parents: Iterable[str]) -> Iterator[InFolder]:
    for parent in parents:
        folder = Path(parent).absolute()
        if folder.name == CREDENTIALS and _is_file(folder.parent / FILE):
            yield InFolder(folder.parent)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
