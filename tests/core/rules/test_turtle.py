# SPDX-License-Identifier: Apache-2.0
"""Shapes as Turtle: nothing is lost or added, order and labels of the source do not matter, lists are written once."""

import pytest

from assay.claims import ClaimsGraph, Literal
from assay.errors import PackError
from assay.linked_data.rdf import parse_turtle
from assay.rules.turtle import TurtleWriter, list_items, value_lists
from assay.shacl.compile import compile_shapes
from assay.shacl.vocabulary import SH

EX = "https://example.org/v1#"
HEAD = (
    f"@prefix sh: <{SH}> . @prefix ex: <{EX}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . "
)


def graph(text: str) -> ClaimsGraph:
    return ClaimsGraph(parse_turtle((HEAD + text).encode()))


def written(text: str) -> str:
    return TurtleWriter(graph(text), EX).text()


def test_order_and_labels_of_the_source_do_not_matter() -> None:
    one = "ex:S sh:property [ sh:path ex:a ; sh:order 2 ], [ sh:path ex:b ; sh:order 10 ] . ex:A sh:targetClass ex:C ."
    two = (
        "ex:A sh:targetClass ex:C . ex:S sh:property _:y, _:x . "
        "_:x sh:order 10 ; sh:path ex:b . _:y sh:path ex:a ; sh:order 2 ."
    )
    assert written(one) == written(two)
    assert written(one).index("gx:a") < written(one).index("gx:b")


def test_writing_twice_changes_nothing() -> None:
    once = written("ex:S sh:property [ sh:path ex:a ; sh:or ( [ sh:in ( 1 2 ) ] [ sh:datatype xsd:string ] ) ] .")
    assert TurtleWriter(ClaimsGraph(parse_turtle(once.encode())), EX).text() == once


@pytest.mark.parametrize(
    "text",
    [
        'ex:S ex:p "plain", "tag"@en, "quote \\" back \\\\ line \\n tab \\t return \\r", "\\u0000 null" .',
        'ex:S ex:p 1, -2, +3, 1.50, 1e0, 0e+00, .5E3, true, "yes"^^xsd:boolean, "x"^^xsd:integer, "1"^^xsd:int .',
        "ex:S ex:p <https://example.org/with/slash>, ex:odd.dot, <https://example.org/v1#1st>, xsd:string .",
        "ex:S ex:p [ ex:q [ ex:r [] ] ], ( ), ( ex:a ( ex:b 'c d' ) ) .",
        "ex:S ex:p [ ex:q 1 ], [ ex:q 1 ] .",
        "ex:S sh:in ( ) . ex:T sh:in ( 'only' ) . ex:U sh:in ( ex:a 1 'b'@en ) .",
    ],
)
def test_nothing_is_lost_or_added(text: str) -> None:
    """Read back, each node says what it said: compared by shape, for blank nodes have no names to compare by."""
    again = ClaimsGraph(parse_turtle(written(text).encode()))
    before = graph(text)
    assert {s: told(before, s) for s in before.subjects() if s[0] != "_"} == {
        s: told(again, s) for s in again.subjects() if s[0] != "_"
    }


def told(claims: ClaimsGraph, node: str) -> list[object]:
    return sorted(
        (repr((predicate, obj if isinstance(obj, Literal) or obj[0] != "_" else told(claims, obj))))
        for predicate, objects in claims.members(node).items()
        for obj in objects
    )


def test_a_value_list_is_written_once() -> None:
    text = written("ex:S sh:property [ sh:path ex:a ; sh:in ( 'x' 'y' ) ], [ sh:path ex:b ; sh:in ( 'x' 'y' ) ] .")
    assert text.count('"x"') == 1
    assert text.count("sh:in _:values_a") == 2


def test_lists_are_named_after_the_property_that_uses_them_most() -> None:
    shapes = graph(
        "ex:S sh:property [ sh:path ex:b ; sh:in ( 1 2 ) ], [ sh:path ex:b ; sh:or ( [ sh:in ( 1 2 ) ] ) ],"
        " [ sh:path ex:a ; sh:in ( 1 2 ) ], [ sh:path ex:c ; sh:not [ sh:in ( 3 ) ] ],"
        " [ sh:path ex:c ; sh:in ( 4 5 ) ]."
        " ex:T sh:in ( 9 ) ."
    )
    named = {
        label: [item.value for item in items if isinstance(item, Literal)]
        for items, label in value_lists(shapes).items()
    }
    assert named == {"values_b": ["1", "2"], "values_c_1": ["4", "5"], "values_c_2": ["3"], "values_node": ["9"]}


def test_a_shared_list_does_not_change_what_is_checked() -> None:
    source = graph(
        "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:a ; sh:in ( 'x' ) ], [ sh:path ex:b ; sh:in ( 'x' ) ] ."
    )
    again = ClaimsGraph(parse_turtle(TurtleWriter(source, EX).text().encode()))
    assert compile_shapes(again) == compile_shapes(source)


def test_a_circular_shape_is_refused() -> None:
    with pytest.raises(PackError, match="circular"):
        written("ex:S sh:node _:a . _:a sh:node _:b . _:b sh:node _:a .")


@pytest.mark.parametrize(
    "text",
    [
        "ex:S sh:in _:l . _:l rdf:first 1 .",
        "ex:S sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .",
        "ex:S sh:in _:l . _:l rdf:first 1, 2 ; rdf:rest () .",
        "ex:S sh:in ex:nothing .",
    ],
)
def test_a_broken_list_is_refused(text: str) -> None:
    claims = graph(text)
    with pytest.raises(PackError, match="broken_list"):
        list_items(claims, claims.objects(EX + "S", SH + "in")[0])
