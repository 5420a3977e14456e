# SPDX-License-Identifier: Apache-2.0
"""Forms of one document in the words of its pack. No Qt in it, and no IRI where the pack has a word for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from assay.authoring.forms.answers import Answers
from assay.authoring.forms.changes import can_swap
from assay.authoring.forms.editors import TOLD_BY_EDITOR, editor_of
from assay.authoring.forms.filled import FilledField, FilledForm, FilledValue, FormDocument, way_of
from assay.authoring.forms.form import Field, Way, WayKind
from assay.authoring.forms.lists import Lists
from assay.authoring.forms.shape_fields import classes_below
from assay.authoring.forms.shown import (
    ShownField,
    ShownFinding,
    ShownForm,
    ShownOther,
    ShownValue,
    ShownWay,
)
from assay.claims import Literal, is_blank
from assay.finding import Severity
from assay.naming import Naming
from assay.rules.form_table import NO_FORMS, FormTable, forms_of_pack

if TYPE_CHECKING:
    from assay.reports.report import ReportedFinding
    from assay.rules.pack_texts import PackTexts
    from assay.texts import Texts

DEEPEST = 2
"""Parts in parts that are shown right there; deeper ones have a form of their own."""
MOST_FIELDS = 12
"""Fields in use of a part that is shown right there."""


class FormWords:
    """Forms of one document, in one language."""

    def __init__(self, document: FormDocument, texts: "Texts") -> None:
        self._document = document
        self._examination = document.examination
        self._texts = texts
        self._naming = Naming(self._examination.claims, self._examination.pack, texts)
        self._by_place = _by_place(self._examination.report.findings)
        self.lists = Lists(document, self._naming, texts.lang)

    def shown(self, node: str) -> ShownForm | None:
        """The form of a node, with the forms of its parts inside where they are small; None where it has none."""
        return self._shown(node, 0, frozenset())

    def page_of(self, node: str) -> ShownForm | None:
        """The form in which a node is shown: that of the outermost of what it is a part of, else its own."""
        for start in self._around(node):
            found = self.shown(start)
            if found is not None and any(part.node == node for part in found.parts()):
                return found
        return None

    def whole_of(self, node: str) -> tuple[str, str] | None:
        """Of a part the node that it is described in, and its name; None for what stands by itself."""
        around = [other for other in self._around(node) if other != node]
        return (around[-1], self._named(around[-1])) if around else None

    def subject_of(self, node: str) -> str:
        """The id of a node, or of the nearest one that it is a part of and that has an id; empty where none has."""
        return next((one for one in reversed(self._around(node)) if not is_blank(one)), "")

    def node_at(self, pointer: str) -> str:
        """The node that is described at a place; empty for none."""
        return next(iter(self._described_at(pointer)), "")

    def path_of(self, finding: str) -> str:
        """The property that a finding is about, by the finding's id; empty for none."""
        found = (one for one in self._examination.report.findings if one.id == finding and one.shacl is not None)
        return next((one.shacl.path for one in found if one.shacl is not None and one.shacl.path), "")

    def first(self) -> ShownForm | None:
        """The form of the first part of the document; None where nothing of it has one."""
        return next((found for node in self._document.nodes() if (found := self.shown(node)) is not None), None)

    def answers(self, form: FilledForm) -> Answers:
        """What puts answers into the document, in the language of these words."""
        return Answers(self._document, form, self._texts.lang)

    def _around(self, node: str) -> list[str]:
        """The nodes in whose description a node is described, outermost first, and itself."""
        case = self._document.case
        if case is None or node not in case.node_places:
            return []
        steps = self._document.pointer_of(node).split("/")
        spots = ("/".join(steps[:length]) for length in range(1, len(steps)))
        found = [described[-1] for spot in spots if (described := self._described_at(spot))]
        first = next((at for at, other in enumerate(found) if other in self._subjects), len(found))
        return [*found[first:], node]

    def _described_at(self, pointer: str) -> list[str]:
        """The nodes that are described at a place, in the order of the case."""
        return [node for node in self._mentioned.get(pointer, ()) if self._document.pointer_of(node) == pointer]

    @cached_property
    def _mentioned(self) -> Mapping[str, list[str]]:
        """The nodes that have a place, by its pointer. Of all of them, which one says the most is not asked: in a long
        document that would take as long as all the rest.
        """
        case, found = self._document.case, defaultdict[str, list[str]](list)
        for node, places in case.node_places.items() if case is not None else ():
            for pointer in dict.fromkeys(place.pointer for place in places):
                found[pointer].append(node)
        return found

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(self._document.nodes())

    def _shown(self, node: str, depth: int, above: frozenset[str]) -> ShownForm | None:
        filled = self._document.filled(node)
        if filled is None:
            return None
        inside = above | {node}
        fields = tuple(self._field(filled, entry, depth, inside) for entry in filled.fields)
        told = {found.id for entry in fields for found in (*entry.findings, *_of_values(entry))}
        own = tuple(found for found in self._at(filled.pointer) if found.id not in told)
        naming = self._naming
        return ShownForm(
            filled,
            title=naming.title(node) or naming.kind(node) or self._texts.say("readable.unnamed"),
            kind=naming.kind(node),
            help=naming.kind_help(node),
            fields=tuple(sorted(fields, key=self._order)),
            others=tuple(
                ShownOther(other.name, self._document.text_at(other.pointer), other.pointer) for other in filled.others
            ),
            findings=own,
        )

    def _order(self, entry: ShownField) -> tuple[int, bool, int]:
        group, at = self._table.place(entry.field.predicate)
        return group, not entry.field.is_required, at

    def _field(self, filled: FilledForm, entry: FilledField, depth: int, above: frozenset[str]) -> ShownField:
        predicate = entry.field.predicate
        ways = tuple(self._way(entry.field, way) for way in entry.field.ways)
        values = tuple(self._value(entry.field, value, depth, above) for value in entry.values)
        values = tuple(replace(value, can_rise=self._can_rise(values, at)) for at, value in enumerate(values))
        told = {found.id for value in values for found in value.findings}
        places = entry.members or (f"{filled.pointer}#{predicate}",)
        own = {found.id: found for at in places for found in self._at(at) if found.id not in told}
        own |= {found.id: found for found in self._missing(filled, entry)}
        return ShownField(
            entry.field,
            self._naming.label(predicate),
            self._naming.help(predicate),
            ways,
            self._table.group(predicate),
            values,
            tuple(own.values()),
            digest=self._table.digests.get(predicate, ""),
            language=self._table.languages.get(predicate, ""),
        )

    def _way(self, entry: Field, way: Way) -> ShownWay:
        pack, words = self._examination.pack, self._pack_words
        editor = editor_of(entry, way, self._table)
        classes: tuple[tuple[str, str], ...] = ()
        if way.kind is WayKind.NODE and pack is not None and pack.program is not None:
            below = classes_below(pack.program, pack.superclasses, way.classes) if way.classes else []
            classes = tuple((cls, self._naming.label(cls)) for cls in below)
        if way.values is not None:
            label = words.value_list(way.values) if words else None
        elif way.kind is WayKind.NODE:
            label = self._naming.label(way.classes[0]) if way.classes else None
        else:
            is_told = way.datatype and editor not in TOLD_BY_EDITOR
            label = words.datatype(way.datatype) if words and is_told else None
        example = (
            words.example(entry.predicate) if words and way.kind is not WayKind.NODE and way.values is None else ""
        )
        return ShownWay(
            way,
            editor,
            label or self._texts.say(f"way.{editor.value}"),
            classes,
            self._texts.say("way.example", example=example) if example else "",
        )

    def _value(self, entry: Field, value: FilledValue, depth: int, above: frozenset[str]) -> ShownValue:
        term, way = value.term, entry.ways.index(way_of(entry, value))
        at = self._at(value.pointer) if value.pointer else ()
        if isinstance(term, Literal):
            return ShownValue(value, way, term.value, at, term.language)
        is_own = value.is_part and depth < DEEPEST and term not in above
        part = self._shown(term, depth + 1, above) if is_own else None
        if part is not None and part.filled.pointer == value.pointer and _size(part) <= MOST_FIELDS:
            inside = {found.id for found in part.findings}
            return ShownValue(value, way, part.kind, tuple(f for f in at if f.id not in inside), part=part)
        below = self._below(value.pointer) if value.is_part else 0
        case = self._document.case
        is_elsewhere = entry.ways[way].kind is WayKind.NODE and case is not None and term not in case.node_places
        return ShownValue(value, way, self._named(term), at, below=below, address=term if is_elsewhere else "")

    def _can_rise(self, values: tuple[ShownValue, ...], at: int) -> bool:
        if at == 0:
            return False
        one, other = values[at - 1].value, values[at].value
        return one.is_editable and other.is_editable and can_swap(self._document, one.pointer, other.pointer)

    def _named(self, node: str) -> str:
        return self._naming.title(node) or self._naming.kind(node) or self._naming.value(node)

    def _missing(self, filled: FilledForm, entry: FilledField) -> Iterator[ShownFinding]:
        """Findings about the node whose property is this one: a value is missing."""
        for found in self._by_place.get(filled.pointer, ()):
            if found.shacl is not None and found.shacl.path == entry.field.predicate:
                yield _shown(found)

    def _at(self, pointer: str) -> tuple[ShownFinding, ...]:
        unique = {found.message: _shown(found) for found in self._by_place.get(pointer, ())}
        return tuple(unique.values())

    def _below(self, pointer: str) -> int:
        inside = f"{pointer}/"
        places = (found for at, found in self._by_place.items() if at.startswith(inside))
        return sum(found.severity is Severity.VIOLATION for entries in places for found in entries)

    @cached_property
    def _table(self) -> FormTable:
        pack = self._examination.pack
        return forms_of_pack(pack) if pack is not None else NO_FORMS

    @property
    def _pack_words(self) -> "PackTexts | None":
        pack = self._examination.pack
        return pack.texts(self._texts.lang) if pack else None


def _shown(found: "ReportedFinding") -> ShownFinding:
    return ShownFinding(found.id, found.message, found.fix, found.severity is Severity.VIOLATION)


def _size(part: ShownForm) -> int:
    return sum(entry.is_in_use for entry in part.fields)


def _of_values(entry: ShownField) -> Iterator[ShownFinding]:
    for value in entry.values:
        yield from value.findings


def _by_place(findings: "Iterable[ReportedFinding]") -> "Mapping[str, tuple[ReportedFinding, ...]]":
    found: dict[str, list[ReportedFinding]] = {}
    for finding in findings:
        if finding.location is not None:
            found.setdefault(finding.location.pointer, []).append(finding)
    return {pointer: tuple(entries) for pointer, entries in found.items()}
