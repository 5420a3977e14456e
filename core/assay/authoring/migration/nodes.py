# SPDX-License-Identifier: Apache-2.0
"""Old nodes made into new ones by a table, with a note for each of their values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from assay.authoring.forms.form import Field
from assay.authoring.json_edit import joined
from assay.authoring.migration.growing import Grown, Note, Said, Target, notary_note
from assay.authoring.migration.rows import What, is_value_object, leaves
from assay.authoring.migration.table import ClassRule, FieldRule, Table
from assay.authoring.migration.values import (
    TRANSFORMATIONS,
    is_nothing,
    items_of,
    language_of,
    literal_for,
    reference_of,
    takes_id,
    takes_nodes_only,
    text_of,
)
from assay.claims import Term
from assay.credential import Json, JsonObject
from assay.formats.kinds import as_tuple
from assay.linked_data.rdf import is_iri
from assay.values import frozen

_IDS = ("id", "@id")
_TYPES = ("type", "@type")


Why: TypeAlias = tuple[What, str]
"""What became of a value, and the reason."""


@frozen
class Subject:
    """A subject of a credential, and where it stands."""

    value: JsonObject
    pointer: str
    rule: ClassRule | None


@dataclass
class Walk:
    """One document's way from one generation to the next."""

    table: Table
    declared: Mapping[str, str] = field(default_factory=dict)
    """Prefixes that the document's contexts define."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids that have to become others."""
    attested: dict[str, Subject] = field(default_factory=dict)
    """What others attested, by its id: put where it is referred to."""
    wants_prefixes: bool = False
    """The old contexts define prefixes alone, so that other names said nothing."""
    notes: list[Note] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)
    """Ids of what was put where it is referred to."""

    def note(self, what: What, because: str, old: str, said: Json, target: Target | None = None, **more: str) -> None:
        """Account for what stands at an old place."""
        self.notes.append(Note(what, because, old, said, target, **more))

    def account(self, why: Why, value: Json, pointer: str, target: Target | None = None, predicate: str = "") -> None:
        """Account for everything at an old place, leaf by leaf, with one reason."""
        for at, said in leaves(value, pointer):
            self.note(*why, at, said, target, field=predicate)

    def grow(self, value: JsonObject, pointer: str, rule: ClassRule) -> list[Grown]:
        """What becomes of a node: one new node, or several; none where only a person can say, or no variant fits."""
        if rule.asks or rule.dropped:
            self._refuse(value, pointer, rule)
            return []
        rules = self._rules(value, rule)
        if not rules:
            self.account((What.NEEDS_INPUT, rule.otherwise), value, pointer)
            return []
        grown = [(each, Grown([each.to] if each.to else [])) for each in rules]
        for name, item in value.items():
            self._member(name, item, joined(pointer, name), grown)
        return [node for _, node in grown]

    def _refuse(self, value: JsonObject, pointer: str, rule: ClassRule) -> None:
        what = What.NEEDS_INPUT if rule.asks else What.DROPPED
        self.account((what, rule.asks or rule.dropped), value, pointer)

    def rule_of(self, value: JsonObject, name: str = "", classes: tuple[str, ...] = ()) -> ClassRule | None:
        """The rule for a node: by its class, by the classes of its credential, by its place, by what is said of it."""
        own = [self.name(one) for key in _TYPES for one in as_tuple(value.get(key)) if isinstance(one, str)]
        outer = [self.name(one) for one in classes]
        members = frozenset(map(self.name, value))
        return (
            self.table.class_of(own)
            or self.table.class_of(outer)
            or self.table.classes.get(name)
            or self.table.recognised(members)
        )

    def name(self, written: str) -> str:
        """An old name in the table's spelling."""
        return self.table.name(written, self.declared)

    def _rules(self, value: JsonObject, rule: ClassRule) -> list[ClassRule]:
        if not rule.variants:
            return [rule]
        said = {self.name(name): item for name, item in value.items()}
        found = [self.table.classes[name] for name in rule.variants]
        return [each for each in found if each.needs in said and _fits(each, said)]

    def _member(self, name: str, item: Json, at: str, grown: list[tuple[ClassRule, Grown]]) -> None:
        main = grown[0][1]
        if name in _IDS:
            self._id(item, at, main)
        elif name in _TYPES and main.classes:
            self.note(What.CHANGED, "class", at, item, main, inside="/type")
        elif name in _TYPES:
            self.note(What.DROPPED, "class_by_place", at, item)
        elif name == "@context":
            self.note(What.DROPPED, "inner_context", at, item)
        else:
            known = self.name(name)
            holder, rule = self._field(known, grown)
            before = len(self.notes)
            if rule is None:
                self.account((What.DROPPED, "no_place"), item, at)
            else:
                self._values(holder, rule, item, at)
            if ":" not in name and self.wants_prefixes:
                self.notes[before:] = map(_without_prefix, self.notes[before:])

    def _id(self, item: Json, at: str, main: Grown) -> None:
        if not isinstance(item, str) or not item:
            self.account((What.DROPPED, "nothing_said"), item, at)
            return
        if main.id:
            self.note(What.NEEDS_INPUT, "one_only", at, item, main)
            return
        main.id = self.ids.get(item, item)
        if not is_iri(item):
            self.note(What.NEEDS_INPUT, "no_id", at, item, main, inside="/id")
        elif main.id == item:
            self.note(What.MOVED, "same", at, item, main, inside="/id", says=item)
        else:
            self.note(What.CHANGED, "own_id", at, item, main, inside="/id", says=main.id)

    def _field(self, name: str, grown: list[tuple[ClassRule, Grown]]) -> tuple[Grown, FieldRule | None]:
        """Who says it and how: as the table has it, else under the same name where the new class has it."""
        for rule, node in grown:
            if name in rule.fields:
                return node, rule.fields[name]
        node = grown[0][1]
        same = f"{self.table.pack.namespace}{name.removeprefix('gx:')}"
        if name.startswith("gx:") and node.classes and self._entry(node, same) is not None:
            return node, FieldRule(same, is_reference=True)
        return node, None

    def _values(self, holder: Grown, rule: FieldRule, item: Json, at: str) -> None:
        if rule.asks:
            self.account((What.NEEDS_INPUT, rule.asks), item, at, holder, rule.to)
            return
        if rule.dropped:
            self.account((What.DROPPED, rule.dropped), item, at)
            return
        if rule.by_class:
            self.note(What.CHANGED, rule.by_class, at, item, holder, inside="/type")
            return
        for pointer, value in items_of(item, at):
            self._value(holder, rule, value, pointer)

    def _value(self, holder: Grown, rule: FieldRule, value: Json, at: str) -> None:
        referred = reference_of(value)
        if is_nothing(value):
            self.note(What.DROPPED, "nothing_said", at, value)
        elif not isinstance(value, Mapping) or is_value_object(value):
            self._text(holder, rule, value, at)
        elif self._is_full(holder, rule):
            self.account((What.NEEDS_INPUT, "one_only"), value, at, holder, rule.to)
        elif referred is not None:
            self._reference(holder, rule, value, referred, at)
        else:
            self._part(holder, rule, value, at)

    def _part(self, holder: Grown, rule: FieldRule, value: JsonObject, at: str) -> None:
        found = self.rule_of(value, rule.node)
        if found is None:
            self.account((What.DROPPED, "unknown_class"), value, at)
            return
        for node in self.grow(value, at, found):
            self._say(holder, rule, node)

    def _reference(self, holder: Grown, rule: FieldRule, value: Json, referred: str, at: str) -> None:
        subject = self.attested.get(referred)
        if subject is not None and referred not in self.placed and subject.rule is not None:
            self.placed.add(referred)
            grown = self.grow(subject.value, subject.pointer, subject.rule)
            said = [self._say(holder, rule, node) for node in grown]
            self.note(What.CHANGED, "put_in_place", at, value, grown[0] if grown else None, says=referred)
            if said:
                self.notes.append(notary_note(grown[0]))
            return
        target = self.ids.get(referred, referred)
        if not takes_id(target, self._entry(holder, rule.to)):
            self.note(What.NEEDS_INPUT, "no_id", at, value, holder, field=rule.to)
            return
        said_one = self._say(holder, rule, target)
        self._moved(rule, at, value, said_one, is_same=target == referred)

    def _text(self, holder: Grown, rule: FieldRule, value: Json, at: str) -> None:
        text = text_of(value)
        if text is None:
            self.account((What.DROPPED, "not_readable"), value, at)
            return
        entry = self._entry(holder, rule.to)
        if rule.is_reference and not rule.through and (entry is None or takes_nodes_only(entry)):
            self._reference(holder, rule, value, text, at)
            return
        made = TRANSFORMATIONS[rule.value](text) if rule.value else text
        inner = self._entry_of([rule.through], rule.property_of_part) if rule.through else entry
        term = None if made is None else literal_for(made, language_of(value), inner)
        if term is None:
            because = "described_as_part" if takes_nodes_only(inner) else "not_allowed"
            self.note(What.NEEDS_INPUT, because, at, value, holder, field=rule.to)
            return
        if self._is_full(holder, rule):
            self._once_more(holder, rule, value, at, term)
            return
        said = self._say(holder, rule, term)
        self._moved(rule, at, value, said, is_same=made == text)

    def _is_full(self, holder: Grown, rule: FieldRule) -> bool:
        entry = self._entry(holder, rule.to)
        return entry is not None and entry.most is not None and len(holder.of(rule.to)) >= entry.most

    def _once_more(self, holder: Grown, rule: FieldRule, value: Json, at: str, term: Term) -> None:
        """The new form takes no further value: it is there already, or somebody has to choose."""
        same = next((said for said in holder.of(rule.to) if said.value == term), None)
        if same is not None:
            self.note(What.CHANGED, rule.value or "said_before", at, value, same, field=rule.to)
        else:
            self.note(What.NEEDS_INPUT, "one_only", at, value, holder, field=rule.to)

    def _moved(self, rule: FieldRule, at: str, value: Json, said: Said, *, is_same: bool) -> None:
        if not is_same:
            because = rule.value or "follows_id"
            self.note(What.CHANGED, because, at, value, said, field=rule.to)
        elif rule.through:
            self.note(What.CHANGED, "part_of_its_own", at, value, said, field=rule.through)
        else:
            self.note(What.MOVED, "same", at, value, said, field=rule.to)

    def _say(self, holder: Grown, rule: FieldRule, value: Term | Grown) -> Said:
        said = Said(rule.to, value)
        holder.statements.append(said)
        if rule.through:
            inner = Said(rule.property_of_part, value)
            said.value = Grown([rule.through], statements=[inner])
            return inner
        return said

    def _entry(self, holder: Grown, predicate: str) -> Field | None:
        return self._entry_of(holder.classes, predicate)

    def _entry_of(self, classes: list[str], predicate: str) -> Field | None:
        """The field of a property of new nodes; None where the new shapes say nothing of it."""
        form = self.table.forms.of(classes) if classes else None
        return form.field(predicate) if form else None


def _without_prefix(note: Note) -> Note:
    return replace(note, what=What.CHANGED, because="without_prefix") if note.what is What.MOVED else note


def _fits(rule: ClassRule, said: Mapping[str, Json]) -> bool:
    name, allowed = rule.when
    text = text_of(said.get(name)) if name else ""
    return not name or (text is not None and text.lower() in allowed)
