# SPDX-License-Identifier: Apache-2.0
"""The packs at hand, bundled and imported: which there are, and which one judges a document at a moment.

An imported pack judges when it is named. Unnamed it judges only in the place of the bundled pack of the same id, once
its `valid_from` has come and is later, and only if a publisher signed it whom the user trusts: nobody's verdicts change
because a file was tried out, or slipped in (ADR 12).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from assay.errors import PackError
from assay.places import user_packs
from assay.rules.bundled import bundled_packs, load_bundled, resource
from assay.rules.folder import read_folder
from assay.rules.pack import RulePack

if TYPE_CHECKING:  # nobody who never imported a pack pays for it
    from assay.rules.installed import Installed

_SAYS = re.compile(rb'^(generation|base) = "([^"]*)"', re.MULTILINE)


Entry: TypeAlias = "RulePack | Installed"


def load(pack_id: str, moment: datetime | None = None) -> RulePack:
    """The pack of that id; of several versions the newest that is valid at the moment.

    `id@version` names one version outright, valid or not. The id of a bundled pack means that pack, or what takes over
    from it. PackError where there is none, or none valid then.
    """
    name, _, version = pack_id.partition("@")
    candidates = _candidates(name)
    if version:
        candidates = [entry for entry in candidates if entry.version == version]
    elif name in bundled_packs():
        candidates = [entry for entry in candidates if isinstance(entry, RulePack) or takes_over(entry)]
    if not candidates:
        raise PackError("pack.unknown", id=pack_id, known=", ".join(known_ids()))
    if moment is not None and not version:
        day = moment.date().isoformat()
        candidates = [entry for entry in candidates if entry.is_valid_on(day)]
        if not candidates:
            raise PackError("pack.not_valid", id=pack_id, day=day)
    return _opened(max(candidates, key=_rank if moment else _bundled_first))


def newest_of(generation: str, moment: datetime) -> RulePack | None:
    """The base pack that judges a generation's documents at the moment, where none is named; None if there is none."""
    day = moment.date().isoformat()
    bundled = _bundled_of(generation)
    found = max((pack for pack in bundled if pack.is_valid_on(day)), key=_rank, default=None)
    imported = [entry for pack in bundled for entry in _imported(pack.id) if entry.is_valid_on(day)]
    later = [entry for entry in imported if (not found or _rank(entry) > _rank(found)) and takes_over(entry)]
    return _opened(max(later, key=_rank)) if later else found


def files_of(pack: RulePack) -> Mapping[str, bytes]:
    """The files of a pack at hand, by name; PackError where they are damaged."""
    if pack.id in bundled_packs() and load_bundled(pack.id).sha256 == pack.sha256:
        return read_folder(resource("rule_packs", pack.id))
    folders = (entry.folder for entry in _imported(pack.id) if entry.sha256 == pack.sha256)
    for folder in folders:
        return read_folder(folder)
    raise PackError("pack.unknown", id=pack.id, known=", ".join(known_ids()))


def known_ids() -> tuple[str, ...]:
    """Ids that can be named, sorted; versions of an imported pack as `id@version` besides."""
    from assay.rules.installed import Installed, all_installed

    imported = [entry for entry in all_installed() if isinstance(entry, Installed)]
    told = {entry.id for entry in imported} | {f"{entry.id}@{entry.version}" for entry in imported}
    return tuple(sorted({*bundled_packs(), *told}))


def base_for(namespace: str) -> tuple[RulePack, bool] | None:
    """The bundled pack that speaks a namespace, and whether it names it; the one of a sister namespace otherwise.

    `https://w3id.org/gaia-x/2611#` is a sister of `https://w3id.org/gaia-x/development#`.
    """
    packs = sorted(_base_packs(), key=_rank, reverse=True)
    for pack in sorted(packs, key=lambda pack: pack.namespace != namespace):
        if any(known.iri == namespace for known in pack.namespaces):
            return pack, True
    for pack in packs:
        if _parent(pack.namespace) == _parent(namespace):
            return pack, False
    return None


def _parent(namespace: str) -> str:
    return namespace.rstrip("#/").rpartition("/")[0]


def _candidates(name: str) -> list[Entry]:
    bundled = [load_bundled(name)] if name in bundled_packs() else []
    return [*bundled, *_imported(name)]


def _imported(pack_id: str) -> "tuple[Installed, ...]":
    """Imported versions of an id: for most users one look at a folder that is not there."""
    try:
        is_there = (user_packs() / pack_id).is_dir()
    except OSError:  # a name that no folder can have
        return ()
    if not is_there:
        return ()
    from assay.rules.installed import installed_of

    return installed_of(pack_id)


def _opened(entry: Entry) -> RulePack:
    if isinstance(entry, RulePack):
        return entry
    from assay.rules.installed import load_installed

    return load_installed(entry)


def takes_over(entry: Entry) -> bool:
    """Whether an imported pack stands in for the bundled one of its id: it follows it, and its publisher is trusted."""
    return follows_bundled(entry) and not isinstance(entry, RulePack) and _is_trusted(entry.folder)


def follows_bundled(entry: Entry) -> bool:
    """Whether a pack is a later version of the bundled one of its id: of one generation, later by its date."""
    if entry.id not in bundled_packs() or entry.base:
        return False
    pack = load_bundled(entry.id)
    return entry.generation == pack.generation and entry.valid_from > pack.valid_from


def _is_trusted(folder: Path) -> bool:
    from assay.rules.signature import SignatureState, signature_in, signed, trusted_keys

    try:
        signature = signature_in(folder)
        keys = trusted_keys() if signature else {}
        return bool(keys) and signed(read_folder(folder), signature, keys).state is SignatureState.TRUSTED
    except PackError:  # damaged: it stands in for nothing
        return False


def _rank(entry: Entry) -> tuple[str, bool, str, str, str]:
    """The newest last: by its validity, the bundled one of equals, then by date and version."""
    version = re.sub(r"\d+", lambda number: number.group().zfill(8), entry.version)
    return entry.valid_from, isinstance(entry, RulePack), entry.current_as_of, version, entry.id


def _bundled_first(entry: Entry) -> tuple[bool, tuple[str, bool, str, str, str]]:
    return isinstance(entry, RulePack), _rank(entry)


@cache
def _bundled_of(generation: str) -> tuple[RulePack, ...]:
    """The bundled base packs of a generation; packs that say outright to be something else are not loaded."""
    wanted = {b"generation": generation.encode(), b"base": b""}
    ids = [
        pack_id
        for pack_id in bundled_packs()
        if all(
            wanted[key] == told
            for key, told in _SAYS.findall(resource("rule_packs", pack_id, "pack.toml").read_bytes())
        )
    ]
    return tuple(pack for pack in map(load_bundled, ids) if pack.generation == generation and not pack.base)


@cache
def _base_packs() -> tuple[RulePack, ...]:
    return tuple(pack for pack in map(load_bundled, bundled_packs()) if not pack.base)


def all_bundled() -> Iterable[RulePack]:
    """The bundled packs, by id."""
    return map(load_bundled, bundled_packs())
