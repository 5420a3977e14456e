# SPDX-License-Identifier: Apache-2.0
"""Importing a pack: read it, try it out, compare it with what it follows, and only then keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assay.errors import PackError
from assay.pack_trial import Trial, tried
from assay.progress import Progress
from assay.rules.bundled import bundled_packs, load_bundled
from assay.rules.difference import Change, differences
from assay.rules.folder import SIGNATURE
from assay.rules.incoming import Incoming, is_pack, read_official, read_pack
from assay.rules.installed import check_names, install, installed_of, load_installed
from assay.rules.library import base_for, follows_bundled, takes_over
from assay.rules.lines import located
from assay.rules.pack import RulePack
from assay.rules.release import Note, Wishes, make_release
from assay.rules.signature import SignatureState, Signed, signed
from assay.values import frozen


@frozen
class Imported:
    """What came of an import."""

    pack: RulePack
    compared_with: RulePack | None
    """The version it follows or replaces, else the pack of the same vocabulary; None where there is neither."""
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    samples: int
    """How many of its own samples behaved; 0: untested."""
    signed: Signed
    follows_bundled: bool
    """It is a later version of the bundled pack of its id."""
    takes_over: bool
    """It will judge in the place of that pack, without being named: its publisher is trusted as well."""
    was_there: bool
    """The very same pack had been imported before; nothing was changed."""


@frozen
class Candidate:
    """A pack that was read and tried out, and is not kept yet."""

    told: Imported
    """What would come of the import."""
    trial: Trial
    signature: bytes | None


def import_pack(
    paths: Sequence[Path],
    wishes: Wishes,
    *,
    moment: datetime,
    trusted: Mapping[str, str],
    replaces: bool = False,
) -> Imported:
    """Imports one pack: its folder or zip, or the official files of a release.

    `trusted` are the keys of `assay.rules.signature.trusted_keys`. With `replaces` a pack of the same id and version
    gives way. PackError, with file and line, for the first reason not to import it; then nothing was changed.
    """
    return keep(look_at(paths, wishes, moment=moment, trusted=trusted, replaces=replaces))


def look_at(
    paths: Sequence[Path],
    wishes: Wishes,
    *,
    moment: datetime,
    trusted: Mapping[str, str],
    replaces: bool = False,
    progress: Progress | None = None,
) -> Candidate:
    """As `import_pack`, up to where something would be kept: nothing is changed. `progress`: as for `tried`."""
    incoming, notes = _read(paths, wishes, moment)
    by = signed(incoming.files, incoming.signature, trusted)
    trial, left_out = _tried(incoming, progress, made_here=not is_whole(paths))
    pack = trial.pack
    _refuse_unfit(trial)
    was_there = _refuse_other_bytes(pack, replaces=replaces)
    old = _former(pack)
    changes = differences(old, pack) if old is not None else ()
    told = Imported(
        pack=pack,
        compared_with=old,
        changes=changes,
        notes=(*notes, *left_out),
        samples=trial.samples,
        signed=by,
        follows_bundled=follows_bundled(pack),
        takes_over=follows_bundled(pack) and by.state is SignatureState.TRUSTED,
        was_there=was_there,
    )
    return Candidate(told, trial, incoming.signature)


def keep(candidate: Candidate) -> Imported:
    """Keeps a pack that was looked at. PackError where it cannot be written."""
    told, pack = candidate.told, candidate.told.pack
    if not told.was_there:
        beside = {SIGNATURE: candidate.signature} if candidate.signature else {}
        install(pack, candidate.trial.files, beside, candidate.trial.built)
    judges = any(takes_over(entry) for entry in installed_of(pack.id) if entry.version == pack.version)
    return replace(told, takes_over=judges)


def is_whole(paths: Sequence[Path]) -> bool:
    """Whether the paths are one pack; official files otherwise. PackError where they are both."""
    whole = [is_pack(path) for path in paths]
    if any(whole) and len(paths) > 1:
        raise PackError("pack.one_at_a_time", file=paths[whole.index(True)].name)
    return any(whole)


def _read(paths: Sequence[Path], wishes: Wishes, moment: datetime) -> tuple[Incoming, tuple[Note, ...]]:
    if is_whole(paths):
        if wishes != Wishes():
            raise PackError("pack.names_itself", file=paths[0].name)
        return read_pack(paths[0]), ()
    release = make_release([read_official(path) for path in paths], wishes, moment.date())
    return Incoming(", ".join(path.name for path in paths), release.files), release.notes


def _tried(incoming: Incoming, progress: Progress | None, *, made_here: bool) -> tuple[Trial, tuple[Note, ...]]:
    """The pack tried out. Of a release, tables of the base that do not fit its vocabulary are left out, and told."""
    try:
        return tried(incoming.files, progress=progress), ()
    except PackError as error:
        name = str(error.params.get("file", ""))
        if not made_here or name not in ("criteria.toml", "engines.toml", "trust.toml"):
            raise
        rest = {key: data for key, data in incoming.files.items() if key != name}
        trial, notes = _tried(replace(incoming, files=rest), progress, made_here=True)
        return trial, (*notes, Note(f"packs.note.left_out_{name.removesuffix('.toml')}", {}))


def _refuse_other_bytes(pack: RulePack, *, replaces: bool) -> bool:
    """Whether the same pack is there already; PackError where another of that id and version is, and shall stay."""
    if pack.id in bundled_packs() and load_bundled(pack.id).version == pack.version:
        raise PackError("pack.is_bundled", id=pack.id, version=pack.version)
    for entry in installed_of(pack.id):
        if entry.version == pack.version:
            if entry.sha256 != pack.sha256 and not replaces:
                raise PackError("pack.exists", id=pack.id, version=pack.version)
            return entry.sha256 == pack.sha256 and not replaces
    return False


def _refuse_unfit(trial: Trial) -> None:
    """PackError where id or version cannot be a folder's name."""
    try:
        check_names(trial.pack.id, trial.pack.version)
    except PackError as error:
        raise located(error, trial.files) from error


def _former(pack: RulePack) -> RulePack | None:
    """What to compare with: the installed version of that id it comes after, else the pack of its vocabulary."""
    for entry in sorted(installed_of(pack.id), key=lambda entry: (entry.valid_from, entry.current_as_of), reverse=True):
        try:
            return load_installed(entry)
        except PackError:
            continue
    if pack.id in bundled_packs():
        return load_bundled(pack.id)
    found = None if pack.base else base_for(pack.namespace)
    return found[0] if found else None
