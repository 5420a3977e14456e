# SPDX-License-Identifier: Apache-2.0
"""What stands behind a compound result, and whether describing a node could cure it."""

import pytest

from assay.shacl.evaluate import validate
from assay.shacl.explain import CAUSE_LIMIT, is_about_unknown_node, leaf_causes
from assay.shacl.results import Result
from core.shacl.small_shapes import graph, program

OTHER = " :Other a sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ] , [ sh:path :r ; sh:datatype xsd:date ] ."


def explained(constraint: str, data: str):
    shapes = program(f":S a sh:NodeShape ; sh:targetNode :x ; sh:property [ sh:path :p ; {constraint} ] .{OTHER}")
    claims = graph(data)
    (result,) = validate(shapes, claims)
    return result, leaf_causes(shapes, claims, {}, result), claims


def leaves(constraint: str, data: str):
    _, causes, _ = explained(constraint, data)
    return [(cause.alternative, cause.component.removesuffix("ConstraintComponent"), cause.path) for cause in causes]


@pytest.mark.parametrize(
    ("constraint", "data", "expected"),
    [
        ("sh:class :C", ":x :p :y .", []),
        ("sh:or ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y .", [(0, "Class", ""), (1, "Class", "")]),
        ("sh:or ( [ sh:class :C ] [ sh:or ( [ sh:datatype xsd:date ] [ sh:class :D ] ) ] )", ":x :p :y .",
         [(0, "Class", ""), (1, "Datatype", ""), (1, "Class", "")]),
        ("sh:and ( [ sh:class :C ] [ sh:nodeKind sh:IRI ] )", ":x :p :y .", [(0, "Class", "")]),
        ("sh:xone ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y .", [(0, "Class", ""), (1, "Class", "")]),
        ("sh:xone ( [ sh:class :C ] [ sh:nodeKind sh:IRI ] [ sh:class :D ] )", ":x :p :y . :y a :D .",
         [(0, "Class", "")]),
        ("sh:not [ sh:class :C ; sh:nodeKind sh:IRI ]", ":x :p :y . :y a :C .",
         [(0, "Class", ""), (0, "NodeKind", "")]),
        ("sh:node :Other", ":x :p :y . :y :r 1 .", [(0, "Datatype", "urn:t:r"), (0, "MinCount", "urn:t:q")]),
        ("sh:qualifiedMinCount 2 ; sh:qualifiedValueShape [ sh:class :C ]", ":x :p :y, :z, 1 . :z a :C .",
         [(0, "Class", ""), (2, "Class", "")]),
        ("sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ sh:class :C ]", ":x :p :y . :y a :C .", []),
    ],
)  # fmt: skip
def test_leaf_causes(constraint, data, expected):
    assert sorted(leaves(constraint, data)) == sorted(expected)


def test_cause_says_what_was_demanded_of_which_node():
    _, causes, _ = explained("sh:or ( [ sh:class :C ] [ sh:node :Other ] )", ":x :p :y .")
    assert [(cause.params, cause.focus_node, cause.value) for cause in causes] == [
        ({"class": "urn:t:C"}, "urn:t:y", "urn:t:y"),
        ({"minCount": 1}, "urn:t:y", None),
    ]


@pytest.mark.parametrize(
    ("constraint", "data", "expected"),
    [
        ("sh:class :C", ":x :p :y .", True),
        ("sh:class :C", ":x :p _:y .", True),
        ("sh:class :C", ":x :p :y . :y a :D .", False),
        ("sh:class :C", ":x :p :y . :y :q 1 .", False),
        ("sh:class :C", ":x :p 'y' .", False),
        ("sh:nodeKind sh:Literal", ":x :p :y .", False),
        ("sh:minCount 2", ":x :p :y .", False),
        ("sh:or ( [ sh:class :C ] [ sh:datatype xsd:string ] )", ":x :p :y .", True),
        ("sh:or ( [ sh:class :C ] [ sh:datatype xsd:string ] )", ":x :p 1 .", False),
        ("sh:or ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y . :y a :E .", False),
        ("sh:or ( [ sh:class :C ; sh:nodeKind sh:BlankNode ] [ sh:datatype xsd:string ] )", ":x :p :y .", False),
        ("sh:xone ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y .", True),
        ("sh:xone ( [ sh:class :C ] [ sh:nodeKind sh:IRI ] [ sh:nodeKind sh:IRI ] )", ":x :p :y .", False),
        ("sh:and ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y .", True),
        ("sh:and ( [ sh:class :C ] [ sh:nodeKind sh:Literal ] )", ":x :p :y .", False),
        ("sh:node :Other", ":x :p :y .", True),
        ("sh:node :Other", ":x :p :y . :y :r 1 .", False),
        ("sh:not [ sh:nodeKind sh:IRI ]", ":x :p :y .", False),
        ("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class :C ]", ":x :p :y .", True),
        ("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class :C ]", ":x :p 1 .", False),
        ("sh:hasValue :z", ":x :p :y .", False),
    ],
)
def test_dangling_reference_or_wrong_node(constraint, data, expected):
    assert is_about_unknown_node(*explained(constraint, data)) is expected


def test_focus_node_that_nothing_is_said_about():
    shapes = program(":S sh:targetNode :x ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    claims = graph(":y :p 1 .")
    (result,) = validate(shapes, claims)
    assert is_about_unknown_node(result, (), claims)


def test_result_of_another_engine_has_no_causes():
    shapes = program(":S sh:targetNode :x ; sh:nodeKind sh:Literal .")
    foreign = Result("urn:t:x", "", "OrConstraintComponent", "urn:t:x", "urn:t:S")
    assert leaf_causes(shapes, graph(""), {}, foreign) == ()
    assert not is_about_unknown_node(foreign, (), graph(""))


def test_causes_are_bounded():
    data = ":x :p " + ", ".join(f":y{number}" for number in range(1000)) + " ."
    _, causes, _ = explained("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class :C ]", data)
    assert len(causes) == CAUSE_LIMIT
