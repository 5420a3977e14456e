# SPDX-License-Identifier: Apache-2.0
"""Forms filled with values that their fields take, as a person would who answers everything right."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assay.authoring.forms.form import Field, Form, Way, WayKind
from assay.authoring.forms.parts import Part, Statement
from assay.authoring.forms.shape_fields import classes_below, form_of, form_of_shapes
from assay.claims import RDF_LANG_STRING, XSD, XSD_STRING, Literal, Term
from assay.rules.pack import RulePack

DEEPEST = 9
SPECIMENS: Mapping[str, tuple[str, ...]] = {
    XSD_STRING: ("Acme", "Straße 8, “Hof”", "DE"),
    XSD + "anyURI": ("https://acme.example/policy.html", "https://acme.example/a?b=c#d"),
    XSD + "boolean": ("true", "false"),
    XSD + "integer": ("1", "12"),
    XSD + "float": ("0.5", "1.0"),
    XSD + "double": ("0.5", "1.0"),
    XSD + "decimal": ("0.5", "1.0"),
    XSD + "date": ("2026-01-31",),
    XSD + "dateTime": ("2026-01-31T09:00:00Z",),
    XSD + "dateTimeStamp": ("2026-01-31T09:00:00Z",),
    XSD + "time": ("09:00:00",),
    XSD + "duration": ("P30D",),
    RDF_LANG_STRING: ("Guten Tag",),
    "https://www.w3.org/2018/credentials#sriString": ("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",),
    "http://qudt.org/schema/qudt/floatPercentage": ("99.5",),
}
MATCHING = {
    "^CRS": "CRS:84",
    "(?:[0-9a-fA-F]{2}\\:){5}[0-9a-fA-F]{2}": "00:1b:44:11:3a:b7",
    "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}": "192.0.2.1",
    "^\\w+/[-+.\\w]+$": "application/json",
    "^[a-zA-Z]{2}-(?:[a-zA-Z]{1,3}|[0-9]{1,3})$": "DE-BY",
}
"""A value for each pattern of the bundled packs."""


@dataclass
class Filling:
    """Fills forms of one pack; with optional fields as often as `generosity` says, 0 for never."""

    pack: RulePack
    dice: random.Random
    generosity: float = 0.0
    made: int = 0
    base: str = "https://acme.example/credentials/x.json"
    on_the_way: list[str] = field(default_factory=list)

    def part(self, cls: str, depth: int = 0) -> Part:
        """A node of a class with everything it must have."""
        program = self.pack.program
        assert program is not None
        form = form_of(program, self.pack.superclasses, [cls])
        self.on_the_way.append(cls)
        made = Part((cls,), self._id(), tuple(self._statements(form, depth)))
        self.on_the_way.pop()
        return made

    def _id(self) -> str:
        self.made += 1
        return f"{self.base}#n{self.made}"

    def _statements(self, form: Form, depth: int) -> Iterator[tuple[str, Statement]]:
        chosen = {name for group in form.either for name in group[0]}
        for entry in form:
            is_wanted = entry.is_required or entry.predicate in chosen
            if not is_wanted and (depth > 1 or self.dice.random() >= self.generosity):
                continue
            for _ in range(max(entry.least, 1)):
                yield entry.predicate, self.statement(entry, depth)

    def statement(self, entry: Field, depth: int) -> Statement:
        """One value that the field takes."""
        if entry.must_have:
            return entry.must_have[0]
        way = self.dice.choice(entry.ways) if depth < 2 else min(entry.ways, key=lambda way: way.kind is WayKind.NODE)
        return self.value(way, depth)

    def value(self, way: Way, depth: int) -> Statement:
        """One value of a way."""
        if way.values is not None:
            return self.dice.choice(way.values)
        if way.kind is WayKind.TEXT:
            return self._literal(way)
        if way.shapes and not way.classes:
            program = self.pack.program
            assert program is not None
            return Part((), self._id(), tuple(self._statements(form_of_shapes(program, way.shapes), depth + 1)))
        assert depth < DEEPEST, self.on_the_way
        return self.part(self._class(way), depth + 1)

    def _class(self, way: Way) -> str:
        """A class that does not lead back to where we come from."""
        program = self.pack.program
        assert program is not None
        below = classes_below(program, self.pack.superclasses, way.classes)
        new = [cls for cls in below if cls not in self.on_the_way] or below
        return min(new, key=self._size)

    def _size(self, cls: str) -> tuple[int, int]:
        """How much a class asks for: parts that are parts of parts last."""
        program = self.pack.program
        assert program is not None
        needed = [entry for entry in form_of(program, self.pack.superclasses, [cls]) if entry.is_required]
        return sum(entry.ways[0].kind is WayKind.NODE for entry in needed), len(needed)

    def _literal(self, way: Way) -> Term:
        if way.patterns:
            return Literal(MATCHING[way.patterns[0]])
        datatype = way.datatype or XSD_STRING
        told = self.dice.choice(SPECIMENS[datatype])
        if way.bounds:
            told = way.bounds[0][1].value
        if way.shortest > len(told):
            told = told + "x" * (way.shortest - len(told))
        if datatype == RDF_LANG_STRING:
            return Literal(told, datatype, "de")
        return Literal(told, datatype)
