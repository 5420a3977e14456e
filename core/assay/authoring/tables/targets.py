# SPDX-License-Identifier: Apache-2.0
"""Where the values of a column go: a property of what a row describes, or of a part of it, by an id that can be read.

    [gx:legalAddress(gx:Address)/gx:countryCode]     a property of a part of the class
    [gx:registrationNumber(gx:VatID)#2/gx:vatID]     of the second such part
    [schema:name#3]                                  the third value of a property
    [schema:description@de] [gx:since^xsd:date]      said in a language, or of a datatype that the form does not tell
    [gx:legalAddress(gx:Address)/@id]                the id of a part; `@id(gx:LegalPerson)` of what the row describes

Such an id stands at the end of an exported header, and in a mapping that is kept.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from assay.claims import XSD
from assay.credential import Generation
from assay.values import frozen

if TYPE_CHECKING:
    from assay.rules.pack import RulePack

ID, NODE = "@id", "@node"
CREDENTIAL, ISSUER, FROM, UNTIL = "@credential", "@issuer", "@from", "@until"
AROUND = (CREDENTIAL, ISSUER, FROM, UNTIL)
"""What is said of the credential itself."""
REFERENCE = "@id"
"""In place of a datatype: the value is the id of something described elsewhere."""
MAX_STEPS = 12
MAX_NUMBER = 999
LONGEST = 1_000
"""Characters of an id."""
PREFIXES: Mapping[str, str] = {Generation.LOIRE.value: "gx", Generation.TAGUS.value: "tagus"}
"""Prefix of a pack's own vocabulary by its generation: a header leads to the right one."""
_PREFIXES: Mapping[str, str] = {
    "schema": "https://schema.org/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "xsd": XSD,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "cred": "https://www.w3.org/2018/credentials#",
}
_LOCAL = re.compile(r"[A-Za-z_][\w-]*\Z", re.ASCII)
_NAME = r"(?:<[^<>\s\[\]]{1,400}>|[a-z]{1,12}:[A-Za-z_][\w-]{0,200})"
_STEP = re.compile(
    rf"(?P<name>{_NAME})(?:\((?P<classes>{_NAME}(?:\+{_NAME})*)?\))?(?:#(?P<number>\d{{1,3}}))?/", re.ASCII
)
_LAST = re.compile(
    rf"(?P<name>{_NAME}|@[a-z]+)(?:\((?P<classes>{_NAME}(?:\+{_NAME})*)\))?(?:#(?P<number>\d{{1,3}}))?"
    rf"(?:@(?P<language>[A-Za-z]{{1,8}}(?:-[A-Za-z0-9]{{1,8}})*)|\^(?P<datatype>@id|{_NAME}))?\Z",
    re.ASCII,
)


_BEGINS = re.compile(r"@[a-z]|<|[a-z]{1,12}:", re.ASCII)


@frozen
class Step:
    """One part further inside."""

    predicate: str
    classes: tuple[str, ...] = ()
    """Of the part; none where the shapes ask for none."""
    number: int = 1
    """Which of several such parts."""


@frozen
class Target:
    """Where values go."""

    name: str
    """The property's IRI, or one of the words with `@` above."""
    steps: tuple[Step, ...] = ()
    number: int = 0
    """Which of several values; 0 where a cell holds all of them."""
    datatype: str = ""
    """`REFERENCE` or an IRI, where the cell is taken letter by letter; empty where the form says what it means."""
    language: str = ""
    classes: tuple[str, ...] = ()
    """With `ID` alone: of what the row describes."""

    @property
    def is_verbatim(self) -> bool:
        """Whether a cell is taken letter by letter."""
        return bool(self.datatype or self.language)


class Names:
    """Short names of properties and classes, in one pack's vocabulary."""

    def __init__(self, pack: "RulePack") -> None:
        self._prefixes = {**_PREFIXES, PREFIXES.get(pack.generation, pack.generation): pack.namespace}

    def short(self, iri: str) -> str:
        """With a prefix where there is one, else the whole IRI in angle brackets."""
        for prefix, start in self._by_length:
            local = iri.removeprefix(start)
            if local != iri and _LOCAL.match(local):
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def full(self, name: str) -> str:
        """The IRI; empty where the prefix is unknown."""
        if name.startswith("<"):
            return name[1:-1]
        prefix, _, local = name.partition(":")
        start = self._prefixes.get(prefix)
        return start + local if start else ""

    def written(self, target: Target) -> str:
        """A target as its id."""
        told = "".join(self._step(step) for step in target.steps)
        told += target.name if target.name.startswith("@") else self.short(target.name)
        told += f"({self._joined(target.classes)})" if target.classes else ""
        told += f"#{target.number}" if target.number else ""
        if target.language:
            return f"{told}@{target.language}"
        datatype = target.datatype
        return told + (f"^{datatype if datatype == REFERENCE else self.short(datatype)}" if datatype else "")

    def target(self, text: str) -> Target | None:
        """The target that an id stands for; None where it is none."""
        if len(text) > LONGEST:
            return None
        steps: list[Step] = []
        at = 0
        while (found := _STEP.match(text, at)) is not None and len(steps) < MAX_STEPS:
            predicate, classes = self.full(found["name"]), self._split(found["classes"])
            if not predicate or classes is None:
                return None
            steps.append(Step(predicate, classes, max(1, int(found["number"] or 1))))
            at = found.end()
        last = _LAST.match(text, at)
        return None if last is None else self._last(last, tuple(steps))

    def _last(self, found: "re.Match[str]", steps: tuple[Step, ...]) -> Target | None:
        named, asked = found["name"], found["datatype"] or ""
        is_word = named.startswith("@")
        name = named if is_word else self.full(named)
        datatype = asked if asked in ("", REFERENCE) else self.full(asked)
        classes = self._split(found["classes"])
        if not name or (asked and not datatype) or classes is None or (classes and (name != ID or steps)):
            return None
        if is_word and not (name in (ID, NODE) or (name in AROUND and not steps)):
            return None
        return Target(name, steps, int(found["number"] or 0), datatype, found["language"] or "", classes)

    def _step(self, step: Step) -> str:
        number = f"#{step.number}" if step.number > 1 else ""
        classes = f"({self._joined(step.classes)})" if step.classes else ""
        return f"{self.short(step.predicate)}{classes}{number}/"

    def _joined(self, classes: tuple[str, ...]) -> str:
        return "+".join(map(self.short, classes))

    def _split(self, told: str | None) -> tuple[str, ...] | None:
        """Classes; None where one has an unknown prefix."""
        found = tuple(map(self.full, re.findall(_NAME, told or "", re.ASCII)))
        return found if all(found) else None

    @cached_property
    def _by_length(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(self._prefixes.items(), key=lambda entry: -len(entry[1])))


def header_with(label: str, told: str) -> str:
    """A header that a person reads and that leads back with certainty."""
    return f"{label} [{told}]"


def told_in(header: str) -> str:
    """The id at the end of a header; empty where there is none. `Price [EUR]` has none."""
    told = header[header.rfind("[") + 1 : -1].strip() if header.endswith("]") and "[" in header else ""
    return told if _BEGINS.match(told) else ""
