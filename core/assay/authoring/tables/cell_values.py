# SPDX-License-Identifier: Apache-2.0
"""What the text of a cell means as values of a field: by the rules of the editors, as people write things in tables.

A text that is a value as it stands is taken letter by letter. Else it is read as its writer meant it where that is
certain: the name of a country, a decimal comma, a day as 31.1.2026. Where two readings are possible, none is chosen.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from assay.authoring.forms.answers import term_of
from assay.authoring.forms.editors import Editor, editor_of
from assay.authoring.forms.form import Field, Way, WayKind
from assay.authoring.forms.value_checks import as_registers_write, said_of
from assay.authoring.tables.class_fields import ClassFields, as_key
from assay.authoring.tables.targets import REFERENCE, Target
from assay.authoring.tables.words import answers
from assay.claims import RDF_LANG_STRING, Literal, Term
from assay.place_names import country_codes, country_name, region_name
from assay.rules.codes import subdivisions
from assay.texts import LANGUAGES

_PARTED = re.compile(r"[;|]")
_WHOLE_CELL = frozenset((Editor.TEXT,))
"""Editors of sentences, in which a semicolon parts nothing."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,' \u00a0\u202f\u2019])\d{3}(\1\d{3})*\Z")
_EITHER = re.compile(r"[+-]?\d{1,3},\d{3}\Z")
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\Z")
_DAYS_MONTHS = 12
_NUMBERS = frozenset((Editor.VAT, Editor.LEI, Editor.EORI, Editor.EUID, Editor.DID, Editor.EMAIL))
"""Editors whose remarks are advice: the value is written all the same, and the check says what it thinks of it."""


class Fault(StrEnum):
    """Why a cell is none of the field's values."""

    COUNTRY = "country"
    REGION = "region"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    EITHER_NUMBER = "either_number"
    """Two readings: a decimal comma, or a mark between thousands."""
    DAY = "day"
    EITHER_DAY = "either_day"
    """Two readings: the day first, or the month."""
    MOMENT = "moment"
    DURATION = "duration"
    ADDRESS = "address"
    REFERENCE = "reference"
    SEVERAL = "several"
    """More values than the field takes."""
    CODE = "code"
    """A number, DID or e-mail address that cannot be right; it is written all the same."""
    UNREAD = "unread"
    """A formula without a value."""
    UNWRITABLE = "unwritable"
    """The vocabulary gives no way to write it."""
    UNASKED = "unasked"
    """The other answers of the row leave no question that it answers."""
    TWICE = "twice"
    """Another row has the same id."""


KEPT = frozenset((Fault.CODE, Fault.TWICE))
"""Faults with which a value is written all the same."""
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


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell means."""

    terms: tuple[Term, ...] = ()
    faults: tuple[tuple[Fault, str], ...] = ()
    """With the text that each is about."""


class CellReader:
    """Reads the cells of tables about one class."""

    def __init__(self, fields: ClassFields, language: str, known: Mapping[str, str] | None = None) -> None:
        """`language`: that of texts in a language. `known`: names, as keys, of what can be referred to, to its id."""
        self._fields = fields
        self._language = language
        self.known: Mapping[str, str] = known or {}

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
            found = text if way.takes_reference and _IRI.match(text) else self.known.get(as_key(text))
            return found, None if found else Fault.REFERENCE
        if way.values is not None:
            chosen = self._listed(editor, way, text)
            return chosen, None if chosen is not None else _FAULT_OF.get(editor, Fault.CHOICE)
        if not way.datatype and way.kinds is None and _IRI.match(text) and editor is Editor.LINE:
            return text, None
        return self._free(editor, way, text)

    def _free(self, editor: Editor, way: Way, text: str) -> tuple[Term | None, Fault | None]:
        if editor in _NUMBERS:
            told = as_registers_write(editor, text, country_codes())
            said = said_of(editor, told, country_codes())
            return term_of(way, told, self._language), Fault.CODE if said is not None and not said.is_right else None
        places = {Editor.COUNTRY: self.country, Editor.REGION: self.region}
        read = places.get(editor) or _READERS.get(editor)
        told, fault = (text, None) if read is None or _is_right(editor, text) else read(text)
        if fault is None and editor not in places and not _is_right(editor, told):
            fault = _FAULT_OF.get(editor)
        if fault is None and way.datatype.endswith("#dateTimeStamp") and not re.search(r"(Z|[+-]\d\d:\d\d)\Z", told):
            fault = Fault.MOMENT
        return (None, fault) if fault is not None else (term_of(way, told, self._language), None)

    def _listed(self, editor: Editor, way: Way, text: str) -> Term | None:
        """The entry of a list: as it stands in it, else by what it is called."""
        exact, called = self._index(way, editor)
        found = exact.get(text) or exact.get(text.upper())
        if found is not None or not (wanted := as_key(text)):
            return found
        if editor in (Editor.COUNTRY, Editor.REGION):
            return exact.get((self._countries if editor is Editor.COUNTRY else self._regions).get(wanted, ""))
        return called.get(wanted)

    def _index(self, way: Way, editor: Editor) -> tuple[Mapping[str, Term], Mapping[str, Term | None]]:
        """The entries of a list as they stand, and by what they are called; those that share a name by none."""
        if id(way) not in self._indexes:
            exact = {_told(term): term for term in way.values or ()}
            called: dict[str, Term | None] = {}
            for told, term in exact.items() if editor not in (Editor.COUNTRY, Editor.REGION) else ():
                names = {told, told.rpartition("/")[2].rpartition("#")[2], self._fields.naming.value(term)}
                for key in set(map(as_key, names)):
                    called[key] = None if key in called else term
            self._indexes[id(way)] = exact, called
        return self._indexes[id(way)]

    @cached_property
    def _indexes(self) -> dict[int, tuple[Mapping[str, Term], Mapping[str, Term | None]]]:
        """By the identity of ways, which the forms keep."""
        return {}

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        return {as_key(country_name(code, lang)): code for lang in LANGUAGES for code in country_codes()}

    @cached_property
    def _regions(self) -> Mapping[str, str]:
        """Names that stand for one region alone."""
        found: dict[str, set[str]] = {}
        for code in subdivisions(self._fields.pack):
            for lang in LANGUAGES:
                found.setdefault(as_key(region_name(code, lang)), set()).add(code)
        return {name: next(iter(codes)) for name, codes in found.items() if name and len(codes) == 1}

    @staticmethod
    def moment(text: str) -> str:
        """An instant as ISO 8601 writes it; the text itself where it is none."""
        return text if _is_right(Editor.MOMENT, text) else _moment(text)[0]

    def country(self, text: str) -> tuple[str, Fault | None]:
        """The code of a country in a field that takes any text."""
        code = text.upper() if text.upper() in country_codes() else self._countries.get(as_key(text), "")
        return code or text, None if code else Fault.COUNTRY

    def region(self, text: str) -> tuple[str, Fault | None]:
        """The code of a region in a field that takes any text."""
        code = text.upper() if text.upper() in subdivisions(self._fields.pack) else self._regions.get(as_key(text), "")
        return code or text, None if code else Fault.REGION


def _is_right(editor: Editor, text: str) -> bool:
    if editor in (Editor.COUNTRY, Editor.REGION):
        return False
    if editor is Editor.YES_NO:
        return text in ("true", "false")
    said = said_of(editor, text)
    return said is None or said.is_right


def _yes_no(text: str) -> tuple[str, Fault | None]:
    told = text.strip().casefold()
    if told in answers("yes"):
        return "true", None
    return ("false", None) if told in answers("no") else (text, Fault.YES_NO)


def _whole(text: str) -> tuple[str, Fault | None]:
    grouped = _GROUPED.match(text)
    told = text.replace(grouped[1], "") if grouped else text.translate(_BLANKS)
    return re.sub(r"[.,]0+\Z", "", told), None


def _number(text: str) -> tuple[str, Fault | None]:
    """The last of dot and comma parts the decimals; a comma before three digits alone can be either."""
    told = text.translate(_BLANKS)
    if _EITHER.match(told):
        return text, Fault.EITHER_NUMBER
    comma, dot = told.rfind(","), told.rfind(".")
    if comma > dot:
        return told.replace(".", "").replace(",", "."), None
    return (told.replace(",", "") if comma >= 0 else told), None


def _percentage(text: str) -> tuple[str, Fault | None]:
    return _number(text.strip().removesuffix("%").strip())


def _day(text: str) -> tuple[str, Fault | None]:
    found = _DAY.match(text.strip())
    if found is None:
        return _day_of_moment(text)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "/" and first <= _DAYS_MONTHS and second <= _DAYS_MONTHS and first != second:
        return text, Fault.EITHER_DAY
    day, month = (second, first) if found[2] == "/" and second > _DAYS_MONTHS else (first, second)
    try:
        return date(year, month, day).isoformat(), None
    except ValueError:
        return text, Fault.DAY


def _day_of_moment(text: str) -> tuple[str, Fault | None]:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return text, Fault.DAY
    is_day = (found.hour, found.minute, found.second, found.microsecond) == (0, 0, 0, 0)
    return (found.date().isoformat(), None) if is_day else (text, Fault.DAY)


def _moment(text: str) -> tuple[str, Fault | None]:
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    told, fault = (day, None) if _is_right(Editor.DAY, day) else _day(day)
    if fault is not None:
        return text, Fault.EITHER_DAY if fault is Fault.EITHER_DAY else Fault.MOMENT
    if not clock:
        return f"{told}T00:00:00Z", None
    return f"{told}T{clock.strip()}{':00' if re.fullmatch(r'[0-9]{2}:[0-9]{2}', clock.strip()) else ''}", None


_READERS: Mapping[Editor, Callable[[str], tuple[str, "Fault | None"]]] = {
    Editor.YES_NO: _yes_no,
    Editor.WHOLE_NUMBER: _whole,
    Editor.NUMBER: _number,
    Editor.PERCENTAGE: _percentage,
    Editor.DAY: _day,
    Editor.MOMENT: _moment,
}


def _told(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term
