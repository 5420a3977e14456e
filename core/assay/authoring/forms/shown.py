# SPDX-License-Identifier: Apache-2.0
"""A form in words: what each field is called, how its values are put in, and what is wrong with them. No Qt in it.

Names come from the pack's texts; nothing here shows an IRI where the pack has a word for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.authoring.forms.answers import Answers
from assay.authoring.forms.filled import FilledField, FilledForm, FilledValue, FormDocument, way_of
from assay.authoring.forms.form import Field, Way, WayKind
from assay.authoring.forms.shape_fields import classes_below
from assay.claims import XSD, Literal, Term
from assay.naming import Naming

if TYPE_CHECKING:
    from assay.reports.report import ReportedFinding
    from assay.rules.pack import PackTexts
    from assay.texts import Texts


class Editor(StrEnum):
    """How one value is put in."""

    LINE = "line"
    TEXT = "text"
    """Several lines."""
    YES_NO = "yes_no"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    ADDRESS = "address"
    """A web address or another IRI, as a literal."""
    CHOICE = "choice"
    NODE = "node"
    """A part, or a reference to something described elsewhere."""


_OF_DATATYPE: Mapping[str, Editor] = {
    XSD + "boolean": Editor.YES_NO,
    XSD + "integer": Editor.WHOLE_NUMBER,
    XSD + "nonNegativeInteger": Editor.WHOLE_NUMBER,
    XSD + "positiveInteger": Editor.WHOLE_NUMBER,
    XSD + "int": Editor.WHOLE_NUMBER,
    XSD + "long": Editor.WHOLE_NUMBER,
    XSD + "decimal": Editor.NUMBER,
    XSD + "float": Editor.NUMBER,
    XSD + "double": Editor.NUMBER,
    "http://qudt.org/schema/qudt/floatPercentage": Editor.NUMBER,
    XSD + "date": Editor.DAY,
    XSD + "dateTime": Editor.MOMENT,
    XSD + "dateTimeStamp": Editor.MOMENT,
    XSD + "anyURI": Editor.ADDRESS,
}
_LONG = frozenset(("description", "serviceScope", "reason"))
"""Last parts of properties that are told in sentences."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list."""

    term: Term
    label: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way to give a value, in words."""

    way: Way
    editor: Editor
    label: str
    """What is wanted, to stand alone: `a web address`."""
    classes: tuple[tuple[str, str], ...] = ()
    """Of a node what it may be: class IRI and name."""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value of a field."""

    value: FilledValue
    way: int
    """Which of the field's ways it is given in."""
    text: str
    """What an editor holds; of a node its name."""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field in words."""

    field: Field
    label: str
    help: str
    ways: tuple[ShownWay, ...]
    values: tuple[ShownValue, ...] = ()
    findings: tuple[str, ...] = ()
    """What is wrong with the field as a whole: a value is missing, there are too many."""


@dataclass(frozen=True, slots=True)
class ShownOther:
    """What the document says besides, as it stands there."""

    name: str
    text: str
    pointer: str


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A node's form in words."""

    filled: FilledForm
    title: str
    kind: str
    help: str
    fields: tuple[ShownField, ...]
    others: tuple[ShownOther, ...]
    findings: tuple[str, ...] = ()
    """About the node itself, and none of its fields."""


