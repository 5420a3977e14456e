# SPDX-License-Identifier: Apache-2.0
"""Constraints of SHACL Core as functions: a focus node and its value nodes in, offending values out.

Each binder takes the parameter as the program has it, and gives a `Check`. A check returns one entry for each
validation result: the offending value, or None where the result has no value. Nothing offending: an empty tuple.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from assay.claims import RDF_LANG_STRING, XSD_STRING, Literal, Term
from assay.shacl.datatypes import lexical_check
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.program import Json, ListData, Program, expect, numbers, strings, term_from_json
from assay.shacl.run import Conforms, Run
from assay.shacl.vocabulary import NODE_KINDS

Offending = Sequence[Term | None]
Check = Callable[[Run, Term, Sequence[Term]], Offending]

PAIR_LIMIT = 1_000_000
"""Pairs of values that one ordering constraint compares."""

_NONE: Offending = ()


class Binder(Protocol):
    """Where a constraint finds the shapes it refers to."""

    program: Program

    def conforms(self, number: int) -> Conforms:
        """Whether nodes conform to a shape."""


def bind(name: str, value: Json, binder: Binder) -> Check:
    """The check of one constraint. Raises PackError where the program is damaged."""
    return _BINDERS[name](name, value, binder)


def _each(passes: Callable[[Run, Term], bool]) -> Check:
    """A constraint that looks at each value by itself."""

    def check(run: Run, _focus: Term, values: Sequence[Term]) -> Offending:
        for value in values:
            if not passes(run, value):
                return [value for value in values if not passes(run, value)]
        return _NONE

    return check


def _class(_name: str, value: Json, _binder: Binder) -> Check:
    wanted = expect(value, str)
    return _each(lambda run, node: wanted in run.classes(node))


def _datatype(_name: str, value: Json, _binder: Binder) -> Check:
    wanted = expect(value, str)
    fits = lexical_check(wanted)
    if wanted == RDF_LANG_STRING:
        return _each(lambda _run, term: isinstance(term, Literal) and term.datatype == wanted and bool(term.language))
    if fits is None:
        return _each(lambda _run, term: isinstance(term, Literal) and term[1] == wanted and not term[2])
    return _each(lambda _run, term: isinstance(term, Literal) and term[1] == wanted and not term[2] and fits(term[0]))


def _node_kind(_name: str, value: Json, _binder: Binder) -> Check:
    kinds = NODE_KINDS[expect(value, str)].split()
    literal, blank, iri = "literal" in kinds, "blank" in kinds, "iri" in kinds
    if literal and not blank and not iri:
        return _each(lambda _run, term: isinstance(term, Literal))
    if blank and iri:
        return _each(lambda _run, term: isinstance(term, str))

    def passes(_run: Run, term: Term) -> bool:
        if isinstance(term, Literal):
            return literal
        return blank if term.startswith("_:") else iri

    return _each(passes)


def _min_count(_name: str, value: Json, _binder: Binder) -> Check:
    least = expect(value, int)
    return lambda _run, _focus, values: (None,) if len(values) < least else _NONE


def _max_count(_name: str, value: Json, _binder: Binder) -> Check:
    most = expect(value, int)
    return lambda _run, _focus, values: (None,) if len(values) > most else _NONE


_ORDERS: dict[str, tuple[int, ...]] = {
    "minExclusive": (1,),
    "minInclusive": (0, 1),
    "maxExclusive": (-1,),
    "maxInclusive": (-1, 0),
    "lessThan": (-1,),
    "lessThanOrEquals": (-1, 0),
}
"""What comparing a value with the bound (or the other value) may come to."""


def _bound(name: str, value: Json, _binder: Binder) -> Check:
    from assay.shacl.ordering import comparable, compare  # decimals and fractions are slow to import, bounds are rare

    bound, accepted = comparable(term_from_json(value)), _ORDERS[name]
    return _each(lambda _run, term: compare(comparable(term), bound) in accepted)


def _text(term: Term) -> str | None:
    """SPARQL's `str`; blank nodes have none."""
    if isinstance(term, Literal):
        return term.value
    return None if term.startswith("_:") else term


def _length(name: str, value: Json, _binder: Binder) -> Check:
    limit, at_least = expect(value, int), name == "minLength"

    def passes(_run: Run, term: Term) -> bool:
        text = _text(term)
        return text is not None and (len(text) >= limit if at_least else len(text) <= limit)

    return _each(passes)


def _pattern(_name: str, value: Json, _binder: Binder) -> Check:
    given = expect(value, dict)
    search = re.compile(expect(given["python"], str)).search
    factor, degree = expect(given["factor"], int), expect(given["degree"], int)
    cased = "i" in expect(given["flags"], str)

    def passes(run: Run, term: Term) -> bool:
        text = _text(term)
        if text is None:
            return False
        run.spend_matching(factor * len(text) ** degree, len(text))
        if cased and "\u0130" in text:  # the one letter whose small form XPath and Python tell differently
            raise EvaluationLimitError("shapes.letter_case_unclear")
        return search(text) is not None

    return _each(passes)


