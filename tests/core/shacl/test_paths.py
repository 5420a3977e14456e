# SPDX-License-Identifier: Apache-2.0
"""Property paths: what they reach, how they are written, which are refused."""

import pytest

from assay.shacl.compile import UnsupportedShape
from assay.shacl.evaluate import validate, value_nodes
from core.shacl.small_shapes import graph, program

DATA = """:a :p :b ; :q :c . :b :p :c ; :q :d . :c :p :a . :d :r 1 ."""


@pytest.mark.parametrize(
    ("path", "reached", "shown"),
    [
        (":p", ["b"], "urn:t:p"),
        ("[ sh:inversePath :p ]", ["c"], "[ sh:inversePath <urn:t:p> ]"),
        ("( :p :q )", ["d"], "( <urn:t:p> <urn:t:q> )"),
        ("( :p :q :r )", ["1"], "( <urn:t:p> <urn:t:q> <urn:t:r> )"),
        ("[ sh:alternativePath ( :p :q ) ]", ["b", "c"], "[ sh:alternativePath ( <urn:t:p> <urn:t:q> ) ]"),
        ("[ sh:zeroOrMorePath :p ]", ["a", "b", "c"], "[ sh:zeroOrMorePath <urn:t:p> ]"),
        ("[ sh:oneOrMorePath :p ]", ["a", "b", "c"], "[ sh:oneOrMorePath <urn:t:p> ]"),
        ("[ sh:zeroOrOnePath :p ]", ["a", "b"], "[ sh:zeroOrOnePath <urn:t:p> ]"),
        ("[ sh:inversePath ( :p :p ) ]", ["b"], "[ sh:inversePath ( <urn:t:p> <urn:t:p> ) ]"),
        ("[ sh:inversePath [ sh:inversePath :q ] ]", ["c"], "[ sh:inversePath [ sh:inversePath <urn:t:q> ] ]"),
        ("[ sh:inversePath [ sh:alternativePath ( :p :q ) ] ]", ["c"], None),
        ("( [ sh:zeroOrMorePath :p ] :q )", ["c", "d"], None),
        ("[ sh:oneOrMorePath ( :p :p ) ]", ["a", "b", "c"], None),
    ],
)
def test_path(path, reached, shown):
    compiled = program(f":S sh:targetNode :a ; sh:path {path} ; sh:maxCount 0 .")
    data = graph(DATA)
    nodes = value_nodes(compiled, data, 0, "urn:t:a")
    assert sorted(getattr(node, "value", str(node).removeprefix("urn:t:")) for node in nodes) == reached
    (result,) = validate(compiled, data)
    assert shown is None or result.path == shown


@pytest.mark.parametrize(
    "path",
    [
        '"text"', "[]", "( :p )", "()", "[ sh:inversePath :p ; sh:zeroOrOnePath :q ]", "[ sh:inversePath :p, :q ]",
        "[ sh:alternativePath :p ]", "[ sh:alternativePath ( :p ) ]", "[ sh:inversePath 1 ]", "[ rdf:first :p ]",
    ],
)  # fmt: skip
def test_ill_formed_path_is_refused(path):
    with pytest.raises(UnsupportedShape):
        program(f":S sh:targetNode :a ; sh:path {path} ; sh:maxCount 0 .")


def test_list_that_runs_in_a_circle_is_refused():
    with pytest.raises(UnsupportedShape):
        program(":S sh:targetNode :a ; sh:path _:l ; sh:maxCount 0 . _:l rdf:first :p ; rdf:rest _:l .")


def test_path_nested_without_end_is_refused():
    with pytest.raises(UnsupportedShape):
        program(":S sh:targetNode :a ; sh:path _:l ; sh:maxCount 0 . _:l sh:inversePath _:l .")
