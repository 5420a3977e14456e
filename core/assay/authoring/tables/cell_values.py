# SPDX-License-Identifier: Apache-2.0
"""What the text of a cell means as values of a field: by the rules of the editors, as people write things in tables.

A text that is a value as it stands is taken letter by letter. Else it is read as its writer meant it where that is
certain: the name of a country, a decimal comma, a day as 31.1.2026. Where two readings are possible, none is chosen.
"""

import re
from collections.abc import Collection, Mapping
from functools import cached_property

from assay.authoring.forms.answers import term_of
from assay.authoring.forms.editors import Editor, editor_of
from assay.authoring.forms.form import Field, Way, WayKind
from assay.authoring.forms.shape_fields import classes_below
from assay.authoring.forms.value_checks import as_registers_write, said_of
from assay.authoring.tables.class_fields import ClassFields, as_key
from assay.authoring.tables.faults import Fault
from assay.authoring.tables.human_values import READERS, is_right, moment_of
from assay.authoring.tables.known_names import Named
from assay.authoring.tables.targets import REFERENCE, Target
from assay.claims import RDF_LANG_STRING, Literal, Term
from assay.place_names import country_codes, country_name, country_of, region_name
from assay.rules.codes import subdivisions
from assay.texts import LANGUAGES
from assay.values import frozen