def _language_in(_name: str, value: Json, _binder: Binder) -> Check:
    ranges = [text.lower() for text in strings(value)]

    def passes(_run: Run, term: Term) -> bool:
        if not isinstance(term, Literal) or not term.language:
            return False
        tag = term.language.lower() + "-"
        return any(wanted == "*" or tag.startswith(wanted + "-") for wanted in ranges)

    return _each(passes)


def _unique_lang(_name: str, _value: Json, _binder: Binder) -> Check:
    def check(_run: Run, _focus: Term, values: Sequence[Term]) -> Offending:
        tags = Counter(term.language.lower() for term in values if isinstance(term, Literal) and term.language)
        return [None for count in tags.values() if count > 1]

    return check


def _equals(_name: str, value: Json, _binder: Binder) -> Check:
    other = expect(value, str)

    def check(run: Run, focus: Term, values: Sequence[Term]) -> Offending:
        others, here = run.members(focus).get(other, ()), set(values)
        there = set(others)
        if here == there:
            return _NONE
        return [*(term for term in values if term not in there), *(term for term in others if term not in here)]

    return check


def _disjoint(_name: str, value: Json, _binder: Binder) -> Check:
    other = expect(value, str)

    def check(run: Run, focus: Term, values: Sequence[Term]) -> Offending:
        others = set(run.members(focus).get(other, ()))
        return [term for term in values if term in others]

    return check


def _less_than(name: str, value: Json, _binder: Binder) -> Check:
    from assay.shacl.ordering import comparable, compare

    other, accepted = expect(value, str), _ORDERS[name]

    def check(run: Run, focus: Term, values: Sequence[Term]) -> Offending:
        others = [comparable(term) for term in run.members(focus).get(other, ())]
        if len(values) * len(others) > PAIR_LIMIT:
            raise EvaluationLimitError("shapes.too_many_results", limit=PAIR_LIMIT)
        here = [(term, comparable(term)) for term in values]
        return [term for term, known in here for bound in others if compare(known, bound) not in accepted]

    return check


def _not(_name: str, value: Json, binder: Binder) -> Check:
    shape = binder.conforms(expect(value, int))
    return _each(lambda run, node: not shape(run, node))


def _node(_name: str, value: Json, binder: Binder) -> Check:
    return _each(binder.conforms(expect(value, int)))


def _logical(name: str, value: Json, binder: Binder) -> Check:
    shapes = [binder.conforms(number) for number in numbers(value)]
    if name == "and":
        return _each(lambda run, node: all(shape(run, node) for shape in shapes))
    if name == "or":
        return _each(lambda run, node: any(shape(run, node) for shape in shapes))
    return _each(lambda run, node: sum(shape(run, node) for shape in shapes) == 1)


def _qualified(name: str, value: Json, binder: Binder) -> Check:
    given = expect(value, dict)
    count, shape = expect(given["count"], int), binder.conforms(expect(given["shape"], int))
    siblings = [binder.conforms(sibling) for sibling in numbers(given["siblings"])]

    def counts(run: Run, node: Term) -> bool:
        return shape(run, node) and not any(sibling(run, node) for sibling in siblings)

    def check(run: Run, _focus: Term, values: Sequence[Term]) -> Offending:
        found = sum(counts(run, node) for node in values)
        fits = found >= count if name == "qualifiedMinCount" else found <= count
        return _NONE if fits else (None,)

    return check


def _has_value(_name: str, value: Json, _binder: Binder) -> Check:
    wanted = term_from_json(value)
    return lambda _run, _focus, values: _NONE if wanted in values else (None,)


def _in(_name: str, value: Json, binder: Binder) -> Check:
    number = expect(value, int)
    data: ListData = binder.program.lists[number]
    if "values" in data:
        texts, datatype = frozenset(data["values"]), data.get("datatype", XSD_STRING)
        return _each(
            lambda _run, term: isinstance(term, Literal) and term[0] in texts and term[1] == datatype and not term[2]
        )
    terms = frozenset(binder.program.values(number))
    return _each(lambda _run, term: term in terms)


_BINDERS: dict[str, Callable[[str, Json, Binder], Check]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minExclusive": _bound,
    "minInclusive": _bound,
    "maxExclusive": _bound,
    "maxInclusive": _bound,
    "minLength": _length,
    "maxLength": _length,
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than,
    "lessThanOrEquals": _less_than,
    "not": _not,
    "and": _logical,
    "or": _logical,
    "xone": _logical,
    "node": _node,
    "qualifiedMinCount": _qualified,
    "qualifiedMaxCount": _qualified,
    "hasValue": _has_value,
    "in": _in,
}

DEMANDING = frozenset({"minCount", "equals", "hasValue", "qualifiedMinCount"})
"""Constraints that can be violated by having no value at all; all others are content then."""