class FormWords:
    """Forms of one document in the words of its pack, in one language."""

    def __init__(self, document: FormDocument, texts: "Texts") -> None:
        self._document = document
        self._examination = document.examination
        self._texts = texts
        self._naming = Naming(self._examination.claims, self._examination.pack, texts)
        self._by_place = _by_place(self._examination.report.findings)

    def shown(self, node: str) -> ShownForm | None:
        """The form of a node; None where it has none."""
        filled = self._document.filled(node)
        if filled is None:
            return None
        fields = tuple(self._field(filled, entry) for entry in filled.fields)
        told = {text for entry in fields for text in (*entry.findings, *_of_values(entry))}
        own = tuple(text for text in self._at(filled.pointer) if text not in told)
        naming = self._naming
        return ShownForm(
            filled,
            title=naming.title(node) or naming.kind(node) or self._texts.say("readable.unnamed"),
            kind=naming.kind(node),
            help=naming.kind_help(node),
            fields=fields,
            others=tuple(
                ShownOther(other.name, self._document.text_at(other.pointer), other.pointer) for other in filled.others
            ),
            findings=own,
        )

    def answers(self, form: FilledForm) -> Answers:
        """What puts answers into the document, in the language of these words."""
        return Answers(self._document, form, self._texts.lang)

    def choices(self, way: Way) -> tuple[Choice, ...]:
        """The entries of a list, in the order of the pack."""
        return tuple(Choice(term, self._naming.value(term)) for term in way.values or ())

    def candidates(self, way: Way) -> tuple[Choice, ...]:
        """What is described in this document and fits: to be picked, not described again."""
        case, pack = self._document.case, self._examination.pack
        if case is None or pack is None or pack.program is None:
            return ()
        fitting = frozenset(classes_below(pack.program, pack.superclasses, way.classes))
        nodes = [
            node
            for node in case.nodes
            if not node.startswith("_:")
            and (not way.classes or fitting.intersection(map(str, case.claims.types(node))))
        ]
        return tuple(Choice(node, self._naming.title(node) or self._naming.kind(node) or node) for node in nodes)

    def _field(self, filled: FilledForm, entry: FilledField) -> ShownField:
        ways = tuple(self._way(entry.field, way) for way in entry.field.ways)
        values = tuple(self._value(entry.field, value) for value in entry.values)
        told = {text for value in values for text in value.findings}
        places = entry.members or (f"{filled.pointer}#{entry.field.predicate}",)
        missing = self._missing(filled, entry)
        own = tuple(dict.fromkeys(text for at in places for text in self._at(at) if text not in told))
        return ShownField(
            entry.field,
            self._naming.label(entry.field.predicate),
            self._naming.help(entry.field.predicate),
            ways,
            values,
            (*own, *(text for text in missing if text not in own)),
        )

    def _way(self, entry: Field, way: Way) -> ShownWay:
        pack, words = self._examination.pack, self._pack_words
        editor = editor_of(entry, way)
        classes: tuple[tuple[str, str], ...] = ()
        if way.kind is WayKind.NODE and way.classes and pack is not None and pack.program is not None:
            below = classes_below(pack.program, pack.superclasses, way.classes)
            classes = tuple((cls, self._naming.label(cls)) for cls in below)
        if way.values is not None:
            label = words.value_list(way.values) if words else None
        elif way.kind is WayKind.NODE:
            label = self._naming.label(way.classes[0]) if way.classes else None
        else:
            label = words.datatype(way.datatype) if words and way.datatype else None
        return ShownWay(way, editor, label or self._texts.say(f"way.{editor.value}"), classes)

    def _value(self, entry: Field, value: FilledValue) -> ShownValue:
        text = value.term.value if isinstance(value.term, Literal) else self._named(value.term)
        at = tuple(dict.fromkeys(self._at(value.pointer))) if value.pointer else ()
        return ShownValue(value, entry.ways.index(way_of(entry, value)), text, at)

    def _named(self, node: str) -> str:
        return self._naming.title(node) or self._naming.kind(node) or self._naming.value(node)

    def _missing(self, filled: FilledForm, entry: FilledField) -> Iterator[str]:
        """Findings about the node whose property is this one: a value is missing."""
        for found in self._by_place.get(filled.pointer, ()):
            if found.shacl is not None and found.shacl.path == entry.field.predicate:
                yield found.message

    def _at(self, pointer: str) -> tuple[str, ...]:
        return tuple(found.message for found in self._by_place.get(pointer, ()))

    @property
    def _pack_words(self) -> "PackTexts | None":
        pack = self._examination.pack
        return pack.texts(self._texts.lang) if pack else None


def editor_of(entry: Field, way: Way) -> Editor:
    """How a value is put in, by what it must be."""
    if way.values is not None:
        return Editor.CHOICE
    if way.kind is WayKind.NODE:
        return Editor.NODE
    found = _OF_DATATYPE.get(way.datatype, Editor.LINE)
    is_long = found is Editor.LINE and entry.predicate.rpartition("/")[2].rpartition("#")[2] in _LONG
    return Editor.TEXT if is_long else found


def _of_values(entry: ShownField) -> Iterator[str]:
    for value in entry.values:
        yield from value.findings


def _by_place(findings: "Iterable[ReportedFinding]") -> "Mapping[str, tuple[ReportedFinding, ...]]":
    found: dict[str, list[ReportedFinding]] = {}
    for finding in findings:
        if finding.location is not None:
            found.setdefault(finding.location.pointer, []).append(finding)
    return {pointer: tuple(entries) for pointer, entries in found.items()}
