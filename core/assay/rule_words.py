# SPDX-License-Identifier: Apache-2.0
"""What a compiled shape asks for, in words: how often, which kind of value, within which limits. No IRI is shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, cast

from assay.claims import ClaimsGraph, Literal
from assay.naming import Naming
from assay.rules.pack import RulePack
from assay.rules.pack_texts import value_list_key
from assay.shacl.program import Json, Program, ShapeData, term_from_json
from assay.texts import Texts, local_name, one_line, quoted

LISTED = 12
"""So many values or entries are named one by one."""
DEEPEST = 4
"""Descriptions inside of descriptions that are told; what lies deeper is told by a word."""
_LONGEST = 120
_NO_WORDS = frozenset({"minCount", "maxCount", "nodeKind", "property"})
_NUMBERS = frozenset(
    {"minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength", "hasValue"}
)
_OTHER_PATH = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})
_INSIDE = frozenset({"or", "xone", "and", "not", "node"})
_Constraints: TypeAlias = Mapping[str, Json]


class ShapeWords:
    """Puts the shapes of one pack into words of one language."""

    def __init__(self, pack: RulePack, program: Program, texts: Texts) -> None:
        self._program = program
        self._texts = texts
        self._words = pack.texts(texts.lang)
        self._naming = Naming(ClaimsGraph(), pack, texts)
        self._classes = {number: cls for cls, found in program.targets["classes"].items() for number in found}

    def name(self, iri: str) -> str:
        """What a class or property is called."""
        return self._naming.label(iri)

    def help(self, iri: str) -> str:
        """The pack's sentence about a class or property; empty where it has none."""
        return self._naming.help(iri)

    def path(self, shape: ShapeData) -> str:
        """What a property shape looks at; of a path of several steps the names of all."""
        return " / ".join(map(self.name, _iris(shape.get("path"))))

    def asks(self, shape: ShapeData) -> str:
        """What a property shape asks for, as one sentence or two."""
        told = dict(_pairs(shape))
        values = tuple(self._values(told, 0))
        count = self._count(told)
        count = count[:1].upper() + count[1:]
        if not values:
            return self._say("only_count", count=count)
        return self._say("count_and_value", count=count, value=self._joined("words.and", values))

    def asks_of_class(self, shape: ShapeData) -> Iterator[tuple[str, str]]:
        """What a shape asks of a description as a whole: constraint and sentence, one by one."""
        for name, given in _pairs(shape):
            if name == "closed":
                yield name, self._say("closed", names=self._listed(map(self.name, _texts(given))))
            elif name != "property":
                for told in self._value(name, given, 0):
                    yield name, self._say("whole", value=_plain(told))

    def _count(self, told: _Constraints) -> str:
        least, most = told.get("minCount", 0), told.get("maxCount")
        match (least, most):
            case (1, 1):
                kind = "exactly_one"
            case (_, 0):
                kind = "none"
            case (0, None):
                kind = "any"
            case (0, 1):
                kind = "at_most_one"
            case (0, _):
                kind = "at_most"
            case (1, None):
                kind = "at_least_one"
            case (_, None):
                kind = "at_least"
            case _:
                kind = "exactly" if least == most else "between"
        return self._texts.say(f"rule_book.count.{kind}", least=str(least), most=str(most))

    def _values(self, told: _Constraints, depth: int) -> Iterator[str]:
        """The demands on each value, one by one."""
        wants = {name for name in told if name not in _NO_WORDS}
        for name in sorted(wants, key=lambda name: (name not in ("class", "datatype", "in"), name)):
            yield from self._value(name, told[name], depth)
        if not wants and "nodeKind" in told:
            yield self._node_kind(str(told["nodeKind"]))

    def _value(self, name: str, given: Json, depth: int) -> Iterator[str]:
        if name == "class":
            yield self._say("of_class", name=_plain(self.name(str(given))))
        elif name == "datatype":
            yield self._words.datatype(str(given)) or self._say("of_datatype", name=_plain(local_name(str(given))))
        elif name == "in":
            yield self._value_list(given)
        elif name in _NUMBERS:
            yield self._say(f"limit.{name}", limit=_plain(_shown(given)))
        elif name in _OTHER_PATH:
            yield self._say(f"limit.{name}", name=_plain(self.name(str(given))))
        elif name in _INSIDE:
            yield from self._inside(name, given, depth)
        elif name == "pattern":
            pattern = given.get("pattern") if isinstance(given, dict) else given
            yield self._say("limit.pattern", limit=_plain(one_line(str(pattern), _LONGEST)))
        elif name == "closed":
            yield self._say("nothing_else")
        elif name == "nodeKind":
            yield self._node_kind(str(given))
        else:
            yield from self._further(name, given, depth)

    def _node_kind(self, kind: str) -> str:
        told = {"Literal": "value", "IRI": "identified"}.get(local_name(kind), "reference")
        return self._say(f"plain.{told}")

    def _further(self, name: str, given: Json, depth: int) -> Iterator[str]:
        """Constraints that are rare: those about some of the values, and any that a later version may know."""
        if name in ("qualifiedMinCount", "qualifiedMaxCount") and isinstance(given, dict):
            what = self._described(given.get("shape"), depth + 1)
            yield self._say(f"some.{name}", count=str(given.get("count", "")), what=_plain(what))
        else:
            yield self._say("further", name=_plain(name))

    def _inside(self, name: str, given: Json, depth: int) -> Iterator[str]:
        """Alternatives, several demands at once, a description of another kind, what is excluded."""
        told = [self._described(number, depth + 1) for number in (given if isinstance(given, list) else [given])]
        parts = tuple(dict.fromkeys(filter(None, told)))
        if not parts:
            return
        if name == "not":
            yield self._say("excluded", what=_plain(parts[0]))
        else:
            yield self._joined("words.and" if name == "and" else "words.or", parts)

    def _described(self, number: Json, depth: int) -> str:
        """A shape by the class it is about, by its name, or by what it asks for."""
        if not isinstance(number, int) or not 0 <= number < len(self._program.shapes):
            return ""
        shape = self._program.shapes[number]
        if number in self._classes:
            return self._say("of_class", name=_plain(self.name(self._classes[number])))
        if depth > DEEPEST:
            return self._say("deeper")
        if isinstance(shape.get("path"), str):
            return self._say("with", name=_plain(self.path(shape)), asks=_plain(self._short(shape, depth)))
        told = [*self._values(dict(_pairs(shape)), depth), *self._members(shape, depth)]
        return self._joined("words.and", tuple(dict.fromkeys(told))) if told else self._say("deeper")

    def _members(self, shape: ShapeData, depth: int) -> Iterator[str]:
        for name, given in _pairs(shape):
            if name == "property":
                yield self._described(given, depth)

    def _short(self, shape: ShapeData, depth: int) -> str:
        told = dict(_pairs(shape))
        return ", ".join((self._count(told), *self._values(told, depth)))

    def _value_list(self, given: Json) -> str:
        values = self._program.values(given) if isinstance(given, int) else tuple(map(term_from_json, _list(given)))
        plain = [value.value if isinstance(value, Literal) else value for value in values]
        if (told := self._words.of_value_list.get(value_list_key(plain))) is not None:
            return told
        names = (value.value if isinstance(value, Literal) else self.name(value) for value in values)
        return self._say("one_of", names=self._listed(names))

    def _listed(self, names: Iterable[str]) -> str:
        told = list(dict.fromkeys(names))
        more = [self._say("more", count=len(told) - LISTED)] if len(told) > LISTED else []
        return _plain(", ".join((*told[:LISTED], *more)))

    def _joined(self, text: str, parts: tuple[str, ...]) -> str:
        *others, last = parts
        return self._texts.say(text, first=_plain(", ".join(others)), last=_plain(last)) if others else last

    def _say(self, text: str, **params: object) -> str:
        return self._texts.say(f"rule_book.{text}", **params)


