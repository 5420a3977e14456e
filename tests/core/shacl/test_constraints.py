# SPDX-License-Identifier: Apache-2.0
"""Every constraint of SHACL Core: data that meets it, and data that does not, with the results in full."""

import pytest

from core.shacl.small_shapes import found

PROPERTY = ":S a sh:NodeShape ; sh:targetNode :x ; sh:property [ sh:path :p ; {} ] ."
NODE = ":S a sh:NodeShape ; sh:targetNode :x ; {} ."
OTHER = " :Other a sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ] ."

CASES = [
    ("sh:class :C", ":x :p :y . :y a :C .", ":x :p :y, 1 . :y a :D .", [("Class", "1"), ("Class", "y")]),
    ("sh:class :C , :D", ":x :p :y . :y a :C, :D .", ":x :p :y . :y a :C .", [("Class", "y")]),
    ("sh:datatype xsd:integer", ":x :p 1 .", ':x :p 1.0, "a", :y, "01x"^^xsd:integer .',
     [("Datatype", "01x"), ("Datatype", "1.0"), ("Datatype", "a"), ("Datatype", "y")]),
    ("sh:datatype rdf:langString", ':x :p "a"@en .', ':x :p "a" .', [("Datatype", "a")]),
    ("sh:datatype xsd:string", ':x :p "a" .', ':x :p "a"@en .', [("Datatype", "a")]),
    ("sh:datatype :own", ':x :p "anything"^^:own .', ':x :p "b" .', [("Datatype", "b")]),
    ("sh:nodeKind sh:IRI", ":x :p :y .", ":x :p _:b, 1 .", [("NodeKind", "1"), ("NodeKind", "_:b")]),
    ("sh:nodeKind sh:BlankNode", ":x :p _:b .", ":x :p :y, 1 .", [("NodeKind", "1"), ("NodeKind", "y")]),
    ("sh:nodeKind sh:Literal", ":x :p 1 .", ":x :p :y, _:b .", [("NodeKind", "_:b"), ("NodeKind", "y")]),
    ("sh:nodeKind sh:BlankNodeOrIRI", ":x :p :y, _:b .", ":x :p 1 .", [("NodeKind", "1")]),
    ("sh:nodeKind sh:BlankNodeOrLiteral", ":x :p 1, _:b .", ":x :p :y .", [("NodeKind", "y")]),
    ("sh:nodeKind sh:IRIOrLiteral", ":x :p 1, :y .", ":x :p _:b .", [("NodeKind", "_:b")]),
    ("sh:minCount 2", ":x :p 1, 2 .", ":x :p 1 .", [("MinCount", "")]),
    ("sh:minCount 1", ":x :p 1 .", ":x :q 1 .", [("MinCount", "")]),
    ("sh:maxCount 1", ":x :p 1 .", ":x :p 1, 2 .", [("MaxCount", "")]),
    ("sh:maxCount 0", ":x :q 1 .", ":x :p 1 .", [("MaxCount", "")]),
    ("sh:minExclusive 1", ":x :p 2, 1.5 .", ":x :p 1, 0 .", [("MinExclusive", "0"), ("MinExclusive", "1")]),
    ("sh:minInclusive 1", ":x :p 1, 1.0e0 .", ':x :p 0.99, "1" .', [("MinInclusive", "0.99"), ("MinInclusive", "1")]),
    ("sh:maxExclusive 1", ":x :p 0 .", ":x :p 1, :y .", [("MaxExclusive", "1"), ("MaxExclusive", "y")]),
    ("sh:maxInclusive 1", ":x :p 1 .", ":x :p 2 .", [("MaxInclusive", "2")]),
    ("sh:minLength 2", ':x :p "ab", :y .', ':x :p "a", _:b .', [("MinLength", "_:b"), ("MinLength", "a")]),
    ("sh:maxLength 2", ':x :p "ab", 10 .', ':x :p "abc", _:b .', [("MaxLength", "_:b"), ("MaxLength", "abc")]),
    ('sh:pattern "^a"', ':x :p "ab" .', ':x :p "ba", _:b .', [("Pattern", "_:b"), ("Pattern", "ba")]),
    ('sh:pattern "^a" ; sh:flags "i"', ':x :p "AB" .', ':x :p "ba" .', [("Pattern", "ba")]),
    ('sh:languageIn ( "en" "de-AT" )', ':x :p "a"@en-GB, "b"@de-at .', ':x :p "c"@de, "d", :y .',
     [("LanguageIn", "c"), ("LanguageIn", "d"), ("LanguageIn", "y")]),
    ('sh:languageIn ( "*" )', ':x :p "a"@fr .', ':x :p "d" .', [("LanguageIn", "d")]),
    ("sh:uniqueLang true", ':x :p "a"@en, "b"@de, "c" , "d" .', ':x :p "a"@en, "b"@EN, "c"@en, "d"@de, "e"@de .',
     [("UniqueLang", ""), ("UniqueLang", "")]),
    ("sh:equals :q", ":x :p 1, 2 ; :q 2, 1 .", ":x :p 1, 2 ; :q 2, 3 .", [("Equals", "1"), ("Equals", "3")]),
    ("sh:equals :q", ":x :r 1 .", ":x :q 3 .", [("Equals", "3")]),
    ("sh:disjoint :q", ":x :p 1 ; :q 2 .", ":x :p 1, 2 ; :q 2 .", [("Disjoint", "2")]),
    ("sh:lessThan :q", ":x :p 1, 2 ; :q 3, 4.0 .", ':x :p 1, 5 ; :q 3, "a" .',
     [("LessThan", "1"), ("LessThan", "5"), ("LessThan", "5")]),
    ("sh:lessThanOrEquals :q", ":x :p 3 ; :q 3 .", ":x :p 4 ; :q 3 .", [("LessThanOrEquals", "4")]),
    ("sh:not [ sh:class :C ]", ":x :p :y .", ":x :p :y . :y a :C .", [("Not", "y")]),
    ("sh:and ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y . :y a :C, :D .", ":x :p :y . :y a :C .", [("And", "y")]),
    ("sh:or ( [ sh:class :C ] [ sh:nodeKind sh:Literal ] )", ":x :p :y, 1 . :y a :C .", ":x :p :z .", [("Or", "z")]),
    ("sh:xone ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :y . :y a :C .", ":x :p :y, :z . :y a :C, :D .",
     [("Xone", "y"), ("Xone", "z")]),
    ("sh:node :Other", ":x :p :y . :y :q 1 .", ":x :p :y .", [("Node", "y")]),
    ("sh:property [ sh:path :q ; sh:minCount 1 ]", ":x :p :y . :y :q 1 .", ":x :p :y .", [("MinCount", "")]),
    ("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1", ":x :p :y, :z . :y a :C .", ":x :p :z .",
     [("QualifiedMinCount", "")]),
    ("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1", ":x :p :y . :y a :C .", ":x :q 1 .",
     [("QualifiedMinCount", "")]),
    ("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMaxCount 0", ":x :p :z .", ":x :p :y . :y a :C .",
     [("QualifiedMaxCount", "")]),
    ("sh:hasValue 1", ":x :p 1, 2 .", ':x :p "1", 01 .', [("HasValue", "")]),
    ("sh:hasValue :y", ":x :p :y .", ":x :q :y .", [("HasValue", "")]),
    ('sh:in ( "a" "b" )', ':x :p "a" .', ':x :p "c", "a"@en, :a .', [("In", "a"), ("In", "a"), ("In", "c")]),
    ('sh:in ( :y 1 "a"@en )', ':x :p :y, 1, "a"@en .', ':x :p 1.0, "a" .', [("In", "1.0"), ("In", "a")]),
    ("sh:in ()", ":x :q 1 .", ":x :p 1 .", [("In", "1")]),
]  # fmt: skip


