# SPDX-License-Identifier: Apache-2.0
"""One step: the credentials of a document from one generation to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.authoring.json_edit import joined
from assay.authoring.migration.envelopes import Envelope, envelope_of, instant, presentation_of, put_aside
from assay.authoring.migration.gaps import gaps
from assay.authoring.migration.growing import Grown, notary_note
from assay.authoring.migration.labels import answer
from assay.authoring.migration.nodes import Subject, Walk
from assay.authoring.migration.rows import Row, What, declared_prefixes, leaves, shown
from assay.authoring.migration.table import Table
from assay.credential import Credential, Generation, Json, Presentation, Reading
from assay.formats.kinds import CREDENTIALS_V2, as_tuple
from assay.values import frozen

_CREDENTIAL = "VerifiableCredential"


@frozen
class Stepped:
    """A document of the next generation, and what became of the values of the old one."""

    value: Json
    """A credential, a presentation of several, or bare claims."""
    pointers: tuple[str, ...]
    """Where in it each credential stands."""
    rows: tuple[Row, ...]


@dataclass
class _Step:
    reading: Reading
    walk: Walk
    moment: datetime
    made: dict[int, Envelope | Credential] = field(default_factory=dict)
    """Credentials of the draft by their number in the old document; those that stay as they are as they are."""
    offerings: dict[str, Grown] = field(default_factory=dict)
    """Described nodes by their id."""


def step(reading: Reading, table: Table, moment: datetime, kept: Iterable[int] = ()) -> Stepped:
    """The credentials of a reading by a table; `kept`: numbers of those that speak the new generation already."""
    kept = frozenset(kept)
    moved = [(number, one) for number, one in enumerate(reading.credentials) if number not in kept]
    is_last = table.pack.generation == Generation.LOIRE.value
    ids = _own_ids([one for _, one in moved]) if is_last else {}
    contexts = _contexts(reading.credentials)
    walk = Walk(table, declared_prefixes(contexts), ids, wants_prefixes=is_last and not any(map(_has_terms, contexts)))
    made = _Step(reading, walk, moment)
    made.made.update((number, reading.credentials[number]) for number in kept)
    subjects = {number: _subjects(one, walk) for number, one in moved}
    later = {number for number, found in subjects.items() if any(_waits(one) for one in found)}
    for number in later:
        _offer(walk, subjects[number])
    for number, one in moved:
        if number not in later:
            _credential(made, number, one, subjects[number])
    for number, one in moved:
        if number in later:
            _credential(made, number, one, subjects[number])
    return _assembled(made, with_gaps=is_last)


def _waits(subject: Subject) -> bool:
    """Whether others have to be there first: those that refer to it, or that it is about."""
    return subject.rule is not None and (subject.rule.is_attested or subject.rule.is_label)


def _offer(walk: Walk, subjects: Sequence[Subject]) -> None:
    for subject in subjects:
        named = subject.value.get("id", subject.value.get("@id"))
        if subject.rule is not None and subject.rule.is_attested and isinstance(named, str):
            walk.attested.setdefault(named, subject)


def _credential(made: _Step, number: int, old: Credential, subjects: Sequence[Subject]) -> None:
    walk = made.walk
    rules = [subject.rule for subject in subjects]
    if rules and all(rule is not None and rule.dropped for rule in rules) and not old.is_bare_claims:
        because = next(rule.dropped for rule in rules if rule is not None)
        walk.note(What.DROPPED, because, old.pointer, old.content)
        return
    grown = [node for subject in subjects for node in _subject(made, subject)]
    _account_for_others(walk, old)
    if not grown:
        put_aside(old, walk, _why_aside(subjects))
        return
    envelope = envelope_of(old, walk, made.moment)
    envelope.subjects = grown
    envelope.is_list = len(grown) > 1
    made.made[number] = envelope


def _why_aside(subjects: Sequence[Subject]) -> str:
    for subject in subjects:
        if subject.rule is not None:
            return (
                "attested_elsewhere"
                if subject.rule.is_attested
                else "label_again"
                if subject.rule.is_label
                else "class_gone"
            )
    return "unknown_class"


def _subject(made: _Step, subject: Subject) -> list[Grown]:
    walk = made.walk
    named = subject.value.get("id", subject.value.get("@id"))
    if subject.rule is None:
        walk.account((What.DROPPED, "unknown_class"), subject.value, subject.pointer)
        return []
    if subject.rule.is_label:
        answer(walk, subject, subject.rule, made.offerings)
        return []
    if subject.rule.is_attested and isinstance(named, str) and named in walk.placed and walk.attested[named] is subject:
        return []
    grown = walk.grow(subject.value, subject.pointer, subject.rule)
    made.offerings.update((node.id, node) for node in grown if node.id)
    if subject.rule.is_attested and grown:
        walk.notes.append(notary_note(grown[0]))
    return grown


def _subjects(old: Credential, walk: Walk) -> list[Subject]:
    """The subjects that are given by value, each with its rule."""
    if old.is_bare_claims:
        value = {name: item for name, item in old.content.items() if name != "@context"}
        return [Subject(value, old.pointer, walk.rule_of(value))]
    kinds = as_tuple(old.content.get("type")) + as_tuple(old.content.get("@type"))
    outer = tuple(kind for kind in kinds if isinstance(kind, str) and kind != _CREDENTIAL)
    return [
        Subject(value, at, walk.rule_of(value, classes=outer))
        for value, at in _given(old)
        if isinstance(value, Mapping)
    ]


def _given(old: Credential) -> Iterator[tuple[Json, str]]:
    at, found = joined(old.pointer, "credentialSubject"), old.content.get("credentialSubject")
    if isinstance(found, list):
        yield from ((item, joined(at, index)) for index, item in enumerate(found))
    elif "credentialSubject" in old.content:
        yield found, at


def _account_for_others(walk: Walk, old: Credential) -> None:
    """Subjects that are no objects describe nothing."""
    for value, at in () if old.is_bare_claims else _given(old):
        if not isinstance(value, Mapping):
            walk.account((What.DROPPED, "not_readable"), value, at)
    if old.content.get("credentialSubject") == []:
        walk.note(What.DROPPED, "nothing_said", joined(old.pointer, "credentialSubject"), "")


def _own_ids(credentials: Iterable[Credential]) -> dict[str, str]:
    """Ids of subjects that are their credential's too: in Loire each thing has an id of its own."""
    found: dict[str, str] = {}
    for old in credentials:
        for value, _ in () if old.is_bare_claims else _given(old):
            named = value.get("id", value.get("@id")) if isinstance(value, Mapping) else None
            if isinstance(named, str) and named and named == old.id:
                found[named] = f"{named}-cs" if "#" in named else f"{named}#cs"
    return found


