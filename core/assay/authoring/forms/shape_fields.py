# SPDX-License-Identifier: Apache-2.0
"""From compiled shapes to forms: constraints that hold at once are met with each other, alternatives stay apart.

What a form cannot say (`sh:not`, qualified counts, pairs of properties, long paths) it leaves out: the check, which
follows every change, says it. So a form never rules out what the shapes allow, and the check has the last word.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, product

from assay.authoring.forms.form import Field, Form, Way
from assay.claims import Literal, Term
from assay.shacl.program import Json, Program, ShapeData, expect, numbers, strings, term_from_json
from assay.shacl.vocabulary import NODE_KINDS

MOST_WAYS = 32
"""Alternatives of one field; shapes that multiply to more are asked freely."""
DEEPEST = 12
"""Shapes in shapes (`sh:node`, `sh:or`, …) that are looked into."""
_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_FREE = (Way(),)


def form_of(program: Program, superclasses: Mapping[str, frozenset[str]], classes: Sequence[str]) -> Form:
    """The form of a node of some classes: of all shapes that target them or a class above. PackError where damaged."""
    key = f"form {' '.join(classes)}"
    found = program.bound.get(key)
    if isinstance(found, Form):
        return found
    above = dict.fromkeys(name for cls in classes for name in (cls, *sorted(superclasses.get(cls, ()))))
    shapes = [number for cls in above for number in program.targets["classes"].get(cls, ())]
    made = program.bound[key] = _form(program, tuple(classes), shapes)
    return made


def form_of_shapes(program: Program, shapes: Sequence[int], classes: Sequence[str] = ()) -> Form:
    """The form of a node that must conform to some node shapes. PackError where the program is damaged."""
    return _form(program, tuple(classes), shapes)


def classes_below(program: Program, superclasses: Mapping[str, frozenset[str]], wanted: Iterable[str]) -> list[str]:
    """Classes with shapes of their own whose nodes are instances of all wanted classes; those wanted come first."""
    needed = frozenset(wanted)
    known = program.targets["classes"]
    found = [cls for cls in known if needed <= superclasses.get(cls, frozenset()) | {cls}]
    return sorted(found, key=lambda cls: (cls not in needed, cls))


def _form(program: Program, classes: tuple[str, ...], shapes: Iterable[int]) -> Form:
    gathered = _Gathered()
    for number in dict.fromkeys(shapes):
        _gather(program, number, gathered, 0)
    definite = {name: made for name, asked in gathered.asked.items() if (made := _met(name, asked)) is not None}
    optional = {name: _joined(name, asked) for name, asked in gathered.optional.items() if name not in gathered.asked}
    fields = [made for made in (*definite.values(), *optional.values()) if _is_allowed(made, gathered.allowed)]
    fields.sort(key=lambda entry: not entry.is_required)
    return Form(classes, tuple(fields), tuple(gathered.either), gathered.allowed is not None)


@dataclass(slots=True)
class _Gathered:
    """What the shapes of one node ask for, as far as it was read."""

    asked: dict[str, list[Field]] = field(default_factory=dict)
    """Fields that hold in any case, by predicate."""
    optional: dict[str, list[Field]] = field(default_factory=dict)
    """Fields of alternatives."""
    either: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    """What closed shapes allow; None where none is closed."""


def _is_allowed(entry: Field, allowed: frozenset[str] | None) -> bool:
    return allowed is None or entry.predicate in allowed


def _gather(program: Program, number: int, into: _Gathered, depth: int) -> None:
    shape = program.shapes[number]
    if shape.get("deactivated") or depth > DEEPEST:
        return
    if "path" in shape:
        _gather_property(program, shape, into.asked)
        return
    for name, value in _constraints(shape):
        if name in ("property", "node"):
            _gather(program, expect(value, int), into, depth + 1)
        elif name == "and":
            for inner in numbers(value):
                _gather(program, inner, into, depth + 1)
        elif name in ("or", "xone"):
            _gather_alternatives(program, numbers(value), into, depth)
        elif name == "closed":
            named = frozenset(strings(value))
            into.allowed = named if into.allowed is None else into.allowed & named


def _gather_alternatives(program: Program, alternatives: Sequence[int], into: _Gathered, depth: int) -> None:
    """What one alternative needs is optional in itself: another may be chosen. Alternatives in alternatives are told
    as one choice among all of them.
    """
    needs: list[tuple[str, ...]] = []
    for inner in alternatives:
        branch = _Gathered()
        _gather(program, inner, branch, depth + 1)
        for name, asked in (*branch.asked.items(), *branch.optional.items()):
            offered = [replace(entry, least=0, must_have=()) for entry in asked if entry.most != 0]
            into.optional.setdefault(name, []).extend(offered)
        own = tuple(name for name, asked in branch.asked.items() if any(entry.is_required for entry in asked))
        needs += [tuple(dict.fromkeys((*own, *chain(*chosen)))) for chosen in product(*branch.either)]
    if needs and all(needs):  # one that needs nothing is met by leaving all of them out
        into.either.append(tuple(needs))


def _gather_property(program: Program, shape: ShapeData, into: dict[str, list[Field]]) -> None:
    path = shape.get("path")
    if not isinstance(path, str):
        return
    told = dict(_constraints(shape))
    most = told.get("maxCount")
    found = Field(
        path,
        _ways(program, shape, 0),
        least=expect(told.get("minCount", 0), int),
        most=None if most is None else expect(most, int),
        one_per_language="uniqueLang" in told,
        must_have=tuple(term_from_json(value) for name, value in _constraints(shape) if name == "hasValue"),
    )
    into.setdefault(path, []).append(found)


def _met(predicate: str, asked: Sequence[Field]) -> Field | None:
    """Several fields of one property that all hold; None where no value can be right."""
    ways = _possible(_all_met(ways) for ways in product(*(entry.ways for entry in asked)))
    ends = [entry.most for entry in asked if entry.most is not None]
    most = min(ends) if ends else None
    if not ways or most == 0:
        return None
    return Field(
        predicate,
        ways,
        least=max(entry.least for entry in asked),
        most=most,
        one_per_language=any(entry.one_per_language for entry in asked),
        must_have=tuple(dict.fromkeys(term for entry in asked for term in entry.must_have)),
    )


def _joined(predicate: str, asked: Sequence[Field]) -> Field:
    """Several fields of one property of which any may hold."""
    ways = _possible(way for entry in asked for way in entry.ways)
    ends = [entry.most for entry in asked]
    return Field(predicate, ways or _FREE, most=None if None in ends else max(end for end in ends if end is not None))


def _possible(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Ways that a value can take, without those that ask more than another one that is there."""
    found = tuple(dict.fromkeys(way for way in ways if way.is_possible))
    if len(found) > MOST_WAYS:
        return _FREE
    return tuple(way for way in found if not any(other is not way and _met_ways(way, other) == way for other in found))


