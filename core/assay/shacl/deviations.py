# SPDX-License-Identifier: Apache-2.0
"""Where the compiled engine answers otherwise than pySHACL on purpose: the literal list, with reasons.

The specifications win over the reference engine. No entry lets data pass that pySHACL refuses, but the last, where the
W3C's own test says so.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction

from assay.claims import Literal
from assay.shacl.datatypes import is_well_formed
from assay.shacl.ordering import comparable
from assay.shacl.results import Result
from assay.values import frozen

_ORDERING = frozenset(
    f"{name}ConstraintComponent"
    for name in ("MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive", "LessThan", "LessThanOrEquals")
)
_NUMERIC = frozenset({"number", "float"})


@frozen
class Deviation:
    """One kind of difference: results that only the compiled engine has."""

    reason: str
    holds: Callable[[Result], bool]


def _is_ill_formed(result: Result) -> bool:
    return isinstance(result.value, Literal) and not is_well_formed(result.value)


def _is_incomparable(result: Result) -> bool:
    if result.component not in _ORDERING or result.value is None:
        return False
    found = comparable(result.value)
    return found is None or found[0] not in _NUMERIC or found[1] != found[1]  # NaN differs from itself


def _is_rounded(result: Result) -> bool:
    """A float or decimal that is not the same number as a double."""
    found = comparable(result.value) if result.component in _ORDERING and result.value is not None else None
    if found is None or found[0] not in _NUMERIC or not isinstance(result.value, Literal):
        return False
    try:
        return Fraction(result.value.value) != Fraction(float(result.value.value))
    except (ValueError, OverflowError):  # INF and NaN
        return False


def _is_pattern_strictness(result: Result) -> bool:
    text = result.value.value if isinstance(result.value, Literal) else str(result.value)
    exotic = text.endswith("\n") or "_" in text or not text.isascii()
    return result.component == "PatternConstraintComponent" and exotic


DEVIATIONS = (
    Deviation(
        "rdflib repairs or lets pass literals that are not in the lexical space of their datatype, such as ' 1' as a "
        "number, '20240101T000000' as a date and time, 'infinity' as a float (XSD 1.1 part 2; RDF 1.1 §5)",
        _is_ill_formed,
    ),
    Deviation(
        "rdflib puts values of different kinds, and NaN, in some order; SPARQL's < has no true answer, which violates "
        "(SHACL §4.3: 'does not return true')",
        _is_incomparable,
    ),
    Deviation(
        "rdflib compares a decimal with a double as they stand, SPARQL after rounding both to doubles; where the two "
        "differ (1.3 and '1.3'^^xsd:double) neither answer is relied on, which violates",
        _is_rounded,
    ),
    Deviation(
        r"pySHACL matches with Python's re, where $ also matches before a last line break and \w takes an underscore; "
        "XPath's patterns do not (SHACL §4.4.3, XPath functions §5.6)",
        _is_pattern_strictness,
    ),
)
"""Results that only the compiled engine has are right if one of these holds."""

ONLY_REFERENCE = (
    'uniqueLang-002: sh:uniqueLang "1"^^xsd:boolean activates nothing (W3C test suite); pySHACL takes it for true',
)
"""The one case in which pySHACL alone reports a violation; it concerns shapes, not data."""


def unexplained(
    compiled: Iterable[Result], reference: Iterable[Result]
) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """Results that only one engine has and that no deviation explains: those of the compiled one, those of pySHACL.

    Compared as multisets of focus node, path, component, value and source shape.
    """
    ours, theirs = list(compiled), list(reference)
    surplus = _surplus(ours, theirs)
    return tuple(result for result in surplus if not _explained(result)), tuple(_surplus(theirs, ours))


def _surplus(these: list[Result], those: list[Result]) -> list[Result]:
    counted = Counter(_key(result) for result in those)
    found = []
    for result in these:
        if counted[_key(result)]:
            counted[_key(result)] -= 1
        else:
            found.append(result)
    return found


def _explained(result: Result) -> bool:
    return any(deviation.holds(result) for deviation in DEVIATIONS)


def _key(result: Result) -> tuple[object, ...]:
    return result.focus_node, result.path, result.component, result.value, result.source_shape