_PARTED = re.compile(r"[;|]")
_WHOLE_CELL = frozenset((Editor.TEXT,))
"""Editors of sentences, in which a semicolon parts nothing."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_NUMBERS = frozenset((Editor.VAT, Editor.LEI, Editor.EORI, Editor.EUID, Editor.DID, Editor.EMAIL))
"""Editors whose remarks are advice: the value is written all the same, and the check says what it thinks of it."""


_FAULT_OF: Mapping[Editor, Fault] = {
    Editor.COUNTRY: Fault.COUNTRY,
    Editor.REGION: Fault.REGION,
    Editor.CHOICE: Fault.CHOICE,
    Editor.YES_NO: Fault.YES_NO,
    Editor.WHOLE_NUMBER: Fault.NUMBER,
    Editor.NUMBER: Fault.NUMBER,
    Editor.PERCENTAGE: Fault.NUMBER,
    Editor.DAY: Fault.DAY,
    Editor.MOMENT: Fault.MOMENT,
    Editor.DURATION: Fault.DURATION,
    Editor.ADDRESS: Fault.ADDRESS,
    Editor.DOCUMENT: Fault.ADDRESS,
    Editor.NODE: Fault.REFERENCE,
}


@frozen
class Meant:
    """What a cell means."""

    terms: tuple[Term, ...] = ()
    faults: tuple[tuple[Fault, str], ...] = ()
    """With the text that each is about."""


class CellReader:
    """Reads the cells of tables about one class."""

    def __init__(
        self, fields: ClassFields, language: str, known: Mapping[str, tuple[Named, ...]] | None = None
    ) -> None:
        """`language`: that of texts in a language. `known`: names, as keys, of what can be referred to."""
        self._fields = fields
        self._language = language
        self.known: Mapping[str, tuple[Named, ...]] = known or {}

    def meant(self, target: Target, cell: str) -> Meant:
        """The values of a cell."""
        if not cell.strip() and not (target.is_verbatim and cell):
            return Meant()
        if target.datatype == REFERENCE:
            return Meant((cell,)) if _IRI.match(cell) else Meant(faults=((Fault.REFERENCE, cell),))
        if target.is_verbatim:
            return Meant((Literal(cell, target.datatype or RDF_LANG_STRING, target.language),))
        entry = self._fields.field(target)
        if entry is None:
            return Meant(faults=((Fault.UNWRITABLE, cell.strip()),))
        return self.of_field(entry, cell, is_one=bool(target.number))

    def of_field(self, entry: Field, cell: str, *, is_one: bool = False) -> Meant:
        """The values of a cell under a field."""
        parts = [cell.strip()] if is_one else self._parts(entry, cell)
        if entry.most is not None and len(parts) > max(1, entry.most):
            return Meant(faults=((Fault.SEVERAL, cell.strip()),))
        found = [self._one(entry, part) for part in parts]
        return Meant(
            tuple(dict.fromkeys(term for term, _, _ in found if term is not None)),
            tuple((fault, part) for _, fault, part in found if fault is not None),
        )

    def _parts(self, entry: Field, cell: str) -> list[str]:
        editors = {editor_of(entry, way, self._fields.table) for way in entry.ways}
        if not entry.takes_several or editors <= _WHOLE_CELL:
            return [cell.strip()]
        return [part.strip() for part in _PARTED.split(cell) if part.strip()]

    def _one(self, entry: Field, text: str) -> tuple[Term | None, Fault | None, str]:
        """The first way that takes the text decides: lists before free texts, nodes last."""
        ways = sorted(entry.ways, key=lambda way: (way.kind is WayKind.NODE, way.values is None))
        fault: Fault | None = None
        for way in ways:
            editor = editor_of(entry, way, self._fields.table)
            term, found = self._in_way(editor, way, text)
            if term is not None:
                return term, found, text
            fault = fault or found
        return None, fault or Fault.CHOICE, text

    def _in_way(self, editor: Editor, way: Way, text: str) -> tuple[Term | None, Fault | None]:
        if editor is Editor.NODE:
            return (text, None) if way.takes_reference and _IRI.match(text) else self._called(way, text)
        if way.values is not None:
            return self._listed(editor, way, text)
        if not way.datatype and way.kinds is None and _IRI.match(text) and editor is Editor.LINE:
            return text, None
        return self._free(editor, way, text)

    def _called(self, way: Way, text: str) -> tuple[Term | None, Fault | None]:
        """What bears a name, where one thing alone does that the field takes."""
        fitting = self._fitting(way)
        named = self.known.get(as_key(text), ())
        meant = {one.id for one in named if not (fitting and one.classes) or fitting.intersection(one.classes)}
        if len(meant) == 1:
            return next(iter(meant)), None
        return None, Fault.EITHER_REFERENCE if meant else Fault.REFERENCE

    def _fitting(self, way: Way) -> frozenset[str]:
        """The classes of what a field takes; empty for any."""
        if way.classes not in self._fits:
            pack = self._fields.pack
            below = classes_below(pack.program, pack.superclasses, way.classes) if way.classes and pack.program else ()
            self._fits[way.classes] = frozenset((*below, *way.classes))
        return self._fits[way.classes]

    @cached_property
    def _fits(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def _free(self, editor: Editor, way: Way, text: str) -> tuple[Term | None, Fault | None]:
        if editor in _NUMBERS:
            told = as_registers_write(editor, text, country_codes())
            said = said_of(editor, told, country_codes())
            return term_of(way, told, self._language), Fault.CODE if said is not None and not said.is_right else None
        places = {Editor.COUNTRY: self.country, Editor.REGION: self.region}
        read = places.get(editor) or READERS.get(editor)
        told, fault = (text, None) if read is None or is_right(editor, text) else read(text)
        if fault is None and editor not in places and not is_right(editor, told):
            fault = _FAULT_OF.get(editor)
        if fault is None and way.datatype.endswith("#dateTimeStamp") and not re.search(r"(Z|[+-]\d\d:\d\d)\Z", told):
            fault = Fault.MOMENT
        return (None, fault) if fault is not None else (term_of(way, told, self._language), None)

    def _listed(self, editor: Editor, way: Way, text: str) -> tuple[Term | None, Fault | None]:
        """The entry of a list: as it stands in it, else by what it is called in any language."""
        exact, called = self._index(way, editor)
        found = exact.get(text) or exact.get(text.upper())
        wanted = as_key(text)
        if found is not None or not wanted:
            return found, None if found is not None else _FAULT_OF.get(editor, Fault.CHOICE)
        if editor in (Editor.COUNTRY, Editor.REGION):
            codes = (self._countries if editor is Editor.COUNTRY else self._regions).get(wanted, set())
            meant = {exact[code] for code in codes if code in exact}
        else:
            meant = called.get(wanted, set())
        if len(meant) == 1:
            return next(iter(meant)), None
        return None, Fault.EITHER_CHOICE if meant else _FAULT_OF.get(editor, Fault.CHOICE)

    def _index(self, way: Way, editor: Editor) -> tuple[Mapping[str, Term], Mapping[str, set[Term]]]:
        """The entries of a list as they stand, and by what they are called."""
        if id(way) not in self._indexes:
            terms = tuple(way.values or ())
            called: dict[str, set[Term]] = {}
            if editor not in (Editor.COUNTRY, Editor.REGION):
                plain = [_told(term) for term in terms]
                short = [told.rpartition("/")[2].rpartition("#")[2] for told in plain]
                for names in (plain, short, *self._fields.entries(terms)):
                    for term, key in zip(terms, map(as_key, names), strict=True):
                        called.setdefault(key, set()).add(term)
            self._indexes[id(way)] = {_told(term): term for term in terms}, called
        return self._indexes[id(way)]

    @cached_property
    def _indexes(self) -> dict[int, tuple[Mapping[str, Term], Mapping[str, set[Term]]]]:
        """By the identity of ways, which the forms keep."""
        return {}

    @cached_property
    def _countries(self) -> Mapping[str, set[str]]:
        """The names of countries, alone and with the code as forms show them, to the codes that each stands for."""
        found: dict[str, set[str]] = {}
        for code in country_codes():
            for name in filter(None, (country_name(code, lang) for lang in LANGUAGES)):
                for key in (as_key(name), as_key(f"{name}{code}")):
                    found.setdefault(key, set()).add(code)
        return found

    @cached_property
    def _regions(self) -> Mapping[str, set[str]]:
        """The same of regions."""
        found: dict[str, set[str]] = {}
        for code in subdivisions(self._fields.pack):
            for lang in LANGUAGES:
                if name := region_name(code, lang):
                    country = country_name(country_of(code), lang)
                    for key in (as_key(name), as_key(f"{name}{code}"), as_key(f"{name}{country}{code}")):
                        found.setdefault(key, set()).add(code)
        return found

    @staticmethod
    def moment(text: str) -> str:
        """An instant as ISO 8601 writes it; the text itself where it is none."""
        return text if is_right(Editor.MOMENT, text) else moment_of(text)

    def country(self, text: str) -> tuple[str, Fault | None]:
        """The code of a country in a field that takes any text."""
        return _code(text, country_codes(), self._countries, Fault.COUNTRY)

    def region(self, text: str) -> tuple[str, Fault | None]:
        """The code of a region in a field that takes any text."""
        return _code(text, subdivisions(self._fields.pack), self._regions, Fault.REGION)


def _code(text: str, codes: Collection[str], called: Mapping[str, set[str]], fault: Fault) -> tuple[str, Fault | None]:
    if text.upper() in codes:
        return text.upper(), None
    meant = called.get(as_key(text), set())
    if len(meant) == 1:
        return next(iter(meant)), None
    return text, Fault.EITHER_CHOICE if meant else fault


def _told(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term