def constraints_of(shape: ShapeData) -> tuple[str, ...]:
    """The names of a shape's constraints, in order."""
    return tuple(name for name, _ in _pairs(shape))


def properties_of(shape: ShapeData) -> tuple[int, ...]:
    """The numbers of the property shapes that a shape has."""
    return tuple(cast("int", given) for name, given in _pairs(shape) if name == "property")


def _pairs(shape: ShapeData) -> Iterator[tuple[str, Json]]:
    for entry in shape["constraints"]:
        yield str(entry[0]), entry[1] if len(entry) > 1 else None


def _list(given: Json) -> list[Json]:
    return given if isinstance(given, list) else []


def _texts(given: Json) -> Iterator[str]:
    """IRIs of a list, the one that says what a thing is left out: everybody may say that."""
    return (str(iri) for iri in _list(given) if isinstance(iri, str) and not iri.endswith("#type"))


def _iris(path: Json) -> Iterator[str]:
    if isinstance(path, str):
        yield path
    for step in path if isinstance(path, list) else ():
        yield from (iri for iri in _iris(step) if ":" in iri)


def _shown(given: Json) -> str:
    if isinstance(given, int):
        return str(given)
    term = term_from_json(given)
    return one_line(term.value if isinstance(term, Literal) else local_name(term), _LONGEST)


def _plain(text: str) -> str:
    """A text as a parameter of another one, in full."""
    return quoted(text, len(text) + 1)