@pytest.mark.parametrize(("constraint", "good", "bad", "expected"), CASES, ids=[case[0] for case in CASES])
def test_constraint(constraint, good, bad, expected):
    shapes = PROPERTY.format(constraint) + (OTHER if ":Other" in constraint else "")
    assert found(shapes, good) == []
    assert found(shapes, bad) == expected


def test_uniqueness_of_languages_is_asked_for_by_true_alone():
    data = ':x :p "a"@en, "b"@en .'
    assert found(PROPERTY.format("sh:uniqueLang false"), data) == []
    assert found(PROPERTY.format('sh:uniqueLang "1"^^xsd:boolean'), data) == []


@pytest.mark.parametrize(
    ("constraint", "bad", "expected"),
    [
        ("sh:class :C", ":x :p 1 .", [("Class", "x")]),
        ("sh:nodeKind sh:Literal", ":x :p 1 .", [("NodeKind", "x")]),
        ("sh:hasValue :y", ":x :p 1 .", [("HasValue", "")]),
        ("sh:in ( :y )", ":x :p 1 .", [("In", "x")]),
        ("sh:equals :p", ":x :p 1 .", [("Equals", "1"), ("Equals", "x")]),
        ("sh:disjoint :p", ":x :p :x .", [("Disjoint", "x")]),
        ("sh:not [ sh:nodeKind sh:IRI ]", ":x :p 1 .", [("Not", "x")]),
    ],
)
def test_node_shape_looks_at_its_focus_node(constraint, bad, expected):
    assert found(NODE.format(constraint), bad) == expected


CLOSED = "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :p ; sh:deactivated true ]"


def test_closed_names_every_value_of_a_property_it_does_not_know():
    assert found(NODE.format(CLOSED), ":x a :C ; :p 1 .") == []
    assert found(NODE.format(CLOSED), ":x a :C ; :q 1, 2 ; :p 3 .") == [("Closed", "1"), ("Closed", "2")]
    assert found(NODE.format(CLOSED.replace("true ; sh:ignored", "false ; sh:ignored")), ":x :q 1 .") == []


def test_closed_does_not_take_a_path_that_is_no_predicate_for_a_property():
    shapes = NODE.format("sh:closed true ; sh:property [ sh:path ( :p :q ) ]")
    assert found(shapes, ":x :p 1 .") == [("Closed", "1")]


def test_qualified_shapes_that_are_disjoint_do_not_count_a_sibling():
    shape = "sh:path :p ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape"
    shapes = NODE.format(f"sh:property [ {shape} [ sh:class :C ] ] , [ {shape} [ sh:class :D ] ]")
    assert found(shapes, ":x :p :y, :z . :y a :C . :z a :D .") == []
    assert found(shapes, ":x :p :y . :y a :C, :D .") == [("QualifiedMinCount", "")] * 2


def test_a_value_that_is_reached_twice_is_judged_once():
    shapes = ":S a sh:NodeShape ; sh:targetNode :x ; sh:property [ sh:path ( :p :q ) ; sh:class :C ] ."
    assert found(shapes, ":x :p :a, :b . :a :q :y . :b :q :y .") == [("Class", "y")]


def test_nested_severity_does_not_soften_what_refers_to_it():
    shapes = PROPERTY.format("sh:node :Other") + OTHER.replace("sh:minCount", "sh:severity sh:Info ; sh:minCount")
    assert found(shapes, ":x :p :y .") == [("Node", "y")]
