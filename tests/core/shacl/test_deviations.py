# SPDX-License-Identifier: Apache-2.0
"""Each deviation from pySHACL: shown to be one, in the direction the list says, and no other difference excused."""

import pytest

from assay.shacl.deviations import DEVIATIONS, ONLY_REFERENCE, unexplained
from assay.shacl.reference import validate
from core.shacl.small_shapes import graph, results

CASES = [
    (0, "sh:datatype xsd:integer", '" 1"^^xsd:integer'),
    (0, "sh:datatype xsd:dateTime", '"20240101T000000"^^xsd:dateTime'),
    (0, "sh:datatype xsd:float", '"infinity"^^xsd:float'),
    (0, "sh:datatype xsd:token", '" a"^^xsd:token'),
    (1, "sh:maxInclusive 60", '"NaN"^^xsd:float'),
    (1, "sh:maxInclusive 60", '"2024-01-01"^^xsd:date'),
    (1, "sh:maxInclusive 60", "true"),
    (2, "sh:minInclusive 1.3", '"1.3"^^xsd:double'),
    (2, 'sh:maxInclusive "1.3"^^xsd:double', "1.3"),
    (2, "sh:maxExclusive 0.3", '"0.3"^^xsd:float'),
    (3, 'sh:pattern "^a$"', r'"a\n"'),
    (3, r'sh:pattern "^\\w+$"', '"a_b"'),
]


@pytest.mark.parametrize(("number", "constraint", "value"), CASES)
def test_deviation(number, constraint, value):
    shapes, data = f":S sh:targetNode :x ; sh:path :p ; {constraint} .", f":x :p {value} ."
    ours, theirs = results(shapes, data), validate(graph(shapes), graph(data), {})
    assert len(ours) == 1
    assert theirs == ()
    assert DEVIATIONS[number].holds(ours[0])
    assert unexplained(ours, theirs) == ((), ())


def test_every_deviation_is_shown():
    assert {number for number, _, _ in CASES} == set(range(len(DEVIATIONS)))


def test_the_one_violation_that_only_pyshacl_reports():
    shapes, data = ':S sh:targetNode :x ; sh:path :p ; sh:uniqueLang "1"^^xsd:boolean .', ':x :p "a"@en, "b"@en .'
    assert len(ONLY_REFERENCE) == 1
    assert results(shapes, data) == ()


@pytest.mark.parametrize("bound", ["1.3", '"1.3"^^xsd:double', "0.3", '"0.3"^^xsd:float', "1.5", "2"])
@pytest.mark.parametrize(
    "value", ["1.3", '"1.3"^^xsd:float', "0.3", '"0.3"^^xsd:double', "1.5", "1.5e0", '"INF"^^xsd:float']
)
@pytest.mark.parametrize("name", ["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"])
def test_no_number_passes_that_pyshacl_refuses(name, bound, value):
    shapes, data = f":S sh:targetNode :x ; sh:path :p ; sh:{name} {bound} .", f":x :p {value} ."
    assert unexplained(results(shapes, data), validate(graph(shapes), graph(data), {})) == ((), ())


@pytest.mark.parametrize(
    ("constraint", "value"),
    [
        ("sh:datatype xsd:integer", "'a'"),
        ("sh:maxInclusive 60", "61"),
        ("sh:maxInclusive 60", '"61.5"^^xsd:double'),
        ("sh:pattern '^a$'", "'b'"),
        ("sh:class :C", ":y"),
    ],
)
def test_other_differences_are_not_excused(constraint, value):
    ours = results(f":S sh:targetNode :x ; sh:path :p ; {constraint} .", f":x :p {value} .")
    assert unexplained(ours, ()) == (ours, ())
    assert unexplained((), ours) == ((), ours)
    assert unexplained((*ours, *ours), ours) == (ours, ())
