# SPDX-License-Identifier: Apache-2.0
"""Label credentials: which credentials one lists, and what it says of them, in whichever of its spellings.

Loire lists them in `gx:compliantCredentials`, its first engines in `gx:evidence`; in Tagus each subject is one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from assay.credential import Json, JsonObject
from assay.formats.kinds import types_of
from assay.values import frozen

_LISTS = "compliantCredentials"
_EARLY_LIST = "evidence"
_EARLY_ENTRY = "ComplianceEvidence"
_DIGEST, _INTEGRITY = "digestSRI", "integrity"
"""Loire (`gx:digestSRI`, since September 2026 `digestSRI`, in the vocabulary `cred:digestSRI`); Tagus, early Loire."""
_NORMALIZATION = "integrityNormalization"
_CANONICAL_FORM = "RFC8785:JCS"
_TAGUS_ENTRIES = {"compliance": "SC", "labelLevel1": "L1"}
"""Classes of Tagus subjects that each stand for a credential, with the level of what they are about."""
_MARK = re.compile(r"[#/:]")


class Recipe(StrEnum):
    """What an entry says of how its digests were made."""

    USUAL = "usual"
    UNSTATED = "unstated"
    """Nothing, where its form has a member for it: before September 2023 there was no canonical form."""
    OTHER = "other"
    """Another canonical form than the one that is known."""


@frozen
class Listed:
    """A credential as a label lists it."""

    id: str
    """Its id; empty where it has none: a clearing house lists a credential without one so."""
    digests: tuple[str, ...]
    """As written, under whichever names; all of them have to fit."""
    pointer: str
    """Where it stands, below the label credential."""
    recipe: Recipe = Recipe.USUAL


@frozen
class Stated:
    """What a label says of itself: each value once, in order."""

    levels: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()


def is_label_of(content: JsonObject, classes: Iterable[str]) -> bool:
    """Whether the credential, or one of its subjects, says it is of one of the Gaia-X classes, however spelled."""
    wanted = frozenset(classes)
    holders = (content, *(subject for _, subject in _parts(content.get("credentialSubject"), "")))
    return any(name in wanted for holder in holders if isinstance(holder, Mapping) for name in _gaia_x_types(holder))


def _gaia_x_types(holder: JsonObject) -> Iterator[str]:
    for member in ("type", "@type"):
        for _, name in _parts(holder.get(member), ""):
            prefix = _MARK.split(name)[0] if isinstance(name, str) else ""
            if isinstance(name, str) and (prefix in {"gx", name} or "gaia-x" in name):
                yield _local(name)


def listed_in(content: JsonObject) -> tuple[Listed, ...]:
    """The credentials that a label lists, in order; what it lists twice in the same words, once."""
    found: dict[tuple[str, tuple[str, ...], Recipe], Listed] = {}
    for pointer, entry in _entries(content):
        listed = _listed(entry, pointer)
        found.setdefault((listed.id, listed.digests, listed.recipe), listed)
    return tuple(found.values())


def listing_subjects(content: JsonObject) -> frozenset[str]:
    """Ids of the subjects of a Tagus label, which are those of the credentials it lists; none of the label's own."""
    own = content.get("id", content.get("@id"))
    subjects = (held for _, held in _parts(content.get("credentialSubject"), "") if isinstance(held, Mapping))
    found = (_listed(held, "").id for held in subjects if any(name in _TAGUS_ENTRIES for name in types_of(held)))
    return frozenset(name for name in found if name and name != own)


def stated_in(content: JsonObject) -> Stated:
    """Level, rules and engine, from the subjects and, where each entry says so for itself, from the entries.

    A Tagus label with an entry about a level 1 declaration is one of level 1.
    """
    subjects = [subject for _, subject in _parts(content.get("credentialSubject"), "")]
    holders = [held for held in (*subjects, *(entry for _, entry in _entries(content))) if isinstance(held, Mapping)]
    of_tagus = [holder for holder in holders if any(name in _TAGUS_ENTRIES for name in types_of(holder))]
    levels = {_TAGUS_ENTRIES[name] for holder in of_tagus for name in types_of(holder) if name in _TAGUS_ENTRIES}
    return Stated(
        levels=_each_once((*_said(holders, "labelLevel"), *sorted(levels)[:1])),
        rules=_each_once((*_said(holders, "rulesVersion"), *_said(of_tagus, "version"))),
        engines=_each_once(_said(holders, "engineVersion")),
    )


def _said(holders: Iterable[JsonObject], wanted: str) -> Iterator[str]:
    for holder in holders:
        for name, value in holder.items():
            if _local(name) == wanted:
                yield from (_text(told) for _, told in _parts(value, ""))


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _entries(content: JsonObject) -> Iterator[tuple[str, Json]]:
    for pointer, subject in _parts(content.get("credentialSubject"), "/credentialSubject"):
        if not isinstance(subject, Mapping):
            continue
        if any(name in _TAGUS_ENTRIES for name in types_of(subject)):
            yield pointer, subject
        for name, value in subject.items():
            inner = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            if _local(name) == _LISTS:
                yield from _parts(value, inner)
            elif _local(name) == _EARLY_LIST:
                yield from ((at, entry) for at, entry in _parts(value, inner) if _is_early_entry(entry))


def _is_early_entry(entry: Json) -> bool:
    """Evidence of other kinds, such as a notary's, lists no credential."""
    if not isinstance(entry, Mapping):
        return False
    return _EARLY_ENTRY in types_of(entry) or any(_local(name) == _INTEGRITY for name in entry)


def _listed(entry: Json, pointer: str) -> Listed:
    """An entry; one that is no object is a name at most, and fixes nothing."""
    if not isinstance(entry, Mapping):
        return Listed(entry if isinstance(entry, str) else "", (), pointer)
    named = entry.get("id", entry.get("@id"))
    digests: dict[str, None] = {}
    has_integrity, form = False, ""
    for name, value in entry.items():
        if _local(name) in (_DIGEST, _INTEGRITY):
            digests |= dict.fromkeys(_text(told) for _, told in _parts(value, ""))
            has_integrity = has_integrity or _local(name) == _INTEGRITY
        elif _local(name) == _NORMALIZATION:
            form = _text(value) or "?"
    recipe = Recipe.UNSTATED if has_integrity and not form else Recipe.USUAL
    if form and form != _CANONICAL_FORM:
        recipe = Recipe.OTHER
    return Listed(named if isinstance(named, str) else "", tuple(digests), pointer, recipe)


def _text(value: Json) -> str:
    """A literal's text; empty, which is no digest, for anything else."""
    told = value.get("@value") if isinstance(value, Mapping) else value
    return told if isinstance(told, str) else ""


def _local(name: str) -> str:
    return _MARK.split(name)[-1]


def _parts(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    """The items of an array, or the one value, each with its pointer; nothing for null."""
    if isinstance(value, list):
        yield from ((f"{pointer}/{number}", item) for number, item in enumerate(value))
    elif value is not None:
        yield pointer, value
