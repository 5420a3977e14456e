# SPDX-License-Identifier: Apache-2.0
"""From one release of the Loire vocabulary to the pack's own: what keeps its meaning keeps its place and form."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from assay.authoring.json_edit import joined
from assay.authoring.migration.rows import Row, What, is_value_object, leaves, shown
from assay.authoring.migration.step import Stepped, left_over
from assay.authoring.migration.table import RELEASES
from assay.authoring.migration.values import text_of
from assay.credential import Credential, Json, Presentation, Reading
from assay.formats.kinds import as_tuple
from assay.rules.bundled import load_bundled, resource
from assay.rules.pack import RulePack
from assay.vocabulary import words_of

_SIGNED_THEN = {"proof": "signature", "credentialStatus": "status_entry"}
_TYPES = ("type", "@type")
_KEYWORDS = ("id", "@id", "@value", "@language", *_TYPES)
_TERMS = "gaiaxTermsAndConditions"


@dataclass(frozen=True)
class Releases:
    """What differs between releases of the vocabulary."""

    pack: RulePack
    contexts: frozenset[str]
    """Addresses of contexts of other releases."""
    starts: Mapping[str, str]
    """Namespaces of other releases, and of vocabularies that they spelled otherwise, to those of the pack."""
    renamed: Mapping[str, str]
    """Old local name to the member's new name, `gx:` for the vocabulary."""
    parts: Mapping[str, tuple[str, str]]
    """Local name to class and property of the part that its text has become."""
    dropped: frozenset[str]
    """Local names of classes that only a clearing house states."""


@cache
def load_releases() -> Releases:
    """The bundled table."""
    data = tomllib.loads(resource("migrations", f"{RELEASES}.toml").read_text(encoding="utf-8"))
    pack = load_bundled(data["new"])
    own = {pack.namespace, pack.namespace.rstrip("#")}
    starts = {known.iri: pack.namespace for known in pack.namespaces if known.iri != pack.namespace}
    return Releases(
        pack,
        frozenset(url for url in (*pack.context_urls, *data["contexts"]) if url not in own),
        {**starts, **data["vocabularies"]},
        {_local(old): new for old, new in data["renamed"].items()},
        {_local(old): (part["class"], part["as"]) for old, part in data["parts"].items()},
        frozenset(map(_local, data["dropped"]["classes"])),
    )


def other_releases(reading: Reading) -> tuple[str, ...]:
    """Addresses and namespaces by which a document speaks another release than the pack's own."""
    releases = load_releases()
    named = [name for one in reading.credentials for name in _named(one.content.get("@context"))]
    named += [name for one in reading.credentials for outer in one.inherited_contexts for name in _named(outer)]
    known = releases.contexts | {start for start, own in releases.starts.items() if own == releases.pack.namespace}
    return tuple(dict.fromkeys(name for name in named if name in known))


def moved_between_releases(reading: Reading, moment: datetime) -> Stepped:
    """The document in the words of the pack's own release, unsigned."""
    moving = _Moving(load_releases(), f"{moment:%Y-%m-%d}")
    kept = [one for one in reading.credentials if not moving.is_dropped(one)]
    is_presented = reading.presentation is not None
    start = "/verifiableCredential" if is_presented else ""
    is_one = not is_presented and len(kept) == 1
    pointers = tuple("" if is_one else joined(start, index) for index in range(len(kept)))
    values: list[Json] = [moving.credential(one, at) for one, at in zip(kept, pointers, strict=True)]
    value: Json = values[0] if is_one else values
    if reading.presentation is not None:
        value = {**moving.presentation(reading.presentation), "verifiableCredential": values}
    rows = (*moving.rows, *left_over(reading.decoded, moving.rows))
    return Stepped(value, pointers, rows)