def _ways(program: Program, shape: ShapeData, depth: int) -> tuple[Way, ...]:
    """The ways that the constraints of a shape leave to a value."""
    ways: tuple[Way, ...] = _FREE
    for name, value in _constraints(shape) if depth <= DEEPEST else ():
        if name in ("or", "xone", "and", "node", "qualifiedMinCount"):
            ways = _possible(_met_ways(one, other) for one in ways for other in _inner(program, name, value, depth))
        elif name in _ASKED:
            asked = _ASKED[name](program, name, value)
            ways = tuple(_met_ways(way, asked) for way in ways)
    return ways


def _inner(program: Program, name: str, value: Json, depth: int) -> tuple[Way, ...]:
    """The ways of shapes that look at the same value. What some values must be (`sh:qualifiedMinCount`) is what is
    offered for all of them: others are possible, and seldom meant.
    """
    if name == "qualifiedMinCount" and isinstance(value, dict):
        return _ways(program, program.shapes[expect(value.get("shape"), int)], depth + 1)
    if name == "node":
        number = expect(value, int)
        ways = _ways(program, program.shapes[number], depth + 1)
        has_fields = any(kind == "property" for kind, _ in _constraints(program.shapes[number]))
        return tuple(replace(way, shapes=(*way.shapes, number)) for way in ways) if has_fields else ways
    parts = [_ways(program, program.shapes[number], depth + 1) for number in numbers(value)]
    if name == "and":
        return _possible(_all_met(found) for found in product(*parts))
    return tuple(way for found in parts for way in found)


def _all_met(ways: Iterable[Way]) -> Way:
    met = Way()
    for way in ways:
        met = _met_ways(met, way)
    return met


def _met_ways(one: Way, other: Way) -> Way:
    """What both ask of a value."""
    if one.kinds is None or other.kinds is None:
        kinds = one.kinds if other.kinds is None else other.kinds
    else:
        kinds = one.kinds & other.kinds
    ends = [end for end in (one.longest, other.longest) if end is not None]
    return Way(
        datatypes=tuple(dict.fromkeys((*one.datatypes, *other.datatypes))),
        kinds=kinds,
        values=_common(one.values, other.values),
        classes=tuple(dict.fromkeys((*one.classes, *other.classes))),
        shapes=tuple(dict.fromkeys((*one.shapes, *other.shapes))),
        bounds=tuple(dict.fromkeys((*one.bounds, *other.bounds))),
        patterns=tuple(dict.fromkeys((*one.patterns, *other.patterns))),
        shortest=max(one.shortest, other.shortest),
        longest=min(ends) if ends else None,
        languages=other.languages or one.languages,
    )


def _common(one: tuple[Term, ...] | None, other: tuple[Term, ...] | None) -> tuple[Term, ...] | None:
    if one is None or other is None:
        return one if other is None else other
    allowed = frozenset(other)
    return tuple(term for term in one if term in allowed)


def _constraints(shape: ShapeData) -> Iterator[tuple[str, Json]]:
    for constraint in shape["constraints"]:
        yield expect(constraint[0], str), constraint[1]


def _values(program: Program, number: int) -> tuple[Term, ...]:
    """A value list, made once: the longest has some thousand values."""
    key = f"values {number}"
    found = program.bound.get(key)
    if not isinstance(found, tuple):
        found = program.bound[key] = program.values(number)
    return found


def _pattern(value: Json) -> str:
    return str(value.get("pattern", "")) if isinstance(value, dict) else ""


def _literal(value: Json) -> Literal:
    found = term_from_json(value)
    return found if isinstance(found, Literal) else Literal(found)


_Asked = Callable[[Program, str, Json], Way]
_ASKED: Mapping[str, _Asked] = {
    "class": lambda _program, _name, value: Way(classes=(expect(value, str),)),
    "datatype": lambda _program, _name, value: Way(datatypes=(expect(value, str),)),
    "nodeKind": lambda _program, _name, value: Way(kinds=frozenset(NODE_KINDS[expect(value, str)].split())),
    "in": lambda program, _name, value: Way(values=_values(program, expect(value, int))),
    "pattern": lambda _program, _name, value: Way(patterns=(_pattern(value),)),
    "minLength": lambda _program, _name, value: Way(shortest=expect(value, int)),
    "maxLength": lambda _program, _name, value: Way(longest=expect(value, int)),
    "languageIn": lambda _program, _name, value: Way(languages=strings(value)),
    **{name: lambda _program, name, value: Way(bounds=((name, _literal(value)),)) for name in _BOUNDS},
}
"""What one constraint asks of a value, by its name."""
