# SPDX-License-Identifier: Apache-2.0
"""The user's own packs: imported once, checked then, kept in the user's data folder, several versions side by side.

`rule_packs/<id>/<version>/` holds a pack's files, `rule_packs/<id>/<version>.json` what was imported: a folder whose
files are no longer those is damaged, and refused. What is prebuilt lies in the user's cache under the pack's digest;
only this module writes it, so a program that came with a pack is never run.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import PackError
from assay.places import user_cache, user_packs
from assay.values import frozen

if TYPE_CHECKING:
    from assay.rules.pack import RulePack

_FOLDER = "rule_packs"
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}(?<![.])\Z")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}(?<![.])\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


@frozen
class Installed:
    """What was imported, as its record says: enough to choose a pack without reading it."""

    id: str
    version: str
    name: str
    generation: str
    current_as_of: str
    valid_from: str
    valid_until: str
    base: str
    sha256: str
    """Digest of the files when they were imported."""
    prebuilt: str = ""
    """SHA-256 of the manifest of what we made of them: whoever can write to the cache could say anything else there."""

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return user_packs() / self.id / self.version

    def is_valid_on(self, day: str) -> bool:
        """Whether the pack judges on that day (YYYY-MM-DD)."""
        return self.valid_from <= day and (not self.valid_until or day <= self.valid_until)


@frozen
class DamagedPack:
    """A record that cannot be read, or whose files are not those that were imported."""

    id: str
    version: str
    error: PackError


def installed_of(pack_id: str) -> tuple[Installed, ...]:
    """Imported versions of one id, in no particular order. Costs one look into a folder where there are none."""
    folder = user_packs() / pack_id if _ID.match(pack_id) else None
    return tuple(entry for entry in _records(folder) if isinstance(entry, Installed)) if folder else ()


def all_installed() -> tuple[Installed | DamagedPack, ...]:
    """Everything imported, by id and version; what is damaged says so."""
    found = [entry for folder in _entries(user_packs()) if folder.is_dir() for entry in _records(folder)]
    looked_at = [_damage(entry) or entry if isinstance(entry, Installed) else entry for entry in found]
    return tuple(sorted(looked_at, key=lambda entry: (entry.id, entry.version)))


def load_installed(entry: Installed) -> "RulePack":
    """The pack; PackError where it is damaged."""
    return _loaded(entry, entry.folder)


@cache
def _loaded(entry: Installed, folder: Path) -> "RulePack":
    from assay.rules.load import Kept, load_pack

    kept = Kept(prebuilt_place(entry.sha256), entry.prebuilt, lambda built: _keep_again(entry, built))
    pack = load_pack(folder, kept=kept, expected=entry.sha256)
    if replace(_record(pack), prebuilt=entry.prebuilt) != entry:
        raise _changed(entry)
    return pack


def install(
    pack: "RulePack", files: Mapping[str, bytes], beside: Mapping[str, bytes], built: Mapping[str, bytes]
) -> Installed:
    """Keeps a pack that was found sound; one of the same id and version is replaced.

    `beside` are files that are no part of the digest, the signature; `built` what was made of the pack, which goes into
    the cache. PackError where the folder cannot be written.
    """
    entry = replace(_record(pack), prebuilt=_manifest_digest(built))
    check_names(pack.id, pack.version)
    try:
        _write(entry, {**files, **beside})
    except OSError as error:
        raise PackError("pack.unwritable", file=str(entry.folder), reason=error.strerror or "") from error
    _keep_prebuilt(pack.sha256, built)
    return entry


def uninstall(pack_id: str, version: str) -> None:
    """Removes an imported version, damaged or not: its files, its record, what was made of it.

    PackError where there is none, or it cannot be removed. The record goes last: a pack of which only a part could be
    removed is damaged, and can be removed again.
    """
    import shutil

    check_names(pack_id, version)
    folder = user_packs() / pack_id / version
    record = _record_file(folder)
    if not folder.is_dir() and not record.is_file():
        raise PackError("pack.unknown", id=f"{pack_id}@{version}", known="")
    kept = [entry.sha256 for entry in installed_of(pack_id) if entry.version == version]
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
        record.unlink(missing_ok=True)
    except OSError as error:
        raise PackError("pack.unremovable", file=folder.name, reason=error.strerror or "") from error
    for sha256 in kept:
        shutil.rmtree(prebuilt_place(sha256), ignore_errors=True)
    if not _entries(folder.parent):
        folder.parent.rmdir()


def _keep_again(entry: Installed, built: Mapping[str, bytes]) -> None:
    """Keeps what was made anew, and remembers it as ours; without a word where that cannot be."""
    _keep_prebuilt(entry.sha256, built)
    try:
        _write_record(replace(entry, prebuilt=_manifest_digest(built)))
    except OSError:
        return


def _manifest_digest(built: Mapping[str, bytes]) -> str:
    return hashlib.sha256(built["manifest.json"]).hexdigest()


def _keep_prebuilt(sha256: str, documents: Mapping[str, bytes]) -> None:
    """Prebuilt documents into the cache; without a word where that cannot be: they are made again when needed."""
    place = prebuilt_place(sha256)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, content in documents.items():
            (place / name).write_bytes(content)
    except OSError:
        return


def prebuilt_place(sha256: str) -> Path:
    """Where prebuilt documents of the pack with that digest are kept."""
    return user_cache() / _FOLDER / sha256


def check_names(pack_id: str, version: str) -> None:
    """PackError where id or version cannot be the name of a folder everywhere."""
    for key, value, allowed in (("id", pack_id, _ID), ("version", version, _VERSION)):
        if not allowed.match(value) or _RESERVED.match(value):
            raise PackError("pack.bad_name", file="pack.toml", key=key, value=value)


def _write(entry: Installed, files: Mapping[str, bytes]) -> None:
    import shutil

    fresh = entry.folder.with_name(f"{entry.version}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, content in files.items():
        place = fresh / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    record = _record_file(entry.folder)
    record.unlink(missing_ok=True)
    shutil.rmtree(entry.folder, ignore_errors=True)
    fresh.rename(entry.folder)
    _write_record(entry)


def _write_record(entry: Installed) -> None:
    told = json.dumps(asdict(entry), ensure_ascii=False, indent=1) + "\n"
    _record_file(entry.folder).write_text(told, encoding="utf-8")


def _record(pack: "RulePack") -> Installed:
    names = ("id", "version", "name", "generation", "current_as_of", "valid_from", "valid_until", "base", "sha256")
    return Installed(**{name: getattr(pack, name) for name in names})


def _record_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.json")


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _records(folder: Path) -> Iterator[Installed | DamagedPack]:
    for place in _entries(folder):
        if place.suffix != ".json" or place.name.startswith("."):
            continue
        try:
            told = json.loads(place.read_bytes())
            entry = Installed(**told)
            check_names(entry.id, entry.version)
            is_own = (entry.id, f"{entry.version}.json") == (folder.name, place.name)
            is_text = all(isinstance(value, str) for value in told.values())
        except (OSError, ValueError, TypeError, RecursionError, PackError):
            is_own = is_text = False
        if is_own and is_text:
            yield entry
        else:
            error = PackError("pack.changed", file=place.name, id=folder.name, version=place.stem)
            yield DamagedPack(folder.name, place.stem, error)


def _damage(entry: Installed) -> DamagedPack | None:
    from assay.rules.folder import digest, read_folder

    try:
        is_whole = digest(read_folder(entry.folder)) == entry.sha256
    except PackError as error:
        return DamagedPack(entry.id, entry.version, error)
    return None if is_whole else DamagedPack(entry.id, entry.version, _changed(entry))


def _changed(entry: Installed) -> PackError:
    return PackError("pack.changed", file=entry.folder.name, id=entry.id, version=entry.version)