def _contexts(credentials: Iterable[Credential]) -> list[Json]:
    """All contexts of the credentials, each by itself."""
    found: list[Json] = []
    for one in credentials:
        found += (*as_tuple(one.content.get("@context")), *one.inherited_contexts)
    return found


def _has_terms(context: Json) -> bool:
    """Whether it may define names without a prefix; the Tagus contexts, and those of the W3C, define none of Gaia-X."""
    if isinstance(context, Mapping):
        return "@vocab" in context
    return isinstance(context, str) and "w3id.org/gaia-x" in context


def _assembled(made: _Step, *, with_gaps: bool) -> Stepped:
    walk, pack, reading = made.walk, made.walk.table.pack, made.reading
    entries = [made.made[number] for number in sorted(made.made)]
    is_bare = any(isinstance(one, Envelope) and one.old.is_bare_claims for one in entries)
    is_presented = not is_bare and (reading.presentation is not None or len(entries) != 1)
    start = "/verifiableCredential" if is_presented else ""
    pointers = tuple(joined(start, index) if is_presented or len(entries) > 1 else "" for index in range(len(entries)))
    spelling = walk.table.forms.spelling
    rows: list[Row] = []
    values: list[Json] = []
    for one, pointer in zip(entries, pointers, strict=True):
        if isinstance(one, Credential):
            values.append(_kept(one, as_token=with_gaps))
            rows += _as_they_are(one, pointer, made.moment)
        else:
            values.append(one.finished(pack, spelling, pointer))
    if with_gaps:
        grown = [node for one in entries if isinstance(one, Envelope) for node in one.subjects]
        walk.notes += list(gaps(grown, walk.table.forms, walk.notes))
    value: Json = values[0] if len(values) == 1 else values
    if is_presented:
        value = {**_presented(made), "verifiableCredential": values}
    rows += [note.row() for note in walk.notes]
    rows += left_over(reading.decoded, rows)
    return Stepped(value, pointers, tuple(rows))


def _presented(made: _Step) -> dict[str, Json]:
    """The presentation around them: the old one's, or one of its own where there was none."""
    old, walk = made.reading.presentation, made.walk
    if old is None:
        return presentation_of(Presentation("", {}), walk)[0]
    members, spots = presentation_of(old, walk)
    for name, spot in spots.items():
        spot.pointer = joined("", name)
    return members


def _as_they_are(old: Credential, pointer: str, moment: datetime) -> Iterator[Row]:
    """What speaks the new generation already is kept, signature and all; that it has ended is told."""
    end = instant(old.content.get("validUntil"))
    for at, said in leaves(old.content, ""):
        has_ended = at == "/validUntil" and end is not None and end <= moment
        what, because = (What.NEEDS_INPUT, "ended") if has_ended else (What.MOVED, "kept")
        yield Row(what, because, old.pointer + at, shown(said), pointer + at, shown(said))


def _kept(old: Credential, *, as_token: bool) -> Json:
    """A credential as it was received: in its JWT where it came in one (VCDM 2.0 §4.13)."""
    if old.envelope is None or not as_token:
        return old.content
    token = f"data:application/vc+jwt,{old.envelope.compact}"
    return {"@context": [CREDENTIALS_V2], "id": token, "type": ["EnvelopedVerifiableCredential"]}


def left_over(decoded: Json, rows: Sequence[Row]) -> list[Row]:
    """A row for each value that no row accounts for: it stands outside of all credentials."""
    known = {row.old for row in rows if row.old is not None}
    return [
        Row(What.DROPPED, "outside", at, shown(said))
        for at, said in leaves(decoded, "")
        if not any(place in known for place in _upwards(at))
    ]


def _upwards(pointer: str) -> Iterator[str]:
    yield pointer
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer
