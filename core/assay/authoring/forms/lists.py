# SPDX-License-Identifier: Apache-2.0
"""What can be chosen in a form: the entries of its lists by name, and what is described already."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FilledForm, FormDocument
from assay.authoring.forms.form import Way
from assay.authoring.forms.shape_fields import classes_below
from assay.authoring.forms.shown import Choice, ShownWay
from assay.claims import Literal, Term
from assay.place_names import country_name, country_of, region_name, sorted_by_name
from assay.rules.codes import subdivisions

if TYPE_CHECKING:
    from assay.naming import Naming

_MOST_KEPT = 64
"""Lists whose labels are kept: the same few are asked for at each visit to a field, and after each key."""
_made: dict[tuple[int, Editor, str, str, tuple[str, ...]], tuple[object, tuple[Choice, ...]]] = {}
_entries: dict[int, tuple[object, Sequence[tuple[str, str]]]] = {}
"""With what they were made of: an id is that of another object once the first one is gone."""
_COUNTRY_KEYS = ("countryCode", "country", "applicableJurisdiction")
"""Last parts of the properties that say in which country a region is."""


class Lists:
    """What can be chosen in the forms of one document, in one language."""

    def __init__(self, document: FormDocument, naming: "Naming", lang: str) -> None:
        self._document = document
        self._naming = naming
        self._lang = lang

    def choices(self, way: ShownWay, form: FilledForm | None = None) -> tuple[Choice, ...]:
        """The entries of a list: countries and regions by their names, anything else in the order of the pack.

        `form`: the form it is chosen in; regions are then only those of the country that is chosen beside them.
        """
        country = self._country(form) if way.editor is Editor.REGION else ""
        pack = self._document.examination.pack
        packs = tuple(one.sha256 for one in (pack, *pack.extensions)) if pack is not None else ()
        key = (id(way.way.values), way.editor, self._lang, country, packs)
        known = _made.get(key)
        if known is None or known[0] is not way.way.values:
            if len(_made) >= _MOST_KEPT:
                _made.clear()
            known = _made[key] = (way.way.values, self._choices(way, country))
        return known[1]

    def entries(self, way: ShownWay, form: FilledForm | None = None) -> Sequence[tuple[str, str]]:
        """The same as value and label; the very same sequence each time, as long as nothing is other than it was."""
        found = self.choices(way, form)
        known = _entries.get(id(found))
        if known is None or known[0] is not found:
            if len(_entries) >= _MOST_KEPT:
                _entries.clear()
            known = _entries[id(found)] = (found, [(_told(one.term), one.label) for one in found])
        return known[1]

    def _choices(self, way: ShownWay, country: str) -> tuple[Choice, ...]:
        if way.editor is Editor.COUNTRY:
            made = [Choice(term, self._with_code(country_name(_told(term), self._lang), term)) for term in _of(way)]
            return tuple(sorted(made, key=lambda entry: sorted_by_name(entry.label)))
        if way.editor is Editor.REGION:
            return self._regions(way, country)
        return tuple(Choice(term, label) for term, label in zip(_of(way), self._naming.entries(_of(way)), strict=True))

    def candidates(self, way: Way) -> tuple[Choice, ...]:
        """What is described in this document and fits: to be picked, not described again."""
        case, pack = self._document.case, self._document.examination.pack
        if case is None or pack is None or pack.program is None:
            return ()
        fitting = frozenset(classes_below(pack.program, pack.superclasses, way.classes))
        nodes = [
            node
            for node in case.nodes
            if not node.startswith("_:")
            and case.node_places.get(node)
            and (not way.classes or fitting.intersection(map(str, case.claims.types(node))))
        ]
        return tuple(Choice(node, self._name(node)) for node in nodes)

    def _name(self, node: str) -> str:
        title, kind = self._naming.title(node), self._naming.kind(node)
        return f"{title} · {kind}" if title and kind else title or kind or node

    def _regions(self, way: ShownWay, country: str) -> tuple[Choice, ...]:
        terms = _of(way) or tuple(Literal(code) for code in self._codes())
        near = [term for term in terms if not country or country_of(_told(term)) == country] or terms
        made = [Choice(term, self._region(_told(term))) for term in near]
        return tuple(sorted(made, key=lambda entry: sorted_by_name(entry.label)))

    def _codes(self) -> frozenset[str]:
        pack = self._document.examination.pack
        return subdivisions(pack) if pack is not None else frozenset()

    def _region(self, code: str) -> str:
        country = country_name(country_of(code), self._lang)
        named = [part for part in (region_name(code, self._lang), country) if part]
        return " · ".join((*named, code))

    @staticmethod
    def _with_code(name: str, term: Term) -> str:
        return f"{name} · {_told(term)}" if name else _told(term)

    @staticmethod
    def _country(form: FilledForm | None) -> str:
        """The country that the same part of the document says it is in."""
        for entry in form.fields if form is not None else ():
            local = entry.field.predicate.rpartition("/")[2].rpartition("#")[2]
            if local in _COUNTRY_KEYS and entry.values:
                told = _told(entry.values[0].term)
                return told.upper() if len(told) == len("DE") else ""
        return ""


def _of(way: ShownWay) -> tuple[Term, ...]:
    return way.way.values or ()


def _told(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term
