# SPDX-License-Identifier: Apache-2.0
"""From one release of the Loire vocabulary to the pack's own: what keeps its meaning keeps its place and form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.authoring.forms.form import Form
from assay.authoring.json_edit import joined
from assay.authoring.migration.envelopes import instant
from assay.authoring.migration.releases import Releases, load_releases, local_name_of
from assay.authoring.migration.rows import Row, What, declared_prefixes, is_value_object, leaves, shown
from assay.authoring.migration.step import Stepped, left_over
from assay.authoring.migration.values import text_of
from assay.credential import Credential, Json, Presentation, Reading
from assay.formats.kinds import as_tuple

_SIGNED_THEN = {"proof": "signature", "credentialStatus": "status_entry"}
_DATES = {"issuanceDate": "validFrom", "expirationDate": "validUntil"}
_TYPES = ("type", "@type")
_KEYWORDS = ("id", "@id", "@value", "@language", *_TYPES)
_TERMS = "gaiaxTermsAndConditions"
_SUBJECT = "credentialSubject"


def moved_between_releases(reading: Reading, moment: datetime) -> Stepped:
    """The document in the words of the pack's own release, unsigned."""
    moving = _Moving(load_releases(), moment)
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
    moment: datetime
    rows: list[Row] = field(default_factory=list)
    declared: Mapping[str, str] = field(default_factory=dict)
    """Prefixes that the contexts of the present credential define, in the pack's words."""

    def is_dropped(self, one: Credential) -> bool:
        """Whether only a clearing house issues such a credential; that it is left out is accounted for."""
        kinds = {local_name_of(kind) for holder in _holders(one) for kind in _kinds(holder)}
        if not kinds & self.releases.dropped:
            return False
        self.rows.append(Row(What.DROPPED, "clearing_house", one.pointer, shown(one.content)))
        return True

    def credential(self, one: Credential, new: str) -> dict[str, Json]:
        """The credential to stand at a pointer."""
        contexts = (*one.inherited_contexts, *as_tuple(self.releases.contexts_of(one.content.get("@context"))))
        self.declared = declared_prefixes(contexts)
        made = self._envelope(one.content, one.pointer, new, _outer(one))
        if one.envelope is not None:
            self.rows.append(Row(What.DROPPED, "signature_jwt"))
        self._note_notary(one, new)
        return made

    def _note_notary(self, one: Credential, new: str) -> None:
        """Who attested a registration number has to do so again; by the narrowest class it is known by."""
        kinds = [self._iri(kind) for holder in _holders(one) for kind in _kinds(holder)]
        number = f"{self.releases.pack.namespace}RegistrationNumber"
        found = sorted((kind for kind in kinds if self.releases.pack.is_a(kind, number)), key=number.__eq__)
        if found and one.is_signed:
            ids = [shown(holder) for holder in list(_holders(one))[1:]]
            self.rows.append(Row(What.NEEDS_INPUT, "notary_again", new=new, says=", ".join(ids), field=found[0]))

    def presentation(self, old: Presentation) -> dict[str, Json]:
        """The members of the presentation, its credentials aside."""
        content = {name: item for name, item in old.content.items() if name != "verifiableCredential"}
        if old.envelope is not None:
            self.rows.append(Row(What.DROPPED, "signature_jwt"))
        return self._envelope(content, old.pointer, "", ())

    def _envelope(self, content: Mapping[str, Json], old: str, new: str, outer: Sequence[str]) -> dict[str, Json]:
        made: dict[str, Json] = {}
        for name, item in content.items():
            key = _DATES.get(name, name)
            at, spot = joined(old, name), joined(new, key)
            if name == "@context":
                made[name] = self._contexts(item, at, spot)
            elif name in _SIGNED_THEN:
                self.rows.append(Row(What.DROPPED, _SIGNED_THEN[name], at, shown(item)))
            elif name in _DATES and _DATES[name] in content:
                self._all_dropped(item, at)
            elif key == "validUntil" and self._is_past(item):
                self.rows.append(Row(What.NEEDS_INPUT, "ended", at, shown(item), new))
            elif name == _SUBJECT:
                made[name] = self._subjects(item, at, spot, outer)
            else:
                made[key] = self._value(item, at, spot, name if name in _TYPES else "")
        return made

    def _all_dropped(self, item: Json, old: str) -> None:
        self.rows += [Row(What.DROPPED, "no_place", at, shown(said)) for at, said in leaves(item, old)]

    def _contexts(self, item: Json, old: str, new: str) -> Json:
        made = self.releases.contexts_of(item)
        what, because = (What.MOVED, "same") if made == item else (What.CHANGED, "contexts")
        self.rows.append(Row(what, because, old, shown(item), new, shown(made)))
        return made

    def _is_past(self, item: Json) -> bool:
        when = instant(item)
        return when is not None and when <= self.moment

    def _subjects(self, item: Json, old: str, new: str, outer: Sequence[str]) -> Json:
        if isinstance(item, list) and item:
            return [self._subjects(one, joined(old, at), joined(new, at), ()) for at, one in enumerate(item)]
        return (
            self._object(item, old, new, outer) if isinstance(item, Mapping) and item else self._value(item, old, new)
        )

    def _value(self, value: Json, old: str, new: str, name: str = "") -> Json:
        """A copy, with what has another name now under that name; each leaf accounted for."""
        if isinstance(value, Mapping) and value and not is_value_object(value):
            return self._object(value, old, new)
        if isinstance(value, list) and value:
            return [self._value(item, joined(old, at), joined(new, at), name) for at, item in enumerate(value)]
        made = self.releases.iri(value) if isinstance(value, str) and name in _KEYWORDS else value
        what, because = (What.MOVED, "same") if made == value else (What.CHANGED, "release")
        field_of = "" if name in _KEYWORDS or not name else self._iri(self._key(name))
        self.rows.append(Row(what, because, old, shown(value), new, shown(made), field_of))
        return made

    def _object(self, value: Mapping[str, Json], old: str, new: str, outer: Sequence[str] = ()) -> dict[str, Json]:
        """A node: what its class does not know any more stays where it is, for a person to decide."""
        made: dict[str, Json] = {}
        asked: set[str] = set()
        classes = [self._iri(kind) for kind in _kinds(value) or outer]
        form = self.releases.forms.of(classes)
        for name, item in value.items():
            key, at = self._key(name, form), joined(old, name)
            spot, said = joined(new, key), self._iri(key)
            if name == "@context":
                made[name] = self._contexts(item, at, spot)
            elif key in made:
                self._ask("one_only", (item, at), new, said)
                asked.add(said)
            elif local_name_of(name) == _TERMS and self._has_ended(item):
                self._ask("terms_again", (item, at), new, said)
                asked.add(said)
            elif name not in _KEYWORDS and form is not None and form.is_closed and form.field(said) is None:
                made[key] = item
                self._ask("unknown_in_release", (item, at), spot, said)
            elif local_name_of(name) in self.releases.parts and _is_text(item):
                made[key] = self._part(name, item, at, spot)
            else:
                made[key] = self._value(item, at, spot, name)
        self._note_missing(form, made, new, asked)
        return made

    def _note_missing(self, form: Form | None, made: Mapping[str, Json], new: str, asked: Iterable[str] = ()) -> None:
        """What such a node must say and does not. `asked`: what a person is asked for already."""
        said = {self._iri(key) for key in made}.union(asked)
        for entry in form or ():
            if entry.is_required and entry.predicate not in said:
                self.rows.append(Row(What.NEEDS_INPUT, "required", new=new, field=entry.predicate))

    def _part(self, name: str, item: Json, old: str, new: str) -> Json:
        cls, inside = self.releases.parts[local_name_of(name)]
        made: list[Json] = []
        items = as_tuple(item)
        for index, text in enumerate(items):
            spot = joined(new, index) if len(items) > 1 else new
            at = joined(old, index) if isinstance(item, list) else old
            made.append({"type": cls, inside: text})
            here = joined(spot, inside)
            self.rows.append(Row(What.CHANGED, "part_of_its_own", at, shown(text), here, shown(text), self._iri(cls)))
            self._note_missing(self.releases.forms.of([self._iri(cls)]), {inside: text}, spot)
        return made[0] if len(made) == 1 else made

    def _ask(self, because: str, found: tuple[Json, str], new: str, predicate: str) -> None:
        """A person has to say how it goes on. `new`: where it still stands, or the object that lacks it."""
        is_kept = because == "unknown_in_release"
        for at, said in leaves(*found):
            place = new + at.removeprefix(found[1]) if is_kept else new
            self.rows.append(Row(What.NEEDS_INPUT, because, at, shown(said), place, field=predicate))

    def _key(self, name: str, form: Form | None = None) -> str:
        """What a member is called now; one that its class knows by the old name keeps it."""
        own = self.releases.iri(name)
        if form is not None and form.field(self._iri(own)) is not None:
            return own
        is_of_gaia_x = ":" not in name or name.startswith(("gx:", self.releases.pack.namespace, *self.releases.starts))
        given = self.releases.renamed.get(local_name_of(name)) if is_of_gaia_x else None
        if given is None or given == name:
            return own
        return given.removeprefix("gx:") if ":" not in name else given

    def _has_ended(self, item: Json) -> bool:
        today = f"{self.moment:%Y-%m-%d}"
        terms = (known for known in self.releases.pack.terms if known.valid_until and known.valid_until < today)
        return text_of(item) in {known.sha256 for known in terms}

    def _iri(self, key: str) -> str:
        """What a member or class name stands for."""
        prefix, mark, local = key.partition(":")
        if mark and prefix in self.declared:
            return self.declared[prefix] + local
        return self.releases.forms.spelling.active.expand(self.releases.iri(key), vocab=True) or key


def _outer(one: Credential) -> tuple[str, ...]:
    """The classes of a credential, which are its subject's where that names none."""
    return tuple(kind for kind in _kinds(one.content) if kind != "VerifiableCredential")


def _holders(one: Credential) -> Iterator[Mapping[str, Json]]:
    yield one.content
    yield from (found for found in as_tuple(one.content.get(_SUBJECT)) if isinstance(found, Mapping))


def _kinds(holder: Mapping[str, Json]) -> list[str]:
    return [kind for name in _TYPES for kind in as_tuple(holder.get(name)) if isinstance(kind, str)]


def _is_text(item: Json) -> bool:
    return bool(as_tuple(item)) and all(isinstance(one, str) and not one.startswith("http") for one in as_tuple(item))