@dataclass
class _Moving:
    releases: Releases
    today: str
    rows: list[Row] = field(default_factory=list)

    def is_dropped(self, one: Credential) -> bool:
        kinds = {_local(kind) for holder in _holders(one) for kind in _kinds(holder)}
        if not kinds & self.releases.dropped:
            return False
        self.rows.append(Row(What.DROPPED, "clearing_house", one.pointer, shown(one.content)))
        return True

    def credential(self, one: Credential, new: str) -> dict[str, Json]:
        made = self._members(one.content, one.pointer, new)
        if one.envelope is not None:
            self.rows.append(Row(What.DROPPED, "signature_jwt"))
        kinds = [self._iri(kind) for holder in _holders(one) for kind in _kinds(holder)]
        number = f"{self.releases.pack.namespace}RegistrationNumber"
        attested = next((kind for kind in kinds if self.releases.pack.is_a(kind, number)), "")
        if attested and one.is_signed:
            self.rows.append(Row(What.NEEDS_INPUT, "notary_again", new=new, field=attested))
        return made

    def presentation(self, old: Presentation) -> dict[str, Json]:
        content = {name: item for name, item in old.content.items() if name != "verifiableCredential"}
        if old.envelope is not None:
            self.rows.append(Row(What.DROPPED, "signature_jwt"))
        return self._members(content, old.pointer, "")

    def _members(self, content: Mapping[str, Json], old: str, new: str) -> dict[str, Json]:
        """The members of an envelope."""
        made: dict[str, Json] = {}
        for name, item in content.items():
            at = joined(old, name)
            if name == "@context":
                made[name] = self._contexts(item)
                what, because = (What.MOVED, "same") if made[name] == item else (What.CHANGED, "contexts")
                self.rows.append(Row(what, because, at, shown(item), joined(new, name), shown(made[name])))
            elif name in _SIGNED_THEN:
                self.rows.append(Row(What.DROPPED, _SIGNED_THEN[name], at, shown(item)))
            else:
                made[name] = self._value(item, at, joined(new, name))
        return made

    def _contexts(self, item: Json) -> Json:
        if not isinstance(item, list):
            return self._context(item)
        found: list[Json] = []
        for one in map(self._context, item):
            if one not in found:
                found.append(one)
        return found

    def _context(self, item: Json) -> Json:
        if isinstance(item, Mapping):
            return {name: self._context(target) if isinstance(target, str) else target for name, target in item.items()}
        if not isinstance(item, str):
            return item
        is_other = item in self.releases.contexts and item not in self.releases.starts
        return self.releases.pack.context_urls[0] if is_other else self._iri(item)

    def _iri(self, text: str) -> str:
        for start, own in self.releases.starts.items():
            if text.startswith(start):
                return own + text.removeprefix(start)
        return text

    def _value(self, value: Json, old: str, new: str, name: str = "") -> Json:
        """A copy, with what has another name now under that name; each leaf accounted for."""
        if isinstance(value, Mapping) and value and not is_value_object(value):
            return self._object(value, old, new)
        if isinstance(value, list) and value:
            return [self._value(item, joined(old, at), joined(new, at), name) for at, item in enumerate(value)]
        made = self._iri(value) if isinstance(value, str) and name in _KEYWORDS else value
        what, because = (What.MOVED, "same") if made == value else (What.CHANGED, "release")
        if name not in _KEYWORDS and name and self._is_unknown(name):
            what, because = What.NEEDS_INPUT, "unknown_in_release"
        self.rows.append(Row(what, because, old, shown(value), new, shown(made), self._field(name)))
        return made

    def _object(self, value: Mapping[str, Json], old: str, new: str) -> dict[str, Json]:
        made: dict[str, Json] = {}
        for name, item in value.items():
            key, at = self._key(name), joined(old, name)
            spot = joined(new, key)
            if name == "@context":
                made[name] = self._contexts(item)
                self.rows.append(Row(What.CHANGED, "contexts", at, shown(item), spot, shown(made[name])))
            elif key in made:
                self._all(What.NEEDS_INPUT, "one_only", (item, at), new, name)
            elif _local(name) == _TERMS and self._has_ended(item):
                self._all(What.NEEDS_INPUT, "terms_again", (item, at), new, name)
            elif _local(name) in self.releases.parts and _is_text(item):
                made[key] = self._part(name, item, at, spot)
            else:
                made[key] = self._value(item, at, spot, name)
        return made

    def _part(self, name: str, item: Json, old: str, new: str) -> Json:
        cls, inside = self.releases.parts[_local(name)]
        made: list[Json] = []
        items = as_tuple(item)
        for index, text in enumerate(items):
            spot = joined(new, index) if len(items) > 1 else new
            at = joined(old, index) if isinstance(item, list) else old
            made.append({"type": cls, inside: text})
            told = Row(
                What.CHANGED, "part_of_its_own", at, shown(text), joined(spot, inside), shown(text), self._full(cls)
            )
            self.rows.append(told)
            lacking = Row(What.NEEDS_INPUT, "required", new=spot, field=self._full("gx:policyLanguage"))
            self.rows.append(lacking)
        return made[0] if len(made) == 1 else made

    def _all(self, what: What, because: str, found: tuple[Json, str], new: str, name: str) -> None:
        for at, said in leaves(*found):
            self.rows.append(Row(what, because, at, shown(said), new, field=self._field(name)))

    def _key(self, name: str) -> str:
        given = self.releases.renamed.get(_local(name)) if _is_of_gaia_x(name, self.releases) else None
        if given is None or given == name:
            return self._iri(name)
        is_bare = ":" not in name
        return given.removeprefix("gx:") if is_bare else given

    def _has_ended(self, item: Json) -> bool:
        ended = {
            terms.sha256 for terms in self.releases.pack.terms if terms.valid_until and terms.valid_until < self.today
        }
        return text_of(item) in ended

    def _is_unknown(self, name: str) -> bool:
        """Whether it is a word of Gaia-X that the pack's release does not have."""
        if not name.startswith(("gx:", *self.releases.starts)):
            return False
        return self._field(name) not in words_of(self.releases.pack)

    def _field(self, name: str) -> str:
        key = self._key(name) if name and name not in _KEYWORDS else ""
        return self._full(key) if key else ""

    def _full(self, key: str) -> str:
        return self.releases.pack.namespace + key.removeprefix("gx:") if key.startswith("gx:") else key


def _named(context: Json) -> Iterator[str]:
    for item in as_tuple(context):
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            yield from (target for target in item.values() if isinstance(target, str))


def _holders(one: Credential) -> Iterable[Mapping[str, Json]]:
    subjects = (found for found in as_tuple(one.content.get("credentialSubject")) if isinstance(found, Mapping))
    return (one.content, *subjects)


def _kinds(holder: Mapping[str, Json]) -> list[str]:
    return [kind for name in _TYPES for kind in as_tuple(holder.get(name)) if isinstance(kind, str)]


def _local(name: str) -> str:
    return name.replace("#", ":").rpartition(":")[2]


def _is_of_gaia_x(name: str, releases: Releases) -> bool:
    return ":" not in name or name.startswith(("gx:", releases.pack.namespace, *releases.starts))


def _is_text(item: Json) -> bool:
    return bool(as_tuple(item)) and all(isinstance(one, str) and not one.startswith("http") for one in as_tuple(item))
